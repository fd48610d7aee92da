//! A page cut into tags, words and marks, by the rules of the HTML standard.
//!
//! It feeds html5ever's tree builder what html5ever's own tokenizer would, less the
//! attributes that nobody asks for, which are most of many pages. The page is at
//! hand as a whole, so what ends a run is searched for, runs are shared instead of
//! copied, and there is no state to be kept between one character and the next.
//! That both make the same tree is what the tests and the fuzz target `tree` hold.

mod raw;
mod reference;

use html5ever::interface::QualName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, local_name, ns};
use memchr::{memchr, memchr2, memchr3};
use std::borrow::Cow;
use std::ops::Range;

/// Feeds a whole page to a tree builder.
pub(super) fn feed<S: TokenSink>(page: &str, sink: &S) {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    let shared = match memchr(b'\r', page.as_bytes()) {
        Some(_) => page.replace("\r\n", "\n").replace('\r', "\n").into(),
        None => StrTendril::from(page),
    };
    let mut tokens = Tokens {
        page: &shared,
        shared: &shared,
        at: 0,
        sink,
    };
    while tokens.at < tokens.page.len() {
        tokens.words();
        tokens.mark();
    }
    let _ = tokens.send(Token::EOFToken);
    sink.end();
}

/// Whether anybody asks for an attribute: this program, or the tree builder.
pub(super) fn is_asked_for(name: &str) -> bool {
    matches!(
        name,
        "class"
            | "id"
            | "role"
            | "style"
            | "hidden"
            | "aria-hidden"
            | "data-component"
            | "data-testid"
            | "data-module"
            | "data-qa"
            | "itemprop"
            | "itemtype"
            | "rel"
            | "href"
            | "name"
            | "property"
            | "content"
            | "http-equiv"
            | "lang"
            | "xml:lang"
            | "datetime"
            | "pubdate"
            | "type"
    )
}

/// Elements that the tree builder compares by all their attributes, or asks for
/// some of its own.
fn keeps_all(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("template")
            | local_name!("annotation-xml")
    )
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b' ')
}

fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'/' | b'>')
}

struct Tokens<'p, S> {
    page: &'p str,
    /// The page once more, in parts of which tokens have a share.
    shared: &'p StrTendril,
    at: usize,
    sink: &'p S,
}

impl<S: TokenSink> Tokens<'_, S> {
    fn send(&self, token: Token) -> TokenSinkResult<S::Handle> {
        self.sink.process_token(token, 1)
    }

    fn send_words(&self, words: StrTendril) {
        if !words.is_empty() {
            let _ = self.send(Token::CharacterTokens(words));
        }
    }

    fn part(&self, part: Range<usize>) -> StrTendril {
        self.shared.subtendril(part.start as u32, part.len() as u32)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.page.as_bytes().get(at).copied()
    }

    /// The first place from `at` on whose byte is wanted, or the page's end.
    fn find(&self, at: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.page.as_bytes().get(at..).unwrap_or_default();
        let found = rest.iter().position(|&byte| wanted(byte));
        found.map_or(self.page.len(), |found| at + found)
    }

    /// Passes over everything up to the next `>`.
    fn pass_over(&mut self) {
        let rest = &self.page.as_bytes()[self.at..];
        self.at = memchr(b'>', rest).map_or(self.page.len(), |end| self.at + end + 1);
    }

    /// Sends the words before the next mark.
    fn words(&mut self) {
        let bytes = self.page.as_bytes();
        let mut mended: Option<StrTendril> = None;
        let (mut from, mut at) = (self.at, self.at);
        loop {
            at = memchr3(b'<', b'&', 0, &bytes[at..]).map_or(bytes.len(), |found| at + found);
            match self.byte(at) {
                None => break,
                Some(b'<') if self.is_mark(at) => break,
                Some(b'&') => {
                    let Some(found) = reference::read(&self.page[at + 1..], false) else {
                        at += 1;
                        continue;
                    };
                    let words = mended.get_or_insert_default();
                    words.push_slice(&self.page[from..at]);
                    found.push_to(words);
                    at += 1 + found.length;
                    from = at;
                }
                Some(0) => {
                    self.send_rest(mended.take(), from..at);
                    let _ = self.send(Token::NullCharacterToken);
                    at += 1;
                    from = at;
                }
                Some(_) => at += 1,
            }
        }
        self.send_rest(mended, from..at);
        self.at = at;
    }

    fn send_rest(&self, mended: Option<StrTendril>, rest: Range<usize>) {
        self.send_words(match mended {
            None => self.part(rest),
            Some(mut words) => {
                words.push_slice(&self.page[rest]);
                words
            }
        });
    }

    /// Whether `<` at this place begins anything.
    fn is_mark(&self, at: usize) -> bool {
        match self.byte(at + 1) {
            Some(b'!' | b'?') => true,
            Some(b'/') => at + 2 < self.page.len(),
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
    }

    /// Sends what begins with the `<` here.
    fn mark(&mut self) {
        match (self.byte(self.at + 1), self.byte(self.at + 2)) {
            (Some(b'/'), Some(b'>')) => self.at += 3,
            (Some(b'/'), Some(byte)) if byte.is_ascii_alphabetic() => {
                self.at += 2;
                self.tag(TagKind::EndTag);
            }
            (Some(b'!'), _) => self.declaration(),
            (Some(b'/' | b'?'), _) => self.remark(),
            (Some(_), _) => {
                self.at += 1;
                self.tag(TagKind::StartTag);
            }
            (None, _) => {}
        }
    }

    /// A mark that means nothing.
    fn remark(&mut self) {
        self.at += 2;
        self.pass_over();
        self.comment();
    }

    /// What a comment says matters to nobody, but that there is one may part words.
    fn comment(&self) {
        let _ = self.send(Token::CommentToken(StrTendril::new()));
    }

    /// A comment, the doctype, or a section of XML.
    fn declaration(&mut self) {
        let rest = &self.page[self.at + 2..];
        let is_doctype = rest
            .get(..7)
            .is_some_and(|word| word.eq_ignore_ascii_case("doctype"));
        if rest.starts_with("--") {
            self.at = raw::comment_end(self.page, self.at + 4);
            self.comment();
        } else if is_doctype {
            let from = self.at + 9;
            self.at = from;
            self.pass_over();
            let closed = self.page[from..self.at].strip_suffix('>');
            let doctype = doctype(
                closed.unwrap_or(&self.page[from..self.at]),
                closed.is_some(),
            );
            let _ = self.send(Token::DoctypeToken(doctype));
        } else if rest.starts_with("[CDATA[")
            && self
                .sink
                .adjusted_current_node_present_but_not_in_html_namespace()
        {
            let from = self.at + 9;
            let end = self.page[from..].find("]]>").map(|end| from + end);
            for (number, words) in self.page[from..end.unwrap_or(self.page.len())]
                .split('\0')
                .enumerate()
            {
                if number > 0 {
                    let _ = self.send(Token::NullCharacterToken);
                }
                self.send_words(words.into());
            }
            self.at = end.map_or(self.page.len(), |end| end + 3);
        } else {
            self.remark();
        }
    }

    /// A tag, from its name on. One that the page's end cuts short is none.
    fn tag(&mut self, kind: TagKind) {
        let end = self.find(self.at, ends_name);
        let name = LocalName::from(name(&self.page[self.at..end]));
        self.at = end;
        let keeps_all = keeps_all(&name);
        let mut attributes = Vec::new();
        let mut self_closing = false;
        loop {
            self.at = self.find(self.at, |byte| !is_space(byte));
            match self.byte(self.at) {
                None => return,
                Some(b'>') => break,
                Some(b'/') => {
                    self.at += 1;
                    self_closing = self.byte(self.at) == Some(b'>');
                }
                Some(_) => self.attribute(keeps_all, &mut attributes),
            }
        }
        self.at += 1;
        if kind == TagKind::EndTag {
            (attributes, self_closing) = (Vec::new(), false);
        }
        let tag = Tag {
            kind,
            name: name.clone(),
            self_closing,
            attrs: attributes,
            had_duplicate_attributes: false,
        };
        match self.send(Token::TagToken(tag)) {
            TokenSinkResult::RawData(kind) => self.raw(kind, &name),
            TokenSinkResult::Plaintext => self.raw_until(self.page.len(), RawKind::Rawtext),
            _ => {}
        }
    }

    /// An attribute. The first character is its name's, even where it is `=`.
    fn attribute(&mut self, keeps_all: bool, attributes: &mut Vec<Attribute>) {
        let start = self.at;
        let end = self.find(start + 1, |byte| byte == b'=' || ends_name(byte));
        let mut value = end..end;
        self.at = self.find(end, |byte| !is_space(byte));
        if self.byte(self.at) == Some(b'=') {
            self.at = self.find(self.at + 1, |byte| !is_space(byte));
            match self.byte(self.at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let from = self.at + 1;
                    let Some(length) = memchr(quote, &self.page.as_bytes()[from..]) else {
                        self.at = self.page.len();
                        return;
                    };
                    value = from..from + length;
                    self.at = value.end + 1;
                }
                Some(b'>') | None => {}
                Some(_) => {
                    value = self.at..self.find(self.at, |byte| byte == b'>' || is_space(byte));
                    self.at = value.end;
                }
            }
        }
        let name = name(&self.page[start..end]);
        if !(keeps_all || is_asked_for(&name)) {
            return;
        }
        let name = QualName::new(None, ns!(), LocalName::from(name));
        if attributes.iter().all(|own| own.name != name) {
            let value = self.resolved(value, true);
            attributes.push(Attribute { name, value });
        }
    }

    /// A part of the page with its character references resolved.
    fn resolved(&self, part: Range<usize>, in_attribute: bool) -> StrTendril {
        let mut rest = &self.page[part.clone()];
        if memchr2(b'&', 0, rest.as_bytes()).is_none() {
            return self.part(part);
        }
        let mut words = StrTendril::new();
        while let Some(at) = memchr2(b'&', 0, rest.as_bytes()) {
            words.push_slice(&rest[..at]);
            let is_null = rest.as_bytes()[at] == 0;
            rest = &rest[at + 1..];
            if is_null {
                words.push_char('\u{fffd}');
            } else if let Some(found) = reference::read(rest, in_attribute) {
                found.push_to(&mut words);
                rest = &rest[found.length..];
            } else {
                words.push_char('&');
            }
        }
        words.push_slice(rest);
        words
    }

    /// What stands in an element that holds no elements, up to its end tag.
    fn raw(&mut self, kind: RawKind, name: &str) {
        let end = match kind {
            RawKind::ScriptData => raw::script_end(self.page, self.at),
            _ => raw::end(self.page, self.at, name),
        };
        self.raw_until(end, kind);
    }

    fn raw_until(&mut self, end: usize, kind: RawKind) {
        let part = self.at..end;
        let words = match kind {
            RawKind::Rcdata => self.resolved(part, false),
            _ if self.page[part.clone()].contains('\0') => {
                self.page[part].replace('\0', "\u{fffd}").into()
            }
            _ => self.part(part),
        };
        self.send_words(words);
        self.at = end;
    }
}

/// The name of an element or attribute, as trees have it.
fn name(written: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte != 0 && !byte.is_ascii_uppercase();
    if written.bytes().all(is_plain) {
        return Cow::Borrowed(written);
    }
    Cow::Owned(written.to_ascii_lowercase().replace('\0', "\u{fffd}"))
}

/// What stands in a doctype behind that word; `closed` unless the page ends in it.
fn doctype(words: &str, closed: bool) -> Doctype {
    let trimmed = |words: &str| {
        words
            .trim_start_matches(|c: char| c.is_ascii() && is_space(c as u8))
            .to_owned()
    };
    let words = trimmed(words);
    let end = words.bytes().position(is_space).unwrap_or(words.len());
    let mut found = Doctype {
        name: (end > 0).then(|| StrTendril::from(&*name(&words[..end]))),
        force_quirks: !closed || end == 0,
        ..Doctype::default()
    };
    let rest = trimmed(&words[end..]);
    let key = rest.get(..6).unwrap_or_default().to_ascii_lowercase();
    // A quoted string, whether its end is there, and what follows it.
    let quoted = |words: &str| {
        let quote = words
            .chars()
            .next()
            .filter(|first| ['"', '\''].contains(first))?;
        let (own, rest) = words[1..]
            .split_once(quote)
            .map_or((&words[1..], None), |(own, rest)| (own, Some(rest)));
        let own = StrTendril::from(own.replace('\0', "\u{fffd}"));
        Some((own, rest.map(trimmed)))
    };
    let (public, system) = match key.as_str() {
        "public" => (quoted(&trimmed(&rest[6..])), None),
        "system" => (None, quoted(&trimmed(&rest[6..]))),
        _ => (None, None),
    };
    match (public, system) {
        (None, None) => found.force_quirks |= !rest.is_empty(),
        (None, Some((system, rest))) => {
            found.force_quirks |= rest.is_none();
            found.system_id = Some(system);
        }
        (Some((public, rest)), _) => {
            found.public_id = Some(public);
            let system = rest.as_deref().and_then(quoted);
            found.force_quirks |= match (&rest, &system) {
                (None, _) => true,
                (Some(rest), None) => !rest.is_empty(),
                (Some(_), Some((_, rest))) => rest.is_none(),
            };
            found.system_id = system.map(|(system, _)| system);
        }
    }
    found
}

#[cfg(test)]
mod tests;

//! The parts of a noun phrase that stands as a source or an addressee.

use crate::lexicon::{is_body, is_document, is_people, is_role, long_title};
use crate::page::Page;
use crate::word::{Word, bare};
use dixit_model::Span;

/// What kind of word the phrase begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// `the`, `this`, `that`, or a possessive.
    Definite,
    /// `a`, `one`, `some`, `several` …
    Indefinite,
    /// None of these.
    Bare,
}

/// What kind of noun the phrase is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    Role,
    People,
    Body,
    Document,
    Other,
}

/// A noun phrase.
#[derive(Debug)]
pub(crate) struct Phrase<'a> {
    /// From its first word to its last, relative clauses left out.
    pub span: Span,
    /// Words from the first to the head, the opening word left out.
    pub main: Vec<Word<'a>>,
    /// Words after the head: `of Norland`, `familiar with the talks`.
    pub tail: Vec<Word<'a>>,
    pub opening: Opening,
    pub kind: Head,
    /// The head in small letters.
    pub head: String,
}

/// Words that end the part of a phrase that the head closes.
fn ends_main(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "in"
            | "at"
            | "on"
            | "from"
            | "by"
            | "with"
            | "to"
            | "about"
            | "over"
            | "under"
            | "near"
            | "inside"
            | "outside"
            | "within"
            | "without"
            | "against"
            | "across"
            | "among"
            | "around"
            | "as"
            | "familiar"
            | "close"
            | "briefed"
            | "involved"
            | "named"
            | "speaking"
            | "working"
            | "based"
            | "led"
            | "published"
            | "issued"
            | "released"
            | "posted"
            | "obtained"
            | "seen"
            | "attributed"
            | "written"
            | "signed"
            | "representing"
            | "attending"
            | "including"
            | "dated"
            | "sent"
            | "interviewed"
            | "quoted"
            | "directly"
            | "aware"
            | "opposed"
            | "responsible"
            | "present"
            | "there"
            | "here"
            | "regarding"
            | "filed"
            | "submitted"
            | "leaked"
            | "provided"
            | "like"
            | "such"
    )
}

fn ends_phrase(word: &str) -> bool {
    matches!(
        word,
        "who" | "whom" | "which" | "whose" | "that" | "when" | "where" | "while" | "because"
    )
}

impl<'a> Phrase<'a> {
    /// The phrase of `span`, or `None` if it holds no word.
    pub fn of(page: &Page<'a>, span: Span) -> Option<Self> {
        let all = page.words(span);
        let named = |word: &Word| {
            let names = page.names_in(Span::new(
                word.span.start.saturating_sub(120),
                word.span.end + 120,
            ));
            page.names[names]
                .iter()
                .any(|name| name.span.start < word.span.start && word.span.end <= name.span.end)
        };
        // Relative clauses go.
        let cut = all
            .iter()
            .enumerate()
            .position(|(index, word)| index > 0 && ends_phrase(&word.lower()) && !named(word))
            .unwrap_or(all.len());
        let all = &all[..cut];
        let first = all.first()?;
        let last = all.last()?;
        let opening = opening(&first.lower());
        let opened = match first.lower().as_str() {
            "the" | "a" | "an" | "this" | "these" | "those" | "his" | "her" | "its" | "their"
            | "our" | "my" | "one" | "another" | "other" | "multiple" | "numerous" | "various"
            | "which" | "who" | "that"
                if all.len() > 1 =>
            {
                1
            }
            _ => 0,
        };
        let words = &all[opened..];
        let mut end = words.len();
        for index in 1..words.len() {
            let gap = &page.text[words[index - 1].span.end..words[index].span.start];
            let broken = gap.contains([',', '—', '–', '(', ';', ':']) || gap.contains(" - ");
            if !named(&words[index]) && (broken || ends_main(&words[index].lower())) {
                end = index;
                break;
            }
        }
        let main = words[..end].to_vec();
        let head = main.last()?.lower();
        let short = long_title(&head).to_owned();
        // `The Harbour Post` is no post.
        let covered = main.last().is_some_and(|word| {
            let names = page.names_in(Span::new(
                word.span.start.saturating_sub(120),
                word.span.end + 2,
            ));
            page.names[names]
                .iter()
                .any(|name| name.span.start < word.span.start && word.span.end <= name.span.end + 2)
        });
        let kind = if is_role(&short) {
            Head::Role
        } else if is_people(&head) {
            Head::People
        } else if is_body(&head) {
            Head::Body
        } else if is_document(&head) && !covered {
            Head::Document
        } else {
            Head::Other
        };
        Some(Phrase {
            span: Span::new(first.span.start, last.span.end),
            tail: words[end..].to_vec(),
            main,
            opening,
            kind,
            head: short,
        })
    }

    /// From the first word after the opening to the head.
    pub fn main_span(&self) -> Span {
        match (self.main.first(), self.main.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => self.span,
        }
    }

    /// As an unnamed speaker is called: no article, no relative clause, no
    /// possessive ending, a small first letter unless it is a name's.
    pub fn description(&self, page: &Page) -> String {
        let start = self.main_span().start;
        let end = self
            .tail
            .last()
            .map_or(self.main_span().end, |word| word.span.end);
        let joined: Vec<&str> = page.text[start..end.max(start)]
            .split_whitespace()
            .collect();
        let joined = joined.join(" ");
        // Commas open what a description can do without.
        let kept = match self.tail.first() {
            Some(first)
                if page.text[self.main_span().end..first.span.start]
                    .contains([',', '—', '–', '(']) =>
            {
                let main: Vec<&str> = self.main_span().of(page.text).split_whitespace().collect();
                main.join(" ")
            }
            _ => joined,
        };
        let kept = bare(&kept);
        let first = self.main.first().copied();
        // A capital inside a sentence is a name's own.
        let proper = first.is_some_and(|word| {
            let names = page.names_in(Span::new(word.span.start, word.span.start + 160));
            let named = page.names[names]
                .first()
                .is_some_and(|name| name.span.start == word.span.start);
            let initials = word
                .text
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_uppercase() || c == '.');
            named
                || initials
                || word.span.start > page.sentence_span(word.span.start).start
                || crate::country::of_word(bare(word.text)).is_some()
        });
        let mut letters = kept.chars();
        match letters.next() {
            Some(c) if !proper => c.to_lowercase().chain(letters).collect(),
            Some(c) => std::iter::once(c).chain(letters).collect(),
            None => String::new(),
        }
    }
}

fn opening(word: &str) -> Opening {
    match word {
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "our"
        | "my" | "both" => Opening::Definite,
        "a" | "an" | "one" | "some" | "two" | "three" | "four" | "several" | "many" | "another"
        | "few" | "most" | "other" | "any" | "no" | "multiple" | "numerous" | "dozens"
        | "hundreds" => Opening::Indefinite,
        _ => Opening::Bare,
    }
}

//! One article's text with what language found in it, ready for look-ups.

use crate::word::{Word, words};
use dixit_model::{Analysis, Article, Name, NameKind, Span};

/// The text and its parts; every look-up is a binary search.
pub(crate) struct Page<'a> {
    pub text: &'a str,
    pub sentences: Vec<Span>,
    /// Of each sentence, the number of its paragraph.
    paragraph: Vec<usize>,
    pub names: Vec<Name>,
}

impl<'a> Page<'a> {
    /// The page of `article`. Spans that do not fit the text are left out, so
    /// that nothing after this has to doubt one.
    pub fn new(article: &'a Article, analysis: &Analysis) -> Self {
        let text = article.text.as_str();
        let mut sentences: Vec<Span> = analysis
            .sentences
            .iter()
            .copied()
            .filter(|&span| fits(text, span))
            .collect();
        sentences.sort();
        let mut end = 0;
        sentences.retain(|span| {
            let keep = span.start >= end;
            if keep {
                end = span.end;
            }
            keep
        });
        if sentences.is_empty() {
            sentences = lines(text);
        }
        let mut names: Vec<Name> = analysis
            .names
            .iter()
            .copied()
            .filter(|name| fits(text, name.span))
            .collect();
        names.sort_by_key(|name| name.span);
        let mut end = 0;
        names.retain(|name| {
            let keep = name.span.start >= end;
            if keep {
                end = name.span.end;
            }
            keep
        });
        for index in 0..names.len() {
            let until = names
                .get(index + 1)
                .map_or(text.len(), |next| next.span.start);
            extend(text, &mut names[index], until);
        }
        let mut paragraph = Vec::with_capacity(sentences.len());
        let mut number = 0;
        for (index, sentence) in sentences.iter().enumerate() {
            if index > 0 && text[sentences[index - 1].end..sentence.start].contains('\n') {
                number += 1;
            }
            paragraph.push(number);
        }
        Page {
            text,
            sentences,
            paragraph,
            names,
        }
    }

    /// Index of the sentence that `offset` lies in, or of the one before it.
    pub fn sentence(&self, offset: usize) -> usize {
        self.sentences
            .partition_point(|span| span.start <= offset)
            .max(1)
            - 1
    }

    /// The sentence around `offset` (an empty span if there is none).
    pub fn sentence_span(&self, offset: usize) -> Span {
        match self.sentences.get(self.sentence(offset)) {
            Some(&span) if span.start <= offset && offset <= span.end => span,
            _ => Span::new(offset.min(self.text.len()), offset.min(self.text.len())),
        }
    }

    /// Number of the paragraph of the sentence at `index`.
    pub fn paragraph(&self, index: usize) -> usize {
        self.paragraph.get(index).copied().unwrap_or(0)
    }

    /// Indices of the names inside `span`.
    pub fn names_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.names.partition_point(|n| n.span.start < span.start);
        let mut last = first;
        while last < self.names.len() && self.names[last].span.end <= span.end {
            last += 1;
        }
        first..last
    }

    /// The words of `span`.
    pub fn words(&self, span: Span) -> Vec<Word<'a>> {
        words(self.text, span)
    }

    /// The words of the sentence that lie before `offset`, nearest last.
    pub fn words_before(&self, offset: usize) -> Vec<Word<'a>> {
        let sentence = self.sentence_span(offset);
        // A sentence can be as long as the text; nobody looks further back.
        let mut start = sentence.start.max(offset.saturating_sub(240));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        self.words(Span::new(start.min(offset), offset))
    }

    /// The words of the sentence from `offset` on, at most `bytes` of them.
    pub fn words_after(&self, offset: usize, bytes: usize) -> Vec<Word<'a>> {
        let sentence = self.sentence_span(offset);
        let mut end = sentence.end.min(offset + bytes).max(offset);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.words(Span::new(offset.min(end), end))
    }
}

/// Whether `span` is not empty and lies in `text` on character boundaries.
pub(crate) fn fits(text: &str, span: Span) -> bool {
    span.start < span.end
        && span.end <= text.len()
        && text.is_char_boundary(span.start)
        && text.is_char_boundary(span.end)
}

/// `Veld Foundation` is one name, and no person's, even where a model takes the
/// first word alone.
fn extend(text: &str, name: &mut Name, until: usize) {
    if name.kind != NameKind::Person {
        return;
    }
    let Some(rest) = text[name.span.end..until.max(name.span.end)].strip_prefix(' ') else {
        return;
    };
    let word = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let body = matches!(
        word,
        "Organization"
            | "Organisation"
            | "Org"
            | "Foundation"
            | "Institute"
            | "University"
            | "Center"
            | "Centre"
            | "Group"
            | "Inc"
            | "Corp"
            | "Company"
            | "Bank"
            | "Administration"
            | "administration"
            | "Museum"
            | "Fund"
            | "Hospital"
    );
    if body {
        name.span.end += 1 + word.len();
        name.kind = NameKind::Organisation;
    }
}

/// The lines of a text that has no sentences.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if !span.is_empty() {
            found.push(span);
        }
        start += line.len();
    }
    found
}

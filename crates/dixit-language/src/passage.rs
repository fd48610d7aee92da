//! The view of a text that models read: its words, with the breaks between them.

use dixit_model::Span;

/// Some words of a text, read as a text of their own.
///
/// An article is one passage; so is the content of an attribution, less the
/// words of its own source and cue. Spans always point into the article.
#[derive(Clone, Debug)]
pub struct Passage<'t> {
    /// The article's text.
    pub text: &'t str,
    /// Words and marks, in text order.
    pub words: Vec<Word>,
}

/// A word or a mark, and the sentence and line it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the article.
    pub span: Span,
    /// Grows by one with every sentence.
    pub sentence: u32,
    /// Grows by one wherever the text breaks the line.
    pub line: u32,
}

impl<'t> Passage<'t> {
    /// A passage of `tokens`, which lie inside `sentences`; both in text order.
    pub fn new(text: &'t str, sentences: &[Span], tokens: &[Span]) -> Self {
        let mut words = Vec::with_capacity(tokens.len());
        let (mut sentence, mut line, mut end) = (0, 0, 0);
        for &span in tokens {
            while sentence + 1 < sentences.len() && sentences[sentence].end <= span.start {
                sentence += 1;
            }
            if text.as_bytes()[end..span.start].contains(&b'\n') {
                line += 1;
            }
            end = span.end;
            words.push(Word {
                span,
                sentence: sentence as u32,
                line,
            });
        }
        Passage { text, words }
    }

    /// How many words and marks it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The letters of word `index`.
    pub fn word(&self, index: usize) -> &'t str {
        self.words[index].span.of(self.text)
    }

    /// Whether word `index` begins a sentence.
    pub fn begins_sentence(&self, index: usize) -> bool {
        index == 0 || self.words[index - 1].sentence != self.words[index].sentence
    }

    /// Whether word `index` begins a line.
    pub fn begins_line(&self, index: usize) -> bool {
        index == 0 || self.words[index - 1].line != self.words[index].line
    }

    /// The span from word `first` to word `end` (exclusive); not of nothing.
    pub fn span(&self, first: usize, end: usize) -> Span {
        Span::new(self.words[first].span.start, self.words[end - 1].span.end)
    }
}

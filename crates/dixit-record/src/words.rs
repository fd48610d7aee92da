//! The words of an article as the record compares them.

use crate::lexicon::Lexicon;
use dixit_model::{Article, Span};
use rust_stemmers::{Algorithm, Stemmer};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A word of an article.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its stem, as an index into a [`Vocabulary`].
    pub(crate) term: u32,
    /// Whether it begins with a capital that no sentence start explains.
    pub(crate) name: bool,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
}

/// The stems of a run, numbered in order of appearance.
#[derive(Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<Arc<str>, u32>,
    terms: Vec<Term>,
    /// Terms by the form in which they stand.
    forms: HashMap<String, u32>,
}

#[derive(Clone)]
struct Term {
    stem: Arc<str>,
    /// The same in every run, unlike the term's number.
    hash: u32,
    weight: f32,
    vector: Option<&'static [f32]>,
}

impl Term {
    fn of(stem: &str) -> Term {
        let lexicon = Lexicon::get();
        let number = stem.starts_with(|c: char| c.is_ascii_digit());
        Term {
            // Numbers are in no table; they say about as much as a fairly rare
            // word.
            weight: if number { 4.0 } else { lexicon.weight(stem) },
            vector: lexicon.vector(stem),
            hash: hash(stem),
            stem: stem.into(),
        }
    }
}

/// Forms that a thread has met lately: every article and every statement is
/// made of them again.
struct Met {
    stemmer: Stemmer,
    terms: HashMap<String, Term>,
}

/// So many forms are kept.
const MET: usize = 100_000;

impl Met {
    fn term(&mut self, word: &str) -> Term {
        if let Some(term) = self.terms.get(word) {
            return term.clone();
        }
        if self.terms.len() >= MET {
            self.terms.clear();
        }
        let term = Term::of(&self.stemmer.stem(&fold(word)));
        self.terms.insert(word.to_owned(), term.clone());
        term
    }
}

thread_local! {
    static MET_LATELY: RefCell<Met> = RefCell::new(Met {
        stemmer: Stemmer::create(Algorithm::English),
        terms: HashMap::new(),
    });
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The term of a word as it stands.
    pub(crate) fn term(&mut self, word: &str) -> u32 {
        if let Some(&term) = self.forms.get(word) {
            return term;
        }
        let met = MET_LATELY.with_borrow_mut(|met| met.term(word));
        let term = match self.ids.get(&met.stem) {
            Some(&term) => term,
            None => {
                let term = self.terms.len() as u32;
                self.ids.insert(Arc::clone(&met.stem), term);
                self.terms.push(met);
                term
            }
        };
        self.forms.insert(word.to_owned(), term);
        term
    }

    /// The stem behind a term.
    pub(crate) fn stem(&self, term: u32) -> &str {
        &self.terms[term as usize].stem
    }

    /// How much a term says: its inverse document frequency in news.
    pub(crate) fn weight(&self, term: u32) -> f32 {
        self.terms[term as usize].weight
    }

    /// The word vector of a term, of length 1.
    pub(crate) fn vector(&self, term: u32) -> Option<&[f32]> {
        self.terms[term as usize].vector
    }

    /// A term by a number that is the same in every run.
    pub(crate) fn hash(&self, term: u32) -> u32 {
        self.terms[term as usize].hash
    }

    /// Cosine of two terms' vectors; 0 where one is unknown.
    pub(crate) fn likeness(&self, a: u32, b: u32) -> f32 {
        if a == b {
            return 1.0;
        }
        match (self.vector(a), self.vector(b)) {
            (Some(a), Some(b)) => dot(a, b),
            _ => 0.0,
        }
    }

    /// The words of an article, its furniture left out.
    pub(crate) fn words(&mut self, article: &Article) -> Vec<Word> {
        let mut words = self.words_in(&article.text, Span::new(0, article.text.len()));
        let mut furniture = article.furniture.iter().map(|f| f.span).peekable();
        words.retain(|word| {
            while furniture.next_if(|f| f.end <= word.span.start).is_some() {}
            furniture.peek().is_none_or(|f| !f.overlaps(word.span))
        });
        words
    }

    /// The words in `span` of `text`.
    pub(crate) fn words_in(&mut self, text: &str, span: Span) -> Vec<Word> {
        let mut words = Vec::new();
        let mut scan = Scan::default();
        let part = span.of(text);
        let mut chars = part.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if !c.is_alphanumeric() {
                scan.mark(c, &part[at + c.len_utf8()..]);
                continue;
            }
            let mut end = at + c.len_utf8();
            let mut last = c;
            while let Some(&(next_at, next)) = chars.peek() {
                let joins = next.is_alphanumeric()
                    || is_inner(last, next, &part[next_at + next.len_utf8()..]);
                if !joins {
                    break;
                }
                end = next_at + next.len_utf8();
                last = next;
                chars.next();
            }
            let form = &part[at..end];
            words.push(Word {
                span: Span::new(span.start + at, span.start + end),
                term: self.term(form),
                name: c.is_uppercase() && !scan.begins,
                quoted: scan.quoted(),
            });
            scan.begins = false;
            scan.previous = last;
        }
        words
    }
}

/// Where in a sentence and in quotation marks a scan stands.
struct Scan {
    begins: bool,
    /// Inside double marks.
    double: bool,
    /// Inside single marks that stand in no double ones.
    single: bool,
    previous: char,
}

impl Default for Scan {
    fn default() -> Self {
        Scan {
            begins: true,
            double: false,
            single: false,
            previous: ' ',
        }
    }
}

impl Scan {
    fn quoted(&self) -> bool {
        self.double || self.single
    }

    /// Takes in a mark and what follows it.
    fn mark(&mut self, mark: char, rest: &str) {
        let next = rest.chars().next();
        let before_word = next.is_some_and(char::is_alphanumeric);
        let after_gap = !self.previous.is_alphanumeric() && !",.!?…”’".contains(self.previous);
        match mark {
            '“' | '«' | '„' => (self.double, self.begins) = (true, true),
            '”' | '»' => self.double = false,
            // A mark that can only open, opens, even if one was left open.
            '"' if self.double => self.double = after_gap && before_word,
            '"' if next.is_some_and(|c| !c.is_whitespace()) => {
                (self.double, self.begins) = (true, true);
            }
            // Single marks inside double ones change nothing, and cannot be
            // told from apostrophes.
            '‘' if !self.double => self.single = true,
            '\'' if !self.quoted() && after_gap && before_word => self.single = closes(rest),
            '’' | '\'' if !self.double && !before_word => self.single = false,
            '.' | '!' | '?' => self.begins = true,
            // A mark left open ends with its paragraph.
            '\n' => (self.double, self.single, self.begins) = (false, false, true),
            _ => {}
        }
        self.previous = mark;
    }
}

/// Whether a straight single mark before `rest` has its partner in the
/// paragraph.
fn closes(rest: &str) -> bool {
    let paragraph = rest.split('\n').next().unwrap_or_default();
    paragraph.match_indices('\'').any(|(at, _)| {
        let before = paragraph[..at].chars().next_back();
        let after = paragraph[at + 1..].chars().next();
        before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether `mark` after `last` stays inside a word: *don't*, *U.S.*, *1,000*.
fn is_inner(last: char, mark: char, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return false;
    };
    match mark {
        '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
        '.' => {
            (last.is_ascii_digit() && next.is_ascii_digit())
                || (last.is_uppercase() && next.is_uppercase())
        }
        ',' => last.is_ascii_digit() && next.is_ascii_digit(),
        _ => false,
    }
}

/// The product of two vectors, in lanes that a processor adds at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut lanes = [0.0_f32; 8];
    for (a, b) in a.iter().zip(b) {
        for (lane, (x, y)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += x * y;
        }
    }
    let rest = a_rest.iter().zip(b_rest).map(|(x, y)| x * y);
    lanes.iter().sum::<f32>() + rest.sum::<f32>()
}

/// FNV-1a, folded to half its width.
fn hash(stem: &str) -> u32 {
    let hash = stem.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as u32
}

/// Lower case, ASCII, without a possessive; acronyms lose their points.
fn fold(word: &str) -> String {
    let acronym =
        word == "US" || (word.contains('.') && !word.starts_with(|c: char| c.is_ascii_digit()));
    let mut folded = deunicode::deunicode(word).to_lowercase();
    if let Some(stripped) = folded.strip_suffix("'s") {
        folded.truncate(stripped.len());
    }
    if acronym {
        folded.retain(|c| c != '.');
        // `us` is a pronoun, the U.S. is not.
        if folded == "us" {
            return "unitedstates".to_owned();
        }
    }
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        folded.retain(|c| c != ',');
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::new();
        let words = vocabulary.words_in(text, Span::new(0, text.len()));
        words
            .iter()
            .map(|w| vocabulary.stem(w.term).to_owned())
            .collect()
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        assert_eq!(
            stems("Marant’s ministers don't re-open 1,000 ports."),
            ["marant", "minist", "don't", "re", "open", "1000", "port"]
        );
        assert_eq!(
            stems("the U.S. and the US told us"),
            ["the", "unitedst", "and", "the", "unitedst", "told", "us"]
        );
    }

    #[test]
    fn quotation_ends_with_its_paragraph() {
        let mut vocabulary = Vocabulary::new();
        let text = "“open it\nNow “she” said";
        let words = vocabulary.words_in(text, Span::new(0, text.len()));
        let quoted: Vec<bool> = words.iter().map(|w| w.quoted).collect();
        assert_eq!(quoted, [true, true, false, true, false]);
    }

    #[track_caller]
    fn quotes(text: &str, expected: &str) {
        let mut vocabulary = Vocabulary::new();
        let words = vocabulary.words_in(text, Span::new(0, text.len()));
        let quoted = words.iter().filter(|w| w.quoted).map(|w| w.span.of(text));
        assert_eq!(quoted.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn marks_inside_marks_end_nothing() {
        quotes("She said “the ‘strait’ is open” now", "the strait is open");
        quotes("‘the “strait” is open’ she said", "the strait is open");
    }

    #[test]
    fn straight_marks_open_and_close_by_their_surroundings() {
        quotes("\"We open,\" she said. \"Soon.\" He left", "We open Soon");
        quotes("\"We open, she said. \"Soon\" he", "We open she said Soon");
        quotes("he said.\"As ever\" and left", "As ever");
        quotes("an inch\" and more", "");
    }

    #[test]
    fn straight_single_marks_quote_only_in_pairs() {
        quotes("'We don't wait,' she said", "We don't wait");
        quotes("the crews' pay, 'tis said", "");
        quotes("the crews' pay and the port's", "");
    }
}

//! Who made a text, where the article tells of its making: `the dockers filed
//! a lawsuit … The suit says`.

use super::Resolver;
use super::issuer::synonyms;
use crate::phrase::Phrase;
use crate::word::Word;
use dixit_model::{Resolved, Span};

/// How far back the making may be told, in sentences.
const SENTENCES: usize = 14;

/// How many words may stand between the verb and the text.
const BETWEEN: usize = 8;

/// A sentence longer than this, in bytes, is none.
const LONG: usize = 1_500;

impl Resolver<'_> {
    /// Whoever was last said to have filed, issued or published such a text.
    pub(super) fn maker(&mut self, phrase: &Phrase, row: Option<usize>) -> Option<Resolved> {
        let here = self.page.sentence(phrase.span.start);
        for sentence in (here.saturating_sub(SENTENCES)..=here).rev() {
            let span = *self.page.sentences.get(sentence)?;
            let span = Span::new(span.start, span.end.min(phrase.span.start).max(span.start));
            if span.is_empty() || span.len() > LONG {
                continue;
            }
            let words = self.page.words(span);
            for verb in (0..words.len()).rev() {
                let Some(subject) = self.subject(&words, verb, &phrase.head) else {
                    continue;
                };
                let found = self.phrase(subject, row);
                if let Some(found) = found
                    && self.cast.figures[found.entity].head.is_none()
                {
                    return Some(Resolved {
                        how: "issuer".into(),
                        confidence: found.confidence * 0.85,
                        ..found
                    });
                }
            }
        }
        None
    }

    /// The words for who makes a text called `head` by the verb at `verb`.
    fn subject(&self, words: &[Word], verb: usize, head: &str) -> Option<Span> {
        let text = self.page.text;
        let lower = words[verb].lower();
        let is_text = |word: &Word| {
            let word = word.lower();
            word == head
                || word.strip_suffix('s') == Some(head)
                || head.strip_suffix('s') == Some(&word)
                || synonyms(&word, head)
        };
        let suing = is_suing(&lower) && synonyms("lawsuit", head);
        if !suing {
            if !is_making(&lower) {
                return None;
            }
            let object = &words[verb + 1..words.len().min(verb + 1 + BETWEEN)];
            if !object.iter().any(is_text) {
                return None;
            }
        }
        let end = words[..verb]
            .iter()
            .rposition(|word| !is_auxiliary(&word.lower()))?;
        // Nothing may part the subject from its verb, nor from itself.
        let mut first = end + 1;
        let mut edge = words[end + 1].span.start;
        while first > 0 {
            let word = &words[first - 1];
            let gap = &text[word.span.end..edge];
            if !gap.trim().is_empty() || is_link(&word.lower()) {
                break;
            }
            edge = word.span.start;
            first -= 1;
        }
        (first <= end).then(|| Span::new(words[first].span.start, words[end].span.end))
    }
}

fn is_making(verb: &str) -> bool {
    matches!(
        verb,
        "filed"
            | "files"
            | "issued"
            | "issues"
            | "released"
            | "releases"
            | "published"
            | "publishes"
            | "posted"
            | "posts"
            | "wrote"
            | "penned"
            | "authored"
            | "signed"
            | "signs"
            | "unveiled"
            | "unveils"
            | "unveil"
            | "brought"
            | "drafted"
    )
}

fn is_suing(verb: &str) -> bool {
    matches!(verb, "sue" | "sues" | "sued")
}

/// Words between a subject and its verb.
fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "also"
            | "then"
            | "later"
            | "recently"
            | "jointly"
            | "first"
            | "already"
            | "clearly"
    )
}

/// Words that a subject does not reach over.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "when"
            | "after"
            | "before"
            | "because"
            | "as"
            | "but"
            | "which"
            | "who"
            | "while"
            | "if"
            | "since"
            | "said"
            | "says"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::quotation::Quotations;
    use dixit_model::{Analysis, Article};

    fn subject(text: &str, head: &str) -> Option<String> {
        let article = Article::plain("t", text);
        let page = Page::new(&article, &Analysis::default());
        let quotations = Quotations::of(text);
        let resolver = Resolver::new(&page, &quotations, &[]);
        let words = page.words(Span::new(0, text.len()));
        (0..words.len())
            .find_map(|verb| resolver.subject(&words, verb, head))
            .map(|span| span.of(text).to_owned())
    }

    #[test]
    fn whoever_files_a_lawsuit_speaks_in_it() {
        let text = "On Monday, the dockers have filed a federal lawsuit against the port.";
        assert_eq!(subject(text, "suit").as_deref(), Some("the dockers"));
        assert_eq!(
            subject("Norland Freight sued the port.", "complaint").as_deref(),
            Some("Norland Freight")
        );
        assert_eq!(subject("The port published its accounts.", "letter"), None);
        assert_eq!(
            subject(
                "A letter, published on Monday, is a statement.",
                "statement"
            ),
            None
        );
    }
}

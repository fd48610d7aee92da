//! The medium or occasion of an utterance, and the other side of it.

use crate::lexicon::{is_channel, is_conversation};
use crate::page::Page;
use crate::word::Word;
use dixit_model::Span;

/// A call, a statement, an interview as one sentence speaks of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Occasion {
    /// Without an article: `phone call`.
    pub span: Span,
    /// Its noun: `call`.
    pub head: String,
    /// Where the words that name the other side stand.
    pub partner: Option<Span>,
    /// `the call`, not `a call`: spoken of before.
    pub definite: bool,
    /// The two sides of `between X and Y`.
    pub between: Option<(Span, Span)>,
}

impl Occasion {
    /// Whether two sides speak with each other on it.
    pub fn is_conversation(&self) -> bool {
        is_conversation(&self.head)
    }
}

/// Words that lead into an occasion.
fn leads(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "during"
            | "at"
            | "by"
            | "via"
            | "through"
            | "after"
            | "following"
            | "held"
            | "had"
            | "having"
            | "holding"
            | "over"
            | "issued"
            | "released"
            | "published"
            | "wrote"
            | "sent"
            | "gave"
            | "giving"
            | "delivered"
    )
}

fn determines(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "his"
            | "her"
            | "their"
            | "its"
            | "this"
            | "that"
            | "another"
            | "one"
            | "several"
    )
}

/// The occasions of the sentence around `span`, in text order.
pub(crate) fn occasions(page: &Page, sentence: Span) -> Vec<Occasion> {
    // A sentence longer than this is a list or not a sentence.
    if sentence.len() > 4_000 {
        return Vec::new();
    }
    let words = page.words(sentence);
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        if let Some((occasion, next)) = occasion(page, &words, index) {
            found.push(occasion);
            index = next;
        } else {
            index += 1;
        }
    }
    found
}

/// The occasion that the lead word at `index` begins.
fn occasion(page: &Page, words: &[Word], index: usize) -> Option<(Occasion, usize)> {
    let lead = words[index].lower();
    if !leads(&lead) {
        return None;
    }
    let mut first = index + 1;
    let determined = words.get(first).is_some_and(|w| determines(&w.lower()));
    if determined {
        first += 1;
    }
    // The noun closes a run of at most six words without a mark between.
    let mut head = None;
    for place in first..words.len().min(first + 7) {
        let word = &words[place];
        if place > first {
            let gap = &page.text[words[place - 1].span.end..word.span.start];
            if gap.contains([',', ';', ':', '(', '“', '"']) {
                break;
            }
        }
        let lower = word.lower();
        if place > first
            && (leads(&lower)
                || determines(&lower)
                || matches!(
                    lower.as_str(),
                    "to" | "with" | "of" | "and" | "that" | "who" | "said"
                ))
        {
            break;
        }
        if is_channel(&lower) && !word.is_possessive() {
            head = Some(place);
        }
    }
    let head = head?;
    let lower = words[head].lower();
    // `at work`, `in court` have no such noun; `by phone`, `on Twitter` have no
    // article. Other nouns want one, or a plural.
    let free = matches!(
        lower.as_str(),
        "phone"
            | "telephone"
            | "twitter"
            | "facebook"
            | "instagram"
            | "telegram"
            | "weibo"
            | "email"
            | "e-mail"
            | "testimony"
            | "remarks"
            | "talks"
            | "letter"
            | "text"
            | "tweets"
            | "comments"
            | "messages"
            | "posts"
            | "interviews"
            | "speeches"
            | "briefings"
    );
    let modified = head > first;
    if !determined && !free && !modified {
        return None;
    }
    if matches!(lower.as_str(), "news" | "hall" | "release" | "conference") && !modified {
        return None;
    }
    let span = channel_span(words, first, head);
    let mut occasion = Occasion {
        span,
        head: lower,
        partner: None,
        definite: determined && words[index + 1].lower() == "the",
        between: None,
    };
    partner(page, words, head, &mut occasion);
    Some((occasion, head + 1))
}

/// The noun with what belongs to it; owners and days left out.
fn channel_span(words: &[Word], first: usize, head: usize) -> Span {
    let mut start = first;
    for place in (first..head).rev() {
        let word = &words[place];
        if word.is_possessive()
            || matches!(
                word.lower().as_str(),
                "separate" | "brief" | "early" | "later"
            )
        {
            start = place + 1;
            break;
        }
    }
    let start = start.min(head);
    Span::new(words[start].span.start, words[head].span.end)
}

/// `with X`, `to X`, `of X`, `between X and Y` after the noun.
fn partner(page: &Page, words: &[Word], head: usize, occasion: &mut Occasion) {
    let mut place = head + 1;
    // A day may stand between: `in a call on Friday with X`.
    let mut steps = 0;
    while let Some(word) = words.get(place) {
        let lower = word.lower();
        let gap = &page.text[words[place - 1].span.end..word.span.start];
        if gap.contains([',', ';', ':', '“', '"', '.']) {
            return;
        }
        match lower.as_str() {
            // `a trip to Norland` has nobody on its other side.
            "to" if matches!(occasion.head.as_str(), "trip" | "visit") => return,
            "with" | "to" => {
                occasion.partner = noun_phrase(page, words, place + 1);
                return;
            }
            "of" if matches!(
                occasion.head.as_str(),
                "meeting" | "session" | "hearing" | "summit" | "conference"
            ) =>
            {
                occasion.partner = noun_phrase(page, words, place + 1);
                return;
            }
            "between" => {
                let Some(first) = noun_phrase(page, words, place + 1) else {
                    return;
                };
                let joint = words.iter().position(|w| w.span.start >= first.end);
                if let Some(joint) = joint
                    && words[joint].text == "and"
                    && let Some(second) = noun_phrase(page, words, joint + 1)
                {
                    occasion.between = Some((first, second));
                }
                return;
            }
            _ if steps < 3
                && !matches!(
                    lower.as_str(),
                    "that" | "who" | "which" | "and" | "as" | "said"
                ) =>
            {
                place += 1;
                steps += 1;
            }
            _ => return,
        }
    }
}

/// The noun phrase that begins with the word at `first`: up to a preposition, a
/// conjunction, a verb of saying or a mark.
pub(crate) fn noun_phrase(page: &Page, words: &[Word], first: usize) -> Option<Span> {
    let start = words.get(first)?;
    let mut last = start;
    if stops(&start.lower()) {
        return None;
    }
    for (place, word) in words.iter().enumerate().skip(first + 1).take(12) {
        let gap = &page.text[last.span.end..word.span.start];
        let lower = word.lower();
        let named = page.names[page.names_in(Span::new(
            last.span.start.saturating_sub(80),
            word.span.end + 80,
        ))]
        .iter()
        .any(|name| name.span.start < word.span.start && word.span.end <= name.span.end);
        // `his counterpart, Ilse Marant,` goes on over its comma.
        let apposed = gap.trim() == ","
            && crate::lexicon::is_role(crate::lexicon::long_title(&last.lower()))
            && word.is_capital()
            && place > first;
        // `head of state Ilse Marant`, `Ministry of …`.
        let of = lower == "of"
            && words
                .get(place + 1)
                .is_some_and(|w| w.lower() == "state" || w.is_capital());
        // An article begins another phrase: `told reporters the pier …`.
        let article = matches!(
            lower.as_str(),
            "the" | "a" | "an" | "his" | "her" | "their" | "its"
        ) && !matches!(last.lower().as_str(), "of" | "and");
        if article && !named {
            break;
        }
        if !named
            && !apposed
            && !of
            && (stops(&lower)
                // `USA Today` is no day.
                || is_day(&lower) && !(lower == "today" && word.is_capital())
                || gap.contains([',', ';', ':', '“', '”', '"', '(', ')', '—', '–', '.', '\n']))
        {
            break;
        }
        last = word;
    }
    Some(Span::new(start.span.start, last.span.end))
}

/// Days end a noun phrase: `told reporters Friday`.
pub(crate) fn is_day(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "yesterday"
            | "today"
            | "tonight"
            | "earlier"
            | "later"
            | "last"
            | "late"
            | "early"
            | "recently"
            | "afterwards"
            | "afterward"
            | "tomorrow"
            | "again"
            | "ago"
            | "now"
    )
}

fn stops(word: &str) -> bool {
    matches!(
        word,
        "in" | "on"
            | "at"
            | "by"
            | "from"
            | "for"
            | "about"
            | "during"
            | "after"
            | "before"
            | "as"
            | "that"
            | "to"
            | "with"
            | "over"
            | "under"
            | "into"
            | "of"
            | "and"
            | "or"
            | "but"
            | "if"
            | "whether"
            | "when"
            | "where"
            | "how"
            | "why"
            | "what"
            | "who"
            | "which"
            | "while"
            | "because"
            | "via"
            | "through"
            | "not"
            | "is"
            | "was"
            | "were"
            | "are"
            | "said"
            | "says"
            | "has"
            | "had"
            | "have"
            | "will"
            | "would"
            | "should"
            | "could"
            | "must"
            | "there"
            | "against"
            | "since"
            | "following"
            | "outside"
            | "inside"
            | "this"
            | "he"
            | "she"
            | "they"
            | "it"
    ) && !matches!(word, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Analysis, Article};

    fn found(text: &str) -> Vec<(String, Option<String>)> {
        let article = Article::plain("t", text);
        let analysis = Analysis::default();
        let page = Page::new(&article, &analysis);
        occasions(&page, Span::new(0, text.len()))
            .into_iter()
            .map(|o| {
                (
                    o.span.of(text).to_owned(),
                    o.partner.map(|p| p.of(text).to_owned()),
                )
            })
            .collect()
    }

    #[test]
    fn occasions_with_their_other_side() {
        assert_eq!(
            found("Veld said in a phone call on Friday with Ilse Marant that it would open."),
            [("phone call".into(), Some("Ilse Marant".into()))]
        );
        assert_eq!(
            found("In an interview with The Harbour Post, Veld said so."),
            [("interview".into(), Some("The Harbour Post".into()))]
        );
        assert_eq!(
            found("the ministry said in a statement."),
            [("statement".into(), None)]
        );
        assert_eq!(found("He was at work in the port."), []);
    }
}

//! Which words of an article are somebody else's, quoted or set as such.
//!
//! Two articles that share the words of a third may each have taken them from
//! whoever said them; only an outlet's own prose shows that one text was made
//! from another. Quotation marks tell most of it. Posts that are shown whole,
//! transcripts, statements in full stand without marks, and are known by how
//! they are set and by whom they speak of as *I*.

use super::credit::Credit;
use crate::words::Word;
use dixit_model::{Article, Span};

/// A post is no longer than this, in bytes.
const POST: usize = 420;
/// Words by which a sentence speaks for whoever says it.
const FIRST_PERSON: &[&str] = &[
    "I", "I'm", "I've", "I'd", "I'll", "my", "My", "me", "myself", "we", "We", "we're", "We're",
    "we've", "We've", "we'll", "We'll", "our", "Our", "us", "ours",
];
/// The share of paragraphs that speak as *I* in an essay.
const ESSAY: (usize, usize) = (1, 2);
/// Headlines of articles that are somebody's words from end to end.
const WHOLE: &[&str] = &[
    "transcript",
    "full text",
    "full remarks",
    "in full",
    "own words",
];

/// By word: whether it is somebody else's.
pub(super) fn voices(article: &Article, words: &[Word], credits: &[Credit]) -> Vec<bool> {
    let title = article.title.as_ref();
    let title = title.map(|t| t.value.to_lowercase()).unwrap_or_default();
    if WHOLE.iter().any(|whole| title.contains(whole)) {
        return vec![true; words.len()];
    }
    let mut spans = posts(&article.text);
    // What credits share says nothing of the text.
    spans.extend(credits.iter().filter_map(|c| c.span));
    spans.extend(turns(&article.text));
    spans.extend(announced(&article.text));
    spans.extend(first_person(&article.text, &spans));
    spans.sort_unstable_by_key(|s| (s.start, s.end));
    let mut open = 0;
    let mut next = spans.into_iter().peekable();
    words
        .iter()
        .map(|word| {
            while let Some(span) = next.next_if(|s| s.start <= word.span.start) {
                open = open.max(span.end);
            }
            word.quoted || word.span.start < open
        })
        .collect()
}

/// The paragraphs of a text.
fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at + (line.len() - line.trim_start().len());
        let end = start + line.trim().len();
        at += line.len() + 1;
        Span::new(start.min(end), end)
    })
}

/// Posts shown whole: what stands before *— Ilse Marant (@marant) March 7*.
fn posts(text: &str) -> Vec<Span> {
    let mut posts: Vec<Span> = Vec::new();
    let mut last_end = 0;
    for (at, _) in text.match_indices("(@") {
        let handle = text[at + 2..].split(')').next().unwrap_or_default();
        if handle.is_empty() || handle.len() > 20 || handle.contains(char::is_whitespace) {
            continue;
        }
        // The name stands between a dash and the handle.
        let from = floor(text, at.saturating_sub(70));
        let Some(dash) = text[from..at].rfind(['—', '–', '-']).map(|n| from + n) else {
            continue;
        };
        // A signature on a line of its own signs the paragraph before it.
        let before = text[..dash].trim_end();
        let start = before.rfind('\n').map_or(0, |n| n + 1);
        let start = start
            .max(last_end)
            .max(floor(text, dash.saturating_sub(POST)));
        let end = at + 3 + handle.len();
        posts.push(Span::new(start.min(dash), end));
        last_end = end;
    }
    posts
}

/// The nearest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|&n| text.is_char_boundary(n))
        .unwrap_or(0)
}

/// Turns of a transcript: paragraphs that begin with a speaker and a colon.
fn turns(text: &str) -> Vec<Span> {
    let mut turns = Vec::new();
    let mut shouted = false;
    for paragraph in paragraphs(text) {
        let line = paragraph.of(text);
        let Some((label, rest)) = line.split_once(':') else {
            continue;
        };
        let label = label.trim_end_matches(" (voice over)");
        let words = label.split_whitespace().count();
        let name = (1..=4).contains(&words)
            && label.len() <= 40
            && label
                .split_whitespace()
                .all(|w| w.starts_with(char::is_uppercase));
        if name && rest.split_whitespace().count() >= 3 {
            shouted |= label.len() > 1 && !label.contains(char::is_lowercase);
            turns.push(paragraph);
        }
    }
    // A label or two are headings; a conversation goes on.
    if shouted || turns.len() >= 3 {
        turns
    } else {
        Vec::new()
    }
}

/// Paragraphs that the one before announces with a colon.
fn announced(text: &str) -> Vec<Span> {
    let mut announced = Vec::new();
    let mut colon = false;
    for paragraph in paragraphs(text).filter(|p| !p.is_empty()) {
        if colon {
            announced.push(paragraph);
        }
        colon = paragraph.of(text).ends_with(':');
    }
    announced
}

/// Paragraphs not known yet that speak as *I* or *we* outside quotation marks,
/// with one between two such; and sentences in capitals.
fn first_person(text: &str, voiced: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut spoken, mut all) = (0, 0);
    // The last paragraph that spoke, and its number.
    let mut spoke: Option<(Span, usize)> = None;
    let open = |p: &Span| !p.is_empty() && !voiced.iter().any(|v| v.overlaps(*p));
    for (number, paragraph) in paragraphs(text).filter(open).enumerate() {
        let mut at = paragraph.start;
        let mut speaking = false;
        for sentence in sentences(paragraph.of(text)) {
            let span = Span::new(at, at + sentence.len());
            at = span.end;
            speaking |= speaks(sentence);
            if shouts(sentence) {
                spans.push(span);
            }
        }
        all += 1;
        if speaking {
            spoken += 1;
            let from = match spoke {
                Some((before, last)) if number - last <= 2 => before.end,
                _ => paragraph.start,
            };
            spans.push(Span::new(from, paragraph.end));
            spoke = Some((paragraph, number));
        }
    }
    // Who speaks as *I* throughout is the author.
    if spoken * ESSAY.1 >= all * ESSAY.0 {
        return Vec::new();
    }
    spans
}

/// A paragraph's sentences, each with the space after it.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    let mut ended = false;
    for (at, c) in paragraph.char_indices() {
        if ended && c.is_whitespace() {
            let end = at + c.len_utf8();
            sentences.push(&paragraph[from..end]);
            from = end;
        }
        ended =
            matches!(c, '.' | '!' | '?') || (ended && matches!(c, '”' | '"' | '’' | '\'' | ')'));
    }
    sentences.push(&paragraph[from..]);
    sentences
}

fn speaks(sentence: &str) -> bool {
    let mut quoted = false;
    for word in sentence.split_whitespace() {
        quoted |= word.starts_with(['“', '"', '‘', '(']);
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.replace('’', "'");
        if !quoted && FIRST_PERSON.contains(&bare.as_str()) {
            return true;
        }
        if word.contains(['”', '"', ')']) && !word.starts_with('"') || word.ends_with('’') {
            quoted = false;
        }
    }
    false
}

fn shouts(sentence: &str) -> bool {
    let letters = sentence.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = sentence.chars().filter(|c| c.is_uppercase()).count();
    letters >= 30 && capitals * 10 >= letters * 7
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Vocabulary;

    /// The words that are somebody else's.
    fn voiced(text: &str) -> String {
        let article = Article::plain("a", text);
        let words = Vocabulary::new().words(&article);
        let voices = voices(&article, &words, &[]);
        let voiced = words.iter().zip(voices).filter(|(_, voiced)| *voiced);
        let voiced = voiced.map(|(word, _)| word.span.of(text));
        voiced.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_post_is_whoever_signs_it() {
        let text = "She wrote.\n\nThe strait opens now! — Ilse Marant (@marant) March 7, 2031\n\nShips sailed.";
        assert_eq!(voiced(text), "The strait opens now Ilse Marant marant");
        let text = "The strait opens now!\n\n— Ilse Marant (@marant) March 7\n\nShips sailed.";
        assert_eq!(voiced(text), "The strait opens now Ilse Marant marant");
    }

    #[test]
    fn a_transcript_is_its_speakers() {
        let text = "They spoke.\nMARANT: The strait opens on Friday.\nVELD: The crews come first.";
        assert_eq!(
            voiced(text),
            "MARANT The strait opens on Friday VELD The crews come first"
        );
        assert_eq!(
            voiced("They spoke.\nRelated: The strait opens on Friday."),
            ""
        );
    }

    #[test]
    fn a_paragraph_that_says_we_is_whoever_says_it() {
        let text = "Ships sailed.\nWe open the strait. It is time.\nCrews cheered.\nPay followed.";
        assert_eq!(voiced(text), "We open the strait It is time");
        let marked = "Ships sailed.\nHe asked “why we wait” at noon.\nCrews cheered.";
        assert_eq!(voiced(marked), "why we wait");
    }

    #[test]
    fn an_essay_is_its_author_s() {
        let text = "I saw the strait.\nI saw it close.\nShips sailed.";
        assert_eq!(voiced(text), "");
    }

    #[test]
    fn what_a_colon_announces_is_somebody_s() {
        let text = "The notice reads:\n\nThe strait opens on Friday.\n\nShips sailed.";
        assert_eq!(voiced(text), "The strait opens on Friday");
    }
}

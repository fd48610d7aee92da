//! Which words of a content are read again, and what is believed of the result.

use crate::decode::Stretch;
use crate::fast::roles::THAT;
use crate::link::Bundle;
use crate::tagged::Tagged;

/// The words of a content less what belongs to the frame around it: quotation
/// marks at both ends of each stretch, a leading *that*, marks at the ends.
pub fn words(article: &Tagged, content: &[usize]) -> Vec<usize> {
    let mut kept = Vec::with_capacity(content.len());
    let mut start = 0;
    while start < content.len() {
        let mut end = start + 1;
        while end < content.len() && content[end] == content[end - 1] + 1 {
            end += 1;
        }
        let (mut first, mut last) = (start, end);
        let quote = |at: usize| article.atoms[content[at]].mark == '"';
        // The closing mark goes with the opening one, not with another quotation's.
        let inside = content[start..end]
            .iter()
            .filter(|w| article.atoms[**w].mark == '"')
            .count();
        if inside <= 2 || quote(first) && quote(last - 1) && article.places[content[first]].quoted {
            if first < last && quote(first) {
                first += 1;
            }
            if first < last && quote(last - 1) && inside != 3 {
                last -= 1;
            }
        }
        if start == 0 && first < last && article.atoms[content[first]].lower == THAT {
            first += 1;
        }
        kept.extend_from_slice(&content[first..last]);
        start = end;
    }
    kept
}

/// Whether all of a content stands in quotation marks.
pub fn is_quoted(article: &Tagged, content: &[usize]) -> bool {
    content
        .iter()
        .filter(|word| article.atoms[**word].mark == '\0')
        .all(|word| article.places[*word].quoted)
}

/// Whether a bundle found inside a content is an attribution there, and not
/// the speaker's own *I think*.
pub fn belongs(
    article: &Tagged,
    words: &[usize],
    bundle: &Bundle,
    fragments: &[Stretch],
    quoted: bool,
) -> bool {
    if bundle.cue.is_none() {
        return false;
    }
    let Some(source) = bundle.sources.first().map(|at| fragments[*at]) else {
        return true;
    };
    if source.end - source.first != 1 {
        return true;
    }
    let word = article.passage.word(words[source.first]);
    let own = ["I", "we", "We", "me", "us", "you", "You"].contains(&word);
    !(own && quoted)
}

/// Whether a content that follows `last` in its frame is a sentence of its own
/// in quotation marks, with other words between: *"A," she said. "B."*
pub fn stands_alone(passage: &Tagged, last: Stretch, next: Stretch) -> bool {
    let place = passage.places[next.first];
    let begins = passage.passage.begins_sentence(next.first);
    let words_between = (last.end..next.first).any(|at| passage.atoms[at].mark == '\0');
    begins && words_between && place.quoted
}

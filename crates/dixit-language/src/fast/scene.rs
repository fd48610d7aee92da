//! What stands around each word of a passage: quotation marks, brackets,
//! verbs, the place in sentence and line. Found in a few passes over it.

use super::atoms::Atom;
use super::tagger::is_verb;
use crate::passage::Passage;

/// No such word.
pub const NONE: u32 = u32::MAX;

/// What stands around one word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Whether it stands inside quotation marks, the marks included.
    pub quoted: bool,
    /// Words since the opening quotation mark (of the last quotation outside).
    pub since_open: u32,
    /// Words until the closing quotation mark; outside, until the next opening one.
    pub until_close: u32,
    /// Depth of brackets.
    pub brackets: u32,
    /// Words since the sentence began.
    pub since_start: u32,
    /// Words until it ends.
    pub until_end: u32,
    /// The nearest full verb before it in the sentence, or [`NONE`].
    pub verb_before: u32,
    /// The nearest full verb after it in the sentence, or [`NONE`].
    pub verb_after: u32,
    /// The nearest mark before it in the sentence, or [`NONE`].
    pub mark_before: u32,
    /// The nearest mark after it in the sentence, or [`NONE`].
    pub mark_after: u32,
    /// Whether the sentence holds a quotation mark.
    pub sentence_quotes: bool,
    /// First word of its sentence.
    pub sentence: u32,
}

/// What stands around each word.
pub fn scene(passage: &Passage, atoms: &[Atom], tags: &[u8]) -> Vec<Place> {
    let count = passage.len();
    let mut places = vec![Place::default(); count];
    quotations(passage, &mut places);
    let mut depth = 0u32;
    for index in 0..count {
        if passage.begins_line(index) {
            depth = 0;
        }
        match atoms[index].mark {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        places[index].brackets = depth.min(2);
    }
    let mut start = 0;
    while start < count {
        let mut end = start + 1;
        while end < count && !passage.begins_sentence(end) && !passage.begins_line(end) {
            end += 1;
        }
        sentence(atoms, tags, &mut places, start, end);
        start = end;
    }
    places
}

fn sentence(atoms: &[Atom], tags: &[u8], places: &mut [Place], start: usize, end: usize) {
    let quotes = atoms[start..end].iter().any(|atom| atom.mark == '"');
    let (mut verb, mut mark) = (NONE, NONE);
    for index in start..end {
        let place = &mut places[index];
        place.sentence = start as u32;
        place.sentence_quotes = quotes;
        place.since_start = (index - start) as u32;
        place.until_end = (end - 1 - index) as u32;
        place.verb_before = verb;
        place.mark_before = mark;
        if is_verb(tags[index]) {
            verb = index as u32;
        }
        if atoms[index].mark != '\0' {
            mark = index as u32;
        }
    }
    let (mut verb, mut mark) = (NONE, NONE);
    for index in (start..end).rev() {
        let place = &mut places[index];
        place.verb_after = verb;
        place.mark_after = mark;
        if is_verb(tags[index]) {
            verb = index as u32;
        }
        if atoms[index].mark != '\0' {
            mark = index as u32;
        }
    }
}

/// Opening or closing, as far as a quotation mark tells by itself and its neighbours.
fn quotations(passage: &Passage, places: &mut [Place]) {
    let text = passage.text;
    let mut open: Option<(usize, char)> = None;
    for (index, place) in places.iter_mut().enumerate() {
        if passage.begins_line(index) {
            // A quotation that runs on opens anew in the next line.
            open = None;
        }
        let word = passage.word(index);
        let mark = word.chars().next().unwrap_or('\0');
        let span = passage.words[index].span;
        let before = text[..span.start].chars().next_back();
        let after = text[span.end..].chars().next();
        let free_before = before.is_none_or(|c| c.is_whitespace() || "([—–-".contains(c));
        let word_after = after.is_some_and(char::is_alphanumeric);
        let opens = match mark {
            '“' | '«' | '„' => true,
            '"' => open.is_none_or(|(_, with)| with != '"'),
            '‘' | '\'' => {
                open.is_none() && free_before && word_after && !after.is_some_and(char::is_numeric)
            }
            _ => false,
        };
        let closes = match (mark, open) {
            ('”' | '“' | '»', Some((_, '“' | '«' | '„'))) | ('"', Some((_, '"'))) => {
                mark != '“' || open.is_some_and(|(_, with)| with == '„')
            }
            ('’' | '\'', Some((_, '‘' | '\''))) => !word_after,
            _ => false,
        };
        if closes {
            place.quoted = true;
            open = None;
        } else {
            if opens && !(open.is_some() && matches!(mark, '‘' | '\'')) {
                open = Some((index, mark));
            }
            place.quoted = open.is_some();
        }
    }
    let count = passage.len();
    let mut since = 0;
    for index in 0..count {
        let turned = index == 0
            || passage.begins_line(index)
            || places[index].quoted != places[index - 1].quoted;
        since = if turned { 0 } else { since + 1 };
        places[index].since_open = since;
    }
    let mut until = 0;
    for index in (0..count).rev() {
        let turned = index + 1 == count
            || passage.begins_line(index + 1)
            || places[index].quoted != places[index + 1].quoted;
        until = if turned { 0 } else { until + 1 };
        places[index].until_close = until;
    }
}

/// A number of words, coarsely.
pub fn bucket(words: u32) -> u32 {
    match words {
        0..=4 => words,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fast::atoms::atoms;
    use crate::segment;

    /// The words inside quotation marks.
    fn quoted(text: &str) -> String {
        let cut = segment(text, &[]);
        let passage = Passage::new(text, &cut.sentences, &cut.tokens);
        let atoms = atoms(&passage);
        let places = scene(&passage, &atoms, &vec![0; passage.len()]);
        let inside = |i: &usize| places[*i].quoted && atoms[*i].mark == '\0';
        let words: Vec<&str> = (0..passage.len())
            .filter(inside)
            .map(|i| passage.word(i))
            .collect();
        words.join(" ")
    }

    #[test]
    fn quotation_marks_of_all_families_are_paired() {
        assert_eq!(quoted("She said: “We won.” He left."), "We won");
        assert_eq!(quoted("She said: \"We won.\" He left."), "We won");
        assert_eq!(quoted("She said: «We won.» He left."), "We won");
        assert_eq!(quoted("She said: ‘We won.’ He left."), "We won");
        assert_eq!(quoted("She said: „We won.“ He left."), "We won");
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        assert_eq!(quoted("The mayors’ plan isn’t Marant's."), "");
    }

    #[test]
    fn an_open_quotation_ends_with_its_line() {
        assert_eq!(quoted("“We won, she said.\nHe left."), "We won she said");
    }
}

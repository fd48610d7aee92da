//! What the model sees of a unit: hashed words, shapes and places.

use super::unit::Unit;
use std::ops::Range;

/// How many buckets features are hashed into.
pub(crate) const BUCKETS: u32 = 1 << 17;

/// Words of a unit beyond these say no more about it.
const WORDS: usize = 60;

/// The hashed features of every unit, sorted, without repetition.
pub(crate) fn features(text: &str, units: &[Unit], voices: &[&'static str]) -> Vec<Vec<u32>> {
    let shapes: Vec<Shape> = units
        .iter()
        .map(|unit| Shape::of(unit.span.of(text)))
        .collect();
    let runs = runs(units, voices);
    let unit_lines = units.last().map_or(0, |unit| unit.line + 1);
    (0..units.len())
        .map(|index| {
            let mut bag = Bag::default();
            let shape = &shapes[index];
            shape.words(&mut bag);
            shape.outline("", &mut bag);
            match index.checked_sub(1) {
                Some(before) => shapes[before].outline("<", &mut bag),
                None => bag.add(&["<none"]),
            }
            match shapes.get(index + 1) {
                Some(after) => after.outline(">", &mut bag),
                None => bag.add(&[">none"]),
            }
            shape.address(voices[index], "own", &mut bag);
            let (passage, speaks) = passage(units, voices, index);
            if let Some(run) = runs[index] {
                let end = if unit_lines - 1 - units[index].line == 0 {
                    "end"
                } else {
                    ""
                };
                bag.add(&["run", run.speaks, run.elsewhere]);
                bag.add(&["run", run.speaks, run.elsewhere, run.size, end]);
                bag.add(&["run", run.elsewhere, run.size, shape.length]);
            }
            for (side, step) in [("<", -1), (">", 1)] {
                if let Some(Some(run)) = index.checked_add_signed(step).and_then(|at| runs.get(at))
                {
                    bag.add(&["run beside", side, run.elsewhere, run.size, shape.length]);
                }
            }
            bag.add(&["passage", speaks]);
            for near in &shapes[passage] {
                near.address(speaks, "passage", &mut bag);
            }
            bag.add(&["voice", voices[index]]);
            bag.add(&["voice", voices[index], shape.length]);
            for (side, step) in [("<<", -2), ("<", -1), (">", 1), (">>", 2)] {
                let near = index.checked_add_signed(step).and_then(|at| voices.get(at));
                bag.add(&["voice near", side, near.unwrap_or(&"none")]);
                bag.add(&["voice near", side, near.unwrap_or(&"none"), voices[index]]);
            }
            let unit = units[index];
            let alone = index
                .checked_sub(1)
                .is_none_or(|i| units[i].line != unit.line)
                && units
                    .get(index + 1)
                    .is_none_or(|next| next.line != unit.line);
            let sticks = units.get(index + 1).is_some_and(|next| next.glued);
            let top = place(unit.line);
            let bottom = place(unit_lines - 1 - unit.line);
            let alone = if alone { "alone" } else { "among" };
            bag.add(&["top", top]);
            bag.add(&["bottom", bottom]);
            bag.add(&["alone", alone]);
            bag.add(&["length-top", shape.length, top, alone]);
            bag.add(&["length-bottom", shape.length, bottom, alone]);
            bag.add(&["shape", shape.length, shape.end, shape.capitals, alone]);
            if unit.glued || sticks {
                bag.add(&["glued", if sticks { "next" } else { "before" }]);
            }
            bag.done()
        })
        .collect()
}

/// The first letters of a word, which its forms and kin share.
fn stem(word: &str) -> &str {
    word.char_indices()
        .nth(6)
        .map_or(word, |(end, _)| &word[..end])
}

/// The units that stand on one line with a unit, as far as nothing is glued
/// between, and how the page speaks in them.
fn passage(units: &[Unit], voices: &[&str], index: usize) -> (Range<usize>, &'static str) {
    // What a long line says far off says little about this unit.
    const REACH: usize = 6;
    let mut start = index;
    while start > 0
        && index - start < REACH
        && units[start - 1].line == units[index].line
        && !units[start].glued
    {
        start -= 1;
    }
    let mut end = index + 1;
    while end < units.len()
        && end - index <= REACH
        && units[end].line == units[index].line
        && !units[end].glued
    {
        end += 1;
    }
    let has = |voice: &str| {
        voices[start..end]
            .iter()
            .any(|v| *v == voice || *v == "both")
    };
    let speaks = match (has("we"), has("you")) {
        (true, true) => "both",
        (true, false) => "we",
        (false, true) => "you",
        (false, false) => "neither",
    };
    (start..end, speaks)
}

/// Neighbouring lines in all of which the page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// *we*, *you* or *both*.
    pub speaks: &'static str,
    /// How many lines.
    size: &'static str,
    /// Whether the page speaks elsewhere too, as a commentary does throughout.
    pub elsewhere: &'static str,
}

/// The run that each unit is in, if any. A report that never says *we* or *you*
/// but for a few lines on end does not say it in those either.
pub(super) fn runs(units: &[Unit], voices: &[&'static str]) -> Vec<Option<Run>> {
    let is_break = |at: usize| at == 0 || units[at].line != units[at - 1].line || units[at].glued;
    let starts: Vec<usize> = (0..units.len()).filter(|&at| is_break(at)).collect();
    let ends = starts.iter().skip(1).copied().chain([units.len()]);
    let passages: Vec<Range<usize>> = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect();
    let says = |range: &Range<usize>, voice: &str| {
        voices[range.clone()]
            .iter()
            .any(|v| *v == voice || *v == "both")
    };
    let spoken: Vec<(bool, bool)> = passages
        .iter()
        .map(|range| (says(range, "we"), says(range, "you")))
        .collect();
    let speaks = |(we, you): (bool, bool)| we || you;
    let all = spoken.iter().filter(|&&voice| speaks(voice)).count();
    let mut found = vec![None; units.len()];
    let mut at = 0;
    for group in spoken.chunk_by(|&a, &b| speaks(a) == speaks(b)) {
        let here = at..at + group.len();
        at = here.end;
        if !speaks(group[0]) {
            continue;
        }
        let rest = passages.len() - group.len();
        let run = Run {
            speaks: match (group.iter().any(|v| v.0), group.iter().any(|v| v.1)) {
                (true, true) => "both",
                (true, false) => "we",
                _ => "you",
            },
            size: length(group.len()),
            elsewhere: match (all - group.len()) * 20 / rest.max(1) {
                0 => "hardly",
                1..=2 => "seldom",
                3..=6 => "often",
                _ => "throughout",
            },
        };
        for range in &passages[here] {
            found[range.clone()].fill(Some(run));
        }
    }
    found
}

/// Who speaks to whom in each unit, outside quotation marks: an article says
/// neither *we* nor *you*, a page that asks for something says both.
pub(super) fn voices(text: &str, units: &[Unit]) -> Vec<&'static str> {
    let mut quoted = false;
    let mut line = None;
    let mut voices = Vec::with_capacity(units.len());
    for unit in units {
        if line != Some(unit.line) {
            (line, quoted) = (Some(unit.line), false);
        }
        let (mut we, mut you) = (false, false);
        for word in unit.span.of(text).split_whitespace() {
            quoted |= word.starts_with(['“', '"', '‘']) || word.contains(['“']);
            // *US* is a country.
            if !quoted && !word.contains("US") {
                let bare = word.trim_matches(|c: char| !c.is_alphabetic());
                let stem = bare.split(['\'', '’']).next().unwrap_or_default();
                let is = |word: &&str| stem.eq_ignore_ascii_case(word);
                we |= ["we", "our", "us", "ours"].iter().any(is);
                you |= ["you", "your", "yours"].iter().any(is);
            }
            quoted &= !word
                .trim_start_matches(['“', '"', '‘'])
                .contains(['”', '"']);
        }
        voices.push(match (we, you, quoted) {
            (true, true, _) => "both",
            (true, false, _) => "we",
            (false, true, _) => "you",
            (false, false, true) => "quoted",
            (false, false, false) => "neither",
        });
    }
    voices
}

/// A unit's words and outline.
struct Shape {
    tokens: Vec<String>,
    length: &'static str,
    start: &'static str,
    end: &'static str,
    capitals: &'static str,
}

impl Shape {
    fn of(words: &str) -> Shape {
        let raw: Vec<&str> = words.split_whitespace().collect();
        let lettered: Vec<&str> = raw
            .iter()
            .copied()
            .filter(|word| word.chars().any(char::is_alphabetic))
            .collect();
        let upper = |word: &&&str| {
            let mut letters = word.chars().filter(|c| c.is_alphabetic());
            letters.next().is_some_and(char::is_uppercase)
        };
        let loud = |word: &&str| !word.chars().any(char::is_lowercase);
        let capitalised = lettered.iter().filter(upper).count();
        let capitals = if lettered.is_empty() {
            "no letters"
        } else if lettered.iter().all(loud) {
            "all loud"
        } else {
            match capitalised * 4 / lettered.len() {
                0 => "few",
                1 => "some",
                2 => "many",
                3 => "most",
                _ => "all",
            }
        };
        Shape {
            tokens: tokens(&raw),
            length: length(raw.len()),
            start: words.chars().next().map_or("none", class),
            end: words.chars().next_back().map_or("none", class),
            capitals,
        }
    }

    fn words(&self, bag: &mut Bag) {
        let mut before = "^";
        let mut before_that = "^";
        for token in &self.tokens {
            bag.add(&["1", token]);
            bag.add(&["stem", stem(token)]);
            bag.add(&["2", before, token]);
            if before == "^" {
                bag.add(&["first", token]);
            }
            bag.add(&["3", before_that, before, token]);
            (before_that, before) = (before, token);
        }
        bag.add(&["2", before, "$"]);
        bag.add(&["last", before]);
    }

    /// The stems of a unit in which the page speaks: *we* and *report*, *you*
    /// and *donat*.
    fn address(&self, voice: &str, whose: &str, bag: &mut Bag) {
        if ["we", "you", "both"].contains(&voice) {
            for token in &self.tokens {
                bag.add(&["stem", whose, voice, stem(token)]);
                bag.add(&["stem", whose, stem(token)]);
            }
        }
    }

    fn outline(&self, side: &str, bag: &mut Bag) {
        bag.add(&[side, "length", self.length]);
        bag.add(&[side, "start", self.start]);
        bag.add(&[side, "end", self.end]);
        bag.add(&[side, "capitals", self.capitals, self.length]);
        if !side.is_empty() {
            for token in self.tokens.iter().take(2) {
                bag.add(&[side, "word", token]);
            }
        }
    }
}

/// Lower-case words and marks; numbers, addresses and names of accounts are
/// folded, for which one it is never matters.
fn tokens(raw: &[&str]) -> Vec<String> {
    let mut tokens = Vec::new();
    for word in raw {
        if tokens.len() >= WORDS {
            break;
        }
        if word.contains("://") || word.starts_with("www.") {
            tokens.push("<address>".to_owned());
        } else if word.starts_with('@') && word.len() > 1 {
            tokens.push("<account>".to_owned());
        } else if word.starts_with('#') && word.len() > 1 {
            tokens.push("<tag>".to_owned());
        } else if word.contains('@') && word.contains('.') {
            tokens.push("<mail>".to_owned());
        } else {
            split_word(word, &mut tokens);
        }
    }
    tokens
}

fn split_word(word: &str, tokens: &mut Vec<String>) {
    let mut current = String::new();
    for character in word.chars() {
        let character = match character {
            '’' | '‘' => '\'',
            '“' | '”' => '"',
            other => other,
        };
        if character.is_numeric() {
            if !current.ends_with('0') {
                current.push('0');
            }
        } else if character.is_ascii_alphabetic() {
            current.push(character.to_ascii_lowercase());
        } else if character.is_alphabetic() || character == '\'' && !current.is_empty() {
            current.extend(character.to_lowercase());
        } else {
            if !current.is_empty() {
                tokens.push(std::mem::take(&mut current));
            }
            tokens.push(character.to_string());
        }
    }
    if !current.is_empty() {
        tokens.push(current);
    }
}

fn length(words: usize) -> &'static str {
    match words {
        0..=1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "4",
        6..=8 => "6",
        9..=13 => "9",
        14..=20 => "14",
        21..=30 => "21",
        _ => "31",
    }
}

fn place(lines: u32) -> &'static str {
    match lines {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3",
        5..=9 => "5",
        _ => "10",
    }
}

fn class(character: char) -> &'static str {
    match character {
        '.' => ".",
        '!' => "!",
        '?' => "?",
        ':' => ":",
        '"' | '”' | '“' | '’' | '‘' | '\'' => "quote",
        ')' | ']' | '(' | '[' => "bracket",
        '-' | '–' | '—' => "dash",
        c if c.is_lowercase() => "lower",
        c if c.is_uppercase() => "upper",
        c if c.is_numeric() => "number",
        c if c.is_alphabetic() => "letter",
        _ => "mark",
    }
}

/// A set of hashed features.
#[derive(Default)]
struct Bag {
    hashes: Vec<u32>,
}

impl Bag {
    fn add(&mut self, parts: &[&str]) {
        self.hashes.push(hash(parts) % BUCKETS);
    }

    fn done(mut self) -> Vec<u32> {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes
    }
}

/// FNV-1a (32 bits) of the parts, each ended by a byte that no UTF-8 has.
fn hash(parts: &[&str]) -> u32 {
    let mut hash: u32 = 0x811C_9DC5;
    let mut eat = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for part in parts {
        part.bytes().for_each(&mut eat);
        eat(0xFF);
    }
    // Fold the high bits in: the buckets are the low ones.
    hash ^ (hash >> 17)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_never_change() {
        // A stored model is worthless if they do.
        assert_eq!(hash(&[]), 0x811C_9DC5 ^ (0x811C_9DC5 >> 17));
        assert_ne!(hash(&["a", "b"]), hash(&["ab"]));
    }

    #[test]
    fn words_are_folded() {
        let words = tokens(&[
            "Don’t",
            "pay",
            "$1,500",
            "at",
            "www.a.example",
            "@orme",
            "a/b",
        ]);
        assert_eq!(
            words,
            [
                "don't",
                "pay",
                "$",
                "0",
                ",",
                "0",
                "at",
                "<address>",
                "<account>",
                "a",
                "/",
                "b"
            ]
        );
    }
}

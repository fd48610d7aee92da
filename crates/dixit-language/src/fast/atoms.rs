//! What the linear models see of a word: numbers for its letters, shape and stem.

use crate::passage::Passage;

/// A word as numbers; equal words have equal numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atom {
    /// The word in lower case.
    pub lower: u32,
    /// The word as it stands.
    pub form: u32,
    /// Its stem, with irregular verbs undone: `said` and `says` are `say`.
    pub stem: u32,
    /// Its last two, three and four letters.
    pub suffix: [u32; 3],
    /// Its first three letters.
    pub prefix: u32,
    /// Capitals, small letters, digits: `Xx`, `X`, `d`.
    pub shape: u32,
    /// The mark itself, or `\0` of a word.
    pub mark: char,
}

/// Mixes two numbers into one.
#[inline]
pub fn mix(a: u32, b: u32) -> u32 {
    let product =
        (u64::from(a) ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(u64::from(b) ^ 0xC2B2_AE3D_27D4_EB4F);
    (product ^ (product >> 32)) as u32
}

/// Hashes letters (FNV-1a, finished by a multiplication).
fn hash(letters: impl Iterator<Item = u8>) -> u32 {
    let mut state: u32 = 0x811C_9DC5;
    for byte in letters {
        state = (state ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    state ^ (state >> 15)
}

/// Hashes a word.
pub fn hash_word(word: &str) -> u32 {
    hash(word.bytes())
}

/// Hashes a word while compiling.
pub const fn hash_const(word: &[u8]) -> u32 {
    let mut state: u32 = 0x811C_9DC5;
    let mut index = 0;
    while index < word.len() {
        state = (state ^ word[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    state ^ (state >> 15)
}

/// The atoms of a passage's words.
///
/// Capitals count for nothing in sentences without small letters and in
/// passages without capitals: there they say nothing.
pub fn atoms(passage: &Passage) -> Vec<Atom> {
    let any_capital = passage
        .words
        .iter()
        .any(|word| word.span.of(passage.text).chars().any(char::is_uppercase));
    let mut atoms = Vec::with_capacity(passage.len());
    let mut lower = String::new();
    let mut start = 0;
    while start < passage.len() {
        let sentence = passage.words[start].sentence;
        let mut end = start;
        let (mut small, mut capital_words) = (false, 0);
        while end < passage.len() && passage.words[end].sentence == sentence {
            let word = passage.word(end);
            small |= word.chars().any(char::is_lowercase);
            capital_words += usize::from(word.len() > 3);
            end += 1;
        }
        let cased = any_capital && (small || capital_words < 3);
        for index in start..end {
            atoms.push(atom(passage.word(index), cased, &mut lower));
        }
        start = end;
    }
    atoms
}

fn atom(word: &str, cased: bool, lower: &mut String) -> Atom {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
    let first = word.chars().next().unwrap_or('\0');
    let mark = if first.is_alphanumeric() || first == '_' {
        '\0'
    } else {
        plain_mark(first)
    };
    if mark != '\0' {
        let number = hash(mark.to_string().bytes());
        return Atom {
            lower: number,
            form: number,
            stem: number,
            suffix: [number; 3],
            prefix: number,
            shape: number,
            mark,
        };
    }
    let tail = |count: usize| {
        let cut = lower
            .char_indices()
            .rev()
            .nth(count - 1)
            .map_or(0, |(at, _)| at);
        hash(lower[cut..].bytes())
    };
    let head = lower
        .char_indices()
        .nth(3)
        .map_or(lower.as_str(), |(at, _)| &lower[..at]);
    let number = hash_word(lower);
    Atom {
        lower: number,
        form: if cased { hash_word(word) } else { number },
        stem: hash_word(stem(lower)),
        suffix: [tail(2), tail(3), tail(4)],
        prefix: hash_word(head),
        shape: shape(word, cased),
        mark,
    }
}

/// One of every family of marks.
fn plain_mark(mark: char) -> char {
    match mark {
        '“' | '”' | '«' | '»' | '„' => '"',
        '‘' | '’' | '‚' | '`' => '\'',
        '–' | '—' | '―' => '—',
        other => other,
    }
}

fn shape(word: &str, cased: bool) -> u32 {
    let mut classes = 0u32;
    let mut last = 0;
    let mut runs = 0;
    for (index, letter) in word.chars().enumerate() {
        let class = if letter.is_numeric() {
            1
        } else if !cased || !letter.is_alphabetic() {
            2
        } else if letter.is_uppercase() {
            3
        } else {
            4
        };
        if class != last || index == 1 && class == 3 {
            classes = classes << 3 | class;
            runs += 1;
            last = class;
            if runs == 6 {
                break;
            }
        }
    }
    classes | u32::from(word.len() < 3) << 30
}

/// A rough stem: enough to bring the forms of a verb together.
fn stem(word: &str) -> &str {
    if let Ok(at) = IRREGULAR.binary_search_by(|(form, _)| (*form).cmp(word)) {
        return IRREGULAR[at].1;
    }
    if word.len() < 4 || !word.is_ascii() {
        return word;
    }
    let undoubled = |stem: &'_ str| {
        let bytes = stem.as_bytes();
        let n = bytes.len();
        n > 3 && bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b's' | b'l')
    };
    for suffix in ["ing", "ied", "ies", "ed", "es", "s", "e", "y"] {
        if let Some(stem) = word.strip_suffix(suffix)
            && stem.len() >= 3
            && !(suffix == "s" && stem.ends_with('s'))
        {
            let doubled = undoubled(stem) || stem.len() > 3 && stem.ends_with('y');
            return if doubled {
                &stem[..stem.len() - 1]
            } else {
                stem
            };
        }
    }
    word
}

/// Forms and stems of irregular verbs that report, and of auxiliaries; sorted.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("am", "be"), ("are", "be"), ("be", "be"), ("been", "be"), ("began", "begin"),
    ("begun", "begin"), ("being", "be"), ("brought", "bring"), ("did", "do"), ("does", "do"),
    ("doing", "do"), ("done", "do"), ("felt", "feel"), ("forgot", "forget"), ("found", "find"),
    ("gave", "giv"), ("given", "giv"), ("gone", "go"), ("got", "get"), ("had", "have"),
    ("has", "have"), ("have", "have"), ("having", "have"), ("heard", "hear"), ("held", "hold"),
    ("is", "be"), ("knew", "know"), ("known", "know"), ("laid", "lay"), ("led", "lead"),
    ("left", "leav"), ("made", "mak"), ("meant", "mean"), ("said", "say"), ("saw", "see"),
    ("seen", "see"), ("shown", "show"), ("sought", "seek"), ("spoke", "speak"), ("spoken", "speak"),
    ("swore", "swear"), ("sworn", "swear"), ("taken", "tak"), ("thought", "think"), ("told", "tell"),
    ("took", "tak"), ("understood", "understand"), ("was", "be"), ("went", "go"), ("were", "be"),
    ("written", "writ"), ("wrote", "writ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_irregular_verbs_are_sorted() {
        // "written" < "wrote" would break the search silently.
        let mut sorted = IRREGULAR.to_vec();
        sorted.sort();
        for (form, stem_of) in sorted {
            assert_eq!(stem(form), stem_of, "{form}");
        }
    }

    #[test]
    fn hashing_while_compiling_is_the_same() {
        assert_eq!(hash_const(b"that"), hash_word("that"));
    }

    #[test]
    fn forms_of_a_verb_share_their_stem() {
        for forms in [
            ["say", "says", "said"],
            ["believe", "believed", "believing"],
            ["claims", "claimed", "claim"],
            ["denied", "denies", "denying"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
            assert_eq!(stem(forms[1]), stem(forms[2]), "{forms:?}");
        }
    }

    #[test]
    fn capitals_without_small_letters_say_nothing() {
        let mut buffer = String::new();
        let shouted = atom("PORT", false, &mut buffer);
        let plain = atom("port", false, &mut buffer);
        assert_eq!(shouted.form, plain.form);
        assert_eq!(shouted.shape, plain.shape);
        assert_ne!(shape("Port", true), shape("port", true));
    }
}

//! How names sound, whatever the transliteration.

use std::borrow::Cow;

/// How two words are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Same {
    /// Letter by letter.
    Letters,
    /// As one name's everyday form or its form in another language.
    Form,
    /// But for transliteration.
    Sound,
}

/// Whether two words are one, as written or through transliteration.
pub(super) fn same_word(a: &str, b: &str) -> Option<Same> {
    if a == b {
        return Some(Same::Letters);
    }
    let close = a.len().min(b.len()) >= 4
        && skeleton(a) == skeleton(b)
        && distance(&vowels_folded(a), &vowels_folded(b)) <= a.len().max(b.len()) / 6;
    close.then_some(Same::Sound)
}

/// Whether two words of a name are one, but for transliteration.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    same_word(a, b).is_some()
}

/// The consonants of a word as transliterations agree on them.
pub(crate) fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let word = plain(word);
    let mut chars = word.chars().peekable();
    let mut first = true;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let mapped = match (c, next) {
            ('k' | 'g' | 'd' | 't' | 'b' | 'r' | 'l', Some('h')) => {
                chars.next();
                if matches!(c, 'g' | 'k') { 'k' } else { c }
            }
            ('p', Some('h')) => {
                chars.next();
                'f'
            }
            ('c', Some('h')) => {
                chars.next();
                'c'
            }
            ('s' | 'z', Some('h')) => {
                chars.next();
                's'
            }
            ('c', Some('e' | 'i' | 'y')) => 's',
            ('c' | 'q' | 'k' | 'g', _) => 'k',
            ('w' | 'v', _) => 'v',
            ('z' | 's', _) => 's',
            ('j', _) if !first => continue,
            ('h' | 'y', _) if !first => continue,
            ('a' | 'e' | 'i' | 'o' | 'u', _) => {
                if !first {
                    continue;
                }
                'a'
            }
            _ => c,
        };
        first = false;
        if !out.ends_with(mapped) {
            out.push(mapped);
        }
    }
    out
}

/// A word without what only some languages write: German *sch*, the glide before
/// a Russian *e*, the *o* that it is after *ch*.
fn plain(word: &str) -> Cow<'_, str> {
    if !word.contains("ch") && !word.contains('x') && !word.starts_with("ye") {
        return Cow::Borrowed(word);
    }
    let word = word.replace('x', "ks").replace("tsch", "ch");
    let word = word.replace("shch", "sh").replace("sch", "sh");
    let word = match word.strip_suffix("chov") {
        Some(rest) => format!("{rest}chev"),
        None => word,
    };
    Cow::Owned(match word.strip_prefix("ye") {
        Some(rest) => format!("e{rest}"),
        None => word,
    })
}

/// A word with the vowels that transliterations swap made one.
pub(super) fn vowels_folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in plain(word).chars() {
        let c = match c {
            'w' if out.is_empty() => 'v',
            'y' | 'j' | 'i' | 'e' => 'i',
            'o' | 'u' | 'w' => 'u',
            'q' | 'k' | 'c' | 'g' => 'k',
            'z' => 's',
            'h' => continue,
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Levenshtein distance; vowels of the front of the mouth and of its back are
/// far apart (*Olsen*, *Olson*).
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let far = matches!((x, y), ('i', 'u') | ('u', 'i'));
            let cost = corner + if far { 3 } else { usize::from(x != y) };
            corner = row[j + 1];
            row[j + 1] = cost.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_sound_alike() {
        for (a, b) in [
            ("zelenskyy", "zelenskiy"),
            ("gaddafi", "qadhafi"),
            ("klitschko", "klychko"),
            ("yeltsin", "eltsin"),
        ] {
            assert_eq!(same_word(a, b), Some(Same::Sound), "{a} {b}");
        }
    }

    #[test]
    fn other_vowels_are_another_name() {
        for (a, b) in [("larsen", "larson"), ("marant", "merino"), ("veld", "vold")] {
            assert_eq!(same_word(a, b), None, "{a} {b}");
        }
    }
}

//! Persons: when two names mean one of them.

use super::join::Join;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A person's name in parts, folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// Given and middle names.
    given: Vec<String>,
    surname: String,
    /// *Jr*, *Sr*, *II*: tells father from son.
    suffix: Option<String>,
}

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "dame",
    "president",
    "prof",
    "gen",
    "sen",
    "rep",
    "gov",
    "king",
    "queen",
    "prince",
    "princess",
    "sheikh",
    "pope",
];
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "junior", "senior"];
/// Articles and prepositions inside names, which transliterations write apart,
/// hyphenated or not at all.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "as", "ad", "ar", "de", "der", "den", "van", "von", "bin", "ibn", "da", "di",
    "du", "la", "le", "dos",
];

/// Offices that stand before a name.
const OFFICES: &[&str] = &[
    "ambassador",
    "attorney",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "commissioner",
    "congressman",
    "congresswoman",
    "counterpart",
    "director",
    "general",
    "governor",
    "judge",
    "justice",
    "leader",
    "mayor",
    "minister",
    "premier",
    "president",
    "secretary",
    "senator",
    "sheriff",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];

/// Whether `name` only describes somebody: *senior official*, *spokesman for
/// the port*. Of a name, the last word or the first is written large; a
/// description begins small, even where it ends in a name.
pub(crate) fn is_description(name: &str) -> bool {
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
    let Some(first) = words.next() else {
        return false;
    };
    let last = words.next_back().unwrap_or(first);
    small(last) || small(first) && !PARTICLES.contains(&first)
}

/// A name without the office that stands before it: what follows its last
/// word, if that is still a full name.
pub(crate) fn without_office(name: &str) -> &str {
    let mut from = 0;
    let mut at = 0;
    for word in name.split(' ') {
        at += word.len() + 1;
        if OFFICES.contains(&word.to_lowercase().as_str()) {
            from = at;
        }
    }
    name.get(from..)
        .filter(|rest| rest.split_whitespace().count() > 1 && !is_description(rest))
        .unwrap_or(name)
}

impl PersonName {
    /// The parts of a name; `None` if nothing is left of it.
    pub(crate) fn parse(name: &str) -> Option<PersonName> {
        let folded = deunicode::deunicode(name).to_lowercase();
        let mut words: Vec<String> = folded
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '.'))
            .map(|word| {
                let word = word.strip_suffix("'s").unwrap_or(word);
                word.chars().filter(char::is_ascii_alphanumeric).collect()
            })
            .filter(|word: &String| !word.is_empty())
            .collect();
        while words.len() > 1 && TITLES.contains(&words[0].as_str()) {
            words.remove(0);
        }
        let suffix = words
            .last()
            .filter(|word| words.len() > 1 && SUFFIXES.contains(&word.as_str()))
            .cloned();
        if suffix.is_some() {
            words.pop();
        }
        let surname = words.pop()?;
        words.retain(|word| !PARTICLES.contains(&word.as_str()));
        let suffix = suffix.map(|s| match s.as_str() {
            "junior" => "jr".to_owned(),
            "senior" => "sr".to_owned(),
            _ => s,
        });
        Some(PersonName {
            given: words,
            surname,
            suffix,
        })
    }

    /// Whether two full names can be one person's, and why.
    pub(crate) fn agrees(&self, other: &PersonName) -> Option<&'static str> {
        let surname = same_word(&self.surname, &other.surname)?;
        if self.suffix != other.suffix {
            return None;
        }
        let (a, b) = (&self.given, &other.given);
        let (first_a, first_b) = (a.first()?, b.first()?);
        let given = same_given(first_a, first_b)?;
        // Middle names may be left out, but not differ.
        if let (Some(x), Some(y)) = (a.get(1), b.get(1)) {
            let shared = a[1..]
                .iter()
                .any(|x| b[1..].iter().any(|y| same_given(x, y).is_some()));
            if !shared && (x.len() == 1 || y.len() == 1 || x != y) {
                return None;
            }
        }
        Some(match (surname, given) {
            (Same::Letters, Same::Letters) => "the names agree",
            (Same::Sound, Same::Letters) => {
                "the surnames differ only in transliteration and the given names agree"
            }
            (Same::Letters, Same::Sound) => {
                "the surnames agree and the given names differ only in transliteration"
            }
            (Same::Sound, Same::Sound) => "the names differ only in transliteration",
        })
    }

    /// Whether it is a surname alone.
    pub(crate) fn is_single(&self) -> bool {
        self.given.is_empty()
    }

    /// How the surname sounds, whatever the transliteration.
    pub(crate) fn sound(&self) -> String {
        skeleton(&self.surname)
    }

    /// The parts in one line; [`PersonName::from_text`] takes it apart again.
    pub(crate) fn text(&self) -> String {
        let suffix = self.suffix.as_deref().unwrap_or_default();
        format!("{}|{}|{suffix}", self.given.join(" "), self.surname)
    }

    /// The name that [`PersonName::text`] wrote.
    pub(crate) fn from_text(text: &str) -> Option<PersonName> {
        let mut parts = text.split('|');
        let (given, surname, suffix) = (parts.next()?, parts.next()?, parts.next()?);
        Some(PersonName {
            given: given.split_whitespace().map(str::to_owned).collect(),
            surname: surname.to_owned(),
            suffix: (!suffix.is_empty()).then(|| suffix.to_owned()),
        })
    }

    /// Whether a name that stands alone can be short for this one: a surname
    /// at the end or, where the family name comes first, at the beginning.
    fn answers_to(&self, single: &PersonName) -> bool {
        if single.suffix.is_some() && single.suffix != self.suffix {
            return false;
        }
        same_word(&self.surname, &single.surname).is_some()
            || self.given.first().is_some_and(|g| g == &single.surname)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Same {
    Letters,
    Sound,
}

/// Whether two words are one, as written or through transliteration.
fn same_word(a: &str, b: &str) -> Option<Same> {
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

/// Whether two given names can be one: also by an initial.
fn same_given(a: &str, b: &str) -> Option<Same> {
    if a.len() == 1 || b.len() == 1 {
        return (a.chars().next() == b.chars().next()).then_some(Same::Letters);
    }
    if a == b {
        return Some(Same::Letters);
    }
    let sound = skeleton(a) == skeleton(b)
        && vowels_folded(a).chars().next() == vowels_folded(b).chars().next()
        && distance(&vowels_folded(a), &vowels_folded(b)) <= 1 + a.len().max(b.len()) / 6;
    sound.then_some(Same::Sound)
}

/// The consonants of a word as transliterations agree on them.
pub(crate) fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let word = word.replace('x', "ks");
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

/// A word with the vowels that transliterations swap made one.
fn vowels_folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.replace('x', "ks").chars() {
        let c = match c {
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

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = cost.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// A person in the making: all names that agree.
struct Cluster {
    names: BTreeSet<PersonName>,
    /// An index that stands for it, and its name as written.
    first: usize,
    /// How many articles of each story name it in full.
    stories: BTreeMap<usize, usize>,
}

/// Joins names of one person: full names that agree with all names joined so
/// far, then short ones with the only person of their story who answers to
/// them.
pub(crate) fn join<'n>(
    indexes: &[usize],
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) {
    let mut by_name: BTreeMap<PersonName, Vec<usize>> = BTreeMap::new();
    for &index in indexes {
        if let Some(parsed) = PersonName::parse(name(index)) {
            by_name.entry(parsed).or_default().push(index);
        }
    }
    let clusters = full_names(&by_name, name, story, join);
    let mut answers: BTreeMap<(usize, String), BTreeSet<usize>> = BTreeMap::new();
    for (number, cluster) in clusters.iter().enumerate() {
        for parsed in &cluster.names {
            for &story in cluster.stories.keys() {
                let keys = std::iter::once(&parsed.surname).chain(parsed.given.first());
                for key in keys {
                    answers
                        .entry((story, skeleton(key)))
                        .or_default()
                        .insert(number);
                }
            }
        }
    }
    let mut alone: BTreeMap<(usize, PersonName), usize> = BTreeMap::new();
    for (parsed, holders) in by_name.iter().filter(|(parsed, _)| parsed.is_single()) {
        for &index in holders {
            let key = (story(index), skeleton(&parsed.surname));
            let who: Vec<&Cluster> = answers
                .get(&key)
                .into_iter()
                .flatten()
                .map(|&number| &clusters[number])
                .filter(|c| c.names.iter().any(|full| full.answers_to(parsed)))
                .collect();
            if let Some(only) = foremost(&who, story(index)) {
                let why = format!(
                    "“{}” is short for “{}”, the foremost person of that name in the story.",
                    name(index),
                    name(only.first)
                );
                join.unite(only.first, index, why);
            } else {
                // The same short name in one story means the same person,
                // unless several could be meant.
                let first = *alone.entry((story(index), parsed.clone())).or_insert(index);
                if who.is_empty() {
                    join.unite(first, index, "");
                }
            }
        }
    }
}

/// The only one of some persons, or the one that more than twice as many
/// articles of a story name in full as any other.
fn foremost<'c>(who: &[&'c Cluster], story: usize) -> Option<&'c Cluster> {
    let count = |cluster: &Cluster| cluster.stories.get(&story).copied().unwrap_or(0);
    let first = who.iter().max_by_key(|c| (count(c), Reverse(c.first)))?;
    let rest = who.iter().filter(|c| c.first != first.first);
    let next = rest.map(|c| count(c)).max().unwrap_or(0);
    (count(first) > 2 * next).then_some(*first)
}

/// Joins full names that agree; the most frequent name of a block comes first.
fn full_names<'n>(
    by_name: &BTreeMap<PersonName, Vec<usize>>,
    name: &dyn Fn(usize) -> &'n str,
    story: &dyn Fn(usize) -> usize,
    join: &mut Join,
) -> Vec<Cluster> {
    let mut full: Vec<(&PersonName, &Vec<usize>)> =
        by_name.iter().filter(|(n, _)| !n.is_single()).collect();
    full.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (parsed, holders) in full {
        let first = holders[0];
        let block = blocks.entry(skeleton(&parsed.surname)).or_default();
        // An initial agrees with many; then nothing is known.
        let found: Vec<usize> = block
            .iter()
            .copied()
            .filter(|&number| {
                clusters[number]
                    .names
                    .iter()
                    .all(|n| n.agrees(parsed).is_some())
            })
            .collect();
        let number = match found[..] {
            [only] => only,
            _ => {
                block.push(clusters.len());
                clusters.push(Cluster {
                    names: BTreeSet::new(),
                    first,
                    stories: BTreeMap::new(),
                });
                clusters.len() - 1
            }
        };
        let cluster = &mut clusters[number];
        let why = match cluster.names.iter().find_map(|n| n.agrees(parsed)) {
            Some(why) if name(cluster.first) != name(first) => {
                format!("“{}” and “{}”: {why}.", name(cluster.first), name(first))
            }
            _ => String::new(),
        };
        cluster.names.insert(parsed.clone());
        for &index in holders {
            *cluster.stories.entry(story(index)).or_default() += 1;
            join.unite(cluster.first, index, why.as_str());
        }
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(a: &str, b: &str) -> bool {
        let (a, b) = (PersonName::parse(a), PersonName::parse(b));
        a.zip(b).is_some_and(|(a, b)| a.agrees(&b).is_some())
    }

    #[test]
    fn descriptions_are_no_names() {
        assert!(is_description("senior port official"));
        assert!(is_description("spokesman for the Port of Veld"));
        assert!(!is_description("Ilse al-Marant"));
        assert!(!is_description("al-Sarif"));
        assert_eq!(
            without_office("lawyer and chief of staff"),
            "lawyer and chief of staff"
        );
        assert_eq!(
            without_office("Foreign Minister Ilse Marant"),
            "Ilse Marant"
        );
    }

    #[test]
    fn transliterations_are_one() {
        for (a, b) in [
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
            ("Sergei Lavrov", "Sergey Lavrov"),
            ("Bashar al-Assad", "Bashar Al-Assad"),
            ("Bashar el-Assad", "Bashar Assad"),
            ("Muammar Gaddafi", "Moammar Gadhafi"),
            ("Muammar Qaddafi", "Muammar Gaddafi"),
            ("Dmitry Peskov", "Dmitri Peskov"),
            ("Alexander Lukashenko", "Aleksandr Lukashenko"),
            ("Vladimir V. Putin", "Vladimir Putin"),
            ("Sarah Huckabee Sanders", "Sarah Sanders"),
            ("Donald J. Trump", "Donald Trump"),
            ("President Donald Trump", "Donald Trump"),
            ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ] {
            assert!(one(a, b), "{a} {b}");
        }
    }

    #[test]
    fn namesakes_are_two() {
        for (a, b) in [
            ("Bill Clinton", "Hillary Clinton"),
            ("Donald Trump Jr.", "Donald Trump"),
            ("George W. Bush", "George H.W. Bush"),
            ("John Bolton", "Josh Bolten"),
            ("Eric Trump", "Donald Trump"),
            ("Michael Cohen", "Michael Kohan"),
            ("Kim Jong Un", "Kim Jong Il"),
            ("Hafez al-Assad", "Bashar al-Assad"),
            ("Ilse Marant", "Ilse Merino"),
        ] {
            assert!(!one(a, b), "{a} {b}");
        }
    }

    #[test]
    fn an_office_is_no_part_of_a_name() {
        assert_eq!(without_office("Veldburg Mayor Jon Castor"), "Jon Castor");
        assert_eq!(without_office("Justice Holm"), "Justice Holm");
        assert_eq!(without_office("Ilse Marant"), "Ilse Marant");
    }

    #[test]
    fn a_surname_alone_joins_the_only_bearer_in_its_story() {
        let names = [
            "Ilse Marant",
            "Marant",
            "Tomas Veld",
            "Jon Veld",
            "Veld",
            "Marant",
        ];
        let stories = [0, 0, 0, 0, 0, 1];
        let mut sets = Join::new(names.len());
        let all: Vec<usize> = (0..names.len()).collect();
        join(&all, &|i| names[i], &|i| stories[i], &mut sets);
        let groups: Vec<Vec<usize>> = sets.groups().into_iter().map(|(g, _)| g).collect();
        assert_eq!(groups, [vec![0, 1], vec![2], vec![3], vec![4], vec![5]]);
    }
}

//! Persons: when two names mean one of them.

mod agreeing;
mod given;
mod joining;
mod office;
mod sound;

pub(crate) use agreeing::agreeing;
pub(crate) use joining::join;
pub(crate) use office::{is_description, without_office};
pub(crate) use sound::{same_name, skeleton};

use given::same_given;
use sound::{Same, same_word};

/// A person's name in parts, folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PersonName {
    /// Given and middle names.
    given: Vec<String>,
    surname: String,
    /// *Jr*, *Sr*, *II*: tells father from son.
    suffix: Option<String>,
}

const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "junior", "senior"];
/// Articles and prepositions inside names, which transliterations write apart,
/// hyphenated or not at all.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "as", "ad", "ar", "de", "der", "den", "van", "von", "bin", "ibn", "da", "di",
    "du", "la", "le", "dos",
];

/// Family names that stand before the given ones.
const FAMILIES: &[&str] = &[
    "ahn", "ban", "bae", "bo", "cai", "cao", "chang", "chen", "cheng", "cho", "choi", "chun",
    "chung", "deng", "dong", "fan", "feng", "gao", "guo", "han", "he", "hong", "hu", "huang",
    "hwang", "jang", "jeong", "jiang", "jo", "jung", "kang", "kim", "ko", "kwon", "lai", "lee",
    "li", "liang", "lim", "lin", "liu", "lu", "luo", "ma", "mao", "moon", "ngo", "nguyen", "oh",
    "pak", "pan", "park", "peng", "pham", "qin", "ri", "roh", "ryu", "seo", "shin", "sohn", "son",
    "song", "su", "suh", "sun", "tang", "tian", "tran", "tsai", "wang", "wei", "wen", "won", "wu",
    "xi", "xiao", "xie", "xu", "yan", "yang", "ye", "yi", "yoo", "yoon", "yu", "yuan", "yun",
    "zeng", "zhang", "zhao", "zheng", "zhou", "zhu",
];

impl PersonName {
    /// The parts of a name; `None` if nothing is left of it.
    pub(crate) fn parse(name: &str) -> Option<PersonName> {
        let name = office::after_office(name).unwrap_or(name);
        let mut words: Vec<String> = name
            .split(|c: char| c.is_whitespace() || c == ',')
            .flat_map(parts)
            .collect();
        office::strip_titles(&mut words);
        let suffix = words
            .last()
            .filter(|word| words.len() > 1 && SUFFIXES.contains(&word.as_str()))
            .cloned();
        if suffix.is_some() {
            words.pop();
        }
        // *Kim Jong Un* is written *Kim Jong-un* too.
        if let [family, one, two] = &words[..]
            && FAMILIES.contains(&family.as_str())
            && one.len().max(two.len()) <= 5
            && one.len() > 1
        {
            words = vec![family.clone(), format!("{one}{two}")];
        }
        let mut surname = words.pop()?;
        words.retain(|word| !PARTICLES.contains(&word.as_str()));
        join_servants(&mut words, &mut surname);
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
        let (a, b) = (&self.given, &other.given);
        let (first_a, first_b) = (a.first()?, b.first()?);
        // There is one king of a name at a time.
        let numbered =
            !office::is_regnal(first_a) || self.suffix.is_some() && other.suffix.is_some();
        if self.suffix != other.suffix && numbered {
            return None;
        }
        if second(a, b) || second(b, a) {
            return Some("one goes by a later given name of the other");
        }
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
            (Same::Letters | Same::Form, Same::Letters) => "the names agree",
            (Same::Letters | Same::Form, Same::Form) => {
                "the surnames agree and the given names are forms of one"
            }
            (Same::Sound, Same::Form) => {
                "the surnames differ only in transliteration and the given names are forms of one"
            }
            (Same::Sound, Same::Letters) => {
                "the surnames differ only in transliteration and the given names agree"
            }
            (Same::Letters | Same::Form, Same::Sound) => {
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

    /// The name without the *Jr* that tells it from the father's, if it has one.
    fn father(&self) -> Option<PersonName> {
        let son = matches!(self.suffix.as_deref(), Some("jr" | "ii"));
        son.then(|| PersonName {
            suffix: None,
            ..self.clone()
        })
    }

    /// How a name that stands alone can be short for this one, if it can.
    fn answers_to(&self, single: &PersonName) -> Option<Short> {
        if single.suffix.is_some() && single.suffix != self.suffix {
            return None;
        }
        let usual = same_word(&self.surname, &single.surname).is_some()
            || self.given.first() == Some(&single.surname);
        let later = || self.short_forms().any(|form| form == &single.surname);
        match usual {
            true => Some(Short::Usual),
            false => later().then_some(Short::Later),
        }
    }

    /// The words that may stand for the whole: the surname, the first of the
    /// given names and later ones that are long enough to tell somebody by.
    fn short_forms(&self) -> impl Iterator<Item = &String> {
        let later = self.given.iter().skip(1).filter(|given| given.len() >= 4);
        std::iter::once(&self.surname)
            .chain(self.given.first())
            .chain(later)
    }
}

/// How a name that stands alone is short for a full one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Short {
    /// A surname at the end or, where the family name comes first, at the
    /// beginning.
    Usual,
    /// A later given name: *Lula*.
    Later,
}

/// *Abdel Fattah* is one name, *Abdul-Fattah* another spelling of it.
fn join_servants(given: &mut Vec<String>, surname: &mut String) {
    const SERVANTS: &[&str] = &["abd", "abdal", "abdel", "abdul"];
    let mut joined: Vec<String> = Vec::new();
    let mut open = false;
    for word in given.drain(..) {
        let servant = SERVANTS.contains(&word.as_str());
        let spelt = ["abdal", "abdel"].iter().find_map(|s| word.strip_prefix(s));
        match joined.last_mut() {
            Some(last) if open => last.push_str(&word),
            _ if servant => joined.push("abdul".to_owned()),
            _ => joined.push(match spelt {
                Some(rest) if rest.len() > 2 => format!("abdul{rest}"),
                _ => word,
            }),
        }
        open = servant && !open;
    }
    if open && let Some(last) = joined.pop() {
        surname.insert_str(0, &last);
    }
    *given = joined;
}

/// Whether the only given name of `b` is a later one of `a`'s.
fn second(a: &[String], b: &[String]) -> bool {
    matches!(b, [only] if only.len() > 2 && a.iter().skip(1).any(|given| given == only))
}

/// The folded words that a written one stands for: one, unless a particle is
/// hyphenated to it.
fn parts(word: &str) -> Vec<String> {
    let folded = deunicode::deunicode(word).to_lowercase();
    let folded = folded.strip_suffix("'s").unwrap_or(&folded);
    let mut parts: Vec<String> = Vec::new();
    let mut joins = false;
    for part in folded.split('-') {
        let part: String = part.chars().filter(char::is_ascii_alphanumeric).collect();
        if part.is_empty() {
            continue;
        }
        let particle = PARTICLES.contains(&part.as_str());
        match parts.last_mut() {
            Some(last) if joins && !particle => last.push_str(&part),
            _ => parts.push(part),
        }
        joins = !particle;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(a: &str, b: &str) -> bool {
        let (a, b) = (PersonName::parse(a), PersonName::parse(b));
        a.zip(b).is_some_and(|(a, b)| a.agrees(&b).is_some())
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
}

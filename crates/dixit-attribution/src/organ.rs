//! One name for a body of a state, however the text puts it together.

use crate::country;
use crate::lexicon::is_body;
use crate::word::{Word, bare, words};
use dixit_model::Span;

/// What `phrase` comes to when it is a body of a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Organ {
    /// `Ministry of Foreign Affairs of Norland`.
    pub name: String,
    /// The state, when the phrase means the state itself (`the US government`).
    pub is_state: bool,
}

/// Reads `Norland's Foreign Ministry`, `the Norlandic foreign ministry`,
/// `the Norlandic government`.
pub(crate) fn organ(phrase: &str) -> Option<Organ> {
    let all = words(phrase, Span::new(0, phrase.len()));
    let all: &[Word] = match all.first() {
        Some(first) if first.lower() == "the" => &all[1..],
        _ => &all,
    };
    let (state, used, possessive) = leading_state(all)?;
    let rest = &all[used..];
    let lower: Vec<String> = rest.iter().map(|word| word.lower()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    match lower.as_slice() {
        [] => None,
        ["government"] | ["side"] => Some(Organ {
            name: state.to_owned(),
            is_state: true,
        }),
        [field @ .., "ministry"] if !field.is_empty() && field.len() <= 4 => Some(Organ {
            name: format!("Ministry of {} of {state}", portfolio(field)),
            is_state: false,
        }),
        ["ministry", "of" | "for", field @ ..] if !field.is_empty() && field.len() <= 5 => {
            Some(Organ {
                name: format!("Ministry of {} of {state}", portfolio(field)),
                is_state: false,
            })
        }
        [.., head] if possessive && rest.len() <= 4 && (is_body(head) || is_known(head)) => {
            let first = rest.first()?.span.start;
            let last = rest.last()?.span.end;
            Some(Organ {
                name: format!("{} of {state}", bare(&phrase[first..last])),
                is_state: false,
            })
        }
        _ => None,
    }
}

fn is_known(head: &str) -> bool {
    matches!(
        head,
        "court" | "council" | "parliament" | "army" | "navy" | "forces" | "assembly" | "duma"
    )
}

/// The state that `words` begin with, how many of them it takes, and whether it
/// stands as a possessor.
fn leading_state(words: &[Word]) -> Option<(&'static str, usize, bool)> {
    if let [first, second, ..] = words {
        let pair = format!("{} {}", first.text, bare(second.text));
        if let Some(state) = country::of_word(&pair) {
            return Some((state, 2, second.is_possessive()));
        }
    }
    let first = words.first()?;
    first.is_capital().then_some(())?;
    let state = country::of_word(bare(first.text))?;
    Some((state, 1, first.is_possessive()))
}

fn portfolio(field: &[&str]) -> String {
    match field {
        ["foreign"] | ["foreign", "affairs"] | ["external", "affairs"] => "Foreign Affairs".into(),
        ["defense"] | ["defence"] => "Defence".into(),
        _ => {
            let words: Vec<String> = field
                .iter()
                .map(|word| match *word {
                    "and" | "of" | "for" | "the" => (*word).to_owned(),
                    _ => {
                        let mut letters = word.chars();
                        letters
                            .next()
                            .map(|c| c.to_uppercase().chain(letters).collect())
                            .unwrap_or_default()
                    }
                })
                .collect();
            words.join(" ")
        }
    }
}

/// Whether `name` is a masthead, which keeps its article: `The Harbour Post`.
pub(crate) fn is_masthead(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or("");
    name.contains(' ')
        && matches!(
            last,
            "Times"
                | "Post"
                | "Journal"
                | "Guardian"
                | "Telegraph"
                | "Independent"
                | "Economist"
                | "Globe"
                | "Herald"
                | "Tribune"
                | "Chronicle"
                | "Sun"
                | "Mirror"
                | "Mail"
                | "Observer"
                | "Inquirer"
                | "Examiner"
                | "Star"
                | "Gazette"
                | "Register"
                | "Courier"
                | "Standard"
                | "Beast"
                | "Review"
                | "Caller"
                | "Yorker"
                | "Intercept"
                | "Atlantic"
                | "Dispatch"
        )
}

/// Whether `name` is a newspaper's, also of two papers made one
/// (`Norland Star-Courier`), which goes without an article.
pub(crate) fn is_press(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or("");
    is_masthead(name)
        || last
            .split_once('-')
            .is_some_and(|(_, second)| is_masthead(&format!("The {second}")))
}

/// News agencies, whose texts others print, and their letters.
const AGENCIES: [(&str, &str); 4] = [
    ("AP", "Associated Press"),
    ("AFP", "Agence France-Presse"),
    ("UPI", "United Press International"),
    ("Reuters", "Reuters"),
];

/// The agency that goes by these letters.
pub(crate) fn agency(letters: &str) -> Option<&'static str> {
    let found = AGENCIES.iter().find(|(short, _)| *short == letters);
    found.map(|(_, name)| *name)
}

/// Whether `name` is a news agency's.
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.iter().any(|(_, known)| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(phrase: &str) -> Option<String> {
        organ(phrase).map(|organ| organ.name)
    }

    #[test]
    fn one_name_for_a_ministry() {
        for phrase in [
            "Spain's Foreign Ministry",
            "the Spanish foreign ministry",
            "Spain’s Ministry of Foreign Affairs",
        ] {
            assert_eq!(
                name(phrase).as_deref(),
                Some("Ministry of Foreign Affairs of Spain")
            );
        }
        assert_eq!(
            name("the South Korean Defense Ministry").as_deref(),
            Some("Ministry of Defence of South Korea")
        );
        assert_eq!(
            name("Spain's Security Council").as_deref(),
            Some("Security Council of Spain")
        );
    }

    #[test]
    fn two_papers_made_one_are_press_without_an_article() {
        assert!(is_press("Norland Star-Courier"));
        assert!(!is_masthead("Norland Star-Courier"));
        assert!(!is_press("Norland Freight"));
    }

    #[test]
    fn a_government_is_its_state() {
        assert_eq!(
            organ("the Spanish government"),
            Some(Organ {
                name: "Spain".into(),
                is_state: true
            })
        );
        assert_eq!(organ("the Spanish coast"), None);
        assert_eq!(organ("the harbour ministry"), None);
    }
}

//! Titles and descriptions that stand beside a person's name.

use crate::country;
use crate::gender::Gender;
use crate::lexicon::{is_body, is_function, is_role, is_role_modifier, long_title};
use crate::page::Page;
use crate::word::Word;
use dixit_model::Span;

/// An office or a description given to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    /// As the text puts it: `Norland foreign minister`.
    pub text: String,
    /// Its words in small letters, without possessive endings.
    pub words: Vec<String>,
    /// Its noun: `minister`.
    pub head: String,
    /// The country it belongs to.
    pub country: Option<&'static str>,
}

impl Title {
    /// The title that `words` make, if one of them is an office.
    pub fn of(text: &str, words: &[Word]) -> Option<Title> {
        let lower: Vec<String> = words
            .iter()
            .map(|word| long_title(&word.lower()).to_owned())
            .collect();
        let head = lower.iter().rposition(|word| is_role(word))?;
        let first = words.first()?.span;
        let last = words.last()?.span;
        Some(Title {
            text: text[first.start..last.end].to_owned(),
            head: lower[head].clone(),
            country: country_in(words),
            words: lower,
        })
    }

    /// What the title's words say about a pronoun.
    pub fn gender(&self) -> Gender {
        self.words
            .iter()
            .map(|word| Gender::of_title(word))
            .find(|gender| *gender != Gender::Unknown)
            .unwrap_or_default()
    }
}

/// The first country that one or two of `words` mean.
pub(crate) fn country_in(words: &[Word]) -> Option<&'static str> {
    for (index, word) in words.iter().enumerate() {
        if !word.is_capital() {
            continue;
        }
        if let Some(next) = words.get(index + 1) {
            let pair = format!("{} {}", word.text, crate::word::bare(next.text));
            if let Some(found) = country::of_word(&pair) {
                return Some(found);
            }
        }
        if let Some(found) = country::of_word(crate::word::bare(word.text)) {
            return Some(found);
        }
    }
    None
}

/// What stands before and after a person's name.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub titles: Vec<Title>,
    pub gender: Gender,
    /// From the first word of the title to the end of the name.
    pub start: Option<usize>,
}

/// Reads `Mr`, `Norland President` before `name` and `, the mayor of …,` after.
pub(crate) fn beside(page: &Page, name: Span) -> Beside {
    let mut found = Beside::default();
    let before = page.words_before(name.start);
    let taken = before_name(page.text, &before, name);
    if let Some(first) = taken.first() {
        found.start = Some(first.span.start);
        for word in taken {
            if found.gender == Gender::Unknown {
                found.gender = Gender::of_title(word.text);
            }
        }
        found.titles.extend(Title::of(page.text, taken));
    }
    if let Some(title) = after_name(page, name) {
        if found.gender == Gender::Unknown {
            found.gender = title.gender();
        }
        found.titles.push(title);
    }
    found
}

fn is_address(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Miss" | "Sir" | "Dame" | "Lord" | "Lady" | "Dr" | "Mx"
    )
}

/// The words of `before` that make a title of `name`.
fn before_name<'w, 'a>(text: &str, before: &'w [Word<'a>], name: Span) -> &'w [Word<'a>] {
    let mut first = before.len();
    let mut edge = name.start;
    let mut roles = 0;
    while first > 0 && before.len() - first < 9 {
        let word = &before[first - 1];
        let gap = &text[word.span.end..edge];
        let closed = text[name.end..]
            .chars()
            .next()
            .is_none_or(|c| matches!(c, ',' | '.' | ';' | ')' | '—' | '\n'));
        let apposed = first == before.len()
            && closed
            && gap.trim_end() == ","
            && is_role(long_title(&word.lower()));
        if !(gap.trim().is_empty() && !gap.contains('\n') || apposed) {
            break;
        }
        let lower = word.lower();
        let role = is_role(long_title(&lower));
        let address = is_address(word.text);
        // A hyphenated office (`vice-president`) counts by its last part.
        let role = role || lower.rsplit('-').next().is_some_and(is_role) && lower.contains('-');
        let accepted = role
            || address
            || is_role_modifier(&lower)
            // `then-Vice`, `ex-deputy`.
            || lower.contains('-') && lower.split('-').all(|part| part == "ex" || is_role_modifier(part))
            || (lower == "of"
                && roles == 0
                && first < before.len()
                && !is_address(before[first].text))
            || (word.is_capital() && !is_function(&lower) && !is_person_gap(word));
        if !accepted {
            break;
        }
        roles += usize::from(role || address);
        edge = word.span.start;
        first -= 1;
    }
    // `of` without an office before it opens no title.
    if let Some(place) = (first..before.len()).find(|&i| before[i].text == "of")
        && !before[first..place]
            .iter()
            .any(|word| is_role(long_title(&word.lower())))
    {
        first = place + 1;
    }
    if roles == 0 { &[] } else { &before[first..] }
}

/// A capitalised verb of a headline is no part of a title.
fn is_person_gap(word: &Word) -> bool {
    matches!(
        word.lower().as_str(),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "says"
            | "said"
            | "tells"
            | "meets"
            | "calls"
            | "urges"
            | "warns"
            | "as"
            | "and"
    )
}

/// `, a former envoy to Norland,` or `— now mayor —` after a name.
fn after_name(page: &Page, name: Span) -> Option<Title> {
    let after = &page.text[name.end..];
    let rest = after.trim_start_matches([' ', '\u{a0}']);
    let mark = rest
        .chars()
        .next()
        .filter(|c| matches!(c, ',' | '—' | '–' | '('))?;
    let from = name.end + (after.len() - rest.len()) + mark.len_utf8();
    let words = page.words_after(from, 120);
    let mut taken = Vec::new();
    let mut edge = from;
    let mut saw_role = false;
    for (index, word) in words.iter().take(9).enumerate() {
        let gap = &page.text[edge..word.span.start];
        if index > 0 && gap.trim() != "" {
            break;
        }
        let lower = word.lower();
        let role = is_role(long_title(&lower));
        let leads = index == 0
            && matches!(
                lower.as_str(),
                "a" | "an" | "the" | "his" | "her" | "their" | "now"
            );
        let capitals = word.text.chars().all(|c| c.is_uppercase() || c == '.');
        if is_function(&lower) && !leads && !capitals {
            break;
        }
        if !leads {
            taken.push(*word);
        }
        saw_role |= role;
        edge = word.span.end;
        if role || (is_body(&lower) && saw_role) {
            let next = words.get(index + 1).map(|next| next.lower());
            let goes_on = next.is_some_and(|next| is_role(&next) || is_role_modifier(&next));
            if role && !goes_on {
                break;
            }
        }
    }
    if !saw_role {
        return None;
    }
    // `…, spokesman for the port` keeps its owner.
    let mut title = Title::of(page.text, &taken)?;
    if let Some(last) = taken.last() {
        let tail = page.words_after(last.span.end, 60);
        if let [link, owner @ ..] = tail.as_slice()
            && matches!(link.text, "of" | "for" | "to" | "at")
            && page.text[last.span.end..link.span.start].trim().is_empty()
        {
            title.country = title.country.or(country_in(&owner[..owner.len().min(3)]));
            let owners: Vec<String> = owner
                .iter()
                .take(4)
                .take_while(|word| word.is_capital() || word.text == "the")
                .map(|word| word.lower())
                .collect();
            title.words.extend(owners);
        }
    }
    Some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Analysis, Article};

    fn article(text: &str) -> Article {
        Article::plain("t", text)
    }

    fn titles(text: &str, name: &str) -> Vec<(String, String, Option<&'static str>)> {
        let article = article(text);
        let analysis = Analysis::default();
        let page = Page::new(&article, &analysis);
        let start = text.find(name).unwrap();
        beside(&page, Span::new(start, start + name.len()))
            .titles
            .into_iter()
            .map(|title| (title.text, title.head, title.country))
            .collect()
    }

    #[test]
    fn titles_before_a_name() {
        assert_eq!(
            titles(
                "On Friday Danish Foreign Minister Ilse Marant said so.",
                "Ilse Marant"
            ),
            [(
                "Danish Foreign Minister".into(),
                "minister".into(),
                Some("Denmark")
            )]
        );
        assert_eq!(
            titles(
                "He told his Danish counterpart, Ilse Marant, to wait.",
                "Ilse Marant"
            ),
            [(
                "Danish counterpart".into(),
                "counterpart".into(),
                Some("Denmark")
            )]
        );
        assert!(titles("The port of Veld said so.", "Veld").is_empty());
    }

    #[test]
    fn descriptions_after_a_name() {
        assert_eq!(
            titles(
                "Tomas Veld, a former US ambassador to Spain, said so.",
                "Tomas Veld"
            ),
            [(
                "former US ambassador".into(),
                "ambassador".into(),
                Some("United States")
            )]
        );
    }

    #[test]
    fn a_form_of_address_gives_the_gender() {
        let text = "Mrs Marant said so.";
        let article = article(text);
        let analysis = Analysis::default();
        let page = Page::new(&article, &analysis);
        assert_eq!(beside(&page, Span::new(4, 10)).gender, Gender::Female);
    }
}

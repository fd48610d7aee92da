//! The headline.

use super::Page;
use dixit_model::Inferred;

/// What stands between a headline and the outlet's name.
const MARKS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " < ", " > ", "| ", " |",
];

/// The headline: what the page says of itself, unless what it shows agrees
/// better with the title element. (Open Graph's title is often a teaser.)
pub(super) fn read(
    page: &Page,
    outlet: Option<&str>,
    url: Option<&str>,
) -> Option<Inferred<String>> {
    let names = names(outlet, url);
    let bare = |title: &str| without_outlet(title, &names).to_owned();
    let element = page.head.title.as_deref().map(bare);
    let heading = heading(page, element.as_deref(), &names);
    let known = |value: Option<&str>, how: &str, sure| {
        let value = bare(value?.trim());
        let sayable = value.chars().count() <= 400 && !names.contains(&key(&value));
        (sayable && !value.is_empty()).then(|| Inferred::new(value, how, sure))
    };
    let head = page.head;
    let said = known(page.linked.headline.as_deref(), "JSON-LD", 0.97)
        .or_else(|| known(head.named(&["og:title"]), "Open Graph", 0.95))
        .or_else(|| {
            known(
                head.named(&[
                    "twitter:title",
                    "dc.title",
                    "citation_title",
                    "parsely-title",
                    "sailthru.title",
                    "headline",
                    "title",
                ]),
                "meta",
                0.9,
            )
        })
        .or_else(|| known(page.property("headline").as_deref(), "microdata", 0.9));
    let Some(heading) = heading else {
        return said.or_else(|| known(element.as_deref().map(head_part), "title element", 0.7));
    };
    let shown = Inferred::new(heading.clone(), "heading", 0.9);
    let Some(said) = said else {
        return Some(shown);
    };
    let in_element = |title: &str| {
        element
            .as_deref()
            .is_some_and(|element| likeness(title, element) >= 0.6)
    };
    let cut = said.value.trim_end_matches(['…', '.']).len() < said.value.len()
        && heading.starts_with(said.value.trim_end_matches(['…', '.', ' ']));
    let teaser =
        in_element(&heading) && !in_element(&said.value) && likeness(&heading, &said.value) < 0.5;
    // The same words but for marks: as the page shows them.
    let same = key(&heading) == key(&said.value);
    let longer = said.how != "JSON-LD"
        && key(&said.value).starts_with(&key(&heading))
        && said.value.chars().any(|c| "|-–—".contains(c));
    if cut || teaser || longer {
        return Some(shown);
    }
    let value = if same { heading } else { said.value };
    Some(Inferred { value, ..said })
}

/// The first heading of the highest level that is not the site's name: one that
/// agrees with the title element before others.
fn heading(page: &Page, element: Option<&str>, names: &[String]) -> Option<String> {
    let headings = page
        .head
        .headings
        .iter()
        .take(20)
        .filter_map(|&id| page.dom.short_text(id, 600));
    let headings: Vec<String> = headings
        .filter(|words| (3..=300).contains(&words.chars().count()) && !names.contains(&key(words)))
        .collect();
    let agrees = |words: &&String| element.is_some_and(|element| likeness(words, element) >= 0.5);
    let agreeing = headings.iter().find(agrees);
    let only = || headings.first().filter(|_| headings.len() == 1);
    agreeing.or_else(only).cloned()
}

/// How the outlet may be called in titles: by name, or by its host.
fn names(outlet: Option<&str>, url: Option<&str>) -> Vec<String> {
    let host = url.and_then(|url| url.split("://").nth(1)?.split(['/', '?', '#', ':']).next());
    let host = host.map(|host| host.trim_start_matches("www.").to_owned());
    let site = host
        .as_deref()
        .and_then(|host| host.split('.').next().map(str::to_owned));
    let mut names = Vec::new();
    for name in outlet
        .map(str::to_owned)
        .into_iter()
        .chain(host)
        .chain(site)
    {
        let key = key(&name);
        names.extend(key.strip_prefix("the").map(str::to_owned));
        names.push(key);
    }
    names.retain(|name| name.chars().count() > 1);
    names
}

/// Letters and digits alone, in lower case.
fn key(words: &str) -> String {
    words
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A title less the outlet's name behind or before it.
fn without_outlet<'t>(title: &'t str, names: &[String]) -> &'t str {
    let mut title = title.trim();
    // A section may stand between: `Title | World | The Harbour Post`.
    for _ in 0..2 {
        let is_outlet = |part: &str| names.contains(&key(part));
        let behind = MARKS
            .iter()
            .filter_map(|mark| title.rsplit_once(mark))
            .find(|(head, tail)| !head.trim().is_empty() && is_outlet(tail));
        let before = MARKS
            .iter()
            .chain(&[": "])
            .filter_map(|mark| title.split_once(mark))
            .find(|(head, tail)| !tail.trim().is_empty() && is_outlet(head));
        title = match (behind, before) {
            (Some((head, _)), _) => head.trim(),
            (None, Some((_, tail))) => tail.trim(),
            (None, None) => break,
        };
    }
    title
}

/// The part of a title element that is most of it.
fn head_part(title: &str) -> &str {
    let Some(mark) = MARKS[..6].iter().find(|mark| title.contains(*mark)) else {
        return title;
    };
    let longest = title
        .split(mark)
        .max_by_key(|part| part.split_whitespace().count());
    let longest = longest.map(str::trim).unwrap_or(title);
    if longest.split_whitespace().count() >= 3 {
        longest
    } else {
        title
    }
}

/// How many words two titles share, of all that they have.
fn likeness(a: &str, b: &str) -> f32 {
    let words = |title: &str| -> Vec<String> {
        let mut words: Vec<String> = title
            .split_whitespace()
            .map(key)
            .filter(|word| !word.is_empty())
            .collect();
        words.sort();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let both = a.iter().filter(|word| b.contains(word)).count();
    both as f32 / (a.len() + b.len() - both).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(title: &str) -> &str {
        without_outlet(
            title,
            &names(
                Some("The Harbour Post"),
                Some("https://www.harbourpost.example/a"),
            ),
        )
    }

    #[test]
    fn the_outlets_name_is_no_part_of_a_title() {
        for title in [
            "Port of Kest to reopen | The Harbour Post",
            "Port of Kest to reopen - Harbour Post",
            "Port of Kest to reopen – harbourpost.example",
            "Harbour Post: Port of Kest to reopen",
        ] {
            assert_eq!(bare(title), "Port of Kest to reopen");
        }
        assert_eq!(bare("Veld - a life"), "Veld - a life");
        assert_eq!(bare("The Harbour Post"), "The Harbour Post");
    }
}

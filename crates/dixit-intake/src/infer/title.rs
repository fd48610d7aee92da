//! The headline: the first line, where it looks like one.

use super::Body;
use dixit_model::Inferred;

pub(crate) fn title(body: &Body) -> Option<Inferred<String>> {
    // A section's name or a breadcrumb may stand above the headline.
    let labels = body.lines.iter().take(2).take_while(|line| words(line) < 3);
    let (first, rest) = body.lines.get(labels.count()..)?.split_first()?;
    let letters = first.chars().count();
    let ends_open = !first.ends_with(['.', ',', ';', ':', '…']);
    let looks = (3..=30).contains(&words(first)) && letters <= 200 && ends_open;
    // A headline stands above something longer than itself.
    let stands_above = rest.iter().any(|line| line.len() > first.len());
    if !looks || !stands_above || crate::date::day(first).is_some() {
        return None;
    }
    let confidence = if letters <= 120 { 0.9 } else { 0.75 };
    Some(Inferred::new((*first).to_owned(), "first line", confidence))
}

fn words(line: &str) -> usize {
    let lettered = |word: &&str| word.chars().any(char::is_alphanumeric);
    line.split_whitespace().filter(lettered).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        title(&Body::new(text, &[])).map(|title| title.value)
    }

    #[test]
    fn the_first_line_that_looks_like_one_is_the_headline() {
        let body = "The port of Kest will reopen within a week, officials of the harbour said.";
        let headline = Some("Port of Kest to reopen".to_owned());
        assert_eq!(of(&format!("Port of Kest to reopen\n{body}")), headline);
        assert_eq!(
            of(&format!("News / Orrin\n\nPort of Kest to reopen\n\n{body}")),
            headline
        );
        assert_eq!(of(&format!("{body}\n{body}")), None);
        assert_eq!(of("Port of Kest to reopen"), None);
    }
}

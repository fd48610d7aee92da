//! The headline: the first line, where it looks like one.

use super::Body;
use dixit_model::Inferred;

pub(crate) fn title(body: &Body) -> Option<Inferred<String>> {
    let (first, rest) = body.lines.split_first()?;
    let letters = first.chars().count();
    let words = first.split_whitespace().count();
    let ends_open = !first.ends_with(['.', ',', ';', ':', '…']);
    let looks = (3..=30).contains(&words) && letters <= 200 && ends_open;
    // A headline stands above something longer than itself.
    let stands_above = rest.iter().any(|line| line.len() > first.len());
    if !looks || !stands_above || crate::date::day(first).is_some() {
        return None;
    }
    let confidence = if letters <= 120 { 0.9 } else { 0.75 };
    Some(Inferred::new((*first).to_owned(), "first line", confidence))
}

//! What outlets are called on the page, and articles whose outlet is unknown.
//!
//! The record calls such an article by its id, which is often a file's name; a
//! reader knows it by how it begins.

use crate::phrase;
use crate::segment;
use dixit_model::{Reading, Record};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// So many characters of an article stand for it.
const LENGTH: usize = 30;

/// The names of all articles' outlets.
pub(crate) struct Names {
    by_article: Vec<String>,
    /// The record's name and the page's, the longest first.
    renamed: Vec<(String, String)>,
}

impl Names {
    pub(crate) fn new(record: &Record) -> Self {
        let mut by_article: Vec<String> = record.readings.iter().map(name).collect();
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &by_article {
            *used.entry(name).or_default() += 1;
        }
        let twice: Vec<bool> = by_article
            .iter()
            .map(|name| used[name.as_str()] > 1)
            .collect();
        let mut renamed = Vec::new();
        for (index, reading) in record.readings.iter().enumerate() {
            let article = &reading.article;
            if article.outlet.is_some() {
                continue;
            }
            let by_id = format!("article {}", phrase::flat(&article.id));
            if twice[index] {
                by_article[index].clone_from(&by_id);
            }
            let own = &by_article[index];
            renamed.push((format!("article {}", article.id), own.clone()));
            renamed.push((format!("Article {}", article.id), phrase::capital(own)));
        }
        renamed.sort_by_key(|(from, _)| Reverse(from.len()));
        Names {
            by_article,
            renamed,
        }
    }

    /// An article's outlet, or the article that stands for it.
    pub(crate) fn of(&self, article: usize) -> &str {
        self.by_article.get(article).map_or("", String::as_str)
    }

    /// A sentence of the record with its articles under the page's names.
    pub(crate) fn told(&self, sentence: &str) -> String {
        let mut told = String::with_capacity(sentence.len());
        let mut rest = sentence;
        while let Some(c) = rest.chars().next() {
            let inside = told.ends_with(char::is_alphanumeric);
            let found = self.renamed.iter().find(|(from, _)| {
                !inside
                    && rest
                        .strip_prefix(from.as_str())
                        .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            });
            let length = match found {
                Some((from, to)) => {
                    told.push_str(to);
                    from.len()
                }
                None => {
                    told.push(c);
                    c.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        told
    }
}

fn name(reading: &Reading) -> String {
    let article = &reading.article;
    if let Some(outlet) = &article.outlet {
        return phrase::flat(&outlet.value);
    }
    let title = article.title.as_ref().map(|title| title.value.as_str());
    let begins = title
        .filter(|title| title.contains(char::is_alphanumeric))
        .or_else(|| opening(reading))
        .map(|words| phrase::clipped(words, LENGTH).replace(['“', '”', '"'], ""));
    match begins {
        Some(begins) => format!("article “{begins}”"),
        None => format!("article {}", phrase::flat(&article.id)),
    }
}

/// A name where there is little room: *Harbour Post*, *presidency*.
pub(crate) fn brief(name: &str) -> &str {
    let article = name
        .strip_prefix("The ")
        .or_else(|| name.strip_prefix("the "));
    let brief = article.or_else(|| {
        let begins = name.strip_prefix("article ");
        begins.filter(|begins| begins.starts_with('“'))
    });
    brief.filter(|brief| !brief.is_empty()).unwrap_or(name)
}

/// The first paragraph of an article that is not furniture.
pub(crate) fn opening(reading: &Reading) -> Option<&str> {
    let text = &reading.article.text;
    let furniture = &reading.article.furniture;
    segment::paragraphs(text)
        .into_iter()
        .find(|paragraph| furniture.iter().all(|f| !f.span.overlaps(*paragraph)))
        .map(|paragraph| paragraph.of(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_ids_are_renamed() {
        let names = Names {
            by_article: Vec::new(),
            renamed: vec![
                ("article kest-12".into(), "article “Twelve”".into()),
                ("Article kest-1".into(), "Article “One”".into()),
                ("article kest-1".into(), "article “One”".into()),
            ],
        };
        assert_eq!(
            names.told("Kest Post, article kest-1 and article kest-12. Article kest-1’s."),
            "Kest Post, article “One” and article “Twelve”. Article “One”’s."
        );
        assert_eq!(
            names.told("particle kest-1, article kest-13"),
            "particle kest-1, article kest-13"
        );
    }
}

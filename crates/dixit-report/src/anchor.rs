//! Names for places on the page that links can point at.

use dixit_model::Record;
use std::collections::BTreeSet;

/// The anchors of a record: safe in an `id` and in a link, and distinct.
pub(crate) struct Anchors {
    articles: Vec<String>,
}

impl Anchors {
    pub(crate) fn new(record: &Record) -> Self {
        let mut taken = BTreeSet::new();
        let articles = record
            .readings
            .iter()
            .map(|reading| {
                let wanted = slug(&reading.article.id);
                let mut anchor = wanted.clone();
                let mut next = 2;
                while !taken.insert(anchor.clone()) {
                    anchor = format!("{wanted}~{next}");
                    next += 1;
                }
                anchor
            })
            .collect();
        Anchors { articles }
    }

    /// The article's own name in anchors.
    pub(crate) fn article(&self, article: usize) -> &str {
        self.articles.get(article).map_or("", String::as_str)
    }

    /// Where an article's text begins.
    pub(crate) fn text(&self, article: usize) -> String {
        format!("t-{}", self.article(article))
    }

    /// The words of an attribution.
    pub(crate) fn attribution(&self, article: usize, id: &str) -> String {
        format!("a-{}-{}", self.article(article), slug(id))
    }

    /// The card beside an attribution.
    pub(crate) fn card(&self, article: usize, id: &str) -> String {
        format!("c-{}-{}", self.article(article), slug(id))
    }

    /// Words of an article that no attribution holds.
    pub(crate) fn passage(&self, article: usize, start: usize) -> String {
        format!("p-{}-{start}", self.article(article))
    }
}

/// `id` with everything but letters, digits, `.`, `_` and `-` replaced.
pub(crate) fn slug(id: &str) -> String {
    let slug: String = id
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-' => c,
            _ => '-',
        })
        .collect();
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_hold_nothing_that_ends_an_attribute() {
        assert_eq!(slug("harbour-1"), "harbour-1");
        assert_eq!(slug("a\"><script>"), "a---script-");
        assert_eq!(slug("naïve file.txt"), "na-ve-file.txt");
        assert_eq!(slug(""), "x");
    }
}

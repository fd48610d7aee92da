//! The desk's addresses.

use dixit_report::html::Links;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in a part of a path.
const PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

fn part(text: &str) -> String {
    match text {
        // A path with these parts would be shortened by the browser.
        "." | ".." => text.replace('.', "%2E"),
        _ => utf8_percent_encode(text, PART).to_string(),
    }
}

/// The page of a story.
pub(crate) fn story(key: &str) -> String {
    format!("/stories/{}", part(key))
}

/// The page of a statement.
pub(crate) fn statement(key: &str) -> String {
    format!("/statements/{}", part(key))
}

/// The page of an entity, which is there to be seen as a speaker.
pub(crate) fn speaker(key: &str) -> String {
    format!("/speakers/{}", part(key))
}

/// The page of an article.
pub(crate) fn article(key: &str) -> String {
    format!("/articles/{}", part(key))
}

/// The words of an attribution.
pub(crate) fn attribution(article_key: &str, id: &str) -> String {
    format!(
        "{}#a-{}-{}",
        article(article_key),
        part(article_key),
        part(id)
    )
}

/// The page of an outlet.
pub(crate) fn outlet(name: &str) -> String {
    format!("/outlets/{}", part(name))
}

/// What a search finds.
pub(crate) fn search(words: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", words);
    format!("/search?{}", query.finish())
}

/// Links of a page that does not show all statements it speaks of.
pub(crate) struct Elsewhere;

/// Links of a story's page, which shows all of its statements.
pub(crate) struct OnStory;

impl Links for Elsewhere {
    fn article(&self, id: &str) -> String {
        article(id)
    }

    fn passage(&self, id: &str, start: usize, end: usize) -> String {
        format!("{}?words={start}-{end}#shown", article(id))
    }

    fn statement(&self, id: &str) -> String {
        statement(id)
    }

    fn address(&self, id: &str) -> String {
        statement(id)
    }

    fn entity(&self, id: &str) -> Option<String> {
        Some(speaker(id))
    }

    fn outlet(&self, name: &str) -> Option<String> {
        Some(outlet(name))
    }
}

impl Links for OnStory {
    fn article(&self, id: &str) -> String {
        Elsewhere.article(id)
    }

    fn passage(&self, id: &str, start: usize, end: usize) -> String {
        Elsewhere.passage(id, start, end)
    }

    fn statement(&self, id: &str) -> String {
        format!("#{}", part(id))
    }

    fn address(&self, id: &str) -> String {
        statement(id)
    }

    fn entity(&self, id: &str) -> Option<String> {
        Elsewhere.entity(id)
    }

    fn outlet(&self, name: &str) -> Option<String> {
        Elsewhere.outlet(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_part_of_an_address_whatever_it_is() {
        assert_eq!(outlet("The Harbour Post"), "/outlets/The%20Harbour%20Post");
        assert_eq!(outlet("A/B?c#d"), "/outlets/A%2FB%3Fc%23d");
        assert_eq!(outlet(".."), "/outlets/%2E%2E");
        assert_eq!(outlet("\"><script>"), "/outlets/%22%3E%3Cscript%3E");
    }
}

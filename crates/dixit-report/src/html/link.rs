//! Links to the words, to statements, and out to the web.

use crate::view::View;
use dixit_model::Member;
use maud::{Markup, html as markup};

/// `url`, if it leads to a web page and nowhere else.
pub fn web(url: &str) -> Option<&str> {
    let scheme = |name: &str| {
        url.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let plain = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    (plain && (scheme("https://") || scheme("http://"))).then_some(url)
}

/// A link to the words of an attribution.
pub(super) fn words(view: &View, member: &Member, label: &str) -> Markup {
    let to = view.to_attribution(member.article, &member.attribution);
    markup! { a.claim href=(to) { (label) } }
}

/// An entity's name, a link where it has a page.
pub(super) fn entity(view: &View, entity: usize) -> Markup {
    let name = view.name(entity);
    match view.to_entity(entity) {
        Some(to) => markup! { a.entity href=(to) { (name) } },
        None => markup! { (name) },
    }
}

/// A link to a statement, shown as its number.
pub(super) fn statement(view: &View, id: &str) -> Markup {
    let Some(numbered) = view.statement(id) else {
        return markup! { (id) };
    };
    let said = format!(
        "Statement {}: {}, {}",
        numbered.number,
        view.speaker(numbered.statement),
        crate::phrase::clipped(&crate::phrase::gist(&numbered.statement.gist), 80)
    );
    markup! { a.no href=(view.to_statement(id)) aria-label=(said) title=(said) { (numbered.number) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            web("https://example.org/a?b=1"),
            Some("https://example.org/a?b=1")
        );
        assert_eq!(web("HTTP://example.org"), Some("HTTP://example.org"));
        for refused in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)//https://",
            "data:text/html,x",
            " https://example.org",
            "https://exa\nmple.org",
            "//example.org",
            "file:///etc/passwd",
            "",
        ] {
            assert_eq!(web(refused), None, "{refused}");
        }
    }
}

//! Who wrote the article.

use super::{Found, Page};
use crate::html::dom::Id;
use crate::json;
use regex::Regex;
use std::sync::LazyLock;

/// The names in the by-line, from the first place that has any.
pub(super) fn read(page: &Page, outlet: Option<&str>) -> Found<Vec<String>> {
    let head = page.head;
    let people = |lines: Vec<String>, how| {
        let names = people(&lines, outlet);
        (!names.is_empty()).then_some((names, how))
    };
    let metas = |names: &[&str]| -> Vec<String> {
        let all = names
            .iter()
            .map(|name| head.all(name).map(str::to_owned).collect::<Vec<_>>());
        all.into_iter()
            .find(|lines: &Vec<String>| !lines.is_empty())
            .unwrap_or_default()
    };
    let elements = |ids: &[Id], only_lines: bool| -> Vec<String> {
        let texts = ids
            .iter()
            .take(60)
            .filter_map(|&id| page.dom.short_text(id, 120));
        texts
            .filter(|line| !only_lines || BY.is_match(line))
            .take(1)
            .collect()
    };
    let names = |ids: &[Id]| -> Vec<String> {
        let texts = ids
            .iter()
            .take(12)
            .filter_map(|&id| page.dom.short_text(id, 120));
        texts.take(3).collect()
    };
    let near = || {
        let lines = page
            .near
            .iter()
            .filter(|line| BY.is_match(line) && line.split_whitespace().count() <= 16);
        lines.take(1).cloned().collect()
    };
    let property = || page.properties("author").take(6).collect();
    people(page.linked.authors.clone(), "JSON-LD")
        .or_else(|| {
            people(
                metas(&[
                    "article:author",
                    "og:article:author",
                    "og:author",
                    "book:author",
                ]),
                "Open Graph",
            )
        })
        .or_else(|| {
            let each = [
                "author",
                "parsely-author",
                "sailthru.author",
                "byl",
                "citation_author",
                "dc.creator",
                "dcterms.creator",
                "dc.contributor",
                "cxenseparse:author",
                "author_name",
                "twitter:data1",
            ];
            each.iter().find_map(|name| people(metas(&[name]), "meta"))
        })
        .or_else(|| people(property(), "microdata"))
        .or_else(|| people(names(&head.authored), "rel=author"))
        .or_else(|| people(elements(&head.bylines, true), "by-line"))
        .or_else(|| people(near(), "by-line"))
        .or_else(|| {
            people(
                names(&head.bylines).into_iter().take(1).collect(),
                "by-line",
            )
        })
}

static BY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W{0,3}(?:(?:written|posted|reported|story|text|article|words|published|review(?:ed)?)\s+)?(?:by|von|por|par|di|door)\b[:\s]").expect("a sound pattern")
});

/// Real names in some lines: split, less what is not the name, each once.
fn people(lines: &[String], outlet: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| line.chars().count() <= 300) {
        for name in split(line) {
            let Some(name) = person(&name) else { continue };
            let lower = name.to_lowercase();
            let is_outlet = outlet.is_some_and(|outlet| is_of(&lower, &outlet.to_lowercase()));
            let known = names.iter().any(|other| other.to_lowercase() == lower);
            if !is_outlet && !known {
                names.push(name);
            }
        }
    }
    names.truncate(20);
    names
}

/// Whether a name is the outlet's, a part of it or one of its desks'.
fn is_of(name: &str, outlet: &str) -> bool {
    let begins = |whole: &str, part: &str| {
        let rest = whole.strip_prefix(part);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    begins(name, outlet) || !name.contains(' ') && begins(outlet, name)
}

/// A by-line cut into what may be names.
fn split(line: &str) -> Vec<String> {
    static TRIM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?ix)
            https?://\S+ | \S+@\S+\.\S+ | \([^)]*\) | \bphotograph(?:s|ed)?\s+by\b.* | \bphotos?\s+by\b.*
            | \b(?:posted|published|updated|on|at)\s+(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun).*
            | \b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b.* | \b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}.* | \b\d+\s*(?:min|hours?|days?|h)\b.*
            | \bfollow\b.* | @\w+").expect("a sound pattern")
    });
    static ROLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s(?:[-–—|•·]|is\s+an?\s|for\s|of\s+the\s|in\s|from\s).*$")
            .expect("a sound pattern")
    });
    let line = TRIM.replace_all(line, " ");
    let line = BY.replace(line.trim(), "");
    let parts = line
        .split([';', '|', '\n', '•', '·', '/'])
        .flat_map(json::by_line);
    let parts = parts.flat_map(|part| {
        let parts: Vec<String> = part
            .split(" & ")
            .flat_map(|part| part.split(" with "))
            .map(str::to_owned)
            .collect();
        parts
    });
    parts
        .map(|part| {
            ROLE.replace(BY.replace(&part, "").trim(), "")
                .trim()
                .to_owned()
        })
        .collect()
}

/// Words of names of desks, agencies and accounts, which are nobody's.
const NOBODY: &[&str] = &[
    "staff",
    "admin",
    "administrator",
    "editor",
    "editors",
    "editorial",
    "newsroom",
    "desk",
    "team",
    "news",
    "press",
    "agency",
    "agencies",
    "associated",
    "reuters",
    "afp",
    "ap",
    "media",
    "magazine",
    "online",
    "web",
    "webmaster",
    "website",
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "writer",
    "writers",
    "contributor",
    "contributors",
    "guest",
    "author",
    "authors",
    "anonymous",
    "unknown",
    "user",
    "bureau",
    "service",
    "services",
    "network",
    "times",
    "post",
    "daily",
    "redaktion",
    "redação",
    "redacción",
    "redazione",
    "rédaction",
    "the",
    "by",
    "blog",
    "read",
    "more",
    "view",
    "posts",
    "about",
    "all",
    "subscribe",
    "share",
    "email",
    "twitter",
    "facebook",
    "inc",
    "llc",
    "ltd",
    "corporation",
    "company",
    "group",
    "university",
    "department",
    "digital",
    "wire",
    "wires",
    "content",
    "sponsored",
    "partner",
    "columnist",
    "columnists",
    "published",
    "updated",
    "posted",
    "comments",
    "comment",
    "home",
    "login",
    "none",
    "null",
    "n/a",
    "producer",
    "today",
    "report",
    "reports",
    "tv",
    "radio",
    "studio",
    "official",
    "support",
    "default",
    "test",
    "superuser",
    "manager",
    "institute",
    "center",
    "centre",
    "foundation",
];

/// A real name, or none: trimmed, its capitals as they are unless all are.
fn person(words: &str) -> Option<String> {
    let words = words
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
        .trim_start_matches('.')
        .trim();
    let (name, suffix) = words
        .split_once(", ")
        .map_or((words, None), |(name, rest)| (name, Some(rest)));
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:dr|prof|professor|mr|mrs|ms|sir)\.?\s+").expect("a sound pattern")
    });
    let name = TITLE.replace(name, "");
    let parts: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let plain = name
        .chars()
        .all(|c| c.is_alphabetic() || " .'’‘-‐‑–`´,".contains(c));
    let nobody = |part: &&str| NOBODY.contains(&part.trim_matches('.').to_lowercase().as_str());
    let particles = [
        "de", "da", "do", "dos", "di", "del", "della", "la", "le", "van", "von", "der", "den",
        "ten", "bin", "al", "el", "y", "e", "du", "des", "of",
    ];
    let capital = |part: &&str| {
        let begins = part.trim_start_matches(['\'', '’', '‘']).chars().next();
        particles.contains(part) || begins.is_some_and(|c| !c.is_lowercase())
    };
    let sound = (1..=6).contains(&parts.len())
        && (2..=60).contains(&letters)
        && plain
        && !parts.iter().any(nobody)
        && parts.iter().all(capital)
        && (parts.len() > 1 || letters >= 3 && name.chars().any(char::is_lowercase));
    if !sound {
        return None;
    }
    let loud = letters > 3 && parts.len() > 1 && !name.chars().any(char::is_lowercase);
    let mut name = if loud {
        parts
            .iter()
            .map(|part| title_case(part))
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        parts.join(" ")
    };
    if let Some(suffix) =
        suffix.filter(|suffix| ["Jr", "Jr.", "Sr", "Sr.", "II", "III"].contains(suffix))
    {
        name = format!("{name}, {suffix}");
    }
    Some(name)
}

fn title_case(part: &str) -> String {
    let mut start = true;
    let mut cased = String::with_capacity(part.len());
    for character in part.chars() {
        if start {
            cased.push(character);
        } else {
            cased.extend(character.to_lowercase());
        }
        start = !character.is_alphabetic();
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<String> {
        people(&[line.to_owned()], Some("Kest Observer"))
    }

    #[test]
    fn by_lines_give_names() {
        assert_eq!(of("By Ann Orme and Tomas Veld"), ["Ann Orme", "Tomas Veld"]);
        assert_eq!(of("Written by ANN ORME, Staff Writer"), ["Ann Orme"]);
        assert_eq!(of("Ann Orme | The Harbour Post"), ["Ann Orme"]);
        assert_eq!(of("By Dr. Jo de Lund on March 7, 2031"), ["Jo de Lund"]);
        assert_eq!(
            of("Ann Orme & Jo Lund, ann@post.example"),
            ["Ann Orme", "Jo Lund"]
        );
        assert_eq!(of("ann orme; Jo O’Lund; Jo O’Lund"), ["Jo O’Lund"]);
    }

    #[test]
    fn desks_and_accounts_are_nobody() {
        for line in [
            "Staff",
            "By Our Correspondent",
            "Kest Observer",
            "https://a.example/ann",
            "admin",
            "The Harbour Post",
            "@orme",
            "Kest Observer Business",
            "Kest",
            "KTC",
            "Newsroom Team",
            "user123",
        ] {
            assert_eq!(of(line), [""; 0], "{line}");
        }
    }
}

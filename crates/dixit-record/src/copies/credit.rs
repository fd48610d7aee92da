//! Where an article says that its text is an agency's.

use dixit_model::{Article, Span};

/// An agency that an article credits, the more telling credits first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The agency is the outlet.
    Own,
    /// Dateline, by-line or copyright: the text is the agency's.
    Whole,
    /// *contributed to this report*: some of the text is.
    Part,
}

/// A credit with where it stands; metadata stand nowhere in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    pub(super) agency: &'static str,
    pub(super) weight: Weight,
    pub(super) span: Option<Span>,
}

/// Agencies by the name that the record uses, then the other names that
/// credits give them. The first are short enough to need parentheses.
const AGENCIES: &[(&str, &[&str])] = &[
    ("Associated Press", &["AP", "The Associated Press"]),
    ("Reuters", &["Thomson Reuters"]),
    ("Agence France-Presse", &["AFP", "Agence France Presse"]),
    ("United Press International", &["UPI"]),
    ("Deutsche Presse-Agentur", &["dpa", "DPA"]),
    ("Press Association", &["PA", "PA Media"]),
    ("Canadian Press", &["CP", "The Canadian Press"]),
    ("Australian Associated Press", &["AAP"]),
    ("Press Trust of India", &["PTI"]),
    ("Asian News International", &["ANI"]),
    ("Indo-Asian News Service", &["IANS"]),
    ("Xinhua", &["Xinhua News Agency"]),
    ("TASS", &["ITAR-TASS", "Itar-Tass"]),
    ("Interfax", &[]),
    ("RIA Novosti", &["RIA"]),
    ("Kyodo News", &["Kyodo"]),
    ("Jiji Press", &["Jiji"]),
    ("Yonhap", &["Yonhap News Agency"]),
    ("Anadolu Agency", &["AA", "Anadolu"]),
    ("EFE", &[]),
    ("ANSA", &[]),
    ("Ukrinform", &[]),
    ("Bloomberg", &["Bloomberg News"]),
    ("Religion News Service", &["RNS"]),
];

/// How far into a text a dateline or by-line may stand, in bytes.
const HEAD: usize = 600;
/// Longest credit at an end, in bytes.
const TAIL: usize = 320;
/// Words that make a line with an agency's name in it a credit.
const CREDITS: &[(&str, Weight)] = &[
    ("contributed to th", Weight::Part),
    ("contributed reporting", Weight::Part),
    ("All rights reserved", Weight::Whole),
    ("Copyright", Weight::Whole),
    ("©", Weight::Whole),
];

/// The credits of an article, the more telling first.
pub(super) fn credits(article: &Article) -> Vec<Credit> {
    let mut credits = Vec::new();
    let mut give = |agency, weight, span| {
        credits.push(Credit {
            agency,
            weight,
            span,
        });
    };
    if let Some(outlet) = &article.outlet
        && let Some(agency) = agency(&outlet.value)
    {
        give(agency, Weight::Own, None);
    }
    if let Some(agency) = article.authors.iter().find_map(|name| byline(name)) {
        give(agency, Weight::Whole, None);
    }
    let text = &article.text;
    if let Some((agency, span)) = dateline(text) {
        give(agency, Weight::Whole, Some(span));
    }
    let head = article.text.char_indices().take_while(|(at, _)| *at < HEAD);
    let head = head.last().map_or(0, |(at, c)| at + c.len_utf8());
    for line in lines(text) {
        let words = line.of(text);
        if line.start < head
            && let Some(agency) = byline(words)
        {
            give(agency, Weight::Whole, Some(line));
        }
    }
    for (words, weight) in CREDITS {
        for (at, _) in text.match_indices(words) {
            let mut span = around(text, at);
            let Some(agency) = named(span.of(text)) else {
                continue;
            };
            // A copyright goes on about what may be done with the text.
            let line = text[at..].split('\n').next().unwrap_or_default();
            if *weight == Weight::Whole && line.len() < TAIL {
                span.end = at + line.trim_end().len();
            }
            give(agency, *weight, Some(span));
        }
    }
    // Reuters signs with its reporters and editors.
    for (at, _) in text.match_indices("(Reporting by ") {
        let rest = &text[at..];
        let end = rest.find(')').filter(|&end| end < TAIL);
        if let Some(end) = end.filter(|&end| rest[..end].to_lowercase().contains("editing by")) {
            give("Reuters", Weight::Whole, Some(Span::new(at, at + end + 1)));
        }
    }
    credits.sort_by_key(|credit| (credit.weight, credit.span));
    credits
}

/// The agency of this name, under any of its names.
fn agency(name: &str) -> Option<&'static str> {
    let name = name.trim();
    let found = AGENCIES
        .iter()
        .find(|(agency, others)| *agency == name || others.contains(&name));
    found.map(|(agency, _)| *agency)
}

/// The agency in whose name a by-line is: *Associated Press*, *Ilse Marant,
/// Reuters*, *By Ilse Marant | AFP*.
fn byline(line: &str) -> Option<&'static str> {
    if line.len() > 100 || line.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    let line = line.trim();
    let line = line
        .strip_prefix("By ")
        .or(line.strip_prefix("by "))
        .unwrap_or(line);
    let last = line.rsplit([',', '|', '/', '–', '—']).next()?.trim();
    // What follows a comma in a sentence is a sentence.
    agency(last).or_else(|| agency(last.strip_prefix("with ")?))
}

/// The agency of a dateline: *VELD (AP) —*, *ORRIN, March 7 (Reuters) -*.
fn dateline(text: &str) -> Option<(&'static str, Span)> {
    for (open, _) in text.match_indices('(').take_while(|(at, _)| *at < HEAD) {
        let rest = &text[open + 1..];
        let Some(close) = rest.find(')').filter(|&at| at < 30) else {
            continue;
        };
        let after = rest[close + 1..].trim_start();
        if let Some(agency) = agency(&rest[..close])
            && after.starts_with(['—', '–', '-'])
        {
            return Some((agency, Span::new(open, open + close + 2)));
        }
    }
    None
}

/// The agency that a credit names by its full name.
fn named(credit: &str) -> Option<&'static str> {
    AGENCIES
        .iter()
        .filter_map(|(agency, others)| {
            let names = std::iter::once(agency).chain(*others);
            let at = names.filter_map(|name| word(credit, name)).min()?;
            Some((at, *agency))
        })
        .min()
        .map(|(_, agency)| agency)
}

/// Where `name` stands in `text` as words of their own.
fn word(text: &str, name: &str) -> Option<usize> {
    let found = text.match_indices(name).find(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    });
    found.map(|(at, _)| at)
}

/// The sentence or line around `at`, as far as a credit may reach.
fn around(text: &str, at: usize) -> Span {
    let start = text[..at]
        .char_indices()
        .rev()
        .take_while(|(n, _)| at - n < TAIL)
        .map(|(n, _)| n)
        .find(|&n| {
            let rest = &text[n..];
            rest.starts_with('\n') || rest.starts_with(". ") || rest.starts_with(".\u{a0}")
        })
        .map_or_else(
            || {
                let mut from = at.saturating_sub(TAIL);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
                from
            },
            |n| n + 1,
        );
    let rest = &text[at..];
    let end = rest
        .char_indices()
        .take_while(|(n, _)| *n < TAIL)
        .find(|&(n, c)| {
            c == '\n' || (c == '.' && !rest[n + 1..].starts_with(char::is_alphanumeric))
        })
        .map_or(if rest.len() < TAIL { rest.len() } else { 0 }, |(n, _)| n);
    let gap = text[start..].len() - text[start..].trim_start().len();
    Span::new((start + gap).min(at), at + end)
}

/// The lines of a text that hold anything.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = start + line.trim().len();
        if end > start {
            lines.push(Span::new(start, end));
        }
        at += line.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn credit(text: &str, expected: Option<(&str, Weight, &str)>) {
        let article = Article::plain("a", text);
        let credits = credits(&article);
        let first = credits.first().map(|c| {
            let words = c.span.map_or("", |span| span.of(text));
            (c.agency, c.weight, words)
        });
        assert_eq!(first, expected, "{text}");
    }

    #[test]
    fn a_dateline_credits_the_whole_text() {
        let ap = |span| Some(("Associated Press", Weight::Whole, span));
        credit("VELD, Orrin (AP) — The port is open.", ap("(AP)"));
        credit(
            "ORRIN, March 7 (Reuters) - Crews struck.",
            Some(("Reuters", Weight::Whole, "(Reuters)")),
        );
        credit(
            "VELD (AFP) – Crews struck.",
            Some(("Agence France-Presse", Weight::Whole, "(AFP)")),
        );
        credit("The port (AP) is open.", None);
        credit("Ships wait at anchor. (Mike Sall/Reuters)", None);
    }

    #[test]
    fn a_by_line_credits_the_whole_text() {
        credit(
            "By Ilse Marant, Associated Press\nThe port is open.",
            Some((
                "Associated Press",
                Weight::Whole,
                "By Ilse Marant, Associated Press",
            )),
        );
        credit(
            "Reuters\n\nThe port is open.",
            Some(("Reuters", Weight::Whole, "Reuters")),
        );
        credit("She spoke to the crews and, on Friday, to Reuters.", None);
    }

    #[test]
    fn a_line_at_the_end_credits_some_of_it() {
        credit(
            "The port is open. The Associated Press contributed to this report.",
            Some((
                "Associated Press",
                Weight::Part,
                "The Associated Press contributed to this report",
            )),
        );
        credit(
            "The port is open.\nIlse Marant and Reuters contributed to this story.",
            Some((
                "Reuters",
                Weight::Part,
                "Ilse Marant and Reuters contributed to this story",
            )),
        );
        credit(
            "The port is open.\nJana Holm contributed to this report.",
            None,
        );
        credit(
            "She contributed to this. She told the Associated Press so.",
            None,
        );
    }

    #[test]
    fn a_copyright_credits_the_whole_text() {
        credit(
            "Open.\n\nCopyright 2031 The Associated Press. All rights reserved.",
            Some((
                "Associated Press",
                Weight::Whole,
                "Copyright 2031 The Associated Press. All rights reserved.",
            )),
        );
        credit(
            "Open.\n(Reporting by Ilse Marant; editing by Jana Holm)",
            Some((
                "Reuters",
                Weight::Whole,
                "(Reporting by Ilse Marant; editing by Jana Holm)",
            )),
        );
    }

    #[test]
    fn an_agency_signs_its_own() {
        let outlet = dixit_model::Inferred::new("AFP".to_owned(), "metadata", 1.0);
        let article = Article {
            outlet: Some(outlet),
            ..Article::plain("a", "Open.")
        };
        assert_eq!(credits(&article)[0].weight, Weight::Own);
    }
}

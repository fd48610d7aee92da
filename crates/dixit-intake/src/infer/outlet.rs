//! The outlet, as the page around the article names it.

use super::Body;
use dixit_model::Inferred;
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A name: capitalised words, with small ones between.
const NAME: &str = r"(?P<name>(?:[Tt]he )?\p{Lu}[\p{L}\d&’'.-]*(?: (?:(?:of|the|and|&|de|for) )?\p{Lu}[\p{L}\d&-]*){0,4})";

/// A way in which furniture speaks of the outlet.
struct Way {
    pattern: &'static str,
    /// How much it weighs.
    weight: f32,
    /// Without one of these, in lower case, nothing speaks so.
    cues: &'static [&'static str],
    compiled: OnceLock<Regex>,
}

impl Way {
    const fn new(weight: f32, cues: &'static [&'static str], pattern: &'static str) -> Self {
        Way {
            pattern,
            weight,
            cues,
            compiled: OnceLock::new(),
        }
    }

    /// Where it does. Compiling takes milliseconds, so it waits for a cue.
    fn find<'t>(&self, piece: &'t str, lower: &str) -> impl Iterator<Item = Captures<'t>> {
        let has_cue = self.cues.iter().any(|cue| lower.contains(cue));
        let pattern = has_cue.then(|| {
            let compile = || Regex::new(&self.pattern.replace("NAME", NAME));
            self.compiled
                .get_or_init(|| compile().expect("a sound pattern"))
        });
        pattern
            .into_iter()
            .flat_map(|pattern| pattern.captures_iter(piece))
    }
}

static WAYS: [Way; 8] = [
    Way::new(
        2.0,
        &["©", "(c)", "copyright"],
        r"(?:©|\(c\)|(?i:copyright))[\s,]*(?:©\s*)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?\s*(?:by )?NAME",
    ),
    Way::new(
        2.0,
        &[
            "web",
            "site",
            "app",
            "newsletter",
            "newsroom",
            "journalism",
            "subscriber",
            "reader",
        ],
        r"NAME(?:’s|'s|’|')? (?:own )?(?:website|web site|site|app|newsletters?|newsroom|journalism|subscribers|readers)\b",
    ),
    Way::new(
        2.0,
        &[" is ", " are "],
        r"(?:^|[.!?,:;]\s+|\b(?:and|but|that|why|help|at) )NAME (?:is|are) (?:trusted|read|funded|free|published|owned|supported|available|committed|independent|on the ground|an? (?:independent|non-?profit|reader))\b",
    ),
    Way::new(
        1.0,
        &[
            "sign up",
            "subscribe to",
            "join",
            "download",
            "get",
            "support",
            "donate",
            "contribute",
            "follow",
            "like",
            "read more",
            "more from",
            "write",
            "contact",
            "visit",
        ],
        r"\b(?i:sign up (?:to|for)|subscribe to|join|download|get|support|donate to|contribute to|follow|like|read more (?:from|at|on)|more from|write (?:to|for)|contact|visit) (?:the )?NAME(?:’s|'s)?(?: (?:on|app|newsletter|today|now|for|by|via|here|daily|morning|alerts|and)\b|[.!:]|$)",
    ),
    Way::new(
        1.5,
        &["newsletter"],
        r"\b(?i:sign up (?:to|for)|subscribe to|get) (?:the )?NAME(?:’s|'s)? (?:\w+ )?newsletters?\b",
    ),
    Way::new(
        1.5,
        &[
            "reporter",
            "journalist",
            "editor",
            "correspondent",
            "writer",
        ],
        r"\b(?i:reporters?|journalists?|editors?|correspondents?|writers?) (?:at|for|with) NAME",
    ),
    Way::new(
        1.0,
        &["readers", "subscribers", "users", "members"],
        r"\b(?:other|all|our|fellow) NAME (?:readers|subscribers|users|members)\b",
    ),
    Way::new(
        1.0,
        &[
            "appeared",
            "published",
            "brought to you",
            "created by",
            "reserved by",
        ],
        r"\b(?i:this (?:article|story|piece) (?:was )?(?:first|originally) (?:appeared|published) (?:in|on|by)|brought to you by|content created by|all rights reserved by) NAME",
    ),
];

/// Capitalised words that begin or end what looks like a name but are none of it.
const NOT_NAMES: &[&str] = &[
    "Us",
    "Our",
    "Your",
    "You",
    "We",
    "It",
    "This",
    "That",
    "Here",
    "Now",
    "Today",
    "More",
    "All",
    "Sign",
    "Follow",
    "Click",
    "Read",
    "Get",
    "Join",
    "Share",
    "Support",
    "Subscribe",
    "Please",
    "Daily",
    "Weekly",
    "Daily Newsletters",
    "Newsletter",
    "Newsletters",
    "Twitter",
    "Facebook",
    "Instagram",
    "Telegram",
    "YouTube",
    "WhatsApp",
    "LinkedIn",
    "Google",
    "Google News",
    "Apple",
    "Android",
    "Getty",
    "Getty Images",
    "US",
    "Reserved",
    "Rights",
    "App",
    "Email",
    "What",
    "Why",
    "How",
    "In",
    "At",
    "By",
];

/// Lines at the bottom that may be furniture though nothing told them so.
const BOTTOM: usize = 6;

/// Who the furniture says is speaking. Names that only the article's own
/// sentences mention are not taken, for those are what it writes about, unless
/// the line itself says *we* outside quotation marks, or stands at the bottom
/// and begins with the name.
pub(crate) fn outlet(body: &Body) -> Option<Inferred<String>> {
    let mut votes: BTreeMap<String, (f32, String)> = BTreeMap::new();
    let bottom = body.lines.len().saturating_sub(BOTTOM);
    let doubtful = body.lines.iter().enumerate().filter_map(|(index, line)| {
        let ways = match (speaks(line), index >= bottom) {
            (true, _) => Some(&WAYS[1..3]),
            (false, true) => Some(&WAYS[1..2]),
            (false, false) => None,
        };
        Some((*line, ways?, !speaks(line)))
    });
    let furniture = body
        .furniture
        .iter()
        .map(|piece| (*piece, &WAYS[..], false));
    for (piece, ways, must_begin) in furniture.chain(doubtful) {
        let lower = piece.to_lowercase();
        for way in ways {
            for found in way.find(piece, &lower) {
                if must_begin && found.get(0).is_none_or(|whole| whole.start() > 0) {
                    continue;
                }
                let Some(name) = found.name("name").and_then(|name| tidy(name.as_str())) else {
                    continue;
                };
                let entry = votes.entry(key(&name)).or_insert((0.0, name.clone()));
                entry.0 += way.weight;
                // The fullest way of writing it: `The Harbour Post`.
                if name.len() > entry.1.len() {
                    entry.1 = name;
                }
            }
        }
    }
    for (key, (weight, _)) in &mut votes {
        let counts = body
            .furniture
            .iter()
            .filter(|piece| piece.to_lowercase().contains(key));
        *weight += 0.3 * (counts.count() as f32 - 1.0).min(4.0);
    }
    // Ties go to the first in the alphabet, as good a rule as any.
    let (weight, name) = votes
        .into_values()
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let person = weight < 1.5 && !is_outlet_like(&name);
    (!person).then(|| Inferred::new(name, "self-reference", (0.55 + 0.15 * weight).min(0.95)))
}

/// Whether a line says *we*, *us* or *our* outside quotation marks.
fn speaks(line: &str) -> bool {
    let mut quoted = false;
    line.split_whitespace().any(|word| {
        quoted |= word.starts_with(['“', '"', '‘']) || word.contains('“');
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        let says = !quoted && ["we", "We", "our", "Our", "us"].contains(&bare);
        quoted &= !word
            .trim_start_matches(['“', '"', '‘'])
            .contains(['”', '"']);
        says
    })
}

fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}

/// The name less what clings to it; `None` if nothing is left.
fn tidy(name: &str) -> Option<String> {
    let mut name = name.trim_end_matches(['.', ',', '-', '\'', '’']).trim();
    for ending in [
        "’s",
        "'s",
        " Inc",
        " LLC",
        " Ltd",
        " Limited",
        " All",
        " All Rights Reserved",
        " Newsletter",
        " Newsletters",
        " Daily Newsletters",
    ] {
        name = name.strip_suffix(ending).unwrap_or(name).trim_end();
    }
    let name = name.strip_prefix("the ").unwrap_or(name);
    let bare = name.strip_prefix("The ").unwrap_or(name);
    let none = bare.chars().count() < 2 || NOT_NAMES.contains(&bare);
    let first = bare.split(' ').next().unwrap_or_default();
    (!none && !NOT_NAMES.contains(&first)).then(|| name.to_owned())
}

/// *Follow Jo Lund on Twitter* names a person; what is called the *Post*, or has
/// an article before it, does not.
fn is_outlet_like(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "news",
        "times",
        "post",
        "press",
        "tv",
        "radio",
        "daily",
        "tribune",
        "journal",
        "herald",
        "gazette",
        "network",
        "review",
        "magazine",
        "chronicle",
        "observer",
        "mail",
        "standard",
        "telegraph",
        "guardian",
        "star",
        "sun",
        "globe",
        "mirror",
        "agency",
        "wire",
        "media",
        "today",
        "report",
        "monitor",
        "courier",
        "examiner",
        "inquirer",
        "record",
        "register",
        "sentinel",
        "dispatch",
        "broadcasting",
        "weekly",
    ];
    let loud = name.chars().all(|c| !c.is_lowercase()) && name.len() <= 5;
    loud || name.starts_with("The ")
        || name
            .split(' ')
            .any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Furniture, FurnitureKind, Span};

    /// The outlet of a text whose last line is furniture.
    fn named(furniture: &str) -> Option<String> {
        let text = format!("The Orrin Times reported that Veld resigned.\n{furniture}");
        let start = text.len() - furniture.len();
        let piece = Furniture {
            span: Span::new(start, text.len()),
            kind: FurnitureKind::Other,
        };
        outlet(&Body::new(&text, &[piece])).map(|outlet| outlet.value)
    }

    #[test]
    fn furniture_names_its_outlet() {
        for (furniture, name) in [
            (
                "© 2031 The Harbour Post, LLC. All rights reserved.",
                "The Harbour Post",
            ),
            (
                "Copyright 2029-2031 Kest Radio. All rights reserved.",
                "Kest Radio",
            ),
            (
                "Kest TV’s website can also be reached at other addresses",
                "Kest TV",
            ),
            (
                "The Harbour Post is trusted by readers of every party.",
                "The Harbour Post",
            ),
            ("Sign up to the Harbour Post newsletter.", "Harbour Post"),
            (
                "Write to the reporters at Orrin Wire with what you know.",
                "Orrin Wire",
            ),
            ("Follow The Quay on Telegram", "The Quay"),
        ] {
            assert_eq!(named(furniture).as_deref(), Some(name), "{furniture}");
        }
    }

    #[test]
    fn people_and_platforms_are_no_outlets() {
        for furniture in [
            "Follow Jo Lund on Twitter",
            "Follow us on Facebook",
            "Sign up for Daily Newsletters",
            "Share this article",
            "© Getty Images",
        ] {
            assert_eq!(named(furniture), None, "{furniture}");
        }
    }

    #[test]
    fn names_in_the_article_itself_are_not_taken() {
        assert_eq!(
            outlet(&Body::new(
                "The Orrin Times is trusted by many, he said.",
                &[]
            )),
            None
        );
    }
}

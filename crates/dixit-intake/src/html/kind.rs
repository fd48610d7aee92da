//! What sort of page it is: an article in one of its forms, a discussion, or
//! none at all.

use super::head::Head;
use super::json_ld::Linked;
use dixit_model::Form;
use regex::Regex;
use std::sync::LazyLock;

/// Fewer words are no whole article where a page says that the rest costs.
const STUB: usize = 220;
/// Pages that stand in an article's place have fewer words.
const NOTICE: usize = 90;

/// Whether many write on the page, so that what they write is the article.
pub(super) fn is_discussion(head: &Head, linked: &Linked) -> bool {
    let types = ["DiscussionForumPosting", "QAPage", "Question"];
    let typed = |kind: &String| types.contains(&kind.as_str());
    let made = head
        .named(&["generator"])
        .unwrap_or_default()
        .to_ascii_lowercase();
    let makers = [
        "phpbb",
        "vbulletin",
        "discourse",
        "xenforo",
        "mybb",
        "vanilla",
        "simple machines",
        "invision",
        "flarum",
        "nodebb",
    ];
    let url = head
        .canonical
        .as_deref()
        .or(head.named(&["og:url"]))
        .unwrap_or_default();
    let places = [
        "viewtopic",
        "showthread",
        "/threads/",
        "/forum/",
        "/forums/",
        "//forum.",
        "//forums.",
        "/questions/",
    ];
    linked.types.iter().chain(&head.types).any(typed)
        || makers.iter().any(|maker| made.contains(maker))
        || places.iter().any(|place| url.contains(place))
}

/// Whether the page says of itself that it is an article.
fn is_declared(head: &Head, linked: &Linked) -> bool {
    let typed = |kind: &String| kind.ends_with("Article") || kind.ends_with("Posting");
    linked.types.iter().chain(&head.types).any(typed)
        || head
            .named(&["og:type"])
            .is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
}

/// The form of an article whose words are `text`.
pub(super) fn form(head: &Head, linked: &Linked, text: &str) -> Form {
    static WALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)\b(?:subscribe|sign\s+in|log\s+in|register)\b[^.\n]{0,40}\bto\s+(?:continue|keep|read)\b
            | \balready\s+a\s+(?:subscriber|member)\b
            | \b(?:article|story|content)\s+is\s+(?:only\s+)?(?:for|available\s+to|reserved\s+for|exclusive\s+to)\s+(?:our\s+)?(?:subscribers|members)\b
            | \bto\s+(?:continue|keep)\s+reading\b | \bunlimited\s+access\b",
        )
        .expect("a sound pattern")
    });
    let live = |kind: &String| kind == "LiveBlogPosting";
    if linked.live || head.types.iter().any(live) {
        return Form::LiveBlog;
    }
    let words = text.split_whitespace().count();
    let longer = linked.words.is_some_and(|all| all > words * 2);
    let short = words < STUB;
    let last: Vec<&str> = text.lines().rev().take(3).collect();
    let walled = || {
        last.iter()
            .any(|line| line.len() < 300 && WALL.is_match(line))
            || head.walled
    };
    let paid = linked.free == Some(false) || head.paid();
    if paid && (short || longer) || short && walled() && linked.free != Some(true) {
        return Form::Stub;
    }
    Form::Article
}

/// Why a page is none that a newsroom wrote, if it stands in an article's place:
/// only where it says so itself and has few words (`words`).
pub(super) fn refusal(head: &Head, linked: &Linked, words: usize) -> Option<&'static str> {
    static KINDS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let kind = |pattern: &str, why| {
            (
                Regex::new(&format!("(?i){pattern}")).expect("a sound pattern"),
                why,
            )
        };
        vec![
            kind(
                r"^\W*(?:error\s*)?(?:40[0-9]|410|50[0-4])\b|\bpage (?:was |is |can ?not be |could not be )?(?:not found|found no|unavailable|missing)|^not found\b|\b(?:404|403|500|502|503) (?:error|not found|forbidden)|^(?:forbidden|internal server error|bad gateway|service unavailable|gone)\b|page (?:you .{0,30})?(?:doesn.t|does not|no longer) exist",
                "it says that there is no such page",
            ),
            kind(
                r"\b(?:access (?:to this page )?(?:has been )?denied|just a moment|attention required|are you a (?:robot|human)|captcha|robot check|verify (?:that )?you are (?:a )?human|checking your browser|pardon our interruption|security check)",
                "it checks whether its reader is a person",
            ),
            kind(
                r"^\W*(?:before you continue|cookie (?:consent|settings|policy)|consent|your privacy( choices)?|we value your privacy|privacy (?:settings|gate))\b",
                "it asks for consent before it shows anything",
            ),
            kind(
                r"^\W*(?:log ?in|sign ?in|sign ?up|register|create (?:an |your )?account|subscribe)\b.{0,40}$",
                "it asks its reader to log in",
            ),
            kind(
                r"^\W*(?:search results|results for|search\b\W*$|you searched for|search:)",
                "it lists what a search found",
            ),
        ]
    });
    if words >= NOTICE || is_declared(head, linked) && words >= NOTICE / 3 {
        return None;
    }
    let titles = [
        head.title.as_deref(),
        head.named(&["og:title"]),
        head.first_heading.as_deref(),
    ];
    let said = |pattern: &Regex| titles.iter().flatten().any(|title| pattern.is_match(title));
    KINDS
        .iter()
        .find(|(pattern, _)| said(pattern))
        .map(|(_, why)| *why)
}

/// Why nothing was found on a page with so many words, so many of them links.
pub(super) fn nothing(words: u32, linked: u32) -> &'static str {
    match (words, linked) {
        (0, _) => "it shows no words without its scripts",
        (100.., links) if links * 2 > words => "it is an index of other pages",
        _ => "no connected text stands out",
    }
}

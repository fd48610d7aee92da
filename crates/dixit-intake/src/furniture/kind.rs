//! What sort of furniture a piece is, once the model has told that it is some.
//!
//! The sort only helps a reader to see why words were set aside; nothing is
//! decided by it, so a few words that each sort is known by will do.

use dixit_model::FurnitureKind;

const CREDIT: &[&str] = &[
    "©",
    "copyright",
    "rights reserved",
    "photo",
    "getty",
    "reuters/",
    "/reuters",
    "/ap",
    "contributed to",
    "reporting by",
    "editing by",
    "image",
    "credit",
    "is a reporter",
    "reported from",
    "correspondent",
];
const APPEAL: &[&str] = &[
    "donat",
    "support",
    "subscri",
    "newsletter",
    "contribut",
    "inbox",
    "sign up",
    "paywall",
    "member",
    "journalism",
    "your help",
    "trusted by",
    "free trial",
];
const RELATED: &[&str] = &[
    "read more",
    "related",
    "more:",
    "also read",
    "see also",
    "watch:",
    "also watch",
    "more from",
    "recommended",
    "most read",
    "trending",
    "next article",
    "more on",
];
const INTERFACE: &[&str] = &[
    "share",
    "comment",
    "follow",
    "click",
    "app",
    "email",
    "e-mail",
    "website",
    "advertis",
    "www.",
    "http",
    "print",
    "slideshow",
    "caption",
    "play",
    "facebook",
    "twitter",
    "tap here",
    "log in",
    "@",
    "loading",
    "close",
    "browser",
    "download",
];

/// The sort of a piece; `top` says that it stands on the first line.
pub(super) fn of(words: &str, top: bool) -> FurnitureKind {
    let lower = words.to_lowercase();
    let has = |signs: &[&str]| signs.iter().any(|sign| lower.contains(sign));
    let count = words.split_whitespace().count();
    let trail = count <= 12
        && [" / ", " > ", " » "]
            .iter()
            .any(|mark| words.contains(mark));
    if trail || top && count <= 3 {
        FurnitureKind::Navigation
    } else if has(&CREDIT[..3]) {
        FurnitureKind::Credit
    } else if has(RELATED) || words.starts_with('|') {
        FurnitureKind::Related
    } else if has(APPEAL) {
        FurnitureKind::Appeal
    } else if has(CREDIT) {
        FurnitureKind::Credit
    } else if has(INTERFACE) {
        FurnitureKind::Interface
    } else if count <= 4 {
        FurnitureKind::Navigation
    } else {
        FurnitureKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_are_told_by_their_words() {
        assert_eq!(of("News / Orrin", true), FurnitureKind::Navigation);
        assert_eq!(
            of("Your donation keeps us going.", false),
            FurnitureKind::Appeal
        );
        assert_eq!(
            of("Read more: Kest port shut", false),
            FurnitureKind::Related
        );
        assert_eq!(of("© 2031 The Harbour Post", false), FurnitureKind::Credit);
        assert_eq!(of("SHARE THIS ARTICLE", false), FurnitureKind::Interface);
    }
}

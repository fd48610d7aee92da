//! Words in the names of classes, in the names of elements and in short lines
//! that tell what a block is.

use crate::html::dom::{Dom, Id};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use std::sync::LazyLock;

/// Signs of one kind: a pattern that begins (ends) with `|` begins (ends) a word.
type Kind = &'static [&'static str];

/// What names of classes and ids tell, by kind. Their order is the model's.
const CLASSES: &[Kind] = &[
    // The words of the article.
    &[
        "articlebody",
        "article-body",
        "article_body",
        "article__body",
        "storybody",
        "story-body",
        "story_body",
        "story__body",
        "postbody",
        "post-body",
        "post_body",
        "entry-content",
        "entrycontent",
        "entry-body",
        "post-content",
        "post_content",
        "postcontent",
        "article-content",
        "article__content",
        "articlecontent",
        "article_content",
        "article-text",
        "articletext",
        "article__text",
        "story-text",
        "story-content",
        "storytext",
        "bodytext",
        "body-text",
        "body-copy",
        "bodycopy",
        "body-content",
        "rich-text",
        "richtext",
        "newsbody",
        "news-body",
        "news-content",
        "news-text",
        "content-body",
        "maintext",
        "main-text",
        "single-content",
        "td-post-content",
        "blog-content",
        "page-content",
        "text-content",
        "article-main",
        "artikel",
        "cuerpo",
        "conteudo",
        "contenido",
        "|texto|",
        "|corps|",
        "|prose|",
        "markdown",
    ],
    &[
        "article", "story", "|post|", "|post-", "post-|", "entry", "blog", "|news|", "hentry",
    ],
    &[
        "content",
        "|text|",
        "|main|",
        "|body|",
        "|copy|",
        "paragraph",
    ],
    &[
        "comment",
        "disqus",
        "|reply",
        "replies",
        "respond",
        "discuss",
        "livefyre",
        "kommentar",
        "feedback",
        "forum",
    ],
    &[
        "share",
        "sharing",
        "social",
        "addthis",
        "facebook",
        "pinterest",
        "whatsapp",
        "|sns|",
        "follow",
        "sharedaddy",
    ],
    &[
        "related",
        "recommend",
        "recirc",
        "outbrain",
        "taboola",
        "more-",
        "readmore",
        "read-more",
        "readnext",
        "read-next",
        "similar",
        "popular",
        "trending",
        "latest",
        "most-",
        "mostread",
        "teaser",
        "upnext",
        "up-next",
        "zergnet",
        "recent",
        "suggest",
        "carousel",
        "promo",
        "also",
        "rel-",
        "|links|",
        "crosslink",
        "in-other-news",
        "hot-",
        "|jp-",
    ],
    &[
        "|nav|",
        "navbar",
        "navig",
        "|nav-",
        "-nav|",
        "menu",
        "breadcrumb",
        "crumb",
        "pagination",
        "|pager",
        "|toc|",
        "skip",
        "|header|",
        "masthead",
        "topbar",
        "toolbar",
        "site-header",
    ],
    &[
        "footer",
        "copyright",
        "legal",
        "disclaimer",
        "colophon",
        "bottom",
        "|foot|",
        "|end|",
    ],
    &[
        "sidebar",
        "|side|",
        "rail|",
        "aside",
        "widget",
        "rightcol",
        "right-col",
        "|right|",
        "secondary",
        "|left|",
        "tertiary",
    ],
    &[
        "|ad|",
        "|ads|",
        "advert",
        "sponsor",
        "|dfp",
        "adslot",
        "ad-slot",
        "publicid",
        "|ad-",
        "-ad|",
        "adunit",
        "|ads-",
        "commercial",
    ],
    &[
        "byline",
        "author",
        "|meta|",
        "meta|",
        "|date|",
        "date|",
        "|time|",
        "timestamp",
        "dateline",
        "publish",
        "|info|",
        "posted",
        "writer",
        "|by|",
    ],
    &[
        "caption",
        "credit",
        "figure",
        "photo",
        "image",
        "|img",
        "gallery",
        "slideshow",
        "|media|",
        "picture",
        "|wp-caption",
    ],
    &["video", "player", "audio", "podcast"],
    &[
        "|tag|",
        "|tags|",
        "tag-list",
        "taglist",
        "topic",
        "keyword",
        "categor",
        "|label",
        "|tags-",
        "-tags|",
        "|cat-links",
    ],
    &[
        "newsletter",
        "subscri",
        "signup",
        "sign-up",
        "paywall",
        "register",
        "login",
        "donat",
        "membership",
        "email",
        "optin",
        "mailchimp",
        "piano",
    ],
    &[
        "modal", "popup", "cookie", "consent", "gdpr", "overlay", "banner", "|alert", "notice",
        "tooltip", "dialog", "lightbox",
    ],
    &["title", "headline", "heading", "|hed|", "|head|"],
    &[
        "standfirst",
        "|lead|",
        "|lede|",
        "|dek|",
        "|deck|",
        "summary",
        "excerpt",
        "|intro",
        "abstract",
        "subtitle",
        "subhead",
        "description",
        "sub-title",
        "kicker",
        "highlight",
        "keypoint",
        "key-point",
    ],
    &[
        "|bio|",
        "about-author",
        "author-box",
        "authorbox",
        "author-bio",
        "authorinfo",
        "profile",
        "contributor",
        "|vcard",
    ],
    &[
        "hidden",
        "|hide",
        "invisible",
        "sr-only",
        "visually",
        "screen-reader",
        "print-only",
        "|off-",
        "collapse",
        "nodisplay",
        "offscreen",
        "clipped",
    ],
    &[
        "|list|", "list|", "grid", "card", "|item", "|feed|", "archive", "listing", "|tile",
        "|row|", "slider", "stream",
    ],
    &["quote", "|pull", "tweet", "twitter", "embed", "instagram"],
    &[
        "|btn", "button", "|cta", "|tool", "|print|", "action", "rating", "vote", "|like",
    ],
    &[
        "inset",
        "infobox",
        "factbox",
        "|box|",
        "module",
        "callout",
        "sidenote",
        "inline",
        "aside",
        "product",
        "disclosure",
        "correction",
        "footnote",
        "editor",
    ],
    &[
        "container",
        "wrapper",
        "wrap|",
        "column",
        "|col|",
        "|col-",
        "section",
        "region",
    ],
    &[
        "interstitial",
        "inread",
        "continue",
        "-more|",
        "|more|",
        "jump",
        "expand",
        "truncat",
    ],
];

/// What elements tell by name, by kind.
const ELEMENTS: &[Kind] = &[
    &["article"],
    &["main"],
    &["section"],
    &["nav"],
    &["aside"],
    &["footer"],
    &["header"],
    &["form", "fieldset"],
    &["figure", "figcaption"],
    &["table"],
    &["ul", "ol"],
    &["li"],
    &["blockquote"],
    &["dl", "dt", "dd"],
    &["h1"],
    &["h2", "h3", "h4", "h5", "h6"],
    &["p"],
    &["pre"],
    &["address"],
    &["center"],
    &["details", "summary"],
    &["td", "th"],
];

const NAVIGATION: usize = 6;
const FOOT: usize = 7;
const SIDE: usize = 8;
/// Where the kinds of elements begin.
const ELEMENTS_AT: usize = CLASSES.len();

/// Two more: what is hidden, what schema.org calls the article's words.
pub(super) const KINDS: usize = CLASSES.len() + ELEMENTS.len() + 2;

/// Deeper or farther than this is all the same.
const FAR: u8 = 30;

/// What short lines say, by kind.
const LINES: &[Kind] = &[
    &[
        "|read more",
        "|read next",
        "|see also",
        "|also read",
        "|related",
        "|more from",
        "|more on",
        "|more:",
        "|read:",
        "|read also",
        "|recommended",
        "|you may ",
        "|you might",
        "|don't miss|",
        "|up next",
        "|leia ",
        "|lire aussi",
        "|lea ",
        "|leggi ",
        "|mehr zum|",
        "|lees ook|",
        "|baca juga",
        "|watch:",
        "|watch now",
        "|must read",
        "|most read",
        "|trending",
        "|popular",
        "|continue reading",
        "|click here",
        "|top stories",
        "|latest",
    ],
    &[
        "|share ",
        "|share|",
        "|tweet|",
        "|facebook|",
        "|twitter|",
        "|whatsapp|",
        "|linkedin|",
        "|pinterest|",
        "|copy link",
        "|follow us",
        "|follow |",
        "|like us",
        "|instagram|",
        "|reddit|",
    ],
    &[
        "advertis",
        "|sponsored",
        "story continues",
        "article continues",
        "|publicidad",
        "|anzeige|",
        "|annonce|",
        "|promoted",
    ],
    &[
        "|subscri",
        "newsletter",
        "|sign up",
        "|sign in",
        "|log in",
        "|login|",
        "|register|",
        "|donat",
        "|inbox|",
        "|free trial",
        "|support our",
        "|membership",
        "|e-mail|",
        "|email|",
        "|download|",
        "|our app|",
    ],
    &[
        "copyright",
        "©",
        "all rights reserved",
        "terms of",
        "privacy policy",
        "not be published",
        "|cookie",
    ],
    &[
        "|comments|",
        "|comment|",
        "|reply|",
        "|leave a",
        "|post a",
        "|replies|",
        "|commented",
        "|says:|",
        "|comentários",
        "|kommentare|",
    ],
    &[
        "|by |",
        "|written by|",
        "|posted",
        "|updated",
        "|published",
        "|last modified",
        "|por |",
        "|von |",
        "|author",
        "|staff|",
        "|min read|",
        "|reporter|",
        "|correspondent|",
        "|editor|",
        "|contributor|",
        "|writer|",
    ],
    &[
        "|photo",
        "|image",
        "getty",
        "|credit",
        "reuters/",
        "/ap",
        "|ap/",
        "|file |",
        "|pictured",
        "|picture",
        "shutterstock",
        "|courtesy",
        "|video|",
        "|watch|",
        "|foto|",
        "|screenshot",
        "|afp|",
        "|source|",
    ],
    &[
        "|contact",
        "|about us|",
        "|tips|",
        "|follow |",
        "|@",
        "|reach |",
        "|is a |",
        "|writes about",
        "|covers |",
        "|lives in",
        "|reports on",
        "|joined ",
    ],
    &[
        "|tags|",
        "|tags:",
        "|topics",
        "|filed under",
        "|categor",
        "|labels:",
        "|keywords",
        "|file under",
        "|in this article",
    ],
    &[
        "|previous",
        "|next|",
        "|back to|",
        "|home|",
        "|menu|",
        "|skip to",
        "|search|",
        "|close|",
        "|show more",
        "|load more",
        "|view all",
        "|see all",
        "|print|",
        "|jump to",
    ],
    &[
        "|this article",
        "|this story",
        "|originally",
        "|this post",
        "|correction",
        "|editor's note",
        "|disclos",
        "|disclaimer",
        "|read the full",
        "|contributed to",
        "|reporting by",
        "|editing by",
    ],
];

/// How many kinds of lines there are.
pub(super) const LINE_KINDS: usize = LINES.len();

struct Finder {
    patterns: AhoCorasick,
    /// Of each pattern its kind and whether it has to begin and end a word.
    of: Vec<(usize, bool, bool)>,
}

impl Finder {
    fn new(kinds: &[Kind]) -> Self {
        let mut patterns = Vec::new();
        let mut of = Vec::new();
        for (kind, signs) in kinds.iter().enumerate() {
            for sign in *signs {
                patterns.push(sign.trim_matches('|'));
                of.push((kind, sign.starts_with('|'), sign.ends_with('|')));
            }
        }
        let patterns = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .build(patterns)
            .expect("few and short patterns");
        Finder { patterns, of }
    }

    fn find(&self, words: &str, mut found: impl FnMut(usize)) {
        let bytes = words.as_bytes();
        let inside = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_alphanumeric)
        };
        for place in self.patterns.find_overlapping_iter(words) {
            let (kind, begins, ends) = self.of[place.pattern().as_usize()];
            let cut =
                begins && inside(place.start().checked_sub(1)) || ends && inside(Some(place.end()));
            if !cut {
                found(kind);
            }
        }
    }
}

/// The kinds of signs in a line, as bits.
pub(super) fn of_line(line: &str) -> u32 {
    static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(LINES));
    let mut kinds = 0;
    FINDER.find(line, |kind| kinds |= 1 << kind);
    kinds
}

/// How many elements up each sign stands: 0 on the element itself, [`FAR`]
/// where there is none.
#[derive(Clone, Copy)]
pub(super) struct Above(pub(super) [u8; KINDS]);

impl Above {
    /// Whether it stands in navigation, a foot or beside the page's matter.
    pub(super) fn is_beside(&self) -> bool {
        let beside = [
            NAVIGATION,
            FOOT,
            SIDE,
            ELEMENTS_AT + 3,
            ELEMENTS_AT + 4,
            ELEMENTS_AT + 5,
        ];
        beside.iter().any(|&kind| self.0[kind] < FAR)
    }

    /// Above the whole page there is nothing.
    pub(super) const NOTHING: Above = Above([FAR; KINDS]);

    /// The signs on and above an element, given those above it.
    pub(super) fn enter(&self, dom: &Dom, element: Id) -> Above {
        static FINDER: LazyLock<Finder> = LazyLock::new(|| Finder::new(CLASSES));
        let mut signs = self.0.map(|far| (far + 1).min(FAR));
        let name = dom.name(element);
        for (kind, names) in ELEMENTS.iter().enumerate() {
            if names.contains(&name) {
                signs[ELEMENTS_AT + kind] = 0;
            }
        }
        for (key, value) in dom.attributes(element) {
            match key {
                "class" | "id" | "role" | "data-component" | "data-testid" | "data-module"
                | "data-qa" => {
                    FINDER.find(value, |kind| signs[kind] = 0);
                }
                "hidden" => signs[KINDS - 2] = 0,
                "style" if is_hiding(value) => signs[KINDS - 2] = 0,
                "aria-hidden" if value == "true" => signs[KINDS - 2] = 0,
                "itemprop" if value.eq_ignore_ascii_case("articleBody") => signs[KINDS - 1] = 0,
                _ => {}
            }
        }
        Above(signs)
    }
}

/// Whether an element says of itself that it is not shown.
pub(super) fn is_hidden(dom: &Dom, element: Id) -> bool {
    dom.attribute(element, "hidden").is_some()
        || dom.attribute(element, "style").is_some_and(is_hiding)
}

fn is_hiding(style: &str) -> bool {
    let style: String = style.split_whitespace().collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

//! The article's words on a page.

use dom_query::{Document, NodeRef};
use rs_trafilatura::Options;
use std::thread;

/// Deeper trees are not given to the extractor, which walks them by recursion.
const DEEP: usize = 250;
/// Trees with more nodes are not either: some of its steps cost their square.
const MANY: usize = 60_000;
/// Room for that recursion.
const STACK: usize = 64 << 20;
/// Fewer letters are no article.
const LETTERS: usize = 140;

/// The article's text, a line a paragraph; or why there is none. `linked` is the
/// text that the page's JSON-LD gives.
///
/// The extractor is another project's; it runs in a thread of its own so that
/// neither a panic in it nor the stack it needs is ours. Where it finds nothing,
/// the page's own JSON-LD is taken, then its paragraphs.
pub(super) fn text(
    page: &str,
    document: &Document,
    linked: Option<&str>,
) -> Result<String, &'static str> {
    let extracted = within_bounds(document)
        .then(|| extract(page))
        .flatten()
        .filter(|text| is_article(text));
    let linked = || linked.map(str::to_owned).filter(|text| is_article(text));
    let plain = || Some(paragraphs(document)).filter(|text| is_article(text));
    extracted
        .or_else(linked)
        .or_else(plain)
        .ok_or("no connected text stands out")
}

fn extract(page: &str) -> Option<String> {
    let page = page.to_owned();
    let work = move || {
        let options = Options {
            include_tables: false,
            ..Options::default()
        };
        let found = rs_trafilatura::extract_with_options(&page, &options).ok()?;
        Some(found.content_text)
    };
    let builder = thread::Builder::new().name("extractor".to_owned());
    let thread = builder.stack_size(STACK).spawn(work).ok()?;
    thread.join().ok()?
}

/// Enough letters, and at least one line that is more than a label.
fn is_article(text: &str) -> bool {
    let letters = |line: &str| line.chars().filter(|c| c.is_alphabetic()).count();
    letters(text) >= LETTERS && text.lines().any(|line| letters(line) >= 60)
}

fn within_bounds(document: &Document) -> bool {
    let mut count = 0;
    let mut depth = 0_usize;
    let mut node = Some(document.root());
    while let Some(current) = node {
        count += 1;
        if count > MANY || depth > DEEP {
            return false;
        }
        node = step(&current, &mut depth, true);
    }
    true
}

/// The next node in document order, keeping count of the depth.
fn step<'d>(node: &NodeRef<'d>, depth: &mut usize, enter: bool) -> Option<NodeRef<'d>> {
    if enter && let Some(child) = node.first_child() {
        *depth += 1;
        return Some(child);
    }
    let mut current = *node;
    loop {
        if let Some(next) = current.next_sibling() {
            return Some(next);
        }
        current = current.parent()?;
        *depth = depth.saturating_sub(1);
    }
}

/// The paragraphs of the page that are more than labels, in order.
fn paragraphs(document: &Document) -> String {
    const HIDDEN: &[&str] = &[
        "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "head", "svg",
        "select", "button",
    ];
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
        "strong", "sub", "sup", "time", "u",
    ];
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut depth = 0;
    let mut node = Some(document.root());
    while let Some(current) = node {
        let mut enter = true;
        if current.is_text() {
            line.push_str(&current.text());
        } else if let Some(name) = current.node_name() {
            let name = name.as_ref();
            enter = !HIDDEN.contains(&name);
            if !INLINE.contains(&name) {
                lines.push(std::mem::take(&mut line));
            }
        }
        let before = depth;
        node = step(&current, &mut depth, enter);
        if depth < before {
            // Leaving an element may end a block; an early cut loses nothing.
            let inline = node.is_some_and(|next| next.is_text()) && before - depth == 1;
            if !inline {
                lines.push(std::mem::take(&mut line));
            }
        }
    }
    lines.push(line);
    let long = |line: &String| line.split_whitespace().count() >= 12;
    let folded = lines
        .iter()
        .filter(|line| long(line))
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    folded.collect::<Vec<_>>().join("\n")
}

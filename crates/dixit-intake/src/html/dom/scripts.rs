//! Pages without what their scripts say, which is most of many and costs most
//! of parsing.

/// The parts of a page around what stands inside its scripts; linked data stays.
pub(super) fn without(page: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = find(page, at, "<script") {
        let Some(body) = page[open..].find('>').map(|end| open + end + 1) else {
            break;
        };
        let Some(close) = find(page, body, "</script") else {
            break;
        };
        let tag = &page.as_bytes()[open..body];
        let linked = tag
            .windows(7)
            .any(|seven| seven.eq_ignore_ascii_case(b"ld+json"));
        if !linked {
            parts.push(&page[from..body]);
            from = close;
        }
        at = close + 1;
    }
    parts.push(&page[from..]);
    parts
}

/// Where a tag begins, whatever its capitals; tags are ASCII.
fn find(page: &str, from: usize, tag: &str) -> Option<usize> {
    let bytes = page.as_bytes();
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == b'<')?;
        let here = bytes.get(at..at + tag.len())?;
        if here.eq_ignore_ascii_case(tag.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_say_is_left_out() {
        let bare = |page| without(page).concat();
        assert_eq!(
            bare("a<SCRIPT x>if (a<b)</Script>c"),
            "a<SCRIPT x></Script>c"
        );
        let linked = "<script type='application/ld+json'>{}</script>";
        assert_eq!(bare(linked), linked);
        assert_eq!(bare("<script>a"), "<script>a");
        assert_eq!(bare("ä<script>ö</script"), "ä<script></script");
        assert_eq!(bare("<script"), "<script");
    }
}

//! `robots.txt` (RFC 9309): what a host lets programs visit.

use std::time::Duration;

/// So much of a file is read; the standard asks for this much at least.
pub(crate) const MOST: usize = 512 << 10;

/// What one host says about us.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    lines: Vec<Line>,
    delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    allow: bool,
    pattern: String,
}

impl Rules {
    /// What a file says about `agent` (lower case): the groups that name it,
    /// else those for everybody.
    pub fn of(file: &[u8], agent: &str) -> Rules {
        let file = String::from_utf8_lossy(whole_lines(file));
        let (mut named, mut general) = (Rules::default(), Rules::default());
        let (mut is_named, mut for_us, mut for_all) = (false, false, false);
        let mut in_rules = true;
        for line in file.trim_start_matches('\u{feff}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            let key = key.trim().to_ascii_lowercase();
            if key == "user-agent" {
                if in_rules {
                    (for_us, for_all, in_rules) = (false, false, false);
                }
                for_us |= is(value, agent);
                for_all |= value == "*";
                is_named |= for_us;
                continue;
            }
            let line = match key.as_str() {
                "allow" | "disallow" => Some(Line {
                    allow: key == "allow",
                    pattern: encoded(value),
                }),
                "crawl-delay" => None,
                // A list of pages, which belongs to no group, or nothing known.
                _ => continue,
            };
            in_rules = true;
            let delay = match value.parse::<f64>() {
                Ok(seconds) if line.is_none() => Duration::try_from_secs_f64(seconds).ok(),
                _ => None,
            };
            for (rules, _) in [(&mut named, for_us), (&mut general, for_all)]
                .into_iter()
                .filter(|(_, wanted)| *wanted)
            {
                rules.delay = rules.delay.or(delay);
                rules
                    .lines
                    .extend(line.clone().filter(|line| !line.pattern.is_empty()));
            }
        }
        match is_named {
            true => named,
            false => general,
        }
    }

    /// Whether a path (with its query) may be visited: the longest pattern
    /// that meets it decides, and of two as long the one that allows.
    pub fn allow(&self, path: &str) -> bool {
        let path = encoded(path);
        self.lines
            .iter()
            .filter(|line| meets(&line.pattern, &path))
            .max_by_key(|line| (line.pattern.len(), line.allow))
            .is_none_or(|line| line.allow)
    }

    /// The time between requests that the host asks for.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

/// As much of a file as is read: half a line would mean something else, and
/// half of `Disallow: /drafts` far more than it.
fn whole_lines(file: &[u8]) -> &[u8] {
    let Some(read) = file.get(..MOST).filter(|_| file.len() > MOST) else {
        return file;
    };
    let end = read.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    &read[..end.unwrap_or(0)]
}

/// Whether a group's name is that of `agent`; what follows it (a version) does
/// not matter.
fn is(name: &str, agent: &str) -> bool {
    let token: String = name
        .chars()
        .take_while(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
        .collect();
    token.eq_ignore_ascii_case(agent)
}

/// Escapes in one spelling; letters beyond ASCII escaped.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let in_escape = [1, 2].iter().any(|&back| {
            at >= back
                && bytes[at - back] == b'%'
                && bytes[at - back + 1..=at].iter().all(u8::is_ascii_hexdigit)
        });
        match byte {
            _ if in_escape => out.push(byte.to_ascii_uppercase() as char),
            0x21..=0x7e => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Whether a pattern with `*` (anything) and a last `$` (the end) meets the
/// beginning of a path. Each part is looked for once, from left to right.
fn meets(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !whole || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if whole && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(file: &str, path: &str) -> bool {
        Rules::of(file.as_bytes(), "dixit").allow(path)
    }

    #[test]
    fn the_group_that_names_us_counts_else_the_one_for_all() {
        let file = "User-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: Dixit/2 # us\n\
            Disallow: /private\nCrawl-delay: 2.5\n\nSitemap: https://post.example/map.xml\n";
        let rules = Rules::of(file.as_bytes(), "dixit");
        assert_eq!(rules.delay(), Some(Duration::from_millis(2500)));
        assert!(rules.allow("/news") && !rules.allow("/private/1"));
        assert!(!Rules::of(file.as_bytes(), "somebody").allow("/news"));
        assert!(allows(
            "User-agent: dixit\nDisallow:\n\nUser-agent: *\nDisallow: /",
            "/a"
        ));
        assert!(allows("", "/a") && allows("nonsense\n:::\n", "/a"));
    }

    #[test]
    fn the_longest_pattern_decides() {
        let file = "User-agent: *\nDisallow: /news\nAllow: /news/kest\nDisallow: /*.pdf$\n\
            Disallow: /s*e?page=\nAllow: /same\nDisallow: /same\nDisallow: /k%c3%a4se";
        for (path, may) in [
            ("/news/orrin", false),
            ("/news/kest-reopens", true),
            ("/a.pdf", false),
            ("/a.pdf?x=1", true),
            ("/site/e?page=2", false),
            ("/same", true),
            ("/k\u{e4}se", false),
            ("/", true),
        ] {
            assert_eq!(allows(file, path), may, "{path}");
        }
    }

    #[test]
    fn a_file_too_long_is_read_up_to_its_last_whole_line() {
        let mut file = "User-agent: *\nDisallow: /private\n".to_owned();
        let line = "Disallow: /drafts\n";
        file.push_str(&"#".repeat(MOST - file.len() - "\nDisallow: /".len()));
        file.push('\n');
        file.push_str(line);
        assert!(file[..MOST].ends_with("Disallow: /"));
        assert!(allows(&file, "/news") && !allows(&file, "/private/1"));
    }

    #[test]
    fn patterns_made_to_take_long_do_not() {
        let begin = std::time::Instant::now();
        let file = format!("User-agent: *\nDisallow: /{}b$", "*a".repeat(50_000));
        assert!(allows(&file, &format!("/{}", "a".repeat(50_000))));
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
}

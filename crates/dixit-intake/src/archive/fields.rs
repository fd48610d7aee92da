//! Named fields, one a line, as WARC records and HTTP messages have them.

/// Fields in the order in which they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a head's lines. What is no field is passed over; a line that
    /// begins with white space goes on with the one before.
    pub(super) fn parse(head: &[u8]) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in head.split(|&byte| byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let words = String::from_utf8_lossy(line);
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(words.trim());
                }
            } else if let Some((name, value)) = words.split_once(':') {
                fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Fields(fields)
    }

    /// The last value of a name, in whatever case: where the head of one record
    /// runs into that of the next, the last one's block follows.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let own = |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.0.iter().rfind(own).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let own = move |(key, _): &&(String, String)| key.eq_ignore_ascii_case(name);
        self.0.iter().filter(own).map(|(_, value)| value.as_str())
    }
}

/// Where a head ends in `bytes`: its length, and its length with the blank line
/// behind it.
pub(super) fn head_end(bytes: &[u8]) -> Option<(usize, usize)> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\r', b'\n', ..] => Some((at, at + 3)),
        [b'\n', ..] => Some((at, at + 2)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_any_case_and_folded() {
        let fields =
            Fields::parse(b"WARC-Type: response\r\nX-Note: a\r\n\tb\r\nno field\nwarc-date : x:y");
        assert_eq!(fields.get("warc-type"), Some("response"));
        assert_eq!(fields.get("x-note"), Some("a b"));
        assert_eq!(fields.get("WARC-Date"), Some("x:y"));
        assert_eq!(fields.get("no field"), None);
    }

    #[test]
    fn a_head_ends_at_its_blank_line() {
        assert_eq!(head_end(b"a: b\r\n\r\nbody\n\n"), Some((5, 8)));
        assert_eq!(head_end(b"a: b\n\nbody"), Some((4, 6)));
        assert_eq!(head_end(b"a: b\r\n"), None);
    }
}

//! Lines of a stream, one at a time, none longer than a limit.

use std::io::{self, BufRead, Read};

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, less the line end.
    Whole(Vec<u8>),
    /// It was longer than the limit and has been passed over.
    TooLong,
}

/// The lines of a reader, in bounded memory.
pub(crate) struct Lines<R> {
    reader: R,
    limit: u64,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, limit: u64) -> Self {
        Lines { reader, limit }
    }

    /// The most bytes a line may have.
    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    /// The next line, if there is one.
    pub(crate) fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut within = self.reader.by_ref().take(self.limit.saturating_add(1));
        if within.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
            if line.last() == Some(&b'\r') {
                line.pop();
            }
        } else if line.len() as u64 > self.limit {
            self.pass_over()?;
            return Ok(Some(Line::TooLong));
        }
        Ok(Some(Line::Whole(line)))
    }

    fn pass_over(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let found = buffer.iter().position(|&byte| byte == b'\n');
            let used = found.map_or(buffer.len(), |at| at + 1);
            self.reader.consume(used);
            if found.is_some() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over_and_the_next_read() {
        let mut lines = Lines::new(&b"ab\r\n123456789\ncd"[..], 4);
        assert_eq!(
            lines.next_line().unwrap(),
            Some(Line::Whole(b"ab".to_vec()))
        );
        assert_eq!(lines.next_line().unwrap(), Some(Line::TooLong));
        assert_eq!(
            lines.next_line().unwrap(),
            Some(Line::Whole(b"cd".to_vec()))
        );
        assert_eq!(lines.next_line().unwrap(), None);
    }
}

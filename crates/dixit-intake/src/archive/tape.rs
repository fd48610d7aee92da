//! Bytes of a file with their offsets, of which the last ones can be read again.

use std::io::{self, BufRead, Read};

/// How far back one can go. Damage in compressed bytes shows some way behind
/// where it is, hardly ever this far.
const KEPT: usize = 1 << 20;
/// How much is read at once.
const STEP: usize = 1 << 18;

/// A reader that knows its offset and can go back a little, without seeking:
/// pipes do not seek.
pub(super) struct Tape<R> {
    reader: R,
    buffer: Box<[u8]>,
    /// What is in the buffer, and how much of it has been read.
    end: usize,
    at: usize,
    /// The offset of the buffer's first byte.
    start: u64,
}

impl<R: Read> Tape<R> {
    /// A tape of a reader that stands at `offset`.
    pub(super) fn new(reader: R, offset: u64) -> Self {
        Tape {
            reader,
            buffer: vec![0; 2 * KEPT].into_boxed_slice(),
            end: 0,
            at: 0,
            start: offset,
        }
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.start + self.at as u64
    }

    /// Goes back to `offset`, or as near to it as is still at hand.
    pub(super) fn back_to(&mut self, offset: u64) {
        let at = offset.saturating_sub(self.start) as usize;
        self.at = at.min(self.at);
    }

    /// The next bytes, at least `count` of them unless the file ends first.
    pub(super) fn ahead(&mut self, count: usize) -> io::Result<&[u8]> {
        debug_assert!(count <= STEP);
        while self.end - self.at < count {
            if self.fill()? == 0 {
                break;
            }
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn fill(&mut self) -> io::Result<usize> {
        if self.buffer.len() - self.end < STEP {
            let from = self.at.saturating_sub(KEPT);
            self.buffer.copy_within(from..self.end, 0);
            self.start += from as u64;
            self.at -= from;
            self.end -= from;
        }
        let to = self.buffer.len().min(self.end + STEP);
        let room = &mut self.buffer[self.end..to];
        loop {
            match self.reader.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(count) => {
                    self.end += count;
                    return Ok(count);
                }
            }
        }
    }
}

impl<R: Read> Read for Tape<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let count = bytes.len().min(into.len());
        into[..count].copy_from_slice(&bytes[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Tape<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_lately_is_read_again() {
        let bytes: Vec<u8> = (0..5 * KEPT).map(|n| (n / 7) as u8).collect();
        let mut tape = Tape::new(&bytes[..], 10);
        let mut all = Vec::new();
        tape.read_to_end(&mut all).unwrap();
        assert_eq!(all, bytes);
        tape.back_to(bytes.len() as u64 + 10 - 1000);
        assert_eq!(tape.ahead(1000).unwrap(), &bytes[bytes.len() - 1000..]);
        tape.back_to(0);
        let kept = bytes.len() as u64 + 10 - tape.offset();
        assert!(kept >= KEPT as u64 && kept <= 2 * KEPT as u64, "{kept}");
    }
}

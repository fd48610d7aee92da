//! Long passages cut into windows that the network can see at once.

use crate::passage::Passage;
use std::ops::Range;

/// Word pieces of one window; the network was trained on as many.
const BUDGET: usize = 384;

/// The windows of a passage, as ranges of words: cut at line breaks where
/// possible, else after a full stop, else anywhere. `pieces` counts those of
/// each word.
pub fn windows(passage: &Passage, pieces: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let (mut used, mut end) = (0, start);
        let (mut line, mut stop) = (None, None);
        while end < pieces.len() && used + pieces[end] <= BUDGET {
            used += pieces[end];
            end += 1;
            if end < pieces.len() {
                if passage.begins_line(end) {
                    line = Some(end);
                } else if passage.word(end - 1).starts_with(['.', '!', '?', '”', '"']) {
                    stop = Some(end);
                }
            }
        }
        if end < pieces.len() {
            end = match (line, stop) {
                (Some(line), _) if line - start > (end - start) / 3 => line,
                (_, Some(stop)) => stop,
                _ => end,
            };
        }
        end = end.max(start + 1);
        found.push(start..end);
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment;

    #[test]
    fn windows_tile_a_passage_and_prefer_line_breaks() {
        let text = format!(
            "{}\n{}\n{}",
            "a b. ".repeat(90),
            "c ".repeat(200),
            "d ".repeat(900)
        );
        let cut = segment(&text, &[]);
        let passage = Passage::new(&text, &cut.sentences, &cut.tokens);
        let found = windows(&passage, &vec![1; passage.len()]);
        assert_eq!(found[0], 0..270);
        let mut next = 0;
        for window in &found {
            assert_eq!(window.start, next);
            assert!(window.len() <= BUDGET);
            next = window.end;
        }
        assert_eq!(next, passage.len());
    }
}

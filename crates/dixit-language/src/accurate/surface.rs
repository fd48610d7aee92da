//! What an uncased vocabulary does not see: capitals, quotation marks, breaks.

use crate::passage::Passage;

/// The surface of one word, as rows of the model's table of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surface {
    /// 0 lower case, 1 Capital, 2 CAPITALS, 3 miXed, 4 no letters.
    pub case: u8,
    /// 1 inside quotation marks, 0 outside.
    pub quoted: u8,
    /// 0 goes on, 1 after a line break, 2 after an empty line or at the start.
    pub breaks: u8,
}

/// Of no word at all: what stands for the begin and end of a text.
pub const NONE: Surface = Surface {
    case: 4,
    quoted: 0,
    breaks: 0,
};

/// The surfaces of all words of a passage. Quotation ends with its paragraph.
pub fn surfaces(passage: &Passage) -> Vec<Surface> {
    let mut found = Vec::with_capacity(passage.len());
    let mut quoted = false;
    let mut end: Option<usize> = None;
    for (index, word) in passage.words.iter().enumerate() {
        let letters = passage.word(index);
        // Words of a passage may be far apart in the text (a content less its
        // cue): only a break within the passage's own flow counts.
        let breaks = match end {
            None => 2,
            Some(_) if !passage.begins_line(index) => 0,
            Some(end) => {
                let gap = passage.text.get(end..word.span.start).unwrap_or("");
                if gap.bytes().filter(|&byte| byte == b'\n').count() == 1 {
                    1
                } else {
                    2
                }
            }
        };
        if breaks > 0 {
            quoted = false;
        }
        match letters.chars().next() {
            Some('“' | '«' | '„') => quoted = true,
            Some('”' | '»') => quoted = false,
            Some('"') => quoted = !quoted,
            _ => {}
        }
        found.push(Surface {
            case: case(letters),
            quoted: u8::from(quoted),
            breaks,
        });
        end = Some(word.span.end);
    }
    found
}

fn case(word: &str) -> u8 {
    let (mut letters, mut upper, mut first) = (0, 0, false);
    for letter in word.chars().filter(|c| c.is_alphabetic()) {
        first |= letters == 0 && letter.is_uppercase();
        letters += 1;
        upper += u32::from(letter.is_uppercase());
    }
    match upper {
        _ if letters == 0 => 4,
        0 => 0,
        _ if upper == letters && letters > 1 => 2,
        1 if first => 1,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment;

    #[test]
    fn capitals_marks_and_breaks_are_seen() {
        let text = "NATO met.\nOpen now\n\n“He iPhone, 7”";
        let cut = segment(text, &[]);
        let passage = Passage::new(text, &cut.sentences, &cut.tokens);
        let found = surfaces(&passage);
        let column = |f: fn(&Surface) -> u8| found.iter().map(f).collect::<Vec<u8>>();
        assert_eq!(column(|s| s.case), [2, 0, 4, 1, 0, 4, 1, 3, 4, 4, 4]);
        assert_eq!(column(|s| s.quoted), [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0]);
        assert_eq!(column(|s| s.breaks), [2, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0]);
    }
}

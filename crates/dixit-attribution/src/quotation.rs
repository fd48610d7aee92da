//! Stretches between quotation marks.

use dixit_model::Span;

/// A stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Whether a closing mark was found. A quotation that runs on over a
    /// paragraph's end is closed only in its last paragraph.
    pub closed: bool,
}

/// All quotations of a text, outermost only, in text order.
#[derive(Debug, Default)]
pub(crate) struct Quotations(Vec<Quotation>);

impl Quotations {
    /// Reads the marks of `text` line by line: each paragraph of a quotation
    /// that runs on re-opens it.
    pub fn of(text: &str) -> Self {
        let mut found = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            read_line(line, start, &mut found);
            start += line.len();
        }
        Quotations(found)
    }

    /// The quotation that `offset` lies in, marks included.
    pub fn at(&self, offset: usize) -> Option<&Quotation> {
        let next = self.0.partition_point(|q| q.span.start <= offset);
        let quotation = self.0.get(next.checked_sub(1)?)?;
        (offset < quotation.span.end).then_some(quotation)
    }

    /// The first quotation that begins at `offset` or later.
    pub fn from(&self, offset: usize) -> Option<&Quotation> {
        self.0
            .get(self.0.partition_point(|q| q.span.start < offset))
    }

    /// All of them.
    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = &Quotation> {
        self.0.iter()
    }
}

/// What closes a quotation that `mark` opens.
fn closes(mark: char, next: char) -> bool {
    match mark {
        '“' | '„' => matches!(next, '”' | '“' | '"'),
        '"' => matches!(next, '"' | '”'),
        '«' => next == '»',
        '»' => next == '«',
        _ => false,
    }
}

fn read_line(line: &str, base: usize, found: &mut Vec<Quotation>) {
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let mut index = 0;
    while index < chars.len() {
        let (byte, mark) = chars[index];
        if let Some(quotation) = doubled(&chars, index, base, line) {
            found.push(quotation);
            let end = quotation.span.end;
            while index < chars.len() && base + chars[index].0 < end {
                index += 1;
            }
            continue;
        }
        let close = match mark {
            '“' | '"' | '«' | '„' => chars[index + 1..]
                .iter()
                .position(|&(_, c)| closes(mark, c))
                .map(|offset| index + 1 + offset),
            '‘' | '\'' | '`' if opens_single(&chars, index) => {
                match closing_single(&chars, index) {
                    Some(close) => Some(close),
                    None => {
                        index += 1;
                        continue;
                    }
                }
            }
            _ => {
                index += 1;
                continue;
            }
        };
        let inner_start = base + byte + mark.len_utf8();
        let (inner_end, end, next) = match close {
            Some(close) => {
                let (at, c) = chars[close];
                (base + at, base + at + c.len_utf8(), close + 1)
            }
            None => {
                let end = base + line.trim_end().len();
                (end, end, chars.len())
            }
        };
        if inner_start <= inner_end {
            found.push(Quotation {
                span: Span::new(base + byte, end.max(inner_end)),
                inner: Span::new(inner_start, inner_end),
                closed: close.is_some(),
            });
        }
        index = next;
    }
}

/// `''We sail''` and ` ``We sail'' `: two single marks for a double one.
fn doubled(chars: &[(usize, char)], index: usize, base: usize, line: &str) -> Option<Quotation> {
    let at = |place: usize| chars.get(place).map(|&(_, c)| c);
    let mark = at(index).filter(|c| matches!(c, '\'' | '`' | '‘' | '’'))?;
    let opens = at(index + 1) == Some(mark) && at(index + 2).is_some_and(|c| !c.is_whitespace());
    let before = index.checked_sub(1).and_then(at);
    if !opens || !before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'))
    {
        return None;
    }
    let close = (index + 2..chars.len().saturating_sub(1)).find(|&place| {
        matches!(chars[place].1, '\'' | '’') && chars[place + 1].1 == chars[place].1
    });
    let start = base + chars[index].0;
    let inner = base + chars[index + 2].0;
    let (inner_end, end) = match close {
        Some(close) => {
            let (last, c) = chars[close + 1];
            (base + chars[close].0, base + last + c.len_utf8())
        }
        None => {
            let end = base + line.trim_end().len();
            (end, end)
        }
    };
    (inner <= inner_end).then(|| Quotation {
        span: Span::new(start, end),
        inner: Span::new(inner, inner_end),
        closed: close.is_some(),
    })
}

/// A single mark opens at the start of a word, not inside or after one.
fn opens_single(chars: &[(usize, char)], index: usize) -> bool {
    let before = index.checked_sub(1).map(|i| chars[i].1);
    let after = chars.get(index + 1).map(|&(_, c)| c);
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '“' | '"' | '-'))
        && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '[' | '…' | '“' | '"'))
}

/// Characters within which a single mark must close; it keeps a long line of
/// apostrophes from being read over and over.
const LONGEST: usize = 2_000;

/// Where the single mark that opens at `index` closes, if it does: after a
/// word or a mark, before no letter. A plural's possessive looks the same, so a
/// mark after punctuation is preferred where the stretch is long.
fn closing_single(chars: &[(usize, char)], index: usize) -> Option<usize> {
    let mut first = None;
    for close in index + 2..chars.len().min(index + LONGEST) {
        if !matches!(chars[close].1, '’' | '\'') {
            continue;
        }
        let after = chars.get(close + 1).map(|&(_, c)| c);
        if after.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let before = chars[close - 1].1;
        if matches!(before, '.' | ',' | '!' | '?' | '…') {
            return Some(close);
        }
        if before != 's' {
            return Some(first.unwrap_or(close));
        }
        first.get_or_insert(close);
    }
    first
}

/// The stretches of `span` in single quotation marks: quotations inside one.
pub(crate) fn inner(text: &str, span: Span) -> Vec<Span> {
    let part = span.of(text);
    let chars: Vec<(usize, char)> = part.char_indices().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        if matches!(chars[index].1, '‘' | '\'')
            && opens_single(&chars, index)
            && let Some(close) = closing_single(&chars, index)
        {
            let end = chars[close].0 + chars[close].1.len_utf8();
            found.push(Span::new(span.start + chars[index].0, span.start + end));
            index = close;
        }
        index += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        Quotations::of(text)
            .iter()
            .map(|q| q.span.of(text))
            .collect()
    }

    #[test]
    fn curly_straight_and_guillemets() {
        assert_eq!(
            quoted("“Yes,” she said. \"No,\" he said. «Non», dit-il."),
            ["“Yes,”", "\"No,\"", "«Non»"]
        );
    }

    #[test]
    fn two_single_marks_are_one() {
        assert_eq!(
            quoted("''It's the dockers' day,'' she said. ``Not ours,'' he said."),
            ["''It's the dockers' day,''", "``Not ours,''"]
        );
        assert_eq!(quoted("''One.\n''Two,'' she said."), ["''One.", "''Two,''"]);
    }

    #[test]
    fn each_paragraph_reopens() {
        let text = "“One.\n\n“Two,” she said.";
        let found = Quotations::of(text);
        assert_eq!(quoted(text), ["“One.", "“Two,”"]);
        assert!(!found.iter().next().unwrap().closed);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        assert_eq!(
            quoted("Port ready for ‘frank talks’ on Marant's terms"),
            ["‘frank talks’"]
        );
        assert_eq!(
            quoted("'It's the dockers' day,' she said."),
            ["'It's the dockers' day,'"]
        );
        assert!(quoted("the dockers' union").is_empty());
    }
}

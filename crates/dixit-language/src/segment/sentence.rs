//! Where sentences end.

use super::abbreviation::{
    Stop, asks_or_says, ends_address, follows_clock, opens_sentences, stop_after,
};
use dixit_model::Span;

/// Appends the sentences of one line, whose tokens these are (at least one).
pub fn sentences(text: &str, tokens: &[Span], found: &mut Vec<Span>) {
    let line = Line { text, tokens };
    let mut first = 0;
    let mut at = 0;
    // Straight quotation marks seen: an odd number means inside a quotation.
    let mut straight = 0;
    while at < tokens.len() {
        straight += usize::from(line.word(at) == "\"");
        if !line.ends(at) {
            at += 1;
            continue;
        }
        let tail = line.tail(at, straight);
        if tail.next < tokens.len() && line.breaks(at, first, &tail) {
            found.push(tokens[first].hull(tokens[tail.next - 1]));
            first = tail.next;
        }
        straight += tail.straight;
        at = tail.next;
    }
    if first < tokens.len() {
        found.push(tokens[first].hull(tokens[tokens.len() - 1]));
    }
}

struct Line<'t> {
    text: &'t str,
    tokens: &'t [Span],
}

/// A mark that ends sentences, with what clings to it.
struct Tail {
    /// The token after it.
    next: usize,
    /// More than one full stop, or `…`.
    ellipsis: bool,
    /// `!` or `?` among the marks.
    lively: bool,
    /// A closing quotation mark is part of it.
    quoted: bool,
    /// Any closing mark is part of it.
    closed: bool,
    /// Straight quotation marks in it.
    straight: usize,
}

impl<'t> Line<'t> {
    fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |span| span.of(self.text))
    }

    fn mark(&self, at: usize) -> char {
        let mut chars = self.word(at).chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_alphanumeric() => c,
            _ => '\0',
        }
    }

    /// Whether no space stands before token `at`.
    fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].end == self.tokens[at].start
    }

    fn ends(&self, at: usize) -> bool {
        matches!(
            self.mark(at),
            '.' | '!' | '?' | '…' | '。' | '！' | '？' | '‽'
        )
    }

    /// Gathers further marks, closing quotation marks, brackets and notes.
    fn tail(&self, at: usize, straight: usize) -> Tail {
        let mut tail = Tail {
            next: at + 1,
            ellipsis: self.mark(at) == '…',
            lively: !matches!(self.mark(at), '.' | '…'),
            quoted: false,
            closed: false,
            straight: 0,
        };
        loop {
            let here = tail.next;
            let (glued, mark) = (self.glued(here), self.mark(here));
            let free = here + 1 >= self.tokens.len() || !self.glued(here + 1);
            match mark {
                '.' | '!' | '?' | '…' | '。' | '！' | '？' if glued || !self.glued(here + 1) =>
                {
                    tail.ellipsis |= matches!(mark, '.' | '…') && !tail.closed;
                    tail.lively |= !matches!(mark, '.' | '…');
                }
                '”' | '’' | '»' if glued || free => tail.quoted = true,
                // Opened instead of closed by a careless hand.
                '“' if glued && free => tail.quoted = true,
                ')' | ']' | '}' if glued => {}
                '"' if glued && (!self.opens(here) || (straight + tail.straight) % 2 == 1) => {
                    tail.quoted = true;
                    tail.straight += 1;
                }
                '\'' if glued && !self.opens(here) => tail.quoted = true,
                // A note: `[12]`.
                '[' if glued && self.numeric(here + 1) && self.mark(here + 2) == ']' => {
                    tail.next += 2;
                }
                _ => return tail,
            }
            tail.closed |= !matches!(mark, '.' | '!' | '?' | '…' | '。' | '！' | '？');
            tail.next += 1;
        }
    }

    /// Whether a word clings to the mark at `at`.
    fn opens(&self, at: usize) -> bool {
        self.glued(at + 1) && self.mark(at + 1) == '\0'
    }

    fn numeric(&self, at: usize) -> bool {
        let word = self.word(at);
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Whether the sentence begun at `first` ends with `tail`, whose first mark
    /// is `at`; a token follows.
    fn breaks(&self, at: usize, first: usize, tail: &Tail) -> bool {
        let next = tail.next;
        if matches!(self.mark(at), '。' | '！' | '？') {
            return true;
        }
        if matches!(
            self.mark(next),
            ',' | ';'
                | ':'
                | ')'
                | ']'
                | '}'
                | '/'
                | '@'
                | '&'
                | '%'
                | '='
                | '_'
                | '\\'
                | '’'
                | '”'
        ) {
            return false;
        }
        if self.glued(next) {
            return self.breaks_glued(at, tail);
        }
        if !self.may_begin(next) {
            return false;
        }
        if tail.lively {
            return !(tail.quoted && self.named_cue(next));
        }
        if tail.ellipsis {
            return true;
        }
        // `1. First of all`.
        if at == first + 1 && self.numeric(first) && self.word(first).len() <= 3 {
            return false;
        }
        let number = self.numeric(self.past_openers(next));
        match stop_after(self.abbreviated(at)) {
            Stop::Full => true,
            Stop::Never => tail.quoted,
            Stop::BeforeNumber => !number && self.new_start(next),
            Stop::Either => {
                self.new_start(next) && !self.initial(next) && !self.nicknamed(at, next)
            }
            Stop::Clock => {
                !follows_clock(self.word(next)) && !self.initial(next) && self.mark(next) != '('
            }
        }
    }

    /// Whether a sentence ends though no space follows: `difference.Then`.
    fn breaks_glued(&self, at: usize, tail: &Tail) -> bool {
        let next = tail.next;
        let before = if at > 0 && self.glued(at) {
            self.word(at - 1)
        } else {
            ""
        };
        let long = before.chars().nth(1).is_some();
        match self.mark(next) {
            '“' | '«' | '„' => return long || tail.closed,
            '"' => return long && self.opens(next),
            '(' | '[' => return long && self.capitalised(next + 1),
            '\0' => {}
            _ => return false,
        }
        if !self.capitalised(next) || ends_address(self.word(next)) || self.in_address(at, next) {
            return false;
        }
        let titled = self
            .word(next)
            .chars()
            .nth(1)
            .is_some_and(char::is_lowercase)
            || !self.glued(next + 1) && matches!(self.word(next), "A" | "I");
        titled
            && (tail.closed || long && !tail.ellipsis || tail.lively && long)
            && (tail.closed || stop_after(self.abbreviated(at)) == Stop::Full)
    }

    /// Whether the words around are part of an internet address.
    fn in_address(&self, at: usize, next: usize) -> bool {
        let mut from = at;
        while from > 0 && at - from < 12 && self.glued(from) {
            from -= 1;
        }
        let mut to = next;
        while to - next < 12 && self.glued(to + 1) {
            to += 1;
        }
        (from..=to).any(|i| matches!(self.mark(i), '/' | '@' | '#' | '='))
            || matches!(self.word(from), "www" | "http" | "https")
            || self.mark(next + 1) == '.' && self.glued(next + 2) && self.glued(next + 1)
    }

    /// The word that the full stop at `at` ends, with its inner full stops.
    fn abbreviated(&self, at: usize) -> &'t str {
        if !self.glued(at) {
            return "";
        }
        let mut from = at - 1;
        while from >= 2
            && at - from < 10
            && self.glued(from)
            && self.mark(from - 1) == '.'
            && self.glued(from - 1)
            && self.mark(from - 2) == '\0'
        {
            from -= 2;
        }
        &self.text[self.tokens[from].start..self.tokens[at].start]
    }

    fn past_openers(&self, mut at: usize) -> usize {
        while matches!(
            self.mark(at),
            '"' | '\''
                | '“'
                | '‘'
                | '«'
                | '„'
                | '('
                | '['
                | '—'
                | '–'
                | '-'
                | '•'
                | '¿'
                | '¡'
                | '*'
                | '#'
                | '$'
                | '£'
                | '€'
                | '@'
        ) {
            at += 1;
        }
        at
    }

    fn capitalised(&self, at: usize) -> bool {
        self.word(at)
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase())
    }

    /// Whether a sentence can begin with token `at`.
    fn may_begin(&self, at: usize) -> bool {
        let word_at = self.past_openers(at);
        let word = self.word(word_at);
        let Some(c) = word.chars().next() else {
            return true;
        };
        if !c.is_lowercase() {
            return true;
        }
        // `iPhone`, `al-Masri`; or a quotation that opens in lower case after
        // a full stop, which is a slip of the pen, not a sentence.
        word.chars().any(char::is_uppercase)
            || self.mark(word_at + 1) == '-'
                && self.glued(word_at + 1)
                && self.capitalised(word_at + 2)
    }

    /// Whether token `at` opens a sentence rather than going on with a name.
    fn new_start(&self, at: usize) -> bool {
        let word_at = self.past_openers(at);
        let quote = (at..word_at).any(|i| matches!(self.mark(i), '"' | '“' | '‘' | '«' | '•'));
        opens_sentences(self.word(word_at)) || quote && self.capitalised(word_at)
    }

    /// Whether token `at` is a letter with a full stop: `J. A. Quill`.
    fn initial(&self, at: usize) -> bool {
        self.word(at).chars().count() == 1 && self.mark(at + 1) == '.' && self.glued(at + 1)
    }

    /// Whether a dateline's dash or a nickname follows the full stop at `at`:
    /// `ORRIN, Va. - In …`, `Robert C. "Bobby" Quill`.
    fn nicknamed(&self, at: usize, next: usize) -> bool {
        let one = at > 0 && self.word(at - 1).chars().nth(1).is_none();
        let name = one && at > 1 && self.capitalised(at - 2) && !self.glued(at - 1);
        matches!(self.mark(next), '-' | '–' | '—')
            || name
                && matches!(self.mark(next), '"' | '“')
                && matches!(self.mark(next + 2), '"' | '”')
    }

    /// Whether a name and a cue follow: `“Why?” Ada Quill asked.`
    fn named_cue(&self, at: usize) -> bool {
        let mut to = at;
        while to < at + 4 && self.mark(to) == '\0' && self.capitalised(to) {
            to += 1;
        }
        let name = to > at && !(to == at + 1 && matches!(self.word(at), "I" | "We" | "It"));
        name && asks_or_says(self.word(to))
    }
}

#[cfg(test)]
mod tests {
    use crate::segment;

    /// Segments the sentences put together with ` `, and expects them back.
    fn assert_cut(parts: &[&str]) {
        assert_glued(parts, " ");
    }

    fn assert_glued(parts: &[&str], glue: &str) {
        let text = parts.join(glue);
        let cut = segment(&text, &[]).sentences;
        let found: Vec<&str> = cut.iter().map(|span| span.of(&text)).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn titles_and_initials_go_on() {
        assert_cut(&[
            "Mr. Tomas J. Veld met Sen. A. B. Quill on Jan. 5.",
            "He left.",
        ]);
        assert_cut(&[
            "No. 10 and No. 11 failed.",
            "The answer was no.",
            "They went.",
        ]);
        assert_cut(&[
            "Orrin Steel Inc. of St. Mary sued Veld Corp. last year.",
            "It won.",
        ]);
    }

    #[test]
    fn countries_and_clocks_end_sentences_sometimes() {
        assert_cut(&[
            "He came to the U.S. in May.",
            "She left the U.S.",
            "The ship sank.",
        ]);
        assert_cut(&[
            "The U.S. Senate met at 5 p.m. Friday.",
            "It closed at 9 p.m.",
            "Marant spoke.",
        ]);
        assert_cut(&["At 8 a.m. GMT (4 a.m. E.T.) it rang."]);
    }

    #[test]
    fn numbers_addresses_and_ellipses_go_on() {
        assert_cut(&[
            "Prices rose 3.5 percent… and fell.",
            "See orrintv.example for more.",
            "So.",
        ]);
        assert_cut(&["It was... hard.", "Well...", "They did."]);
        assert_cut(&["Yahoo! shares fell.", "Why?!", "Nobody knew."]);
    }

    #[test]
    fn glued_sentences_come_apart() {
        assert_glued(
            &[
                "It made no difference.",
                "Governor Quill agreed.",
                "“Yes.”",
                "She left.",
            ],
            "",
        );
        assert_cut(&["Write to Orrin.Gov or www.Orrin.Example today."]);
    }

    #[test]
    fn quotations_keep_their_cue() {
        assert_cut(&[
            "“We will rebuild!” he said.",
            "“It is ours,” she said.",
            "“Go.”",
            "They went.",
        ]);
        assert_cut(&[
            "\"Why?\" Ada Quill asked.",
            "\"Because.\"",
            "Then \"A.\" he said.",
        ]);
        assert_cut(&[
            "He spoke of “the ships they destroy,” he said.",
            "\"No.\"",
            "\"Yes.\"",
        ]);
    }

    #[test]
    fn lines_and_brackets() {
        assert_glued(
            &[
                "A headline without a stop",
                "A dateline (Reuters) - He went.",
                "(She did not.)",
            ],
            "\n",
        );
        assert_cut(&[
            "They lost the war.[12]",
            "It ended (so he said.)",
            "The end",
        ]);
        assert_cut(&["1. First of all."]);
    }
}

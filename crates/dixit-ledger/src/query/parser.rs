//! The parts of a query understood.

use super::clause::is_key;
use super::lexer::{Part, PartKind, parts};
use super::{Query, Within, Word};
use crate::{Error, ErrorKind, Result};
use dixit_model::{Date, Mode};

/// The fields, as they are offered to somebody who named another.
const FIELDS: &str = "speaker, relay, addressee, outlet, story, channel, mode, from, until, \
    said, routes, in";

impl Query {
    /// Understands a query as a person types it.
    ///
    /// Words and `"phrases"` all have to be met; `a OR b` asks for either,
    /// `-word` leaves out, `field:value` narrows. An error points at the word
    /// that was not understood and says what would be possible.
    ///
    /// ```
    /// use dixit_ledger::Query;
    /// let query = Query::parse("\"oil spill\" speaker:Marant routes:>=2").unwrap();
    /// assert_eq!((query.speaker[0].as_str(), query.routes), ("Marant", Some(2)));
    /// let error = Query::parse("oil speeker:Marant").unwrap_err();
    /// assert_eq!(error.offset(), Some(4));
    /// ```
    pub fn parse(text: &str) -> Result<Query> {
        let mut query = Query::default();
        // Whether the next word is another way of putting the one before.
        let mut or: Option<usize> = None;
        let mut before_is_word = false;
        for part in parts(text)? {
            let offset = part.offset;
            let (or_at, was_word) = (or.take(), before_is_word);
            before_is_word = false;
            if let (Some(at), PartKind::Or | PartKind::Field(..)) = (or_at, &part.kind) {
                return Err(wrong(
                    at,
                    "OR stands between two words: \"port OR harbour\"",
                ));
            }
            match part.kind {
                PartKind::Or if !was_word => {
                    return Err(wrong(
                        offset,
                        "OR stands between two words: \"port OR harbour\"; \
                         to look for the word, write it small or in quotation marks",
                    ));
                }
                PartKind::Or => or = Some(offset),
                PartKind::Field(_, _, _) if part.minus => {
                    return Err(wrong(
                        offset,
                        "only words can be left out with a minus, not fields",
                    ));
                }
                PartKind::Field(ref name, ref value, value_at) => {
                    query.field(&part, name, value.trim(), value_at)?;
                }
                PartKind::Word(ref text) | PartKind::Phrase(ref text) => {
                    if !text.chars().any(char::is_alphanumeric) {
                        let message = format!("\"{text}\" has no letter or digit to look for");
                        return Err(wrong(offset, &message));
                    }
                    let word = Word {
                        text: text.clone(),
                        phrase: matches!(part.kind, PartKind::Phrase(_)),
                    };
                    match (part.minus, or_at, query.words.last_mut()) {
                        (true, Some(at), _) => {
                            return Err(wrong(at, "OR cannot be followed by a minus"));
                        }
                        (true, None, _) => query.without.push(word),
                        (false, Some(_), Some(group)) => group.push(word),
                        (false, _, _) => query.words.push(vec![word]),
                    }
                    before_is_word = !part.minus;
                }
            }
        }
        match or {
            Some(at) => Err(wrong(
                at,
                "OR stands between two words: another has to follow",
            )),
            None => Ok(query),
        }
    }

    fn field(&mut self, part: &Part, name: &str, value: &str, at: usize) -> Result<()> {
        let names = [
            "speaker",
            "relay",
            "via",
            "addressee",
            "to",
            "outlet",
            "channel",
        ];
        if names.contains(&name) && !value.chars().any(char::is_alphanumeric) {
            let message = format!("{name}: needs a name after the colon: {name}:\"Ilse Marant\"");
            return Err(wrong(part.offset, &message));
        }
        let text = value.to_owned();
        match name {
            "speaker" => self.speaker.push(text),
            "relay" | "via" => self.relay.push(text),
            "addressee" | "to" => self.addressee.push(text),
            "outlet" => self.outlet.push(text),
            "channel" => self.channel.push(text),
            "story" if is_key('s', value) => self.story.push(text),
            "story" => {
                let message =
                    "a story goes by its key, as in the address of its page: s and 12 digits";
                return Err(wrong(at, message));
            }
            "mode" => self.mode.push(mode(value, at)?),
            "from" => self.from = Some(day(value, at)?),
            "until" => self.until = Some(day(value, at)?),
            "said" => (self.said_from, self.said_until) = days(value, at)?,
            "routes" => self.routes = Some(routes(value, at)?),
            "in" => self.within = within(value, at)?,
            _ => {
                let message = format!(
                    "there is no field \"{name}\": take one of {FIELDS}, \
                     or put the words in quotation marks to look for them as they stand"
                );
                return Err(wrong(part.offset, &message));
            }
        }
        Ok(())
    }
}

fn mode(value: &str, at: usize) -> Result<Mode> {
    [Mode::Direct, Mode::Mixed, Mode::Indirect]
        .into_iter()
        .find(|mode| mode.word() == value.to_lowercase())
        .ok_or_else(|| wrong(at, "a mode is direct, mixed or indirect"))
}

fn within(value: &str, at: usize) -> Result<Within> {
    match value.to_lowercase().as_str() {
        "statements" => Ok(Within::Statements),
        "articles" => Ok(Within::Articles),
        "speakers" => Ok(Within::Speakers),
        _ => Err(wrong(at, "in: takes statements, articles or speakers")),
    }
}

fn day(value: &str, at: usize) -> Result<Date> {
    value
        .parse::<Date>()
        .ok()
        .filter(|day| day.to_string() == value)
        .ok_or_else(|| {
            wrong(
                at,
                "no such day: write year, month and day as in 2031-03-07",
            )
        })
}

/// `2031-03-01..2031-03-07`, either end of which may be left open, or one day.
fn days(value: &str, at: usize) -> Result<(Option<Date>, Option<Date>)> {
    let Some((from, until)) = value.split_once("..") else {
        let day = day(value, at)?;
        return Ok((Some(day), Some(day)));
    };
    if from.is_empty() && until.is_empty() {
        return Err(wrong(
            at,
            "said: needs a day at one end: 2031-03-01..2031-03-07",
        ));
    }
    let open = |value: &str, at| match value {
        "" => Ok(None),
        value => day(value, at).map(Some),
    };
    let later = at + from.chars().count() + 2;
    let (from, until) = (open(from, at)?, open(until, later)?);
    match (from, until) {
        (Some(from), Some(until)) if until < from => {
            Err(wrong(later, "the second day lies before the first"))
        }
        days => Ok(days),
    }
}

/// `>=2`, `>1` or `2`: at least so many.
fn routes(value: &str, at: usize) -> Result<usize> {
    let (number, more) = match value.strip_prefix(">=") {
        Some(number) => (number, 0),
        None => match value.strip_prefix('>') {
            Some(number) => (number, 1),
            None => (value, 0),
        },
    };
    match number.trim().parse::<u32>() {
        Ok(number) => Ok(number as usize + more),
        Err(_) => Err(wrong(at, "routes: takes the least number: routes:>=2")),
    }
}

fn wrong(offset: usize, message: &str) -> Error {
    Error::new(ErrorKind::Query, message).at_offset(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(query: &str) -> Vec<Vec<String>> {
        let words = Query::parse(query).unwrap().words.into_iter();
        words
            .map(|group| group.into_iter().map(|word| word.text).collect())
            .collect()
    }

    fn error(query: &str) -> (Option<usize>, String) {
        let error = Query::parse(query).expect_err(query);
        assert_eq!(error.kind(), ErrorKind::Query);
        (error.offset(), error.to_string())
    }

    #[test]
    fn or_joins_its_neighbours_only() {
        assert_eq!(
            groups("a b OR c OR \"d e\" f"),
            [vec!["a"], vec!["b", "c", "d e"], vec!["f"]]
        );
        assert_eq!(groups("a or b").len(), 3);
        for wrong in [
            "OR a",
            "a OR",
            "a OR OR b",
            "a OR speaker:b",
            "a OR -b",
            "-a OR b",
        ] {
            assert!(error(wrong).1.contains("OR"), "{wrong}");
        }
    }

    #[test]
    fn fields_narrow() {
        let query = Query::parse(
            "speaker:Marant speaker:\"Joren Haske\" via:radio to:Veld mode:Direct \
             from:2031-03-01 until:2031-03-09 said:2031-03-02.. routes:>1 in:statements -oil",
        )
        .unwrap();
        assert_eq!(query.speaker, ["Marant", "Joren Haske"]);
        assert_eq!(
            (query.relay.len(), query.addressee.len(), query.mode.len()),
            (1, 1, 1)
        );
        assert_eq!(query.said_from.unwrap().to_string(), "2031-03-02");
        assert_eq!((query.said_until, query.routes), (None, Some(2)));
        assert_eq!(query.within, Within::Statements);
        assert_eq!(query.without[0].text, "oil");
        let one = Query::parse("said:2031-03-02").unwrap();
        assert_eq!(one.said_from, one.said_until);
    }

    #[test]
    fn what_was_not_understood_is_pointed_at() {
        let (offset, message) = error("oïl speeker:Marant");
        assert_eq!(offset, Some(4), "in code points");
        assert!(
            message.contains("speeker") && message.contains("speaker"),
            "{message}"
        );
        assert_eq!(error("mode:loud").0, Some(5));
        assert_eq!(error("x from:yesterday").0, Some(7));
        assert_eq!(error("said:2031-03-09..2031-03-01").0, Some(17));
        assert_eq!(error("said:2031-03-01..soon").0, Some(17));
        assert_eq!(error("routes:many").0, Some(7));
        assert_eq!(error("story:harbour").0, Some(6));
        assert_eq!(error("speaker:").0, Some(0));
        assert_eq!(error("port ***").0, Some(5));
        assert_eq!(error("-speaker:Marant").0, Some(0));
        assert_eq!(error("in:photos").0, Some(3));
    }
}

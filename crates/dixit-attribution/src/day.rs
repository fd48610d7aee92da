//! The day on which something was said.

use dixit_model::{
    Attribution, Date, Inferred, Mode, NameKind, Reading, Span, Spans, TimeExpression, TimeType,
};
use std::collections::BTreeMap;

/// How far from its cue a day may stand, in bytes.
const NEAR: usize = 160;
/// How far from the words for a call or a speech.
const BESIDE: usize = 70;
/// Sentences in which an article tells its news.
const LEAD: usize = 4;

/// What a time expression says about a day.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    Day(Date),
    /// Some other time than the day of the news.
    Other,
    /// Now.
    Present,
}

/// Fills in `said_on` of every attribution.
pub(crate) fn assign(reading: &mut Reading) {
    let days = Days::of(reading).days();
    for (row, day) in reading.attributions.iter_mut().zip(days) {
        row.said_on = day;
    }
}

struct Days<'r> {
    reading: &'r Reading,
    published: Option<Date>,
    /// In text order, without what only sounds like a time.
    times: Vec<&'r TimeExpression>,
    by_id: BTreeMap<&'r str, usize>,
    /// Contents of outermost rows, by start, with how far the widest before
    /// reaches.
    contents: Vec<(Span, usize)>,
}

impl<'r> Days<'r> {
    fn of(reading: &'r Reading) -> Self {
        let mut contents: Vec<(Span, usize)> = reading
            .attributions
            .iter()
            .enumerate()
            .flat_map(|(index, row)| row.content.iter().map(move |&span| (span, index)))
            .collect();
        contents.sort();
        let mut names: Vec<Span> = reading
            .names
            .iter()
            .filter(|(name, _)| matches!(name.kind, NameKind::Organisation | NameKind::Other))
            .map(|(name, _)| name.span)
            .collect();
        names.sort();
        // `Harbour Today` is a newspaper.
        let named = |time: &TimeExpression| {
            let text = &reading.article.text;
            let before = text[..time.span.start].trim_end_matches(' ');
            let inside = before
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric());
            if time.span.of(text) == "Today" && inside {
                return true;
            }
            let next = names.partition_point(|name| name.start < time.span.start);
            names[..next]
                .last()
                .is_some_and(|name| name.contains(time.span))
        };
        Days {
            reading,
            times: reading.times.iter().filter(|time| !named(time)).collect(),
            published: reading.article.published.as_ref().map(|day| day.value),
            by_id: reading
                .attributions
                .iter()
                .enumerate()
                .map(|(index, row)| (row.id.as_str(), index))
                .collect(),
            contents,
        }
    }

    fn days(&self) -> Vec<Option<Inferred<Date>>> {
        let rows = &self.reading.attributions;
        let mut days: Vec<Option<Inferred<Date>>> = Vec::with_capacity(rows.len());
        // Days of occasions, so that rows on one occasion share it.
        let mut occasions: BTreeMap<Span, Option<Inferred<Date>>> = BTreeMap::new();
        let mut blocked = vec![false; rows.len()];
        for (index, row) in rows.iter().enumerate() {
            let (day, block) = self.own_day(row);
            blocked[index] = block;
            if let (Some(day), Some(channel)) = (&day, &row.channel) {
                let own = self.sentence(channel.span.start) == self.sentence(anchor(row).start);
                if own {
                    occasions
                        .entry(channel.span)
                        .or_insert_with(|| Some(day.clone()));
                }
            }
            days.push(day);
        }
        let news = self.told_day(&days).or_else(|| self.news_day());
        for (index, row) in rows.iter().enumerate() {
            if days[index].is_some()
                || blocked[index]
                || row.source.is_empty() && row.cue.is_empty()
            {
                continue;
            }
            if let Some(channel) = &row.channel {
                let known = occasions
                    .entry(channel.span)
                    .or_insert_with(|| self.beside(channel.span))
                    .clone();
                days[index] = known
                    .map(|day| Inferred::new(day.value, "same occasion", day.confidence * 0.9));
            }
        }
        let mut carried: Option<(usize, usize)> = None;
        for (index, row) in rows.iter().enumerate() {
            let bare = row.source.is_empty() && row.cue.is_empty();
            if !bare && days[index].is_none() && !blocked[index] && row.parent.is_none() {
                // The same speaker goes on from a row with a day.
                if let (Some((before, speaker)), Some(own)) = (carried, &row.speaker)
                    && own.entity == speaker
                    && (own.how == "pronoun" || self.told(&days[before]))
                    && self
                        .sentence(begin(row))
                        .saturating_sub(self.sentence(anchor(&rows[before]).start))
                        <= 2
                {
                    days[index] = days[before]
                        .as_ref()
                        .map(|day| Inferred::new(day.value, "carried over", day.confidence * 0.85));
                }
                if days[index].is_none() {
                    days[index] = self.by_news(row, news);
                }
            }
            if !bare && row.parent.is_none() {
                carried = match (&days[index], &row.speaker) {
                    (Some(_), Some(speaker)) => Some((index, speaker.entity)),
                    _ => None,
                };
            }
        }
        // What two sides said to each other is as old as the report of it.
        for (index, row) in rows.iter().enumerate() {
            let talk = row.channel.as_ref().is_some_and(|channel| {
                let undated = !channel.name.chars().any(|c| c.is_ascii_digit());
                let last = channel.name.rsplit(' ').next().unwrap_or_default();
                undated
                    && matches!(
                        last,
                        "call" | "conversation" | "talks" | "phone" | "telephone"
                    )
            });
            if days[index].is_none() && !blocked[index] && talk && row.parent.is_some() {
                days[index] = news.map(|(day, _)| Inferred::new(day, "day of the news", 0.5));
            }
        }
        self.follow(&mut days, &blocked);
        days
    }

    /// Quotations that carry on take the day of what they carry on; a row inside
    /// its own speaker's row takes that row's.
    fn follow(&self, days: &mut [Option<Inferred<Date>>], blocked: &[bool]) {
        let rows = &self.reading.attributions;
        for (index, row) in rows.iter().enumerate() {
            if days[index].is_some() || blocked[index] {
                continue;
            }
            let from = row.continues.as_ref().or_else(|| {
                let parent = row.parent.as_ref()?;
                let parent_row = rows.get(*self.by_id.get(parent.as_str())?)?;
                let same = parent_row.speaker.as_ref().map(|s| s.entity)
                    == row.speaker.as_ref().map(|s| s.entity);
                (same && row.speaker.is_some()).then_some(parent)
            });
            if let Some(&from) = from.and_then(|id| self.by_id.get(id.as_str())) {
                days[index] = days[from]
                    .as_ref()
                    .map(|day| Inferred::new(day.value, "carried over", day.confidence * 0.95));
            }
        }
    }

    /// The day that the row's own sentence gives, and whether it gives another
    /// time that is no single day.
    fn own_day(&self, row: &Attribution) -> (Option<Inferred<Date>>, bool) {
        if row.source.is_empty() && row.cue.is_empty() {
            return (None, false);
        }
        let text = &self.reading.article.text;
        let anchor = anchor(row);
        let sentence = self.sentence_span(anchor.start);
        let outer = row
            .parent
            .as_ref()
            .and_then(|id| self.by_id.get(id.as_str()))
            .and_then(|&index| self.reading.attributions[index].content.hull());
        let times = &self.times;
        let first = times.partition_point(|time| time.span.start < sentence.start);
        let mut best: Option<(usize, &TimeExpression, When)> = None;
        for time in times[first..].iter().take(24) {
            if time.span.start >= sentence.end {
                break;
            }
            if row.content.touch(time.span) || outer.is_some_and(|outer| !outer.contains(time.span))
            {
                continue;
            }
            let Some(when) = when(time) else { continue };
            let away = if time.span.start >= anchor.end {
                time.span.start - anchor.end
            } else {
                anchor.start.saturating_sub(time.span.end)
            };
            // A row at the top of the sentence does not reach into contents.
            if outer.is_none() && self.in_content(time.span, row) {
                continue;
            }
            let leads = time.span.start <= sentence.start + 24;
            if away > NEAR && !leads {
                continue;
            }
            if !self.belongs(text, row, time.span, anchor) && !leads {
                continue;
            }
            if best.as_ref().is_none_or(|(nearest, _, known)| {
                away < *nearest
                    && !matches!((known, when), (When::Day(_), When::Present | When::Other))
                    || matches!((known, when), (When::Present, When::Day(_)))
            }) {
                best = Some((away, time, when));
            }
        }
        match best {
            Some((away, time, When::Day(day))) => {
                let how = one_line(time.span.of(text));
                let confidence = if away < 40 { 0.93 } else { 0.82 };
                (Some(Inferred::new(day, how, confidence)), false)
            }
            Some((_, _, When::Other)) => (None, true),
            _ => (None, false),
        }
    }

    /// Whether nothing between the cue and the time begins another clause.
    fn belongs(&self, text: &str, row: &Attribution, time: Span, anchor: Span) -> bool {
        let gap = if time.start >= anchor.end {
            Span::new(anchor.end, time.start)
        } else {
            Span::new(time.end.min(anchor.start), anchor.start)
        };
        // Content between cue and time is no clause of its own: `said X Friday`.
        let mut start = gap.start;
        let mut clause = false;
        let mut parts: Vec<Span> = row
            .content
            .iter()
            .copied()
            .filter(|c| c.overlaps(gap))
            .collect();
        parts.sort();
        parts.push(Span::new(gap.end, gap.end));
        for part in parts {
            if start < part.start {
                let between = &text[start..part.start.min(gap.end)];
                clause |= between.split_whitespace().any(|word| {
                    matches!(
                        word.trim_matches(|c: char| !c.is_alphanumeric()),
                        "who"
                            | "which"
                            | "whose"
                            | "where"
                            | "because"
                            | "since"
                            | "until"
                            | "before"
                            | "when"
                            | "while"
                            | "as"
                    )
                }) && between.len() > 8;
            }
            start = start.max(part.end);
        }
        !clause
    }

    /// Whether the text itself gave a row its day.
    fn told(&self, day: &Option<Inferred<Date>>) -> bool {
        day.as_ref().is_some_and(|day| day.how != "day of the news")
    }

    fn in_content(&self, span: Span, row: &Attribution) -> bool {
        let last = self
            .contents
            .partition_point(|(c, _)| c.start <= span.start);
        self.contents[last.saturating_sub(16)..last]
            .iter()
            .any(|(content, index)| {
                content.contains(span)
                    && self.reading.attributions[*index].id != row.id
                    && !content.contains(anchor(row))
            })
    }

    /// The day beside the words for an occasion.
    fn beside(&self, channel: Span) -> Option<Inferred<Date>> {
        let sentence = self.sentence_span(channel.start);
        let times = &self.times;
        let first = times.partition_point(|time| time.span.start < sentence.start);
        times[first..]
            .iter()
            .take(16)
            .take_while(|time| time.span.start < sentence.end)
            .filter_map(|time| {
                let away = if time.span.start >= channel.end {
                    time.span.start - channel.end
                } else {
                    channel.start.saturating_sub(time.span.end)
                };
                match when(time) {
                    Some(When::Day(day)) if away <= BESIDE => Some((away, day, time.span)),
                    _ => None,
                }
            })
            .min_by_key(|(away, ..)| *away)
            .map(|(_, day, span)| {
                Inferred::new(day, one_line(span.of(&self.reading.article.text)), 0.85)
            })
    }

    /// The day on which what its first sentences tell was said, by their own
    /// words: `confirmed on Monday that from Tuesday on` is of Monday.
    fn told_day(&self, days: &[Option<Inferred<Date>>]) -> Option<(Date, f32)> {
        let published = self.published?;
        let rows = &self.reading.attributions;
        let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
        for (row, day) in rows.iter().zip(days) {
            if row.parent.is_none()
                && self.sentence(anchor(row).start) < LEAD + 2
                && let Some(day) = day
                && day.value <= published
                && published
                    .since(day.value)
                    .is_ok_and(|span| span.get_days() <= 3)
            {
                *counts.entry(day.value).or_default() += 1;
            }
        }
        counts
            .into_iter()
            .max_by_key(|&(day, count)| (count, day))
            .map(|(day, _)| (day, 0.62))
    }

    /// The day an article's news happened: one that its first sentences name,
    /// within three days before it was published, else the day it was published.
    fn news_day(&self) -> Option<(Date, f32)> {
        let published = self.published?;
        let end = self
            .reading
            .sentences
            .get(LEAD + 2)
            .map_or(self.reading.article.text.len(), |s| s.start);
        let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
        for time in &self.times {
            if time.span.start >= end {
                break;
            }
            // `FILE - In this Monday, May 4 photo` tells the day of a picture.
            let sentence = self.sentence_span(time.span.start);
            if sentence.of(&self.reading.article.text).starts_with("FILE") {
                continue;
            }
            if let Some(When::Day(day)) = when(time)
                && let Ok(span) = day.until(published)
                && (0..=3).contains(&span.get_days())
                && span.get_months() == 0
                && span.get_years() == 0
            {
                *counts.entry(day).or_default() += 1;
            }
        }
        if counts.is_empty() || counts.contains_key(&published) {
            return Some((published, 0.62));
        }
        // The latest of the most frequent.
        counts
            .into_iter()
            .max_by_key(|&(day, count)| (count, day))
            .map(|(day, _)| (day, 0.6))
    }

    /// What was said without a day is news, if its verb and its place say so.
    fn by_news(&self, row: &Attribution, news: Option<(Date, f32)>) -> Option<Inferred<Date>> {
        let (day, confidence) = news?;
        // Rumours are of no day.
        row.speaker.as_ref()?;
        let cue = row.cue.text(&self.reading.article.text).to_lowercase();
        let words: Vec<&str> = cue
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .collect();
        let lead = self.sentence(anchor(row).start) < LEAD;
        let headline = cue.trim() == ":";
        let present = words.last().is_some_and(|word| {
            matches!(
                *word,
                "says" | "warns" | "urges" | "calls" | "denies" | "notes"
            )
        });
        let perfect = matches!(
            words.first(),
            Some(&("has" | "have" | "had" | "once" | "previously" | "long"))
        );
        let state = words
            .iter()
            .any(|word| STATES.split_ascii_whitespace().any(|s| s == *word));
        // What somebody was called in so many words was said once.
        let quoted = matches!(words.last(), Some(&("called" | "described" | "as")))
            && !perfect
            && row.mode != Mode::Indirect;
        let state = state && !quoted;
        let noun = words.len() == 1 && NOUNS.split_ascii_whitespace().any(|n| n == words[0]);
        if words.is_empty() && !headline
            || present && !lead
            || noun
            || (perfect || state) && !lead
            || row.hedged && !lead
        {
            return None;
        }
        let confidence = if lead {
            confidence + 0.1
        } else {
            confidence - 0.05
        };
        Some(Inferred::new(day, "day of the news", confidence))
    }

    fn sentence(&self, offset: usize) -> usize {
        self.reading
            .sentences
            .partition_point(|s| s.start <= offset)
            .max(1)
            - 1
    }

    fn sentence_span(&self, offset: usize) -> Span {
        match self.reading.sentences.get(self.sentence(offset)) {
            Some(&span) if span.start <= offset && offset <= span.end => span,
            _ => Span::new(offset, offset),
        }
    }
}

/// Verbs for what somebody holds, not for saying it on a day.
const STATES: &str = "believe believes believed think thinks thought want wants wanted see sees saw hope hopes \
 hoping know knows knew maintains maintain estimates estimate expect expects fear fears insist insists sees \
 consider considers view views favor favors favour favours supports support oppose doubt doubts feel feels \
 suggests suggest reports notes alleges claims claim writes argues believed according wanted expected \
 reportedly allegedly called described known";

/// Nouns that mark an attribution without saying when.
const NOUNS: &str = "proposal demands demand criticism claim claims conclusion plan call calls allegations \
 allegation report reports warning threat promise pledge critic belief view opinion";

fn when(time: &TimeExpression) -> Option<When> {
    if !matches!(time.kind, TimeType::Date | TimeType::Time) {
        return None;
    }
    let value = time.value.as_str();
    if value == "PRESENT_REF" {
        return Some(When::Present);
    }
    if value.starts_with("PAST_REF") || value.starts_with("FUTURE_REF") {
        return None;
    }
    let day = value.get(..10).and_then(|day| day.parse::<Date>().ok());
    if let Some(day) = day {
        return Some(When::Day(day));
    }
    // A bare time of day is of no other day.
    if value.starts_with('T') {
        return Some(When::Present);
    }
    Some(When::Other)
}

/// Where a row begins: its content can be sentences before its cue.
fn begin(row: &Attribution) -> usize {
    row.content
        .first()
        .map_or(anchor(row).start, |span| span.start.min(anchor(row).start))
}

fn anchor(row: &Attribution) -> Span {
    row.cue
        .last()
        .or(row.source.last())
        .or(row.content.first())
        .copied()
        .unwrap_or(Span::new(0, 0))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

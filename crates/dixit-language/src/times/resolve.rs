//! Meanings to values, in text order.

mod nearest;
mod story;

use super::found::{Found, From, Hour, Named, What, Which};
use super::point::{Grain, Point, date};
use super::tense::{Tense, tense};
use super::unit::Unit;
use super::words::Words;
use dixit_model::{Date, TimeExpression, TimeType};
use jiff::civil::Weekday;
use nearest::nearest;
use story::{Story, is_narrative};

/// Gives every meaning its value; the readers' findings come sentence by
/// sentence.
pub fn resolve(read: &[(Words, Vec<Found>)], published: Option<Date>) -> Vec<TimeExpression> {
    let narrative = is_narrative(numbered(read), published);
    let mut resolver = Resolver {
        published: published.filter(|_| !narrative),
        narrative,
        ahead: published.and_then(|published| ahead(read, published)),
        story: Story::default(),
        today: None,
    };
    let mut times = Vec::new();
    for (sentence, (words, found)) in read.iter().enumerate() {
        resolver.today = None;
        resolver.story.sentence = sentence;
        for found in found {
            let Some(span) = words.span(found.start, found.end) else {
                continue;
            };
            let (kind, value) = resolver.value(words, found);
            times.push(TimeExpression { span, kind, value });
        }
    }
    times
}

fn numbered<'r>(read: &'r [(Words, Vec<Found>)]) -> impl Iterator<Item = (usize, &'r Found)> {
    let sentences = read.iter().enumerate();
    sentences.flat_map(|(sentence, (_, found))| found.iter().map(move |found| (sentence, found)))
}

/// Where the reader of a text stands in time.
struct Resolver {
    /// The day of publication, where relative times count from it.
    published: Option<Date>,
    narrative: bool,
    /// The day of the week after publication, if the text is about it.
    ahead: Option<Weekday>,
    story: Story,
    /// The day last told in this sentence.
    today: Option<Date>,
}

impl Resolver {
    fn value(&mut self, words: &Words, found: &Found) -> (TimeType, String) {
        if let What::Fixed(kind, value) = &found.what {
            return (*kind, value.clone());
        }
        let point = self.point(&found.what, || tense(words, found.start, found.end));
        if let Some(point) = point {
            let spelt = matches!(found.what, What::Calendar { year: Some(_), .. });
            self.story.tell(point, spelt);
            self.today = point.date().or(self.today);
        }
        let day = point.map_or_else(|| unknown(&found.what), |point| point.to_string());
        match &found.hour {
            Some(Hour::Clock { hour: 24, zone, .. }) => {
                (TimeType::Time, format!("{day}T24:00{zone}"))
            }
            Some(hour) => (TimeType::Time, day + &hour.suffix()),
            None => (TimeType::Date, day),
        }
    }

    fn point(&self, what: &What, tense: impl FnOnce() -> Tense) -> Option<Point> {
        match *what {
            What::Calendar {
                year: Some(year),
                grain,
            } => Some(existing(Point { year, grain })),
            What::Calendar { year: None, grain } => {
                let point = match self.published {
                    Some(published) => {
                        nearest(published, grain, tense(), self.story.near_year(published))
                    }
                    None => self.story.calendar(grain)?,
                };
                Some(existing(point))
            }
            What::OfYear { grain, by } => {
                let base = self.base(From::Speech, Unit::Year)?;
                let year = Point::shifted(base, Unit::Year, by)?.year;
                Some(existing(Point { year, grain }))
            }
            What::Shift { unit, by, from } => Point::shifted(self.base(from, unit)?, unit, by),
            What::Weekday(day, which) => self.weekday(day, which, tense()).map(Point::day),
            What::Named(named, which) => self.named(named, which),
            What::DayOfMonth { day } => {
                let base = self.base(From::Story, Unit::Month)?;
                date(base.year(), base.month().unsigned_abs(), day).map(Point::day)
            }
            What::Here => match (self.today, self.published) {
                (Some(today), _) => Some(Point::day(today)),
                (None, Some(published)) => Some(Point::day(published)),
                (None, None) => self.story.base(Unit::Day).map(Point::day),
            },
            What::Fixed(..) => None,
        }
    }

    /// The day from which `unit`s are counted.
    fn base(&self, from: From, unit: Unit) -> Option<Date> {
        match (from, self.published) {
            (From::Speech, Some(published)) => Some(published),
            (From::Event, _) if !self.narrative => None,
            (From::Story | From::Event, Some(published)) => {
                self.story.recent_base(unit).or(Some(published))
            }
            // Undated news: `yesterday` is not the day before what it tells.
            (From::Speech, None) if !self.narrative => None,
            (_, None) => self.story.base(unit),
        }
    }

    fn weekday(&self, day: Weekday, which: Which, tense: Tense) -> Option<Date> {
        let base = self.base(From::Speech, Unit::Day)?;
        let (forward, backward) = (base.weekday().until(day), base.weekday().since(day));
        let by = match (which, tense) {
            (Which::Bare, Tense::Future) => forward,
            (Which::Bare, _) if self.narrative || self.ahead == Some(day) => forward,
            (Which::Bare, _) => -backward,
            (Which::This, _) if backward <= 2 && tense == Tense::Past => -backward,
            (Which::This, _) => forward,
            (Which::Last, _) if backward == 0 => -7,
            (Which::Last, _) => -backward,
            (Which::Next, _) if forward == 0 => 7,
            (Which::Next, _) => forward,
        };
        base.checked_add(jiff::Span::new().days(by)).ok()
    }

    fn named(&self, named: Named, which: Which) -> Option<Point> {
        let base = self.base(From::Speech, Unit::Month)?;
        let around = Point {
            year: base.year(),
            grain: named.grain(),
        };
        let year = match (which, around.first_day()) {
            (Which::Last, Some(first)) if !before_period(first, base, named) => {
                base.year().checked_sub(1)?
            }
            (Which::Next, Some(first)) if first <= base => base.year().checked_add(1)?,
            _ => base.year(),
        };
        Some(existing(Point { year, ..around }))
    }
}

/// The day of the week after publication, if no other is told as often.
///
/// Some articles carry a date one day behind their text, set by another clock
/// or before an update; others look ahead to the next day. In both, the day
/// that the text keeps naming is not the one six days ago.
fn ahead(read: &[(Words, Vec<Found>)], published: Date) -> Option<Weekday> {
    let mut told = [0usize; 7];
    for (_, found) in numbered(read) {
        if let What::Weekday(day, Which::Bare) = found.what {
            told[usize::from(day.to_monday_zero_offset().unsigned_abs())] += 1;
        }
    }
    let next = published.tomorrow().ok()?.weekday();
    let most = usize::from(next.to_monday_zero_offset().unsigned_abs());
    let rival = (0..7).any(|day| day != most && told[day] >= told[most]);
    (told[most] >= 2 && !rival).then_some(next)
}

/// Whether a period that begins on `first` was over before `base`.
fn before_period(first: Date, base: Date, named: Named) -> bool {
    let days = match named {
        Named::Day { .. } => 1,
        Named::Month(_) => 31,
        Named::Season(_) | Named::Quarter(_) => 80,
        Named::Half(_) => 180,
    };
    first
        .checked_add(jiff::Span::new().days(days - 1))
        .is_ok_and(|last| last < base)
}

/// A day that the calendar lacks is told by its month: `31 February`.
fn existing(point: Point) -> Point {
    match point.grain {
        Grain::Day { month, .. } if point.date().is_none() => Point {
            grain: Grain::Month(month),
            ..point
        },
        _ => point,
    }
}

/// The value of a meaning that nothing gives a date.
fn unknown(what: &What) -> String {
    match what {
        What::Calendar { grain, .. } | What::OfYear { grain, .. } => unknown_year(*grain),
        What::Named(named, _) => unknown_year(named.grain()),
        What::Shift { unit, .. } => unit.unknown().into(),
        What::Weekday(day, _) => format!("XXXX-WXX-{}", day.to_monday_one_offset()),
        What::DayOfMonth { day } => format!("XXXX-XX-{day:02}"),
        What::Here | What::Fixed(..) => Unit::Day.unknown().into(),
    }
}

fn unknown_year(grain: Grain) -> String {
    let known = Point { year: 1000, grain }.to_string();
    known.replacen("1000", "XXXX", 1)
}

#[cfg(test)]
mod tests {
    use crate::times::tests::assert_values;

    #[test]
    fn narratives_count_from_what_they_told() {
        let text = "The war began in 1861. In May 1862 the fleet sailed. It arrived on 3 June. Two days \
                    later the fort fell. In December 1863 nothing moved, but in January it did. By 1865 \
                    all was over, and in 1870 forgotten.";
        let values = [
            "1861",
            "1862-05",
            "1862-06-03",
            "1862-06-05",
            "1863-12",
            "1864-01",
            "1865",
            "1870",
        ];
        assert_values(text, Some("2031-03-10"), &values);
    }

    #[test]
    fn news_that_recalls_the_past_is_no_narrative() {
        let text = "She said on Friday that she ran in 1990, 1994, 1998, 2002, 2006 and 2010. She left last year.";
        let values = [
            "2031-03-07",
            "1990",
            "1994",
            "1998",
            "2002",
            "2006",
            "2010",
            "2030",
        ];
        assert_values(text, Some("2031-03-10"), &values);
    }

    #[test]
    fn an_article_dated_a_day_early_is_about_tomorrow() {
        // 10 March 2031 is a Monday.
        let day = Some("2031-03-10");
        assert_values(
            "He spoke Tuesday. She spoke Tuesday.",
            day,
            &["2031-03-11", "2031-03-11"],
        );
        assert_values(
            "He spoke Tuesday. She spoke Monday.",
            day,
            &["2031-03-04", "2031-03-10"],
        );
    }
}

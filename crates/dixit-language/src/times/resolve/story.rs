//! What a text has told so far, and whether it is a narrative.

use crate::times::found::{Found, From, What, Which};
use crate::times::point::{Grain, Point, date};
use crate::times::unit::Unit;
use dixit_model::Date;

/// The dates last told.
#[derive(Default)]
pub struct Story {
    /// The sentence being read.
    pub sentence: usize,
    /// The last one of any grain.
    last: Option<Told>,
    /// The last one that lay in a month.
    month: Option<Told>,
    /// The last day.
    day: Option<Told>,
    /// The last one whose year was spelt out.
    year: Option<Told>,
}

/// A date and the sentence that told it.
#[derive(Clone, Copy)]
struct Told {
    point: Point,
    sentence: usize,
}

impl Story {
    /// Takes note of a date; `spelt` if its year stood there.
    pub fn tell(&mut self, point: Point, spelt: bool) {
        if matches!(point.grain, Grain::Decade | Grain::Century) {
            return;
        }
        let told = Some(Told {
            point,
            sentence: self.sentence,
        });
        self.last = told;
        if spelt {
            self.year = told;
        }
        if point.month().is_some() {
            self.month = told;
        }
        if point.date().is_some() {
            self.day = told;
        }
    }

    fn told(&self, unit: Unit) -> Option<Told> {
        match unit {
            Unit::Month | Unit::Quarter => self.month,
            Unit::Year | Unit::Decade | Unit::Century => self.last,
            _ => self.day,
        }
    }

    /// The day from which a narrative counts `unit`s.
    pub fn base(&self, unit: Unit) -> Option<Date> {
        let point = self.told(unit)?.point;
        match unit {
            Unit::Year | Unit::Decade | Unit::Century => date(point.year, 1, 1),
            _ => point.first_day(),
        }
    }

    /// The same for news, where only what was told just now counts.
    pub fn recent_base(&self, unit: Unit) -> Option<Date> {
        let told = self.told(unit)?;
        (self.sentence - told.sentence <= 1)
            .then(|| self.base(unit))
            .flatten()
    }

    /// The year of the past that the sentences just read speak of.
    pub fn near_year(&self, published: Date) -> Option<i16> {
        let told = self.year?;
        (self.sentence - told.sentence <= 1 && told.point.year < published.year() - 1)
            .then_some(told.point.year)
    }

    /// A part of a year that goes without saying.
    ///
    /// The nearest to the month last told: after December comes the next
    /// January. A year that was told since counts for months (as many as did
    /// best on held-in narratives), for more the nearer it stands.
    pub fn calendar(&self, grain: Grain) -> Option<Point> {
        let last = self.last?;
        let of = |year: i16| Point { year, grain };
        let month =
            |point: Point| Some(i32::from(point.year) * 12 + i32::from(point.first_day()?.month()));
        let Some(from) = self.month else {
            return Some(of(last.point.year));
        };
        let weight = if last.point.month().is_some() && last.sentence == from.sentence {
            0
        } else if self.sentence - last.sentence <= 1 {
            36
        } else {
            16
        };
        let cost = |year: &i16| {
            let Some((new, old)) = month(of(*year)).zip(month(from.point)) else {
                return i32::MAX;
            };
            let away = i32::abs(new - old);
            away - if *year == last.point.year { weight } else { 0 }
        };
        [
            last.point.year,
            from.point.year,
            from.point.year.saturating_add(1),
        ]
        .into_iter()
        .min_by_key(cost)
        .map(of)
    }
}

/// Whether relative times count from the date last told rather than from the
/// day of publication.
///
/// A narrative tells many years that are far from its publication, seldom says
/// *yesterday*, and never opens with *on Friday* or the day it was published.
pub fn is_narrative<'f>(
    found: impl Iterator<Item = (usize, &'f Found)>,
    published: Option<Date>,
) -> bool {
    let (mut near, mut far, mut deictic) = (0usize, 0usize, 0usize);
    for (sentence, found) in found {
        match &found.what {
            What::Calendar {
                year: Some(year),
                grain,
            } => match published {
                Some(published)
                    if Some(published)
                        == (Point {
                            year: *year,
                            grain: *grain,
                        })
                        .date() =>
                {
                    return false;
                }
                Some(published) if year.abs_diff(published.year()) <= 1 => near += 1,
                _ => far += 1,
            },
            What::Weekday(_, Which::Bare | Which::Last | Which::Next)
            | What::Shift {
                from: From::Speech, ..
            }
            | What::OfYear { .. } => {
                if sentence < 5 && published.is_some() {
                    return false;
                }
                deictic += 1;
            }
            _ => {}
        }
    }
    far >= 5 && near == 0 && far > 2 * deictic || far >= 15 && far > 4 * deictic
}

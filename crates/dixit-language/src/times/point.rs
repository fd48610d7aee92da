//! Points of the calendar and their arithmetic.

use super::unit::Unit;
use dixit_model::Date;
use jiff::civil::Weekday;
use std::fmt;

/// A stretch of the calendar that has a TIMEX3 value.
///
/// Years are astronomical: 1 BC is 0, 2 BC is -1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year; of a week, the year of the ISO week.
    pub year: i16,
    /// What of the year.
    pub grain: Grain,
}

/// What of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Grain {
    Century,
    Decade,
    Year,
    Half(u8),
    Quarter(u8),
    Season(Season),
    Month(u8),
    Week(u8),
    Weekend(u8),
    Day { month: u8, day: u8 },
}

/// A season of the northern half of the world, where most wires sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// As TIMEX3 writes it.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// The month it begins in.
    pub fn first_month(self) -> u8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl Point {
    /// The day `date`.
    pub fn day(date: Date) -> Point {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        Point {
            year: date.year(),
            grain: Grain::Day { month, day },
        }
    }

    /// The date, if it is one day of a calendar.
    pub fn date(self) -> Option<Date> {
        match self.grain {
            Grain::Day { month, day } => date(self.year, month, day),
            _ => None,
        }
    }

    /// Its first day (of a winter, the first day of December before or in it).
    pub fn first_day(self) -> Option<Date> {
        match self.grain {
            Grain::Day { month, day } => date(self.year, month, day),
            Grain::Month(month) => date(self.year, month, 1),
            Grain::Quarter(quarter) => date(self.year, quarter * 3 - 2, 1),
            Grain::Half(half) => date(self.year, half * 6 - 5, 1),
            Grain::Season(season) => date(self.year, season.first_month(), 1),
            Grain::Week(week) | Grain::Weekend(week) => {
                let week = i8::try_from(week).ok()?;
                let iso = jiff::civil::ISOWeekDate::new(self.year, week, Weekday::Monday).ok()?;
                Some(iso.date())
            }
            Grain::Year => date(self.year, 1, 1),
            Grain::Decade => date(self.year.div_euclid(10) * 10, 1, 1),
            Grain::Century => date(self.year.div_euclid(100) * 100, 1, 1),
        }
    }

    /// The month it lies in, if it lies in one.
    pub fn month(self) -> Option<u8> {
        match self.grain {
            Grain::Month(month) | Grain::Day { month, .. } => Some(month),
            Grain::Week(_) | Grain::Weekend(_) => {
                self.first_day().map(|date| date.month().unsigned_abs())
            }
            _ => None,
        }
    }

    /// The `unit` around `date`, moved on by `by` units.
    pub fn shifted(date: Date, unit: Unit, by: i32) -> Option<Point> {
        // The unchecked setters panic beyond the calendar.
        let span = jiff::Span::new;
        let moved = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => date,
            Unit::Day => date.checked_add(span().try_days(by).ok()?).ok()?,
            Unit::Week | Unit::Weekend => date.checked_add(span().try_weeks(by).ok()?).ok()?,
            Unit::Month => date
                .first_of_month()
                .checked_add(span().try_months(by).ok()?)
                .ok()?,
            Unit::Quarter => {
                let months = by.checked_mul(3)?;
                date.first_of_month()
                    .checked_add(span().try_months(months).ok()?)
                    .ok()?
            }
            Unit::Year => return year_of(i32::from(date.year()).checked_add(by)?, Grain::Year),
            Unit::Decade => {
                return year_of(
                    i32::from(date.year()).checked_add(by.checked_mul(10)?)?,
                    Grain::Decade,
                );
            }
            Unit::Century => {
                return year_of(
                    i32::from(date.year()).checked_add(by.checked_mul(100)?)?,
                    Grain::Century,
                );
            }
        };
        let month = moved.month().unsigned_abs();
        let iso = moved.iso_week_date();
        let week = iso.week().unsigned_abs();
        Some(match unit {
            Unit::Week => Point {
                year: iso.year(),
                grain: Grain::Week(week),
            },
            Unit::Weekend => Point {
                year: iso.year(),
                grain: Grain::Weekend(week),
            },
            Unit::Month => Point {
                year: moved.year(),
                grain: Grain::Month(month),
            },
            Unit::Quarter => Point {
                year: moved.year(),
                grain: Grain::Quarter(month.div_ceil(3)),
            },
            _ => Point::day(moved),
        })
    }
}

fn year_of(year: i32, grain: Grain) -> Option<Point> {
    let year = i16::try_from(year).ok()?;
    (-9999..=9999)
        .contains(&year)
        .then_some(Point { year, grain })
}

/// A day of the calendar, if there is such a day.
pub fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (era, year) = match self.year {
            year @ ..=0 => ("BC", 1 - i32::from(year)),
            year => ("", i32::from(year)),
        };
        match self.grain {
            Grain::Century => write!(out, "{era}{:02}", year / 100),
            Grain::Decade => write!(out, "{era}{:03}", year / 10),
            Grain::Year => write!(out, "{era}{year:04}"),
            Grain::Half(half) => write!(out, "{era}{year:04}-H{half}"),
            Grain::Quarter(quarter) => write!(out, "{era}{year:04}-Q{quarter}"),
            Grain::Season(season) => write!(out, "{era}{year:04}-{}", season.code()),
            Grain::Month(month) => write!(out, "{era}{year:04}-{month:02}"),
            Grain::Week(week) => write!(out, "{era}{year:04}-W{week:02}"),
            Grain::Weekend(week) => write!(out, "{era}{year:04}-W{week:02}-WE"),
            Grain::Day { month, day } => write!(out, "{era}{year:04}-{month:02}-{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_written_as_timex3_has_them() {
        let of = |year, grain| Point { year, grain }.to_string();
        assert_eq!(of(-492, Grain::Year), "BC0493");
        assert_eq!(of(1984, Grain::Decade), "198");
        assert_eq!(of(1957, Grain::Season(Season::Spring)), "1957-SP");
        assert_eq!(of(2031, Grain::Weekend(7)), "2031-W07-WE");
        assert_eq!(of(2000, Grain::Century), "20");
    }

    #[test]
    fn shifts_cross_months_and_years_and_stop_at_the_calendar_end() {
        let new_year = Date::constant(2031, 1, 1);
        let shifted = |unit, by| Point::shifted(new_year, unit, by).map(|point| point.to_string());
        assert_eq!(shifted(Unit::Day, -1).as_deref(), Some("2030-12-31"));
        assert_eq!(shifted(Unit::Week, 0).as_deref(), Some("2031-W01"));
        assert_eq!(shifted(Unit::Quarter, -1).as_deref(), Some("2030-Q4"));
        assert_eq!(shifted(Unit::Decade, -1).as_deref(), Some("202"));
        assert_eq!(shifted(Unit::Year, i32::MAX), None);
        assert_eq!(shifted(Unit::Week, i32::MAX), None);
    }
}

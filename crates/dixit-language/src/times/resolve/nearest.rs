//! The year that a date without one most likely means.

use crate::times::point::{Grain, Point};
use crate::times::tense::Tense;
use dixit_model::Date;

/// The `grain` nearest to the day of publication that fits the tense.
pub fn nearest(published: Date, grain: Grain, tense: Tense, told: Option<i16>) -> Point {
    let of = |year: i16| Point { year, grain };
    if let Some(year) = told {
        return of(year);
    }
    let year = published.year();
    let distance = |point: &Point| {
        let days = point
            .first_day()
            .map(|first| days_between(published, first));
        days.map(|days| match tense {
            Tense::Past if days > 3 => days + 200,
            Tense::Future if days < -31 => 400 - days,
            Tense::Future if days > 0 => days,
            // Papers look back further than ahead.
            _ if days > 0 => 2 * days,
            _ => -days,
        })
    };
    [year, year.saturating_sub(1), year.saturating_add(1)]
        .into_iter()
        .map(of)
        .min_by_key(|point| distance(point).unwrap_or(i32::MAX))
        .unwrap_or(of(year))
}

fn days_between(from: Date, to: Date) -> i32 {
    let ordinal = |date: Date| i32::from(date.year()) * 366 + i32::from(date.day_of_year());
    ordinal(to) - ordinal(from)
}

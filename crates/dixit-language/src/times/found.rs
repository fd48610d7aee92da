//! What a reader makes of some words, before any date is known.

use super::point::{Grain, Season};
use super::unit::Unit;
use dixit_model::TimeType;
use jiff::civil::Weekday;

/// Words `start..end` of a sentence and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// What they mean.
    pub what: What,
    /// The hour or part of the day they add.
    pub hour: Option<Hour>,
}

impl Found {
    /// Words `start..end` that mean `what`.
    pub fn new(start: usize, end: usize, what: What) -> Found {
        Found {
            start,
            end,
            what,
            hour: None,
        }
    }
}

/// What words mean, before any date is known.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A point of the calendar; without a year, of a year to be inferred.
    Calendar {
        /// Astronomical.
        year: Option<i16>,
        /// What of the year.
        grain: Grain,
    },
    /// A unit counted from today or from the day last told.
    Shift {
        /// What is counted.
        unit: Unit,
        /// How many; before, if less than none.
        by: i32,
        /// From where.
        from: From,
    },
    /// A day of the week.
    Weekday(Weekday, Which),
    /// A month, season or quarter of a year told by its distance.
    Named(Named, Which),
    /// A part of a year told by its distance: *April last year*.
    OfYear {
        /// What of the year.
        grain: Grain,
        /// How many years after this one.
        by: i32,
    },
    /// A day of the month last told, or of one so many months off.
    DayOfMonth {
        /// 1 to 31.
        day: u8,
    },
    /// The day around, which the words leave out.
    Here,
    /// A value that needs no date: durations, sets, references.
    Fixed(TimeType, String),
}

/// From where a shift counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// From the time of speaking: *ago*, *last week*.
    Speech,
    /// From the time last told: *later*, *the next day*.
    Story,
    /// From something that happened, at the time last told if a narrative
    /// says so: *the day after the battle*.
    Event,
}

/// Which of several a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Not said: the nearest that fits the tense.
    Bare,
    /// The one before.
    Last,
    /// The one around now.
    This,
    /// The one after.
    Next,
}

/// A part of the year that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Named {
    Month(u8),
    Season(Season),
    Quarter(u8),
    Half(u8),
    Day { month: u8, day: u8 },
}

impl Named {
    /// As part of a year.
    pub fn grain(self) -> Grain {
        match self {
            Named::Month(month) => Grain::Month(month),
            Named::Season(season) => Grain::Season(season),
            Named::Quarter(quarter) => Grain::Quarter(quarter),
            Named::Half(half) => Grain::Half(half),
            Named::Day { month, day } => Grain::Day { month, day },
        }
    }
}

/// An hour or a part of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hour {
    /// `MO`, `AF`, `EV`, `NI`, `DT`, `MI`.
    Part(&'static str),
    /// An hour of the clock.
    Clock {
        /// 0 to 24.
        hour: u8,
        /// 0 to 59.
        minute: u8,
        /// As ISO 8601 writes it (`Z`, `-05`), or nothing.
        zone: &'static str,
    },
}

impl Hour {
    /// What follows the date in a value.
    pub fn suffix(&self) -> String {
        match self {
            Hour::Part(part) => format!("T{part}"),
            Hour::Clock { hour, minute, zone } => format!("T{hour:02}:{minute:02}{zone}"),
        }
    }
}

//! Units of time.

/// A unit that durations count and calendars shift by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit that `word` names, in the singular.
    pub fn singular(word: &str) -> Option<Unit> {
        Some(match word {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }

    /// The unit that `word` names, in the plural.
    pub fn plural(word: &str) -> Option<Unit> {
        match word {
            "centuries" => Some(Unit::Century),
            "yrs" => Some(Unit::Year),
            "hrs" => Some(Unit::Hour),
            "mins" => Some(Unit::Minute),
            _ => Unit::singular(word.strip_suffix('s')?),
        }
    }

    /// The unit that `word` names.
    pub fn named(word: &str) -> Option<Unit> {
        Unit::singular(word).or_else(|| Unit::plural(word))
    }

    /// `amount` of it as a TIMEX3 duration: `P3D`, `PT5M`, `P2DE`.
    pub fn duration(self, amount: &str) -> String {
        match self {
            Unit::Second => format!("PT{amount}S"),
            Unit::Minute => format!("PT{amount}M"),
            Unit::Hour => format!("PT{amount}H"),
            Unit::Day => format!("P{amount}D"),
            Unit::Weekend => format!("P{amount}WE"),
            Unit::Week => format!("P{amount}W"),
            Unit::Month => format!("P{amount}M"),
            Unit::Quarter => format!("P{amount}Q"),
            Unit::Year => format!("P{amount}Y"),
            Unit::Decade => format!("P{amount}DE"),
            Unit::Century => format!("P{amount}CE"),
        }
    }

    /// An unknown date of this grain.
    pub fn unknown(self) -> &'static str {
        match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Week => "XXXX-WXX",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Year => "XXXX",
            Unit::Decade => "XXX",
            Unit::Century => "XX",
        }
    }
}

//! What a text without a date gives away about its day.

use crate::words::{Vocabulary, Word};
use dixit_model::Date;

/// Weekdays and years that a text mentions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct DayMarks {
    /// How often each weekday is named, Monday first.
    pub(crate) weekdays: [f32; 7],
    /// Years named without a month: writers name a year like that when it is
    /// not the year they write in.
    pub(crate) years: Vec<i16>,
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl DayMarks {
    /// The marks in an article's words.
    pub(crate) fn of(words: &[Word], text: &str, vocabulary: &Vocabulary) -> Self {
        let mut marks = DayMarks::default();
        for (at, word) in words.iter().enumerate() {
            let stem = vocabulary.stem(word.term);
            if word.name
                && let Some(weekday) = weekday(word.span.of(text))
            {
                marks.weekdays[weekday] += 1.0;
            } else if let Some(year) = year(stem) {
                let near = &words[at.saturating_sub(2)..at];
                let dated = near.iter().any(|w| is_month(w.span.of(text)));
                let after = near.last().map(|w| w.span.of(text));
                if !dated
                    && after.is_some_and(|w| matches!(w, "in" | "since" | "In" | "Since" | "of"))
                {
                    marks.years.push(year);
                }
            }
        }
        marks.years.sort_unstable();
        marks.years.dedup();
        marks
    }

    /// How alike the weekdays of two texts are, if both name any.
    pub(crate) fn weekdays_alike(&self, other: &DayMarks) -> Option<f32> {
        let length = |days: &[f32; 7]| days.iter().map(|x| x * x).sum::<f32>().sqrt();
        let lengths = length(&self.weekdays) * length(&other.weekdays);
        if lengths == 0.0 {
            return None;
        }
        let sum: f32 = self
            .weekdays
            .iter()
            .zip(&other.weekdays)
            .map(|(x, y)| x * y)
            .sum();
        Some(sum / lengths)
    }

    /// Whether a text with these marks can hardly be of `day`: it names that
    /// year, or a later one, the way one names a year gone by.
    pub(crate) fn speak_against(&self, day: Date) -> bool {
        self.years
            .iter()
            .any(|&year| (day.year()..day.year() + 3).contains(&year))
    }
}

fn weekday(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    WEEKDAYS.iter().position(|&day| day == word)
}

fn is_month(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS.iter().any(|month| word.starts_with(month)) && word.len() < 10
}

fn year(stem: &str) -> Option<i16> {
    let year: i16 = (stem.len() == 4).then(|| stem.parse().ok()).flatten()?;
    (1900..2100).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::Span;

    fn marks(text: &str) -> DayMarks {
        let mut vocabulary = Vocabulary::new();
        let words = vocabulary.words_in(text, Span::new(0, text.len()));
        DayMarks::of(&words, text, &vocabulary)
    }

    #[test]
    fn a_bare_year_is_a_year_gone_by() {
        let marks = marks("The port closed in 2029. It burned on 3 March 2031, a Friday.");
        assert_eq!(marks.years, [2029]);
        assert_eq!(marks.weekdays[4], 1.0);
        assert!(marks.speak_against(jiff::civil::date(2029, 5, 1)));
        assert!(!marks.speak_against(jiff::civil::date(2031, 3, 4)));
    }
}

//! Undated articles dated by their story.

use crate::corpus::Corpus;
use crate::entities::most;
use dixit_model::{Date, Inferred, Reading};

/// Gives the undated articles of a story the day that most of its dated
/// articles have; `redate` then resolves their times anew.
pub(crate) fn date(corpus: &mut Corpus, redate: &dyn Fn(&mut Reading, Date)) {
    let published = |r: &Reading| r.article.published.as_ref().map(|p| p.value);
    let days: Vec<Date> = corpus.readings.iter().filter_map(published).collect();
    let Some(day) = most(days.iter().copied()) else {
        return;
    };
    let agreeing = days.iter().filter(|&&d| d == day).count();
    // One witness is little; several that agree are much.
    let confidence = match (agreeing, days.len()) {
        (1, 1) => 0.6,
        (1, _) => 0.5,
        (n, all) if n == all => 0.8,
        _ => 0.7,
    };
    for reading in &mut corpus.readings {
        if reading.article.published.is_none() {
            let published = Inferred::new(day, "dated by its story", confidence);
            reading.article.published = Some(published);
            redate(reading, day);
        }
    }
}

//! Articles that are read together date each other.

use dixit_model::Reading;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// So many articles are one sitting: they are held back until all are read, so
/// that those without a date get it from the others of their story. More are an
/// archive, of which each article is read by itself and passed on at once.
const SITTING: usize = 200;

/// Readings on their way to whoever wants them.
pub struct Sitting {
    waiting: Option<Vec<Reading>>,
}

impl Default for Sitting {
    fn default() -> Self {
        Sitting {
            waiting: Some(Vec::new()),
        }
    }
}

impl Sitting {
    /// Takes a reading, and hands on those that need not wait any longer.
    pub fn take(
        &mut self,
        reading: Reading,
        mut each: impl FnMut(Reading) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Some(waiting) = &mut self.waiting else {
            return each(reading);
        };
        waiting.push(reading);
        if waiting.len() <= SITTING {
            return ControlFlow::Continue(());
        }
        let waiting = self.waiting.take().unwrap_or_default();
        waiting.into_iter().try_for_each(each)
    }

    /// Hands on the rest, dated.
    pub fn finish(self, each: impl FnMut(Reading) -> ControlFlow<()>) -> ControlFlow<()> {
        let waiting = dated(self.waiting.unwrap_or_default());
        waiting.into_iter().try_for_each(each)
    }
}

/// The readings in their own order, those without a date dated by the others of
/// their story.
fn dated(readings: Vec<Reading>) -> Vec<Reading> {
    let undated = |reading: &Reading| reading.article.published.is_none();
    if readings.len() < 2 || !readings.iter().any(undated) {
        return readings;
    }
    let order: HashMap<String, usize> = readings
        .iter()
        .enumerate()
        .map(|(place, reading)| (reading.article.id.clone(), place))
        .collect();
    let mut readings = dixit_record::build_with(readings, &dixit_attribution::redate).readings;
    readings.sort_by_key(|reading| order.get(&reading.article.id).copied());
    readings
}

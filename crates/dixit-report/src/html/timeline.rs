//! When things were said and when they were published, day by day.

use crate::anchor::slug;
use crate::measure;
use crate::phrase::{self, clipped, narrow_day};
use crate::view::{Numbered, StoryView, View, published};
use dixit_model::Date;
use maud::{Markup, html as markup};
use std::collections::BTreeMap;

const WIDTH: i32 = 400;
/// Between a day's name and the axis, and between the axis and what lies on it.
const BESIDE: i32 = 12;
const AFTER: i32 = 16;
const DISC: i32 = 22;
const LINE: i32 = 20;
const SIZE: f32 = 12.0;
/// Rows of discs on one day.
const ROWS: usize = 4;
/// The most articles named on one day.
const NAMED: usize = 10;

#[derive(Default)]
struct Day<'v> {
    said: Vec<Numbered<'v>>,
    published: Vec<usize>,
}

/// What depends on how wide the names of the days are.
#[derive(Clone, Copy)]
struct Frame {
    /// Where the axis stands.
    axis: i32,
    /// Discs in one row.
    across: usize,
}

impl Frame {
    fn around<'l>(labels: impl Iterator<Item = &'l str>) -> Self {
        let widest = labels
            .map(|label| measure::width(label, SIZE).ceil() as i32)
            .max()
            .unwrap_or(0);
        let axis = widest + BESIDE;
        Frame {
            axis,
            across: ((WIDTH - axis - AFTER) / DISC).max(1) as usize,
        }
    }

    /// Where discs and articles begin.
    fn left(self) -> i32 {
        self.axis + AFTER
    }

    /// The most discs on one day; the last row leaves room for a count.
    fn most(self) -> usize {
        (self.across * ROWS).saturating_sub(2).max(1)
    }
}

fn label(date: Option<Date>) -> String {
    date.map_or_else(|| "Day not known".to_owned(), narrow_day)
}

impl Day<'_> {
    fn rows(&self, frame: Frame) -> i32 {
        self.said.len().min(frame.most()).div_ceil(frame.across) as i32
    }

    fn lines(&self) -> i32 {
        (self.published.len().min(NAMED) + usize::from(self.published.len() > NAMED)) as i32
    }

    fn height(&self, frame: Frame) -> i32 {
        (self.rows(frame) * DISC + self.lines() * LINE + 14).max(30)
    }
}

/// A day in its place; `gap` if days without anything lie before it.
struct Row<'v> {
    date: Option<Date>,
    day: &'v Day<'v>,
    top: i32,
    gap: bool,
}

pub(super) fn timeline(view: &View, story: &StoryView) -> Markup {
    let mut days: BTreeMap<(bool, Option<Date>), Day> = BTreeMap::new();
    for &numbered in &story.statements {
        let day = numbered.statement.said_on.as_ref().map(|day| day.value);
        let day = days.entry((day.is_none(), day)).or_default();
        day.said.push(numbered);
    }
    for &article in &story.articles {
        let day = published(&view.reading(article).article);
        let day = days.entry((day.is_none(), day)).or_default();
        day.published.push(article);
    }
    if days.is_empty() || days.keys().all(|(undated, _)| *undated) {
        return markup! {};
    }
    let heading = format!("{}-timeline", slug(&story.story.id));
    let headline = format!("{}-headline", slug(&story.story.id));
    let labels: Vec<String> = days.keys().map(|(_, date)| label(*date)).collect();
    let frame = Frame::around(labels.iter().map(String::as_str));
    let height: i32 = days.values().map(|day| day.height(frame)).sum();
    let dated = days.keys().filter(|(undated, _)| !undated).count();
    let end: i32 = days.values().take(dated).map(|day| day.height(frame)).sum();
    let mut rows: Vec<Row> = Vec::with_capacity(days.len());
    for ((_, date), day) in &days {
        let (top, before) = rows.last().map_or((0, None), |row: &Row| {
            (row.top + row.day.height(frame), row.date)
        });
        let gap = before
            .zip(*date)
            .is_some_and(|(a, b)| a.until(b).is_ok_and(|span| span.get_days() > 1));
        rows.push(Row {
            date: *date,
            day,
            top,
            gap,
        });
    }
    markup! {
        section.part aria-labelledby={ (heading) " " (headline) } {
            h3 #(heading) { "Day by day" }
            svg.timeline viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height)
                role="group" aria-label="Statements by the day they were made, articles by the day they were published" {
                path.axis d={ "M" (frame.axis) " 4V" (end - 4) } {}
                @for row in &rows { (one(view, frame, row)) }
            }
            p.key { span.disc {} " said  " span.square {} " published" }
        }
    }
}

fn one(view: &View, frame: Frame, row: &Row) -> Markup {
    let &Row {
        date,
        day,
        top,
        gap,
    } = row;
    let Frame { axis, across } = frame;
    let (left, most) = (frame.left(), frame.most());
    let names = top + day.rows(frame) * DISC;
    markup! {
        g {
            text.when x=(axis - BESIDE) y=(top + 15) text-anchor="end" { (label(date)) }
            @if date.is_some() { circle.tick cx=(axis) cy=(top + 11) r="3.5" {} }
            @if gap { path.gap d={ "M" (axis - 4) " " (top - 5) "l8 -4m-8 8l8 -4" } {} }
            @for (nth, numbered) in day.said.iter().take(most).enumerate() {
                @let x = left + (nth % across) as i32 * DISC + 9;
                @let y = top + (nth / across) as i32 * DISC + 11;
                @let said = format!("Statement {}: {}, {}", numbered.number, view.speaker(numbered.statement), clipped(&phrase::gist(&numbered.statement.gist), 80));
                a href=(view.to_statement(&numbered.statement.id)) aria-label=(said) {
                    circle.disc cx=(x) cy=(y) r="9.5" {}
                    text.disc-number x=(x) y=(y + 4) text-anchor="middle" { (numbered.number) }
                }
            }
            @if day.said.len() > most {
                text.more x=(WIDTH) y=(names - 6) text-anchor="end" { "+" (day.said.len() - most) }
            }
            @for (nth, &article) in day.published.iter().take(NAMED).enumerate() {
                @let y = names + nth as i32 * LINE;
                a href=(view.to_article(article)) {
                    rect.square x=(left + 1) y=(y + 6) width="8" height="8" {}
                    text x=(left + 16) y=(y + 15) {
                        title { (view.outlet(article)) }
                        (measure::elided(view.outlet(article), SIZE, (WIDTH - left - 18) as f32))
                    }
                }
            }
            @if day.published.len() > NAMED {
                text.more x=(left + 16) y=(names + NAMED as i32 * LINE + 15) { "and " (day.published.len() - NAMED) " more articles" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_day_stays_in_the_picture() {
        let widest = "Wed 30 Mar 2033";
        let frame = Frame::around([widest, "Day not known"].into_iter());
        let left = (frame.axis - BESIDE) as f32 - measure::width(widest, SIZE);
        assert!(left >= 0.0, "it begins at {left}");
        let right = frame.left() + frame.across as i32 * DISC;
        assert!(right <= WIDTH, "the discs end at {right}");
    }
}

//! Who cites whom, as a picture: outlets on the left, those they rely on on
//! the right, a line for each pair.

use crate::fault::Fault;
use crate::link;
use dixit_ledger::{Citation, CitationSource, Ledger};
use dixit_report::measure;
use dixit_report::phrase::count;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// So many outlets and so many sources are drawn.
const MOST: usize = 16;
/// So many pairs are looked at.
const PAIRS: usize = 400;
const WIDTH: i32 = 760;
/// Where the names of outlets end, and those of sources begin.
const LEFT: i32 = 250;
const RIGHT: i32 = 510;
const PITCH: i32 = 24;
const SIZE: f32 = 11.5;

/// One side of the picture.
struct Column<'c> {
    /// Name, address, whether it is a relay; from top to bottom.
    rows: Vec<(&'c str, String, bool)>,
}

/// Who cites whom in all of the ledger.
pub(super) fn of_all(ledger: &Ledger) -> Result<Markup, Fault> {
    Ok(picture(&ledger.citations(PAIRS)?))
}

fn picture(citations: &[Citation]) -> Markup {
    if citations.is_empty() {
        return Markup::default();
    }
    let outlets = weightiest(citations, |citation| citation.outlet.as_str());
    let sources = weightiest(citations, |citation| &citation.source);
    let lines: Vec<(usize, usize, &Citation)> = citations
        .iter()
        .filter_map(|citation| {
            let outlet = outlets.iter().position(|o| *o == citation.outlet)?;
            let source = sources.iter().position(|s| **s == citation.source)?;
            Some((outlet, source, citation))
        })
        .collect();
    // A source stands near the outlets that rely on it.
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|&source| {
        let own = lines.iter().filter(|line| line.1 == source);
        let (sum, all) = own.fold((0, 0), |(sum, all), line| {
            (sum + line.0 * line.2.times, all + line.2.times)
        });
        ((sum * 1000).checked_div(all).unwrap_or(0), source)
    });
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(at, &s)| (s, at)).collect();
    let left = Column {
        rows: outlets
            .iter()
            .map(|name| (*name, link::outlet(name), false))
            .collect(),
    };
    let right = Column {
        rows: order.iter().map(|&source| shown(sources[source])).collect(),
    };
    let rows = left.rows.len().max(right.rows.len()) as i32;
    let height = rows * PITCH + 8;
    let most = lines.iter().map(|line| line.2.times).max().unwrap_or(1);
    html! {
        section.part aria-labelledby="network" {
            h2 #network { "Who cites whom" }
            svg.network viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height)
                role="group" aria-label="Outlets, and the relays and outlets they rely on" {
                @for (outlet, source, citation) in &lines {
                    @let from = middle(*outlet, left.rows.len(), height);
                    @let to = middle(place.get(source).copied().unwrap_or(0), right.rows.len(), height);
                    path.link.copied[matches!(citation.source, CitationSource::Outlet(_))]
                        d={ "M" (LEFT + 8) " " (from) "C" (LEFT + 110) " " (from) " " (RIGHT - 110) " " (to) " " (RIGHT - 8) " " (to) }
                        stroke-width=(thickness(citation.times, most)) {
                        title { (told(citation)) }
                    }
                }
                (column(&left, height, LEFT, true))
                (column(&right, height, RIGHT, false))
            }
            p.key {
                "On the left who carries it, on the right through whom: relays by attributions; dashed, outlets whose passages were taken, by articles. "
                "The thicker, the more often."
            }
        }
    }
}

/// The things with most citations, the first to be named first among equals.
fn weightiest<'c, T: Ord + Copy>(
    citations: &'c [Citation],
    of: impl Fn(&'c Citation) -> T,
) -> Vec<T> {
    let mut weight: BTreeMap<T, usize> = BTreeMap::new();
    for citation in citations {
        *weight.entry(of(citation)).or_default() += citation.times;
    }
    let mut all: Vec<(usize, T)> = weight.into_iter().map(|(of, times)| (times, of)).collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    all.truncate(MOST);
    all.into_iter().map(|(_, of)| of).collect()
}

fn shown(source: &CitationSource) -> (&str, String, bool) {
    match source {
        CitationSource::Relay(entity) => (&entity.name, link::speaker(&entity.key), true),
        CitationSource::Outlet(name) => (name, link::outlet(name), false),
    }
}

fn middle(row: usize, rows: usize, height: i32) -> i32 {
    let top = (height - rows as i32 * PITCH) / 2;
    top + row as i32 * PITCH + PITCH / 2
}

fn thickness(times: usize, most: usize) -> String {
    let share = (times as f32 / most.max(1) as f32).sqrt();
    format!("{:.1}", 0.8 + 4.2 * share)
}

fn column(column: &Column, height: i32, x: i32, is_left: bool) -> Markup {
    let (anchor, at) = if is_left {
        ("end", x - 4)
    } else {
        ("start", x + 4)
    };
    let dot = if is_left { x + 4 } else { x - 4 };
    let room = LEFT as f32 - 10.0;
    html! {
        @for (row, (name, to, relay)) in column.rows.iter().enumerate() {
            @let y = middle(row, column.rows.len(), height);
            a href=(to) {
                title { (name) }
                circle.dot.relied[*relay] cx=(dot) cy=(y) r="4" {}
                text x=(at) y=(y + 4) text-anchor=(anchor) { (measure::elided(name, SIZE, room)) }
            }
        }
    }
}

fn told(citation: &Citation) -> String {
    match &citation.source {
        CitationSource::Relay(entity) => format!(
            "{} cites {} in {}",
            citation.outlet,
            entity.name,
            count(citation.times, "attribution", "attributions")
        ),
        CitationSource::Outlet(name) => format!(
            "{} took passages from {name} in {}",
            citation.outlet,
            count(citation.times, "article", "articles")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_cited_stay_and_the_thickest_line_is_theirs() {
        let of = |outlet: &str, source: &str, times| Citation {
            outlet: outlet.to_owned(),
            source: CitationSource::Outlet(source.to_owned()),
            times,
        };
        let mut citations: Vec<Citation> = (0..40)
            .map(|n| of(&format!("Outlet {n}"), "Kest News Agency", 1))
            .collect();
        citations.push(of("Veld Courier", "Harbour Post", 9));
        let drawn = picture(&citations).into_string();
        assert_eq!(drawn.matches("text-anchor=\"end\"").count(), MOST);
        assert!(drawn.contains("Veld Courier took passages from Harbour Post in nine articles"));
        assert!(drawn.contains("stroke-width=\"5.0\""));
        assert_eq!(picture(&[]).into_string(), "");
    }
}

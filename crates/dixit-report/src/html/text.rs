//! The articles' texts: furniture dimmed, attributions marked, each with a
//! number that leads back to its statement.

use super::link;
use crate::anchor::slug;
use crate::names;
use crate::phrase::{self, capital, certainty, count, given};
use crate::segment::{self, Mark, Piece};
use crate::view::{View, by};
use dixit_model::{Attribution, Mode, Reading, Span, Spans};
use maud::{Markup, html as markup};
use std::collections::BTreeSet;

/// What a mark in a text stands for; numbers are indexes of attributions.
#[derive(Clone, Copy)]
enum Kind {
    Furniture,
    Copy,
    Source(usize),
    Cue(usize),
    Content(usize),
    /// The words that a reader was sent to.
    Shown,
}

pub(super) fn texts(view: &View, articles: &[usize], open: bool) -> Markup {
    markup! { @for &article in articles { (folded(view, article, open)) } }
}

fn folded(view: &View, index: usize, open: bool) -> Markup {
    let reading = view.reading(index);
    let article = &reading.article;
    let title = article.title.as_ref().map(|title| title.value.trim());
    let title = title.filter(|title| !title.is_empty());
    markup! {
        details.text #(view.anchors.text(index)) open[open] {
            summary {
                span.outlet.unknown[article.outlet.is_none()] { @if article.outlet.is_some() { (view.outlet(index)) } @else { "Outlet not named" } }
                @match title {
                    Some(title) => { span.title { (title) } }
                    None => { span.title.untitled { (untitled(reading)) } }
                }
                span.meta {
                    (article.published.as_ref().map_or_else(|| "no date".to_owned(), |day| phrase::short_day(day.value)))
                    " · " (count(reading.attributions.len(), "attribution", "attributions"))
                }
            }
            (particulars(view, index))
            (words_of(view, index, None))
        }
    }
}

/// The articles as links to pages of their own.
pub(super) fn listed(view: &View, articles: &[usize]) -> Markup {
    markup! {
        ul.listed {
            @for &index in articles {
                @let reading = view.reading(index);
                @let title = reading.article.title.as_ref().map(|title| title.value.trim()).filter(|title| !title.is_empty());
                li {
                    span.outlet.unknown[reading.article.outlet.is_none()] {
                        @match view.to_outlet(index) {
                            Some(to) => { a.entity href=(to) { (view.outlet(index)) } }
                            None => { "Outlet not named" }
                        }
                    }
                    a.title.untitled[title.is_none()] href=(view.to_article(index)) dir="auto" {
                        @match title { Some(title) => { (title) } None => { (untitled(reading)) } }
                    }
                    span.meta {
                        (reading.article.published.as_ref().map_or_else(|| "no date".to_owned(), |day| phrase::short_day(day.value)))
                        " · " (count(reading.attributions.len(), "attribution", "attributions"))
                    }
                }
            }
        }
    }
}

/// The first words of an article that has no title.
fn untitled(reading: &Reading) -> String {
    names::opening(reading).map_or_else(
        || "Without a title".to_owned(),
        |first| phrase::clipped(first, 70),
    )
}

/// A language code that is safe to hand to the browser.
fn language(reading: &Reading) -> Option<&str> {
    let code = reading.article.language.as_ref()?.value.as_str();
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (plain && !code.is_empty()).then_some(code)
}

/// What is known about the article, and how.
pub(super) fn particulars(view: &View, index: usize) -> Markup {
    let article = &view.reading(index).article;
    let inferred = |how: &str, confidence: f32| {
        if given(how) {
            String::new()
        } else if phrase::set_by(how).is_some() {
            format!(" ({how})")
        } else if confidence >= 0.95 {
            format!(" (inferred from {})", phrase::grounds(how))
        } else {
            format!(
                " (inferred from {}, {})",
                phrase::grounds(how),
                certainty(confidence)
            )
        }
    };
    let why = view
        .stories
        .iter()
        .flat_map(|story| &story.story.articles)
        .find(|membership| membership.article == index)
        .map(|membership| membership.why.trim())
        .filter(|why| !why.is_empty());
    let mut shares: Vec<String> = view
        .record
        .copies
        .iter()
        .filter(|copy| copy.passages.iter().any(|p| p.article == index))
        .filter_map(|copy| view.copy_phrase(copy, index))
        .collect();
    let more = shares.len().saturating_sub(4);
    shares.truncate(4);
    markup! {
        div.particulars {
            p {
                @match &article.outlet {
                    Some(outlet) => { (outlet.value) (inferred(&outlet.how, outlet.confidence)) }
                    None => { "The text does not say who published it" }
                }
                " · "
                @match &article.published {
                    Some(day) => { (phrase::day(day.value)) (inferred(&day.how, day.confidence)) }
                    None => { "day of publication not known" }
                }
                @if !article.authors.is_empty() { " · by " (phrase::short_list(&article.authors, 4)) }
                @if let Some(url) = article.url.as_deref() {
                    " · "
                    @match link::web(url) {
                        Some(url) => { a.web href=(url) rel="noopener noreferrer nofollow" { (phrase::clipped(url, 60)) } }
                        None => { span { (phrase::clipped(url, 60)) } }
                    }
                }
            }
            @if let Some(language) = article.unread() {
                p { "Its language (" (language) ") is one that no model reads: it is kept as it came, and what it says is not in the record." }
            }
            @if let Some(why) = why { p { (capital(&view.named(why))) } }
            @for share in shares { p { (capital(&share)) "." } }
            @if more > 0 { p { (capital(&count(more, "further shared passage", "further shared passages"))) "." } }
        }
    }
}

/// An article's text, with the words of `shown` lit.
pub(super) fn words_of(view: &View, index: usize, shown: Option<Span>) -> Markup {
    let language = language(view.reading(index));
    markup! { div.body dir="auto" data-text lang=[language] { (body(view, index, shown)) } }
}

fn body(view: &View, index: usize, shown: Option<Span>) -> Markup {
    let reading = view.reading(index);
    let text = &reading.article.text;
    let mut marks = marks(view, index);
    let mut anchors = anchors(view, index);
    if let Some(span) = shown {
        marks.push(Mark {
            span,
            kind: Kind::Shown,
        });
        anchors.push((span.start, "shown".to_owned()));
    }
    let mut notes: Vec<(usize, usize)> = reading
        .attributions
        .iter()
        .enumerate()
        .map(|(nth, attribution)| (hull(attribution).end, nth))
        .collect();
    anchors.sort();
    notes.sort_unstable();
    let cuts: Vec<usize> = anchors.iter().map(|(at, _)| *at).collect();
    let (mut anchors, mut notes) = (anchors.into_iter().peekable(), notes.into_iter().peekable());
    let paragraphs = segment::paragraphs(text);
    let last = paragraphs.len().saturating_sub(1);
    let title = reading
        .article
        .title
        .as_ref()
        .map(|title| title.value.trim());
    markup! {
        @if paragraphs.is_empty() { p.empty { "This article has no text." } }
        @for (nth, paragraph) in paragraphs.iter().enumerate() {
            @let furniture = reading.article.furniture.iter().any(|f| f.span.contains(*paragraph));
            p.furniture[furniture].titled[title == Some(paragraph.of(text))] {
                @for piece in segment::pieces(text, *paragraph, &marks, &cuts) {
                    @while let Some((_, anchor)) = anchors.next_if(|(at, _)| *at <= piece.span.start) {
                        span.at #(anchor) {}
                    }
                    (words(reading, &marks, &piece))
                    @while let Some((_, note_of)) = notes.next_if(|(end, _)| *end <= piece.span.end) {
                        (note(view, index, &reading.attributions[note_of]))
                    }
                }
                @if nth == last {
                    @for (_, anchor) in anchors.by_ref() { span.at #(anchor) {} }
                    @for (_, note_of) in notes.by_ref() { (note(view, index, &reading.attributions[note_of])) }
                }
            }
        }
    }
}

fn marks(view: &View, index: usize) -> Vec<Mark<Kind>> {
    let reading = view.reading(index);
    let mut marks: Vec<Mark<Kind>> = Vec::new();
    let furniture = reading.article.furniture.iter();
    marks.extend(furniture.map(|furniture| Mark {
        span: furniture.span,
        kind: Kind::Furniture,
    }));
    for copy in &view.record.copies {
        let own = copy.passages.iter().filter(|p| p.article == index);
        marks.extend(own.map(|passage| Mark {
            span: passage.span,
            kind: Kind::Copy,
        }));
    }
    for (nth, attribution) in reading.attributions.iter().enumerate() {
        let roles = [
            (&attribution.content, Kind::Content(nth)),
            (&attribution.source, Kind::Source(nth)),
            (&attribution.cue, Kind::Cue(nth)),
        ];
        for (spans, kind) in roles {
            marks.extend(spans.iter().map(|&span| Mark { span, kind }));
        }
    }
    marks
}

/// Where links into the text arrive: attributions, and sides of disagreements.
fn anchors(view: &View, index: usize) -> Vec<(usize, String)> {
    let mut anchors: Vec<(usize, String)> = view
        .reading(index)
        .attributions
        .iter()
        .map(|a| (hull(a).start, view.anchors.attribution(index, &a.id)))
        .collect();
    let passages: BTreeSet<usize> = view
        .stories
        .iter()
        .flat_map(|story| &story.story.disagreements)
        .flat_map(|disagreement| &disagreement.sides)
        .flat_map(|side| &side.passages)
        .filter(|passage| passage.article == index)
        .map(|passage| passage.span.start)
        .collect();
    anchors.extend(
        passages
            .into_iter()
            .map(|start| (start, view.anchors.passage(index, start))),
    );
    anchors
}

/// From an attribution's first byte to its last.
fn hull(attribution: &Attribution) -> Span {
    [&attribution.source, &attribution.cue, &attribution.content]
        .into_iter()
        .filter_map(|spans| spans.hull())
        .reduce(Span::hull)
        .unwrap_or(Span { start: 0, end: 0 })
}

/// A piece of text with the classes of everything that covers it.
fn words(reading: &Reading, marks: &[Mark<Kind>], piece: &Piece) -> Markup {
    let words = piece.span.of(&reading.article.text);
    if piece.marks.is_empty() {
        return markup! { (words) };
    }
    let mut classes: Vec<&str> = Vec::new();
    let mut covering: Vec<(usize, usize)> = Vec::new();
    let mut depth = BTreeSet::new();
    let mut role: Option<(usize, &str)> = None;
    for &mark in &piece.marks {
        let mark = &marks[mark];
        let (nth, class) = match mark.kind {
            Kind::Furniture => {
                classes.push("f");
                continue;
            }
            Kind::Copy => {
                classes.push("k");
                continue;
            }
            Kind::Shown => {
                classes.push("shown");
                continue;
            }
            Kind::Content(nth) => {
                depth.insert(nth);
                (nth, None)
            }
            Kind::Source(nth) => (nth, Some("s")),
            Kind::Cue(nth) => (nth, Some("c")),
        };
        if let Some(class) = class
            && role.is_none_or(|(length, _)| mark.span.len() <= length)
        {
            role = Some((mark.span.len(), class));
        }
        covering.push((hull(&reading.attributions[nth]).len(), nth));
    }
    match depth.len() {
        0 => {}
        1 => classes.push("q"),
        2 => classes.extend(["q", "q2"]),
        _ => classes.extend(["q", "q3"]),
    }
    classes.extend(role.map(|(_, class)| class));
    classes.dedup();
    covering.sort_unstable();
    covering.dedup();
    let ids: Vec<String> = covering
        .iter()
        .map(|&(_, nth)| slug(&reading.attributions[nth].id))
        .collect();
    let data = (!ids.is_empty()).then(|| ids.join(" "));
    markup! { span class=(classes.join(" ")) data-a=[data] { (words) } }
}

/// The number after an attribution, and the card that comes with it.
fn note(view: &View, index: usize, attribution: &Attribution) -> Markup {
    let own = view.anchors.attribution(index, &attribution.id);
    let card_id = view.anchors.card(index, &attribution.id);
    let statement = view.statement_of(index, &attribution.id);
    markup! {
        span.note data-r=(slug(&attribution.id)) {
            @match statement {
                Some(numbered) => {
                    a href=(view.to_statement(&numbered.statement.id)) aria-label={ "Statement " (numbered.number) } aria-describedby=(card_id) { (numbered.number) }
                }
                None => {
                    a href={ "#" (own) } aria-label="Attribution outside the statements" aria-describedby=(card_id) { "·" }
                }
            }
            (card(view, index, attribution, &card_id))
        }
    }
}

fn card(view: &View, index: usize, attribution: &Attribution, id: &str) -> Markup {
    let who = attribution
        .speaker
        .as_ref()
        .map(|speaker| view.local_name(index, speaker.entity));
    let to = attribution
        .to
        .as_ref()
        .map(|to| view.local_name(index, to.entity));
    let via: Vec<&str> = attribution
        .via
        .iter()
        .map(|relay| view.local_name(index, relay.entity))
        .collect();
    let mut occasion: Vec<String> = Vec::new();
    occasion.extend(attribution.channel.as_ref().map(|c| c.name.clone()));
    occasion.extend(
        attribution
            .said_on
            .as_ref()
            .map(|day| phrase::day(day.value)),
    );
    let mut grounds = vec![
        match attribution.mode {
            Mode::Direct => "quoted",
            Mode::Mixed => "partly quoted",
            Mode::Indirect => "reported speech",
        }
        .to_owned(),
    ];
    if let Some(speaker) = &attribution.speaker {
        grounds.push(format!(
            "speaker {}, {}",
            certainty(speaker.confidence),
            by(&speaker.how)
        ));
    }
    if let Some(reason) = attribution.anonymity {
        let words = reason.of(&view.reading(index).article.text);
        grounds.push(format!("not named “{}”", phrase::flat(words)));
    }
    if let Some(day) = &attribution.said_on {
        grounds.push(view.day_grounds(day, &[index]));
    }
    if attribution.negated {
        grounds.push("reported as not said".to_owned());
    }
    if attribution.hedged {
        grounds.push("hedged by the article".to_owned());
    }
    grounds.push(format!("found: {}", certainty(attribution.confidence)));
    let how = attribution
        .speaker
        .as_ref()
        .map_or("", |speaker| &speaker.how);
    let set = phrase::set_by(how).is_some();
    markup! {
        span.card #(id) role="tooltip" {
            span.line { b { (who.unwrap_or("Speaker not named")) } @if set { " " span.set { (by(how)) } } @if let Some(to) = to { " to " (to) } }
            @if !via.is_empty() { span.line.via { "through " (phrase::list(&via)) } }
            @if !occasion.is_empty() { span.line { (capital(&occasion.join(" · "))) } }
            span.line.how { (capital(&grounds.join("; "))) "." }
        }
    }
}

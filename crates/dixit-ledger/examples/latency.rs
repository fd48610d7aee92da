//! How long listings and searches of a ledger take:
//! `cargo run --release -p dixit-ledger --example latency -- LEDGER [QUERY]...`

use dixit_ledger::{Error, Ledger, Order, Page, Query, StoryFilter, StoryOrder};
use std::path::Path;
use std::time::Instant;

/// Each question is asked so often.
const TIMES: usize = 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a ledger")?;
    let ledger = Ledger::open_read_only(Path::new(&path))?;
    let page = Page::first(20);
    let stories = |order| StoryFilter {
        order,
        ..StoryFilter::default()
    };
    time("summary", || ledger.summary())?;
    time("stories, newest", || {
        ledger.stories(&stories(StoryOrder::Newest), &page)
    })?;
    time("stories, most articles", || {
        ledger.stories(&stories(StoryOrder::Articles), &page)
    })?;
    let first = ledger.stories(&stories(StoryOrder::Articles), &page)?.rows;
    if let Some(story) = first.first() {
        time("story", || ledger.story(&story.key))?;
    }
    time("articles", || ledger.articles(&Query::default(), &page))?;
    let query = |order| Query::default().in_order(order);
    time("statements by weight", || {
        ledger.statements(&query(Order::Weight), &page)
    })?;
    time("statements, newest", || {
        ledger.statements(&query(Order::Newest), &page)
    })?;
    let speakers = ledger.speakers(&page)?.rows;
    time("speakers", || ledger.speakers(&page))?;
    if let Some(speaker) = speakers.first() {
        time("speaker who says the most", || ledger.entity(&speaker.key))?;
        let by = query(Order::Newest).by(&speaker.key);
        time("what they say", || ledger.statements(&by, &page))?;
        let by = query(Order::Weight).by(&speaker.key);
        time("what they say, by weight", || ledger.statements(&by, &page))?;
    }
    let outlets = ledger.outlets(&page)?.rows;
    time("outlets", || ledger.outlets(&page))?;
    if let Some(outlet) = outlets.first() {
        time("outlet", || ledger.outlet(&outlet.name))?;
        let of = StoryFilter {
            outlet: Some(outlet.name.clone()),
            ..StoryFilter::default()
        };
        time("stories of an outlet", || ledger.stories(&of, &page))?;
        let of = Query::default().in_outlet(&outlet.name);
        time("statements of an outlet", || ledger.statements(&of, &page))?;
    }
    for words in arguments {
        let query = Query::parse(&words)?;
        time(&words, || ledger.search(&query, &page))?;
    }
    Ok(())
}

/// Prints the median and the slowest of a question's answers.
fn time<T>(what: &str, ask: impl Fn() -> Result<T, Error>) -> Result<(), Error> {
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begin = Instant::now();
        ask()?;
        took.push(begin.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    println!(
        "{:>9.2} {:>9.2} ms  {what}",
        took[TIMES / 2],
        took[TIMES - 1]
    );
    Ok(())
}

//! What a desk is asked for: every kind of page, of the busiest things and of
//! things from all over the ledger.

use dixit_ledger::{Ledger, Order, Page, Query, StoryFilter, StoryOrder};

/// Days over which things are picked.
const DAYS: usize = 12;

/// Addresses by kind; searches are named so.
pub fn addresses(ledger: &Ledger) -> anyhow::Result<Vec<(&'static str, Vec<String>)>> {
    let mut stories: Vec<String> = Vec::new();
    let few = Page::first(5);
    for order in [StoryOrder::Articles, StoryOrder::Newest] {
        let filter = StoryFilter {
            order,
            ..StoryFilter::default()
        };
        stories.extend(
            ledger
                .stories(&filter, &few)?
                .rows
                .into_iter()
                .map(|row| row.key),
        );
    }
    let (mut articles, mut statements, mut speakers) = (Vec::new(), Vec::new(), Vec::new());
    for until in days(ledger)? {
        let filter = StoryFilter {
            until: Some(until),
            ..StoryFilter::default()
        };
        let rows = ledger.stories(&filter, &few)?.rows;
        stories.extend(rows.into_iter().map(|row| row.key));
        let said = Query {
            said_until: Some(until),
            ..Query::default()
        }
        .in_order(Order::Newest);
        for row in ledger.statements(&said, &few)?.rows {
            speakers.extend(row.speaker.map(|speaker| speaker.key));
            statements.push(row.key);
        }
        let query = Query {
            until: Some(until),
            ..Query::default()
        };
        articles.extend(
            ledger
                .articles(&query, &few)?
                .rows
                .into_iter()
                .map(|row| row.key),
        );
    }
    let weighty = ledger.statements(&Query::default(), &few)?.rows;
    statements.extend(weighty.into_iter().map(|row| row.key));
    let busiest = ledger.speakers(&Page::first(30))?.rows;
    let busy: Vec<String> = busiest.iter().map(|row| row.key.clone()).collect();
    let outlets: Vec<String> = ledger
        .outlets(&Page::first(40))?
        .rows
        .into_iter()
        .map(|row| row.name)
        .collect();
    let names: Vec<String> = busiest.iter().map(|row| row.name.clone()).collect();
    let at = |place: &str, keys: &[String]| -> Vec<String> {
        keys.iter()
            .map(|key| format!("{place}{}", encoded(key)))
            .collect()
    };
    let queries = |with: &dyn Fn(&str) -> String, of: &[String]| -> Vec<String> {
        of.iter()
            .map(|name| format!("/search?q={}", encoded(&with(name))))
            .collect()
    };
    let lists = [
        "/",
        "/?order=articles",
        "/?order=statements",
        "/statements",
        "/statements?order=newest",
        "/speakers",
        "/outlets",
        "/runs",
        "/corrections",
    ];
    let words = [
        "president",
        "said",
        "court ruling",
        "vaccine",
        "\"climate change\"",
        "election fraud",
        "tax",
        "police protest",
        "trade war",
        "immigration border wall",
    ]
    .map(str::to_owned);
    Ok(vec![
        ("listings", lists.map(str::to_owned).to_vec()),
        ("stories of an outlet", at("/?outlet=", &outlets)),
        ("stories of a busy speaker", at("/?speaker=", &busy)),
        ("stories", at("/stories/", &stories)),
        ("articles", at("/articles/", &articles)),
        ("statements", at("/statements/", &statements)),
        ("speakers", at("/speakers/", &speakers)),
        ("busy speakers", at("/speakers/", &busy)),
        ("outlets", at("/outlets/", &outlets)),
        (
            "statements of a busy speaker",
            at("/statements?q=speaker:", &busy),
        ),
        (
            "API: listings",
            [
                "",
                "/stories",
                "/statements",
                "/articles",
                "/entities",
                "/outlets",
                "/runs",
            ]
            .map(|place| format!("/api/v1{place}"))
            .to_vec(),
        ),
        ("API: stories", at("/api/v1/stories/", &stories)),
        ("API: articles", at("/api/v1/articles/", &articles)),
        ("API: statements", at("/api/v1/statements/", &statements)),
        ("API: busy speakers", at("/api/v1/entities/", &busy)),
        ("API: outlets", at("/api/v1/outlets/", &outlets)),
        ("search: words", queries(&str::to_owned, &words)),
        (
            "search: a busy speaker's name",
            queries(&str::to_owned, &names),
        ),
        (
            "search: a busy speaker and a common word",
            queries(&|name| format!("speaker:\"{name}\" president"), &names),
        ),
        (
            "search: a busy speaker alone",
            queries(&|name| format!("speaker:\"{name}\""), &names),
        ),
        (
            "search: an outlet and a common word",
            queries(&|name| format!("outlet:\"{name}\" president"), &outlets),
        ),
    ])
}

/// Days from all over the ledger.
fn days(ledger: &Ledger) -> anyhow::Result<Vec<dixit_model::Date>> {
    let all = ledger.summary()?;
    let (Some(first), Some(last)) = (all.first, all.last) else {
        return Ok(Vec::new());
    };
    let (first, last): (dixit_model::Date, dixit_model::Date) = (first.parse()?, last.parse()?);
    let span = i64::from((last - first).get_days());
    let day = |nth: usize| {
        first.saturating_add(jiff::Span::new().days(span * (nth as i64 + 1) / DAYS as i64))
    };
    Ok((0..DAYS).map(day).collect())
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

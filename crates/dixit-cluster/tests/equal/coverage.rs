//! Invented coverage, as lines of JSON.

use serde_json::json;
use std::path::PathBuf;

const OUTLETS: [&str; 5] = [
    "The Harbour Post",
    "Kest Courier",
    "Orrin Observer",
    "Veldmark Times",
    "The Lowland Ledger",
];

const SPEAKERS: [(&str, &str); 6] = [
    ("President Ilse Marant", "Marant"),
    ("Foreign Minister Tomas Veld", "Veld"),
    ("Mayor Odile Bryn", "Bryn"),
    ("Admiral Jonas Kestrel", "Kestrel"),
    ("Governor Petra Hollin", "Hollin"),
    ("Judge Ruben Astley", "Astley"),
];

const HAPPENINGS: [[&str; 4]; 9] = [
    [
        "ferry",
        "the harbour of Kest",
        "the ferry had lost its rudder",
        "salvage tugs",
    ],
    [
        "dam",
        "the Orrin valley",
        "the dam would be emptied by spring",
        "turbine repairs",
    ],
    [
        "strike",
        "the mines at Lorn",
        "the miners deserved higher wages",
        "coal shafts",
    ],
    [
        "election",
        "the province of Vell",
        "the ballots had been counted twice",
        "polling stations",
    ],
    [
        "wildfire",
        "the forests of Tarn",
        "the wildfire was under control",
        "smoke jumpers",
    ],
    [
        "bridge",
        "the river Aske",
        "the bridge needed new cables",
        "steel pylons",
    ],
    [
        "vaccine",
        "the clinics of Brume",
        "the vaccine was safe for children",
        "measles wards",
    ],
    [
        "treaty",
        "the border at Solm",
        "the treaty would be ratified soon",
        "fishing quotas",
    ],
    [
        "museum",
        "the old town of Quay",
        "the stolen painting had been found",
        "gallery curators",
    ],
];

/// `stories` stories of `each` articles, but the first of `first`. Every fifth
/// article has no date.
pub fn lines(stories: usize, each: usize, first: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (story, happening) in HAPPENINGS.iter().enumerate().take(stories) {
        let count = if story == 0 { first } else { each };
        lines.extend((0..count).map(|number| line(story, number, happening)));
    }
    lines
}

fn line(story: usize, number: usize, [what, at, said, more]: &[&str; 4]) -> String {
    let (full, short) = SPEAKERS[story % SPEAKERS.len()];
    let (other, _) = SPEAKERS[(story + number + 1) % SPEAKERS.len()];
    let outlet = OUTLETS[(story + number) % OUTLETS.len()];
    let day = 3 + 2 * story + number % 2;
    let mut text = format!(
        "{full} said on Friday that {said}. Crews worked at {at} through the night, where {more} \
         and the {what} kept everybody busy.\n\n\"We will not rest until the {what} is dealt with,\" \
         {short} told Orrin State Radio.\n\n"
    );
    text += &match number % 3 {
        0 => format!("{other} denied that the {what} at {at} had been neglected."),
        1 => format!(
            "According to Orrin State Radio, {other} asked for more {more}. OSR has covered the {what} for years."
        ),
        _ => format!("\"Nobody told us about the {more},\" {other} said of the {what} at {at}."),
    };
    let mut article = json!({
        "id": format!("{what}-{number:02}"),
        "title": format!("{short} on the {what} at {at}: {said}"),
        "outlet": outlet,
        "text": text,
    });
    if number % 5 != 4 {
        article["published"] = format!("2031-03-{day:02}").into();
    }
    article.to_string()
}

/// `count` articles that mix the happenings' words at random over some weeks;
/// every sixth has no date.
pub fn random(seed: u64, count: usize) -> Vec<String> {
    let mut state = seed;
    let mut pick = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let article = |number: usize| {
        let happening = HAPPENINGS[pick(HAPPENINGS.len())];
        let mut text = String::new();
        for _ in 0..3 + pick(6) {
            let from = if pick(4) > 0 {
                happening
            } else {
                HAPPENINGS[pick(HAPPENINGS.len())]
            };
            let who = SPEAKERS[pick(SPEAKERS.len())].0;
            let (what, more) = (from[pick(4)], from[pick(4)]);
            text += &format!("{who} said that {what} and {more} mattered. ");
        }
        let day = jiff::civil::date(2031, 3, 1) + jiff::Span::new().days(pick(50) as i64);
        let mut article = json!({
            "id": format!("a{number:03}"),
            "title": format!("{} at {}", happening[pick(4)], happening[pick(4)]),
            "text": text,
        });
        if pick(6) > 0 {
            article["published"] = day.to_string().into();
        }
        article.to_string()
    };
    (0..count).map(article).collect()
}

/// The articles of `examples/strait`, as lines.
pub fn example() -> Vec<String> {
    let folder = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/strait"
    ));
    let articles = dixit_intake::Intake::default().read(&[folder]);
    let lines = articles.map(|article| {
        let article = article.expect("an article");
        json!({
            "id": article.id,
            "title": article.title.map(|title| title.value),
            "published": article.published.map(|day| day.value.to_string()),
            "text": article.text,
        })
        .to_string()
    });
    lines.collect()
}

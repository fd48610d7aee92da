//! Records at the edges: nothing, one article, very many, and malice.

use super::draft::{Builder, Draft, Said, date};
use dixit_model::*;

/// One article in which nobody says anything; no outlet, no date, no title.
pub fn silent() -> Record {
    let mut b = Builder::new(vec![Draft::new(
        "note",
        "The ferry sailed at six. The sea was calm.\n",
    )]);
    b.record.stories.push(Story {
        id: "s1".into(),
        title: "The ferry sailed at six".into(),
        articles: vec![Membership {
            article: 0,
            why: String::new(),
        }],
        first: None,
        last: None,
        earlier: Vec::new(),
        findings: Vec::new(),
        disagreements: Vec::new(),
    });
    b.record
}

/// One article with one statement whose speaker is not named, on no known day.
pub fn lonely() -> Record {
    let text = "Ferry to sail again\n\nThe ferry will sail again on Monday, it was announced.\n";
    let mut b = Builder::new(vec![
        Draft::new("ferry", text)
            .title("Ferry to sail again")
            .said(Said {
                id: "a1",
                within: "The ferry will sail again on Monday, it was announced",
                cue: "it was announced",
                content: &["The ferry will sail again on Monday"],
                ..Said::default()
            }),
    ]);
    b.record = Record {
        stories: silent().stories,
        ..b.record
    };
    b.record.stories[0].title = "Ferry to sail again".into();
    b.statement(
        "s1",
        "The ferry will sail again on Monday",
        &[("ferry", "a1")],
    );
    b.record
}

/// `n` articles of as many outlets in one story, all with the same statement
/// through one of a few relays, and each with one of its own.
pub fn long(n: usize) -> Record {
    let text = "The minister of the sea, Ada Quill, said on Friday that the light at Cape Sorrow would be lit again before winter, the coast guard reported.\n\nKeeper number X told this newspaper that the oil had never arrived.\n";
    let drafts = (0..n)
        .map(|nth| {
            let text = text.replace('X', &(nth + 1).to_string());
            let keeper = format!("Keeper number {}", nth + 1);
            let relay = ["the coast guard", "Cape Radio", "the ministry of the sea"][nth % 3];
            Draft::new(&format!("cape-{nth:03}"), &text)
                .title(&format!("Light at Cape Sorrow to burn again, account {}", nth + 1))
                .outlet(&format!("Lighthouse Gazette of District {}", nth + 1), "metadata", 1.0)
                .published(["2032-10-01", "2032-10-02", "2032-10-09"][nth % 3], "metadata", 1.0)
                .said(Said {
                    id: "a1",
                    within: "The minister of the sea, Ada Quill, said on Friday that the light at Cape Sorrow would be lit again before winter",
                    source: "The minister of the sea, Ada Quill,",
                    cue: "said",
                    content: &["that the light at Cape Sorrow would be lit again before winter"],
                    speaker: "Ada Quill",
                    day: Some(("2032-10-01", "on Friday")),
                    via: &[relay],
                    ..Said::default()
                })
                .said(Said {
                    id: "a2",
                    within: &format!("{keeper} told this newspaper that the oil had never arrived"),
                    source: &keeper,
                    cue: "told",
                    content: &["that the oil had never arrived"],
                    speaker: &keeper,
                    to: "this newspaper",
                    ..Said::default()
                })
        })
        .collect();
    let mut b = Builder::new(drafts);
    let ids: Vec<String> = b
        .record
        .readings
        .iter()
        .map(|r| r.article.id.clone())
        .collect();
    let members: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "a1")).collect();
    let st = b.statement(
        "s1",
        "The light at Cape Sorrow will be lit again before winter",
        &members,
    );
    st.independent = 3.min(n);
    st.explanation = "All accounts go back to three relays.".into();
    for id in &ids {
        b.statement("s1", "The oil never arrived", &[(id, "a2")]);
    }
    b.record.stories.push(Story {
        id: "s1".into(),
        title: "Light at Cape Sorrow to burn again".into(),
        articles: (0..n)
            .map(|article| Membership {
                article,
                why: "tells of the light at Cape Sorrow".into(),
            })
            .collect(),
        first: Some(date("2032-10-01")),
        last: Some(date("2032-10-09")),
        earlier: Vec::new(),
        findings: Vec::new(),
        disagreements: Vec::new(),
    });
    b.record
}

/// What an unfriendly page may put into every field that it can reach.
pub const MALICE: &str = "\"'><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"></style></title><!--\u{202e}\u{0}\u{8}]]>&amp;<svg/onload=alert(1)>";

/// [`MALICE`] in every field, attributions that overlap in every way, ids that
/// differ only in what a link cannot hold.
pub fn hostile() -> Record {
    let text = format!(
        "Title {MALICE}\n\n{MALICE} said “{MALICE}” to {MALICE} on Friday.\n\nAverylongwordthatneverendsandhasnoplacetobreak{}\n",
        "x".repeat(400)
    );
    let draft = |id: &str| {
        let mut draft = Draft::new(id, &text)
            .title(MALICE)
            .outlet(MALICE, MALICE, 0.5)
            .published("2031-03-07", MALICE, 0.5)
            .author(MALICE)
            .url("javascript:document.title='owned'")
            .furniture("</title>", FurnitureKind::Other);
        draft.reading.article.language = Some(super::draft::name("\" onload=x", "text", 0.9));
        let length = text.len();
        for nth in 0..9 {
            let span = |from: usize, size: usize| {
                let start = text.floor_char_boundary((from * 37) % length);
                let end = text.ceil_char_boundary((start + size).min(length));
                Span::new(start, end)
            };
            draft = draft.said(Said {
                id: "x",
                within: "said",
                speaker: MALICE,
                to: MALICE,
                channel: MALICE,
                day: Some(("2031-03-07", MALICE)),
                via: &[MALICE],
                how: MALICE,
                ..Said::default()
            });
            if let Some(row) = draft.reading.attributions.last_mut() {
                row.id = format!("a{nth}");
                row.source = vec![span(nth, 20 + nth)];
                row.cue = vec![span(nth + 1, 9)];
                row.anonymity = Some(span(nth * 3, 60));
                row.content = vec![span(nth * 2, 90 + nth * 11), span(nth * 5 + 7, 200)];
            }
        }
        draft
    };
    let mut b = Builder::new(vec![draft("a b"), draft("a\"b"), draft("a<b")]);
    b.role(MALICE, "<b>chief</b>");
    let id = |article: usize| ["a b", "a\"b", "a<b"][article];
    for nth in 0..9 {
        let row = format!("a{nth}");
        let members: Vec<(&str, &str)> = (0..3).map(|a| (id(a), row.as_str())).collect();
        let st = b.statement("s\">1", MALICE, &members);
        st.explanation = MALICE.into();
        st.rests_on = vec![MALICE.into()];
        st.denied_by = vec!["st1".into(), MALICE.into()];
        st.id = format!("st{}<\"", nth + 1);
        st.channel = Some(MALICE.into());
    }
    b.record.stories.push(Story {
        id: "s\">1".into(),
        title: MALICE.into(),
        articles: (0..3)
            .map(|article| Membership {
                article,
                why: MALICE.into(),
            })
            .collect(),
        first: None,
        last: None,
        earlier: vec![MALICE.into()],
        findings: vec![Finding {
            text: MALICE.into(),
            statement: Some(MALICE.into()),
        }],
        disagreements: vec![Disagreement {
            kind: DisagreementKind::Number,
            about: MALICE.into(),
            sides: vec![Side {
                text: MALICE.into(),
                passages: vec![b.passage("a b", "said")],
            }],
        }],
    });
    // Every class there is, whatever the words.
    let wordings = b
        .record
        .statements
        .iter_mut()
        .flat_map(|told| &mut told.wordings);
    for (wording, class) in wordings.zip(WordingClass::ALL.iter().cycle()) {
        wording.class = *class;
    }
    let speaker = b.entity(MALICE);
    b.record.positions.push(Position {
        id: MALICE.into(),
        speaker,
        matter: MALICE.into(),
        entries: vec![PositionEntry {
            statement: "st1<\"".into(),
            day: None,
        }],
    });
    b.record
}

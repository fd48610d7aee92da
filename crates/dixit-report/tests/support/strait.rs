//! Two stories about the port in the strait of Orrin: relays, a copy, an
//! undated article, a denial, numbers and words that differ.

use super::draft::{Builder, Draft, Said, date};
use dixit_model::*;

const HARBOUR: &str = "Marant offers to reopen the Orrin strait port

Your support keeps our reporters at sea. Join us from two crowns a month.

ORRIN, 7 March 2031 – President Ilse Marant told her counterpart Tomas Veld in a phone call on Friday that Orrin was willing to reopen the strait port, the presidency said in a readout. “We are willing to reopen the port within a week,” she was quoted as saying.

Harbour minister Ren Castor said no ship would enter before the crews’ wages were paid.

At least eight people were injured in a dock fire on Thursday, the port authority said. “There was never any condition about wages,” its spokeswoman, Dora Linnet, told The Harbour Post.

SHARE THIS ARTICLE
";

const COURIER: &str = "Orrin ‘ready within days’ to lift port blockade

President Ilse Marant was willing to reopen the port within days, the presidency’s readout of her call with Tomas Veld said. Veld told reporters in Veldmouth on Friday that he would “study the offer with an open mind”.

The blockade, now in its fourth month, has cost the islands 40 million crowns, according to the Chamber of Shipping.
";

const STRAIT: &str = "Marant ready for talks on port, state radio says

Marant told Veld on Friday that Orrin was ready to hold high-level talks on reopening the port, Orrin State Radio reported. “We will not be hurried, but we will not close the door,” the radio quoted her as telling Veld.

Dozens were injured in the fire, hospital staff said, asking not to be named because inquiries go on.

The inspection regime began in November. Asked whether it would end, a spokesman for the presidency did not say.
";

const KEST: &str = "ORRIN (KNA) – President Ilse Marant told Tomas Veld by phone that “we are willing to reopen the port within a week”, a readout by the presidency said on Friday.

Veld would “study the offer with an open mind”, he told reporters.

At least eight people were hurt in Thursday’s fire, the port authority said. It called the closure temporary.
";

const UNDATED: &str = "Home > World > Straits

Marant told Veld on Friday that Orrin was ready to hold high-level talks on reopening the port, Orrin State Radio reported. “We will not be hurried, but we will not close the door,” the radio quoted her as telling Veld.

Shipowners reportedly believe that the first tanker could sail on Monday.
";

const HARBOUR_2029: &str = "Marant rules out port talks under threat

“We will not discuss the port under threat,” President Ilse Marant said in a speech to parliament on Sunday.

Opposition leader Pia Holm accused her of gambling with the islanders’ bread.
";

const ISLAND_2029: &str = "No talks while warships wait, says Marant

Marant said on Sunday she would not discuss the port while warships lay off the strait. Holm said the president was “gambling with the islanders’ bread”.
";

const COPIED: &str = "Marant told Veld on Friday that Orrin was ready to hold high-level talks on reopening the port, Orrin State Radio reported.";
const FRIDAY: Option<(&str, &str)> = Some(("2031-03-07", "on Friday"));
const SUNDAY: Option<(&str, &str)> = Some(("2029-09-02", "on Sunday"));

fn courier() -> Draft {
    Draft::new("courier-1", COURIER)
        .title("Orrin ‘ready within days’ to lift port blockade")
        .outlet("Veld Courier", "metadata", 1.0)
        .published("2031-03-08", "metadata", 1.0)
        .url("https://courier.example/world/orrin-port?from=front&id=7")
        .said(Said {
            id: "a1",
            within: "President Ilse Marant was willing to reopen the port within days, the presidency’s readout of her call with Tomas Veld said",
            source: "President Ilse Marant",
            content: &["was willing to reopen the port within days"],
            speaker: "Ilse Marant",
            to: "Tomas Veld",
            channel: "phone call",
            day: FRIDAY,
            via: &["the presidency of Orrin"],
            parent: "a2",
            ..Said::default()
        })
        .said(Said {
            id: "a2",
            within: "President Ilse Marant was willing to reopen the port within days, the presidency’s readout of her call with Tomas Veld said",
            source: "the presidency’s readout of her call with Tomas Veld",
            cue: "said",
            content: &["President Ilse Marant was willing to reopen the port within days"],
            speaker: "the presidency of Orrin",
            how: "document of",
            ..Said::default()
        })
        .said(Said {
            id: "a3",
            within: "Veld told reporters in Veldmouth on Friday that he would “study the offer with an open mind”",
            source: "Veld",
            cue: "told",
            content: &["that he would “study the offer with an open mind”"],
            speaker: "Tomas Veld",
            how: "surname",
            to: "reporters in Veldmouth",
            day: FRIDAY,
            mode: Some(Mode::Mixed),
            ..Said::default()
        })
        .said(Said {
            id: "a4",
            within: "The blockade, now in its fourth month, has cost the islands 40 million crowns, according to the Chamber of Shipping",
            source: "the Chamber of Shipping",
            cue: "according to",
            content: &["The blockade, now in its fourth month, has cost the islands 40 million crowns"],
            speaker: "Chamber of Shipping",
            confidence: 0.71,
            ..Said::default()
        })
}

fn harbour() -> Draft {
    let call = "President Ilse Marant told her counterpart Tomas Veld in a phone call on Friday that Orrin was willing to reopen the strait port, the presidency said in a readout";
    let fire =
        "At least eight people were injured in a dock fire on Thursday, the port authority said";
    Draft::new("harbour-1", HARBOUR)
        .title("Marant offers to reopen the Orrin strait port")
        .outlet("The Harbour Post", "self-reference", 0.9)
        .published("2031-03-07", "dateline", 0.98)
        .author("Mira Tolland")
        .furniture(
            "Your support keeps our reporters at sea. Join us from two crowns a month.",
            FurnitureKind::Appeal,
        )
        .furniture("SHARE THIS ARTICLE", FurnitureKind::Interface)
        .said(Said {
            id: "a1",
            within: call,
            source: "President Ilse Marant",
            cue: "told",
            content: &["that Orrin was willing to reopen the strait port"],
            speaker: "Ilse Marant",
            to: "Tomas Veld",
            channel: "phone call",
            day: FRIDAY,
            via: &["the presidency of Orrin"],
            parent: "a2",
            ..Said::default()
        })
        .said(Said {
            id: "a2",
            within: call,
            source: "the presidency",
            cue: "said",
            content: &["President Ilse Marant told her counterpart Tomas Veld in a phone call on Friday that Orrin was willing to reopen the strait port"],
            speaker: "the presidency of Orrin",
            channel: "readout",
            ..Said::default()
        })
        .said(Said {
            id: "a3",
            within: "“We are willing to reopen the port within a week,” she was quoted as saying",
            source: "she",
            cue: "was quoted as saying",
            content: &["“We are willing to reopen the port within a week,”"],
            speaker: "Ilse Marant",
            how: "pronoun",
            to: "Tomas Veld",
            channel: "phone call",
            day: FRIDAY,
            via: &["the presidency of Orrin"],
            mode: Some(Mode::Direct),
            ..Said::default()
        })
        .said(Said {
            id: "a4",
            within: "Harbour minister Ren Castor said no ship would enter before the crews’ wages were paid",
            source: "Harbour minister Ren Castor",
            cue: "said",
            content: &["no ship would enter before the crews’ wages were paid"],
            speaker: "Ren Castor",
            ..Said::default()
        })
        .said(Said {
            id: "a5",
            within: fire,
            source: "the port authority",
            cue: "said",
            content: &["At least eight people were injured in a dock fire on Thursday"],
            speaker: "Orrin Port Authority",
            how: "description",
            ..Said::default()
        })
        .said(Said {
            id: "a6",
            within: "“There was never any condition about wages,” its spokeswoman, Dora Linnet, told The Harbour Post",
            source: "its spokeswoman, Dora Linnet,",
            cue: "told",
            content: &["“There was never any condition about wages,”"],
            speaker: "Dora Linnet",
            to: "The Harbour Post",
            day: Some(("2031-03-07", "day of the news")),
            mode: Some(Mode::Direct),
            ..Said::default()
        })
}

/// The passage that two articles share, as both read it.
fn radio(draft: Draft) -> Draft {
    let quote = "“We will not be hurried, but we will not close the door,” the radio quoted her as telling Veld";
    draft
        .said(Said {
            id: "a1",
            within: COPIED,
            source: "Marant",
            cue: "told",
            content: &["that Orrin was ready to hold high-level talks on reopening the port"],
            speaker: "Ilse Marant",
            how: "surname",
            to: "Tomas Veld",
            channel: "phone call",
            day: FRIDAY,
            via: &["Orrin State Radio"],
            parent: "a2",
            ..Said::default()
        })
        .said(Said {
            id: "a2",
            within: COPIED,
            source: "Orrin State Radio",
            cue: "reported",
            content: &["Marant told Veld on Friday that Orrin was ready to hold high-level talks on reopening the port"],
            speaker: "Orrin State Radio",
            ..Said::default()
        })
        .said(Said {
            id: "a3",
            within: quote,
            source: "her",
            cue: "telling",
            content: &["“We will not be hurried, but we will not close the door,”"],
            speaker: "Ilse Marant",
            how: "pronoun",
            to: "Tomas Veld",
            day: FRIDAY,
            via: &["Orrin State Radio"],
            mode: Some(Mode::Direct),
            ..Said::default()
        })
}

fn strait() -> Draft {
    radio(
        Draft::new("strait-1", STRAIT)
            .title("Marant ready for talks on port, state radio says")
            .outlet("Strait Times", "metadata", 1.0)
            .published("2031-03-08", "metadata", 1.0),
    )
    .said(Said {
        id: "a4",
        within: "Dozens were injured in the fire, hospital staff said, asking not to be named because inquiries go on",
        source: "hospital staff",
        cue: "said",
        content: &["Dozens were injured in the fire"],
        speaker: "hospital staff",
        anonymity: "because inquiries go on",
        ..Said::default()
    })
    .said(Said {
        id: "a5",
        within: "Asked whether it would end, a spokesman for the presidency did not say",
        source: "a spokesman for the presidency",
        cue: "did not say",
        content: &["whether it would end"],
        speaker: "the presidency of Orrin",
        how: "spokesman of",
        negated: true,
        confidence: 0.55,
        ..Said::default()
    })
}

fn kest() -> Draft {
    let call = "President Ilse Marant told Tomas Veld by phone that “we are willing to reopen the port within a week”, a readout by the presidency said on Friday";
    Draft::new("kest-1", KEST)
        .outlet("Kest News Agency", "dateline", 0.88)
        .published("2031-03-07", "on Friday", 0.74)
        .said(Said {
            id: "a1",
            within: call,
            source: "President Ilse Marant",
            cue: "told",
            content: &["“we are willing to reopen the port within a week”"],
            speaker: "Ilse Marant",
            to: "Tomas Veld",
            channel: "phone call",
            day: FRIDAY,
            via: &["the presidency of Orrin"],
            parent: "a2",
            mode: Some(Mode::Direct),
            ..Said::default()
        })
        .said(Said {
            id: "a2",
            within: call,
            source: "a readout by the presidency",
            cue: "said",
            content: &["President Ilse Marant told Tomas Veld by phone that “we are willing to reopen the port within a week”"],
            speaker: "the presidency of Orrin",
            how: "document of",
            ..Said::default()
        })
        .said(Said {
            id: "a3",
            within: "Veld would “study the offer with an open mind”, he told reporters",
            source: "he",
            cue: "told",
            content: &["Veld would “study the offer with an open mind”"],
            speaker: "Tomas Veld",
            how: "pronoun",
            to: "reporters",
            mode: Some(Mode::Mixed),
            ..Said::default()
        })
        .said(Said {
            id: "a4",
            within: "At least eight people were hurt in Thursday’s fire, the port authority said",
            source: "the port authority",
            cue: "said",
            content: &["At least eight people were hurt in Thursday’s fire"],
            speaker: "Orrin Port Authority",
            ..Said::default()
        })
}

fn undated() -> Draft {
    radio(
        Draft::new("undated-1", UNDATED)
            .published("2031-03-08", "dated by its story", 0.66)
            .furniture("Home > World > Straits", FurnitureKind::Navigation),
    )
    .said(Said {
        id: "a4",
        within: "Shipowners reportedly believe that the first tanker could sail on Monday",
        source: "Shipowners",
        cue: "reportedly believe",
        content: &["that the first tanker could sail on Monday"],
        speaker: "shipowners",
        hedged: true,
        ..Said::default()
    })
}

fn earlier() -> [Draft; 2] {
    let harbour = Draft::new("harbour-0", HARBOUR_2029)
        .title("Marant rules out port talks under threat")
        .outlet("The Harbour Post", "metadata", 1.0)
        .published("2029-09-02", "metadata", 1.0)
        .said(Said {
            id: "a1",
            within: "“We will not discuss the port under threat,” President Ilse Marant said in a speech to parliament on Sunday",
            source: "President Ilse Marant",
            cue: "said",
            content: &["“We will not discuss the port under threat,”"],
            speaker: "Ilse Marant",
            to: "parliament",
            channel: "speech",
            day: SUNDAY,
            mode: Some(Mode::Direct),
            ..Said::default()
        })
        .said(Said {
            id: "a2",
            within: "Opposition leader Pia Holm accused her of gambling with the islanders’ bread",
            source: "Opposition leader Pia Holm",
            cue: "accused",
            content: &["of gambling with the islanders’ bread"],
            speaker: "Pia Holm",
            to: "Ilse Marant",
            ..Said::default()
        });
    let island = Draft::new("island-0", ISLAND_2029)
        .title("No talks while warships wait, says Marant")
        .outlet("Island Ledger", "metadata", 1.0)
        .published("2029-09-03", "metadata", 1.0)
        .said(Said {
            id: "a1",
            within: "Marant said on Sunday she would not discuss the port while warships lay off the strait",
            source: "Marant",
            cue: "said",
            content: &["she would not discuss the port while warships lay off the strait"],
            speaker: "Ilse Marant",
            how: "surname",
            day: SUNDAY,
            ..Said::default()
        })
        .said(Said {
            id: "a2",
            within: "Holm said the president was “gambling with the islanders’ bread”",
            source: "Holm",
            cue: "said",
            content: &["the president was “gambling with the islanders’ bread”"],
            speaker: "Pia Holm",
            how: "surname",
            mode: Some(Mode::Mixed),
            ..Said::default()
        });
    [harbour, island]
}

/// Seven articles, two stories.
pub fn record() -> Record {
    let [harbour_0, island_0] = earlier();
    let mut b = Builder::new(vec![
        courier(),
        harbour_0,
        harbour(),
        island_0,
        kest(),
        strait(),
        undated(),
    ]);
    b.role("Ilse Marant", "President of Orrin");
    b.role("Ren Castor", "harbour minister");
    b.role("Pia Holm", "opposition leader");
    b.role("Dora Linnet", "spokeswoman of the port authority");
    copies(&mut b);
    statements(&mut b);
    stories(&mut b);
    let speaker = b.entity("Ilse Marant");
    b.record.positions.push(Position {
        id: "p1".into(),
        speaker,
        matter: "the port".into(),
        entries: vec![
            PositionEntry {
                statement: "st1".into(),
                day: Some(date("2029-09-02")),
            },
            PositionEntry {
                statement: "st3".into(),
                day: Some(date("2031-03-07")),
            },
        ],
    });
    b.record
}

fn copies(b: &mut Builder) {
    let passages = vec![
        b.passage("strait-1", COPIED),
        b.passage("undated-1", COPIED),
    ];
    b.record.copies.push(Copy {
        id: "c1".into(),
        passages,
        words: 21,
        quotation: false,
        credit: None,
    });
}

fn statements(b: &mut Builder) {
    let st = b.statement(
        "s1",
        "We will not discuss the port under threat",
        &[("harbour-0", "a1"), ("island-0", "a1")],
    );
    st.independent = 2;
    st.rests_on = vec!["The Harbour Post".into(), "Island Ledger".into()];
    st.explanation =
        "The Harbour Post and Island Ledger heard it themselves and share no text.".into();
    let st = b.statement(
        "s1",
        "The president is gambling with the islanders’ bread",
        &[("island-0", "a2"), ("harbour-0", "a2")],
    );
    st.independent = 2;
    st.explanation = "Two outlets report it, each by itself.".into();

    let st = b.statement(
        "s2",
        "Orrin is willing to reopen the port within a week",
        &[
            ("harbour-1", "a3"),
            ("kest-1", "a1"),
            ("harbour-1", "a1"),
            ("courier-1", "a1"),
            ("strait-1", "a1"),
            ("undated-1", "a1"),
        ],
    );
    st.independent = 2;
    st.rests_on = vec!["the presidency of Orrin".into(), "Orrin State Radio".into()];
    st.explanation = "Three outlets repeat a readout of the presidency; the others go back to Orrin State Radio. If both were wrong, nothing would be left of it.".into();
    for route in &mut st.routes {
        if route.article == 5 || route.article == 6 {
            route.copy = Some(0);
        }
    }
    let st = b.statement(
        "s2",
        "We will not be hurried, but we will not close the door",
        &[("strait-1", "a3"), ("undated-1", "a3")],
    );
    st.rests_on = vec!["Orrin State Radio".into()];
    st.explanation =
        "Both articles take it from Orrin State Radio, and one copies the other.".into();
    for route in &mut st.routes {
        route.copy = Some(0);
    }
    let st = b.statement(
        "s2",
        "Veld would study the offer with an open mind",
        &[("courier-1", "a3"), ("kest-1", "a3")],
    );
    st.independent = 2;
    st.rests_on = vec!["Veld Courier".into(), "Kest News Agency".into()];
    st.explanation = "Two outlets report it without a relay and share no text.".into();
    let st = b.statement(
        "s2",
        "At least eight people were injured in a dock fire on Thursday",
        &[("harbour-1", "a5"), ("kest-1", "a4")],
    );
    st.independent = 2;
    st.explanation = "Two outlets report it, each by itself.".into();
    let st = b.statement(
        "s2",
        "No ship would enter before the crews’ wages were paid",
        &[("harbour-1", "a4")],
    );
    st.denied_by = vec!["st8".into()];
    st.explanation = "One outlet reports it, without a relay.".into();
    for (gist, member) in [
        (
            "There was never any condition about wages",
            ("harbour-1", "a6"),
        ),
        ("Dozens were injured in the fire", ("strait-1", "a4")),
        (
            "The blockade has cost the islands 40 million crowns",
            ("courier-1", "a4"),
        ),
        (
            "Whether the inspection regime would end",
            ("strait-1", "a5"),
        ),
        ("The first tanker could sail on Monday", ("undated-1", "a4")),
    ] {
        b.statement("s2", gist, &[member]).explanation =
            "One outlet reports it, without a relay.".into();
    }
}

fn stories(b: &mut Builder) {
    let membership = |b: &Builder, list: &[(&str, &str)]| {
        list.iter()
            .map(|(id, why)| Membership {
                article: b.article(id),
                why: (*why).to_owned(),
            })
            .collect::<Vec<_>>()
    };
    let articles = membership(
        b,
        &[
            ("harbour-0", "reports the speech of 2 September 2029"),
            ("island-0", "names the same speech on the same Sunday"),
        ],
    );
    b.record.stories.push(Story {
        id: "s1".into(),
        title: "Marant rules out port talks under threat".into(),
        articles,
        first: Some(date("2029-09-02")),
        last: Some(date("2029-09-03")),
        earlier: Vec::new(),
        findings: vec![Finding {
            text: "Both outlets heard the refusal themselves; neither rests on the other.".into(),
            statement: Some("st1".into()),
        }],
        disagreements: Vec::new(),
    });
    let why = "tells of the call between Ilse Marant and Tomas Veld on 7 March 2031";
    let articles = membership(
        b,
        &[
            ("courier-1", why),
            ("harbour-1", why),
            ("kest-1", why),
            ("strait-1", why),
            (
                "undated-1",
                "placed here by its content: it shares 21 words with Strait Times",
            ),
        ],
    );
    let side = |b: &Builder, text: &str, passages: &[(&str, &str)]| Side {
        text: text.to_owned(),
        passages: passages.iter().map(|(a, w)| b.passage(a, w)).collect(),
    };
    let disagreements = vec![
        Disagreement {
            kind: DisagreementKind::Number,
            about: "injured in the dock fire".into(),
            sides: vec![
                side(
                    b,
                    "at least eight",
                    &[
                        ("harbour-1", "At least eight"),
                        ("kest-1", "At least eight"),
                    ],
                ),
                side(b, "dozens", &[("strait-1", "Dozens")]),
            ],
        },
        Disagreement {
            kind: DisagreementKind::Term,
            about: "what happened to the port".into(),
            sides: vec![
                side(b, "blockade", &[("courier-1", "The blockade")]),
                side(b, "inspection regime", &[("strait-1", "inspection regime")]),
                side(b, "closure", &[("kest-1", "closure")]),
            ],
        },
    ];
    b.record.stories.push(Story {
        id: "s2".into(),
        title: "Marant offers to reopen the Orrin strait port".into(),
        articles,
        first: Some(date("2031-03-07")),
        last: Some(date("2031-03-08")),
        earlier: vec!["s1".into()],
        findings: vec![
            Finding {
                text: "Five articles carry the offer to reopen the port, and they rest on two routes: a readout of the presidency, which three of them repeat, and Orrin State Radio.".into(),
                statement: Some("st3".into()),
            },
            Finding {
                text: "The harbour minister’s condition about wages stands in one outlet only, and the port authority denies it.".into(),
                statement: Some("st7".into()),
            },
        ],
        disagreements,
    });
}

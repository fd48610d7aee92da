//! Whatever a model hands over, a reading is sound.

use dixit_attribution::{read, redate};
use dixit_model::{
    Analysis, Article, Frame, Inferred, Name, NameKind, Reading, Span, TimeExpression, TimeType,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn article(text: String) -> Article {
    Article {
        published: "2031-03-08"
            .parse()
            .ok()
            .map(|day| Inferred::new(day, "metadata", 1.0)),
        ..Article::plain("t", text)
    }
}

fn check(reading: &Reading) {
    let text = &reading.article.text;
    let ids: BTreeMap<&str, usize> = reading
        .attributions
        .iter()
        .enumerate()
        .map(|(index, row)| (row.id.as_str(), index))
        .collect();
    assert_eq!(ids.len(), reading.attributions.len(), "ids are unique");
    for (index, row) in reading.attributions.iter().enumerate() {
        assert!(!row.content.is_empty());
        for spans in [&row.source, &row.cue, &row.content] {
            for span in spans {
                assert!(
                    !span.is_empty() && text.get(span.range()).is_some(),
                    "{span:?} of {row:?}"
                );
            }
            assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
        if let Some(root) = &row.continues {
            assert!(ids[root.as_str()] < index, "carries on an earlier row");
        }
        let mut at = row.parent.as_deref();
        let mut steps = 0;
        while let Some(parent) = at {
            let parent = ids[parent];
            at = reading.attributions[parent].parent.as_deref();
            steps += 1;
            assert!(steps <= reading.attributions.len(), "parents form a ring");
        }
        for who in row.speaker.iter().chain(&row.via).chain(&row.to) {
            assert!(who.entity < reading.entities.len());
            assert!((0.0..=1.0).contains(&who.confidence));
        }
    }
    for (name, entity) in &reading.names {
        assert!(*entity < reading.entities.len());
        assert!(text.get(name.span.range()).is_some());
    }
}

const WORDS: &[&str] = &[
    "Marant",
    "Ilse Marant",
    "said",
    "told",
    "“",
    "”",
    "\"",
    "'",
    "he",
    "She",
    "it",
    "the ministry",
    "Norland's",
    "US",
    "president",
    "of",
    "and",
    ",",
    ".",
    ". ",
    "\n",
    "\n\n",
    "in a call with",
    "Friday",
    "reportedly",
    "that",
    "who",
    "saying",
    "according to",
    "a statement",
    "The official",
    "—",
    "é",
    "東京",
    "(",
    ")",
    " ",
    "U.S.",
    "’s",
    "Mr",
    "General",
    "Who",
    "which",
    "his",
    "They",
    "a spokesman for",
    "Minister",
];

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..WORDS.len(), 0..60).prop_map(|picks| {
        picks
            .into_iter()
            .map(|pick| WORDS[pick])
            .collect::<Vec<_>>()
            .join(" ")
    })
}

type Marks = Vec<(usize, usize)>;

/// Where marks lie in a text: half of them on its words, as a model's do, the
/// others anywhere and of any length.
fn spans(text: &str, marks: &Marks) -> Vec<Span> {
    let starts = text.split(' ').scan(0, |next, word| {
        let span = Span::new(*next, *next + word.len());
        *next = span.end + 1;
        Some(span)
    });
    let words: Vec<Span> = starts.filter(|word| !word.is_empty()).collect();
    let place = |&(start, length): &(usize, usize)| {
        if start % 2 == 0 || words.is_empty() {
            return Span::new(start, start + length);
        }
        let first = start / 2 % words.len();
        let last = (first + length % 6).min(words.len() - 1);
        Span::new(words[first].start, words[last].end)
    };
    marks.iter().map(place).collect()
}

fn marks(most: usize) -> impl Strategy<Value = Marks> {
    proptest::collection::vec((0usize..320, 0usize..200), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
    #[test]
    fn any_frames_make_a_sound_reading(
        text in texts(),
        frames in proptest::collection::vec((marks(3), marks(3), marks(4), 0usize..12), 0..10),
        names in marks(8),
        sentences in marks(6),
        times in marks(4),
    ) {
        let spans = |marks: &Marks| spans(&text, marks);
        let analysis = Analysis {
            sentences: spans(&sentences),
            tokens: Vec::new(),
            names: spans(&names)
                .into_iter()
                .enumerate()
                .map(|(index, span)| Name {
                    span,
                    kind: [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Other][index % 4],
                    confidence: 0.5,
                })
                .collect(),
            times: spans(&times)
                .into_iter()
                .map(|span| TimeExpression { span, kind: TimeType::Date, value: "2031-03-07".into() })
                .collect(),
            frames: frames
                .iter()
                .map(|(source, cue, content, parent)| Frame {
                    source: spans(source),
                    cue: spans(cue),
                    content: spans(content),
                    parent: Some(*parent),
                    confidence: 0.5,
                })
                .collect(),
        };
        let mut reading = read(article(text.clone()), &analysis);
        check(&reading);
        let again = read(article(text), &analysis);
        prop_assert_eq!(&reading, &again);
        redate(&mut reading, "2031-04-01".parse().unwrap());
        check(&reading);
    }
}

#[test]
fn a_frame_over_the_whole_text() {
    let text = "“We sail,” Marant said. “Soon.”".to_owned();
    let whole = Span::new(0, text.len());
    let analysis = Analysis {
        frames: vec![
            Frame {
                content: vec![whole],
                confidence: f32::NAN,
                ..Frame::default()
            },
            Frame {
                source: vec![whole],
                cue: vec![whole],
                content: vec![whole],
                parent: Some(0),
                confidence: 1.0,
            },
        ],
        ..Analysis::default()
    };
    check(&read(article(text), &analysis));
}

#[test]
fn a_long_text_of_many_frames_is_read_in_time() {
    let line = "“The port is open,” President Ilse Marant said on Friday. She told Tomas Veld that it would stay so.\n";
    let count = 1_000_000 / line.len();
    let text = line.repeat(count);
    let mut analysis = Analysis::default();
    for index in 0..count {
        let base = index * line.len();
        let at = |words: &str| {
            let start = base + line.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let second = line.find("She").unwrap();
        analysis.sentences.push(Span::new(base, base + second - 1));
        analysis
            .sentences
            .push(Span::new(base + second, base + line.len() - 1));
        for (words, kind) in [
            ("Ilse Marant", NameKind::Person),
            ("Tomas Veld", NameKind::Person),
        ] {
            analysis.names.push(Name {
                span: at(words),
                kind,
                confidence: 0.9,
            });
        }
        analysis.times.push(TimeExpression {
            span: at("Friday"),
            kind: TimeType::Date,
            value: "2031-03-07".into(),
        });
        for (source, cue, content) in [
            ("President Ilse Marant", "said", "“The port is open,”"),
            ("She", "told", "that it would stay so"),
        ] {
            analysis.frames.push(Frame {
                source: vec![at(source)],
                cue: vec![at(cue)],
                content: vec![at(content)],
                parent: None,
                confidence: 0.9,
            });
        }
    }
    let start = std::time::Instant::now();
    let reading = read(article(text), &analysis);
    check(&reading);
    // Even unoptimised and on a busy machine; quadratic work takes minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_long_list_of_voices_is_read_in_time() {
    let frame = |line: Span, text: &str| Frame {
        content: vec![Span::new(line.start, line.start + text.len())],
        confidence: 0.9,
        ..Frame::default()
    };
    for shape in [
        "“We sail tonight.” ― Tomas V",
        "“We sail tonight, or never,” Tomas V",
    ] {
        let mut text = String::new();
        let mut analysis = Analysis::default();
        while text.len() < 1_000_000 {
            let start = text.len();
            text.push_str(shape);
            text.push_str(&format!("{start:x}").replace(|c: char| c.is_ascii_digit(), "o"));
            text.push_str(" said.\n");
            let line = Span::new(start, text.len() - 1);
            analysis.sentences.push(line);
            analysis.frames.push(frame(line, shape));
        }
        let start = std::time::Instant::now();
        let reading = read(article(text), &analysis);
        check(&reading);
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }
}

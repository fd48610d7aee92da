//! The fast model on invented copy and on text that is no copy at all.

use dixit_language::{Analyzer, ModelKind};
use dixit_model::{Analysis, Article, Frame, Spans};
use std::sync::OnceLock;

fn article(text: &str) -> Article {
    Article::plain("test", text)
}

fn analyze(text: &str) -> Analysis {
    static ANALYZER: OnceLock<Analyzer> = OnceLock::new();
    ANALYZER
        .get_or_init(|| Analyzer::load(ModelKind::Fast).expect("the model is built in"))
        .analyze(&article(text))
}

/// Source | cue | content of a frame.
fn shown(text: &str, frame: &Frame) -> String {
    let part = |spans: &[dixit_model::Span]| spans.text(text);
    format!(
        "{} | {} | {}",
        part(&frame.source),
        part(&frame.cue),
        part(&frame.content)
    )
}

#[track_caller]
fn finds(text: &str, expected: &str) {
    let analysis = analyze(text);
    let found: Vec<String> = analysis
        .frames
        .iter()
        .map(|frame| shown(text, frame))
        .collect();
    assert!(found.iter().any(|frame| frame == expected), "{found:#?}");
}

/// Everything an analysis promises about its spans.
#[track_caller]
fn holds(text: &str, analysis: &Analysis) {
    for (at, frame) in analysis.frames.iter().enumerate() {
        assert!(!frame.content.is_empty());
        assert!(frame.parent.is_none_or(|parent| parent < at));
        assert!((0.0..=1.0).contains(&frame.confidence));
        for spans in [&frame.source, &frame.cue, &frame.content] {
            assert!(spans.iter().all(|span| text.get(span.range()).is_some()));
            assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
        if let Some(parent) = frame.parent {
            let outer = &analysis.frames[parent].content;
            let inside = |span: &dixit_model::Span| outer.iter().any(|part| part.contains(*span));
            assert!(frame.content.iter().all(inside), "{}", shown(text, frame));
        }
    }
    assert!(
        analysis
            .names
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start)
    );
}

#[test]
fn plain_speech_is_found() {
    finds(
        "The harbour will stay closed until spring, Mayor Ilse Marant said on Monday.",
        "Mayor Ilse Marant | said | The harbour will stay closed until spring",
    );
}

#[test]
fn a_cue_may_stand_inside_its_content() {
    let text = "“We will rebuild the pier,” Marant said, “and we will do it this year.”";
    let analysis = analyze(text);
    assert_eq!(analysis.frames.len(), 1);
    assert_eq!(analysis.frames[0].content.len(), 2);
    holds(text, &analysis);
}

#[test]
fn shouted_and_whispered_texts_are_read() {
    let text =
        "Marant said that the harbour would stay closed. Officials believe that the pier is lost.";
    for text in [text.to_uppercase(), text.to_lowercase()] {
        let analysis = analyze(&text);
        assert!(!analysis.frames.is_empty(), "{text}");
        holds(&text, &analysis);
    }
}

#[test]
fn the_same_text_gives_the_same_analysis() {
    let text = "Orrin State Radio reported that Marant had told the council she would resign.";
    assert_eq!(analyze(text), analyze(text));
    holds(text, &analyze(text));
}

#[test]
fn any_text_is_survived() {
    let odd = [
        "".to_owned(),
        " \n\u{a0}\n ".to_owned(),
        "x".repeat(30_000),
        "“".repeat(3_000),
        "said ".repeat(3_000),
        "東京都の知事は述べた。".repeat(300),
        "Она сказала, что порт закрыт. ".repeat(100),
        "He said she said they said \"\n".repeat(200),
        "\u{0}\u{7}\u{202e}🙂 e\u{301}".repeat(200),
    ];
    for text in odd {
        holds(&text, &analyze(&text));
    }
}

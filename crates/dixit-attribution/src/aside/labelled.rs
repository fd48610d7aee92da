//! Paragraphs that say themselves who speaks: `MARANT: We sail tonight.` in a
//! transcript, `“We sail tonight.” ― Tomas Veld` in a list of voices.

use crate::page::Page;
use crate::row::{Row, keep_only};
use dixit_model::{Span, Spans};

/// How many labels make a transcript.
const LABELS: usize = 3;
/// Words of the longest label, and of the longest signature.
const LABEL: usize = 4;
const SIGNATURE: usize = 8;
/// How sure a row is that no model found.
const CONFIDENCE: f32 = 0.9;

/// A paragraph, its speaker, and what marks him as such.
struct Voice {
    line: Span,
    source: Span,
    cue: Span,
    content: Span,
}

/// Gives every such paragraph to whoever it names, whatever a model took for the
/// end of one voice and the beginning of the next.
pub(super) fn hear(page: &Page, rows: &mut Vec<Row>) {
    let mut voices = transcript(page);
    voices.extend(lines(page.text).filter_map(|line| signed(page, line)));
    for voice in voices {
        claim(page, rows, &voice);
    }
    let keep: Vec<bool> = rows.iter().map(|row| !row.content.is_empty()).collect();
    keep_only(rows, &keep);
}

fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        span
    })
}

/// The labelled paragraphs of a transcript: at least three, and one speaker
/// comes back, as in a talk and not in a list.
fn transcript(page: &Page) -> Vec<Voice> {
    let voices: Vec<Voice> = lines(page.text)
        .filter_map(|line| labelled(page, line))
        .collect();
    let label = |voice: &Voice| voice.source.of(page.text);
    let returns = voices
        .iter()
        .enumerate()
        .any(|(place, voice)| voices[..place].iter().any(|v| label(v) == label(voice)));
    match voices.len() >= LABELS && returns {
        true => voices,
        false => Vec::new(),
    }
}

/// `MARANT: We sail tonight.`
fn labelled(page: &Page, line: Span) -> Option<Voice> {
    let text = line.of(page.text);
    let start = text.find(|c| !matches!(c, '"' | '“'))?;
    let colon = text.find(':')?;
    let label = text.get(start..colon)?;
    let shouted = label.chars().filter(|c| c.is_alphabetic()).count() > 1
        && !label.contains(char::is_lowercase)
        && !label.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ')' | ']'));
    let after = &text[colon + 1..];
    if !shouted
        || label.split_whitespace().count() > LABEL
        || !after.starts_with(char::is_whitespace)
    {
        return None;
    }
    let said = Span::new(line.start + colon + 1, line.end).trimmed(page.text);
    (!page.words(said).is_empty()).then(|| Voice {
        line,
        source: Span::new(line.start + start, line.start + colon),
        cue: Span::new(line.start + colon, line.start + colon + 1),
        content: said,
    })
}

/// `“We sail tonight.” ― Tomas Veld`
fn signed(page: &Page, line: Span) -> Option<Voice> {
    let text = line.of(page.text);
    if !text.starts_with(['"', '“', '”', '‘', '«']) {
        return None;
    }
    let close = text.rfind(['"', '“', '”', '’', '»'])?;
    let mark = text[close..].chars().next()?.len_utf8();
    let rest = &text[close + mark..];
    let dash = rest.trim_start();
    let name = dash.trim_start_matches(['―', '—', '–', '-']);
    let at = line.start + close + mark + (rest.len() - dash.len());
    let name = Span::new(at + dash.len() - name.len(), line.end).trimmed(page.text);
    let words = page.words(name);
    let is_name = (1..=SIGNATURE).contains(&words.len())
        && words.first()?.is_capital()
        && !name.of(page.text).contains(['.', ':', '?', '!']) | name.of(page.text).ends_with('.');
    let cue = Span::new(at, name.start).trimmed(page.text);
    (close > 1 && !cue.is_empty() && is_name).then(|| Voice {
        line,
        source: match name.of(page.text).strip_suffix('.') {
            Some(kept) => Span::new(name.start, name.start + kept.len()),
            None => name,
        },
        cue,
        content: Span::new(line.start, line.start + close + mark),
    })
}

/// Gives the voice its content; rows that others have there lose it.
fn claim(page: &Page, rows: &mut Vec<Row>, voice: &Voice) {
    let inside = |span: &Span| voice.content.contains(*span);
    let own = rows
        .iter()
        .position(|row| row.source.touch(voice.source) && row.cue.iter().all(|cue| !inside(cue)));
    for (index, row) in rows.iter_mut().enumerate() {
        // What is said inside the paragraph stays there.
        let quoted = !row.is_bare() && row.source.iter().chain(&row.cue).all(inside);
        if Some(index) == own || quoted {
            row.content
                .retain(|part| Some(index) == own || inside(part));
            continue;
        }
        row.content = row
            .content
            .iter()
            .flat_map(|part| {
                let before = Span::new(part.start, part.end.min(voice.line.start).max(part.start));
                let after = Span::new(part.start.max(voice.line.end).min(part.end), part.end);
                [before, after]
            })
            .map(|part| part.trimmed(page.text))
            .filter(|part| !page.words(*part).is_empty())
            .collect();
    }
    let row = Row {
        source: vec![voice.source],
        cue: vec![voice.cue],
        content: vec![voice.content],
        confidence: own.map_or(CONFIDENCE, |own| rows[own].confidence.max(CONFIDENCE)),
        ..Row::default()
    };
    match own {
        Some(own) => rows[own] = row,
        None => rows.push(row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aside::tests::heard_by;
    use crate::row::row;

    fn heard(text: &str, rows: Vec<Row>) -> Vec<(String, String)> {
        let rows = heard_by(|page, _, rows| hear(page, rows), text, rows);
        rows.iter()
            .map(|row| (row.source.text(text), row.content.text(text)))
            .collect()
    }

    const TALK: &str = "The talk in part:\n\nMARANT: Will the port open?\n\nVELD: It will. Ask the \
                        dockers.\n\nMARANT: I did.\n";

    #[test]
    fn each_paragraph_of_a_transcript_is_its_speakers() {
        let blurred = row(
            TALK,
            "The talk in part",
            ":",
            &["Will the port open?\n\nVELD: It will."],
        );
        let found = heard(TALK, vec![blurred]);
        let want = [
            ("MARANT", "Will the port open?"),
            ("VELD", "It will. Ask the dockers."),
            ("MARANT", "I did."),
        ];
        assert_eq!(found.len(), 3);
        for (who, what) in want {
            assert!(found.contains(&(who.into(), what.into())), "{found:?}");
        }
    }

    #[test]
    fn a_list_is_no_transcript() {
        let text = "NORLAND: 3 ships.\nORRIN: 5 ships.\nKALD: none.\n";
        assert!(heard(text, Vec::new()).is_empty());
    }

    #[test]
    fn the_name_behind_a_quotation_signs_it() {
        let text =
            "“We sail tonight.” ― Tomas Veld\n“We wait.”― Ilse Marant\n“We sleep,” Kai Dorn said.";
        let blurred = row(text, "Tomas Veld", "―", &["“We wait.”"]);
        let found = heard(text, vec![blurred]);
        assert_eq!(
            found,
            [
                ("Tomas Veld".into(), "“We sail tonight.”".into()),
                ("Ilse Marant".into(), "“We wait.”".into())
            ]
        );
    }
}

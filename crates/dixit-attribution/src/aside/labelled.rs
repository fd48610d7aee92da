//! Paragraphs that say themselves who speaks: `MARANT: We sail tonight.` in a
//! transcript, `“We sail tonight.” ― Tomas Veld` in a list of voices.

use crate::page::Page;
use crate::row::{Row, keep_only, without};
use dixit_model::{Span, Spans};
use std::collections::BTreeSet;

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

impl Voice {
    /// Whether a row of this speaker names him here.
    fn is_of(&self, row: &Row) -> bool {
        row.source.touch(self.source) && !row.cue.iter().any(|cue| self.content.contains(*cue))
    }

    /// Whether a row says itself, inside the paragraph, who speaks.
    fn holds(&self, row: &Row) -> bool {
        let mut marks = row.source.iter().chain(&row.cue);
        !row.is_bare() && marks.all(|span| self.content.contains(*span))
    }
}

/// Gives every such paragraph to whoever it names, whatever a model took for the
/// end of one voice and the beginning of the next.
pub(super) fn hear(page: &Page, rows: &mut Vec<Row>) {
    let mut voices = transcript(page);
    voices.extend(lines(page.text).filter_map(|line| signed(page, line)));
    if voices.is_empty() {
        return;
    }
    voices.sort_by_key(|voice| voice.line);
    voices.dedup_by_key(|voice| voice.line);
    let own = owners(&voices, rows);
    leave(page, &voices, &own, rows);
    for (voice, own) in voices.into_iter().zip(own) {
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
    let keep: Vec<bool> = rows.iter().map(|row| !row.content.is_empty()).collect();
    keep_only(rows, &keep);
}

/// The voices, which are in text order, whose lines a span touches.
fn touched(voices: &[Voice], span: Span) -> std::ops::Range<usize> {
    let first = voices.partition_point(|voice| voice.line.end <= span.start);
    let last = voices.partition_point(|voice| voice.line.start < span.end);
    first..last.max(first)
}

/// Of each voice, the row that a model made of it.
fn owners(voices: &[Voice], rows: &[Row]) -> Vec<Option<usize>> {
    let mut own = vec![None; voices.len()];
    for (index, row) in rows.iter().enumerate() {
        let mut named = row.source.iter().flat_map(|span| touched(voices, *span));
        if let Some(voice) = named.find(|&voice| own[voice].is_none() && voices[voice].is_of(row)) {
            own[voice] = Some(index);
        }
    }
    own
}

/// Takes the paragraphs of all voices out of what other rows have as content;
/// what is said inside a paragraph stays there.
fn leave(page: &Page, voices: &[Voice], own: &[Option<usize>], rows: &mut [Row]) {
    let owning: BTreeSet<usize> = own.iter().flatten().copied().collect();
    for (index, row) in rows.iter_mut().enumerate() {
        if owning.contains(&index) {
            continue;
        }
        let mut around = touched(voices, row.anchor());
        if let Some(voice) = around.find(|&voice| voices[voice].holds(row)) {
            let inside = voices[voice].content;
            row.content.retain(|part| inside.contains(*part));
            continue;
        }
        let Some(hull) = row.content.hull() else {
            continue;
        };
        let taken: Vec<Span> = touched(voices, hull)
            .map(|voice| voices[voice].line)
            .collect();
        if row.content.iter().any(|part| taken.touch(*part)) {
            row.content = without(page.text, &row.content, &taken);
            row.content.retain(|part| !page.words(*part).is_empty());
        }
    }
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
    let labels: BTreeSet<&str> = voices.iter().map(|v| v.source.of(page.text)).collect();
    match voices.len() >= LABELS && labels.len() < voices.len() {
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
    let signature = name.of(page.text);
    let stem = signature.strip_suffix('.');
    let words = page.words(name);
    let is_name = (1..=SIGNATURE).contains(&words.len())
        && words.first()?.is_capital()
        && (stem.is_some() || !signature.contains(['.', ':', '?', '!']));
    let cue = Span::new(at, name.start).trimmed(page.text);
    (close > 1 && !cue.is_empty() && is_name).then(|| Voice {
        line,
        source: Span::new(name.start, name.start + stem.unwrap_or(signature).len()),
        cue,
        content: Span::new(line.start, line.start + close + mark),
    })
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

//! Frames inside frames: the content of each is read again as a text of its own.

mod complete;
mod inner;
mod telling;

use crate::confidence::{confidence, signs};
use crate::decode::{Stretch, stretches};
use crate::link::Bundle;
use crate::reader::{Emissions, Reader};
use crate::tagged::Tagged;
use dixit_model::{Frame, Span};

/// How many frames a frame may lie in.
const DEPTH: usize = 3;

/// The least confidence of a frame that is kept: outermost, nested. A frame
/// less likely than half the F1 of all only lowers it; models are not trained
/// on nested frames and find too many.
const LEAST: [f32; 2] = [0.2, 0.4];

/// A frame while it is being found.
struct Draft {
    frame: Frame,
    /// The words (of the article) of its content.
    content: Vec<usize>,
    parent: Option<usize>,
    /// Whether its content stands wholly in quotation marks.
    quoted: bool,
    depth: usize,
}

/// All frames of a tagged article: outermost and nested, each after its parent.
///
/// `emissions` are those of the whole article.
pub fn frames(reader: &dyn Reader, article: &Tagged, emissions: &Emissions) -> Vec<Frame> {
    let mut drafts: Vec<Draft> = Vec::new();
    let all: Vec<usize> = (0..article.len()).collect();
    let text = Text {
        article,
        passage: article,
        words: &all,
        parent: None,
    };
    gather(reader, &text, emissions, &mut drafts);
    let mut first = 0;
    for _ in 0..DEPTH {
        let end = drafts.len();
        let texts: Vec<(usize, Vec<usize>)> = (first..end)
            .map(|at| {
                let words = inner::words(article, &drafts[at].content);
                (at, telling::sentences(article, words))
            })
            .filter(|(_, words)| words.len() > 3)
            .collect();
        first = end;
        if texts.is_empty() {
            break;
        }
        read(reader, article, &texts, &mut drafts);
    }
    ordered(drafts)
}

/// Reads texts (the frame each is the content of, and its words) and adds
/// the frames found in them.
fn read(
    reader: &dyn Reader,
    article: &Tagged,
    texts: &[(usize, Vec<usize>)],
    drafts: &mut Vec<Draft>,
) {
    let passages: Vec<Tagged> = texts
        .iter()
        .map(|(_, words)| article.select(words))
        .collect();
    let emitted = reader.emit(&passages.iter().collect::<Vec<_>>());
    for (((parent, words), passage), emissions) in texts.iter().zip(&passages).zip(&emitted) {
        let text = Text {
            article,
            passage,
            words,
            parent: Some(*parent),
        };
        gather(reader, &text, emissions, drafts);
    }
}

/// A text being read: the whole article, or the content of a frame in it.
struct Text<'a> {
    article: &'a Tagged<'a>,
    passage: &'a Tagged<'a>,
    /// The words of the article that the passage has.
    words: &'a [usize],
    /// The frame whose content it is.
    parent: Option<usize>,
}

/// Adds the frames that `emissions` show in a text.
fn gather(reader: &dyn Reader, text: &Text, emissions: &Emissions, drafts: &mut Vec<Draft>) {
    let mut labels = reader.chain().best(&emissions.labels, 0);
    if labels.iter().all(|label| *label == 0) {
        return;
    }
    complete::complete(reader.chain(), text.passage, &emissions.labels, &mut labels);
    if text.parent.is_none() {
        part_at_gaps(text.passage, &mut labels);
    }
    let marginals = reader.chain().marginals(&emissions.labels, 0);
    let fragments = stretches(&labels);
    let linker = reader.linker();
    for bundle in linker.link(text.passage, &fragments, emissions.pairs.as_deref()) {
        if let Some(at) = text.parent
            && !inner::belongs(
                text.article,
                text.words,
                &bundle,
                &fragments,
                drafts[at].quoted,
            )
        {
            continue;
        }
        let signs = signs(&bundle, &fragments, &marginals, text.parent.is_some());
        let sure = confidence(&signs, linker.confidence());
        if sure < LEAST[usize::from(text.parent.is_some())] {
            continue;
        }
        add(text, &bundle, &fragments, sure, drafts);
    }
}

/// No role goes on over words of the article that are left out as furniture.
fn part_at_gaps(article: &Tagged, labels: &mut [u8]) {
    let words = &article.passage.words;
    for (at, pair) in words.windows(2).enumerate() {
        let goes_on = labels[at + 1] > 0 && labels[at + 1].is_multiple_of(2);
        let gap = &article.passage.text[pair[0].span.end..pair[1].span.start];
        if goes_on && !gap.trim().is_empty() {
            labels[at + 1] -= 1;
        }
    }
}

/// Adds the frame of a bundle, and one for each quotation that stands alone
/// and carries it on.
fn add(text: &Text, bundle: &Bundle, fragments: &[Stretch], sure: f32, drafts: &mut Vec<Draft>) {
    let Text {
        article,
        passage,
        words,
        parent,
    } = *text;
    let depth = parent.map_or(0, |at| drafts[at].depth + 1);
    let spans = |list: &[usize]| -> Vec<Span> {
        list.iter()
            .flat_map(|at| runs(article, words, fragments[*at]))
            .collect()
    };
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (at, &content) in bundle.contents.iter().enumerate() {
        let carries_on = at > 0
            && inner::stands_alone(
                passage,
                fragments[bundle.contents[at - 1]],
                fragments[content],
            );
        match rows.last_mut() {
            Some(row) if !carries_on => row.push(content),
            _ => rows.push(vec![content]),
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let frame = Frame {
            source: if at == 0 {
                spans(&bundle.sources)
            } else {
                Vec::new()
            },
            cue: if at == 0 {
                bundle.cue.map(|cue| spans(&[cue])).unwrap_or_default()
            } else {
                Vec::new()
            },
            content: spans(row),
            parent: None,
            confidence: sure,
        };
        let content: Vec<usize> = row
            .iter()
            .flat_map(|at| fragments[*at].first..fragments[*at].end)
            .map(|at| words[at])
            .collect();
        let quoted =
            parent.is_some_and(|at| drafts[at].quoted) || inner::is_quoted(article, &content);
        drafts.push(Draft {
            frame,
            content,
            parent,
            quoted,
            depth,
        });
    }
}

/// The spans of a stretch, cut where words of the article are left out.
fn runs(article: &Tagged, words: &[usize], stretch: Stretch) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last = usize::MAX;
    for &word in &words[stretch.first..stretch.end] {
        let span = article.passage.words[word].span;
        match spans.last_mut() {
            Some(run) if last.wrapping_add(1) == word => *run = run.hull(span),
            _ => spans.push(span),
        }
        last = word;
    }
    spans
}

/// Outermost frames in text order, each followed by those inside it.
fn ordered(drafts: Vec<Draft>) -> Vec<Frame> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); drafts.len() + 1];
    for (at, draft) in drafts.iter().enumerate() {
        children[draft.parent.map_or(0, |parent| parent + 1)].push(at);
    }
    let mut frames: Vec<Frame> = Vec::with_capacity(drafts.len());
    let mut stack: Vec<(usize, Option<usize>)> =
        children[0].iter().rev().map(|at| (*at, None)).collect();
    while let Some((at, parent)) = stack.pop() {
        let own = frames.len();
        frames.push(Frame {
            parent,
            ..drafts[at].frame.clone()
        });
        stack.extend(
            children[at + 1]
                .iter()
                .rev()
                .map(|child| (*child, Some(own))),
        );
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fast::Fast;
    use crate::passage::Passage;

    #[test]
    fn a_role_ends_where_furniture_begins() {
        let text = "Veld spoke Join us today and left";
        let tokens: Vec<Span> = [(0, 4), (5, 10), (25, 28), (29, 33)]
            .map(|(start, end)| Span::new(start, end))
            .to_vec();
        let sentences = [Span::new(0, 10), Span::new(25, 33)];
        let fast = Fast::load().unwrap();
        let article = fast.tagged(Passage::new(text, &sentences, &tokens), &[]);
        let mut labels = [5, 6, 6, 6];
        part_at_gaps(&article, &mut labels);
        assert_eq!(labels, [5, 6, 5, 6]);
    }
}

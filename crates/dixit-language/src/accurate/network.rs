//! The network: passages in, scores of words out.

use super::file::File;
use super::pieces::Vocabulary;
use super::surface::{NONE, Surface, surfaces};
use super::transformer::Transformer;
use super::windows::windows;
use crate::Error;
use crate::passage::Passage;
use std::ops::Range;

/// Word pieces that go through the network at once, in one or several windows.
const LOAD: usize = 512;
/// Rows of the table of surfaces before cases, quotation states and breaks.
const CASES: usize = 512;
const QUOTES: usize = CASES + 5;
const BREAKS: usize = QUOTES + 2;

/// A network that was loaded once and serves all threads.
pub struct Network {
    transformer: Transformer,
    vocabulary: Vocabulary,
    width: usize,
    words: &'static [u8],
    scales: Vec<f32>,
    surface: Vec<f32>,
}

/// The scores of one passage's words.
pub struct Scores {
    /// How many scores a word has.
    pub width: usize,
    values: Vec<f32>,
}

impl Scores {
    /// The scores of word `index`.
    pub fn of(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..(index + 1) * self.width]
    }
}

/// A window of a passage, cut into pieces.
struct Window {
    passage: usize,
    /// The first word's index in the passage.
    word: usize,
    /// Each piece with the surface of its word; begin and end included.
    pieces: Vec<(u32, Surface)>,
    /// The piece that begins each word.
    firsts: Vec<usize>,
}

impl Network {
    /// The network of an opened file.
    pub fn new(file: &File<'static>) -> Result<Self, Error> {
        let header = &file.header;
        let lines = std::str::from_utf8(file.part("vocabulary")?);
        let words = file.part("words")?;
        let scales = file.floats("scales")?;
        let surface = file.floats("surface")?;
        let sizes = [
            ("words", words.len(), header.pieces * header.width),
            ("scales", scales.len(), header.pieces),
            ("surface", surface.len(), (BREAKS + 3) * header.width),
        ];
        if let Some((name, ..)) = sizes.iter().find(|(_, found, asked)| found != asked) {
            return Err(file.damaged(name));
        }
        Ok(Network {
            transformer: Transformer::read(file)?,
            vocabulary: Vocabulary::new(lines.map_err(|_| file.damaged("vocabulary"))?),
            width: header.width,
            words,
            scales,
            surface,
        })
    }

    /// Scores the words of each passage.
    pub fn scores(&self, passages: &[&Passage]) -> Result<Vec<Scores>, Error> {
        let mut windows: Vec<Window> = Vec::new();
        for (index, passage) in passages.iter().enumerate() {
            self.cut(index, passage, &mut windows);
        }
        let mut found: Vec<Scores> = passages
            .iter()
            .map(|_| Scores {
                width: 0,
                values: Vec::new(),
            })
            .collect();
        let mut start = 0;
        while start < windows.len() {
            let mut size = windows[start].pieces.len();
            let mut end = start + 1;
            while end < windows.len() && size + windows[end].pieces.len() <= LOAD {
                size += windows[end].pieces.len();
                end += 1;
            }
            self.run(&windows[start..end], &mut found)?;
            start = end;
        }
        Ok(found)
    }

    fn cut(&self, index: usize, passage: &Passage, found: &mut Vec<Window>) {
        let surfaces = surfaces(passage);
        let mut pieces = Vec::new();
        let mut ends = Vec::with_capacity(passage.len());
        for word in 0..passage.len() {
            self.vocabulary.cut(passage.word(word), &mut pieces);
            ends.push(pieces.len());
        }
        let start_of = |word: usize| if word == 0 { 0 } else { ends[word - 1] };
        let counts: Vec<usize> = (0..ends.len())
            .map(|word| ends[word] - start_of(word))
            .collect();
        for window in windows(passage, &counts) {
            let mut row = vec![(self.vocabulary.begin(), NONE)];
            let mut firsts = Vec::with_capacity(window.len());
            for word in window.clone() {
                firsts.push(row.len());
                let own = &pieces[start_of(word)..ends[word]];
                row.extend(own.iter().map(|&piece| (piece, surfaces[word])));
            }
            row.push((self.vocabulary.end(), NONE));
            found.push(Window {
                passage: index,
                word: window.start,
                pieces: row,
                firsts,
            });
        }
    }

    /// Runs some windows and files their words' scores.
    fn run(&self, windows: &[Window], found: &mut [Scores]) -> Result<(), Error> {
        let mut x = Vec::new();
        let mut parts: Vec<Range<usize>> = Vec::with_capacity(windows.len());
        let mut firsts = Vec::new();
        let mut at = 0;
        for window in windows {
            let end = at + window.pieces.len();
            x.resize(end * self.width, 0.0);
            for (position, (piece, surface)) in window.pieces.iter().enumerate() {
                let row = &mut x[(at + position) * self.width..][..self.width];
                self.embed(*piece, position, *surface, row);
            }
            firsts.extend(window.firsts.iter().map(|first| at + first));
            parts.push(at..end);
            at = end;
        }
        let y = self.transformer.run(x, &parts, &firsts)?;
        let width = self.transformer.outputs();
        let mut rows = y.chunks_exact(width);
        for window in windows {
            let scores = &mut found[window.passage];
            scores.width = width;
            debug_assert_eq!(scores.values.len(), window.word * width);
            for row in rows.by_ref().take(window.firsts.len()) {
                scores.values.extend_from_slice(row);
            }
        }
        Ok(())
    }

    /// The sum of the vectors of a piece, its position and its surface.
    fn embed(&self, piece: u32, position: usize, surface: Surface, row: &mut [f32]) {
        let piece = piece as usize;
        let scale = self.scales[piece];
        let words = &self.words[piece * self.width..][..self.width];
        for (value, byte) in row.iter_mut().zip(words) {
            *value = f32::from(byte.cast_signed()) * scale;
        }
        let surfaces = [
            position.min(CASES - 1),
            CASES + usize::from(surface.case),
            QUOTES + usize::from(surface.quoted),
            BREAKS + usize::from(surface.breaks),
        ];
        for table in surfaces {
            let vector = &self.surface[table * self.width..][..self.width];
            for (value, add) in row.iter_mut().zip(vector) {
                *value += add;
            }
        }
    }
}

//! The accurate model: a small transformer, MiniLM-L6 (Wang et al., NeurIPS
//! 2020) fine-tuned for roles, links, names and parts of speech at once.

mod attention;
mod file;
mod kernels;
mod linear;
mod network;
mod pieces;
mod surface;
mod transformer;
mod windows;

use crate::Error;
use crate::decode::{Chain, Stretch, stretches};
use crate::fast::Fast;
use crate::fast::linear::Linear;
use crate::fast::names::{KINDS, NAME_LABELS};
use crate::fast::roles::ROLE_LABELS;
use crate::link::{CONTENT, Linker};
use crate::passage::Passage;
use crate::reader::{Emissions, Pairs, Reader};
use crate::tagged::Tagged;
use dixit_model::Name;
use file::{File, Header};
use network::{Network, Scores};

const BUILT_IN: &[u8] = include_bytes!("../../../models/accurate.bin");
const LINKS: &[u8] = include_bytes!("../../../models/accurate-links.bin");

/// The bytes of the built-in files; the fast model's are part of it, for
/// classes of words.
pub(crate) fn files() -> Vec<&'static [u8]> {
    let mut files = vec![BUILT_IN, LINKS];
    files.extend(crate::fast::files());
    files
}

/// The accurate model's parts.
pub struct Accurate {
    name: String,
    network: Network,
    chain: Chain<ROLE_LABELS>,
    first: [f32; ROLE_LABELS],
    last: [f32; ROLE_LABELS],
    link: usize,
    pos: usize,
    /// Classes of words, for the linker.
    fast: Fast,
    linker: Linker,
}

impl Accurate {
    /// Loads the built-in model.
    pub fn load() -> Result<Accurate, Error> {
        Accurate::with(Linker::new(Linear::read("accurate-links", LINKS)?))
    }

    /// The built-in network with a linker of one's own.
    pub fn with(linker: Linker) -> Result<Accurate, Error> {
        let file = File::open(BUILT_IN)?;
        let Header {
            name,
            roles,
            kinds,
            pos,
            link,
            transition,
            first,
            last,
            ..
        } = &file.header;
        let row = |values: &[f32]| <[f32; ROLE_LABELS]>::try_from(values).ok();
        let (Some(first), Some(last), true) = (
            row(first),
            row(last),
            roles.len() == ROLE_LABELS && 2 * kinds.len() + 1 == NAME_LABELS,
        ) else {
            return Err(Error::model(
                "accurate",
                "has other labels than this program",
            ));
        };
        Ok(Accurate {
            name: name.clone(),
            chain: Chain::new(transition),
            first,
            last,
            link: *link,
            pos: pos.len(),
            network: Network::new(&file)?,
            fast: Fast::load()?,
            linker,
        })
    }

    fn emissions(&self, scores: &Scores, words: usize) -> Emissions {
        let mut labels: Vec<[f32; ROLE_LABELS]> = (0..words)
            .map(|word| std::array::from_fn(|label| scores.of(word)[label]))
            .collect();
        // The decoder begins after a word outside; the network was trained to
        // begin and end with scores of their own.
        if let Some(row) = labels.first_mut() {
            for (label, value) in row.iter_mut().enumerate() {
                *value += self.first[label] - self.chain.scores[0][label].max(-100.0);
            }
        }
        if let Some(row) = labels.last_mut() {
            for (value, add) in row.iter_mut().zip(&self.last) {
                *value += add;
            }
        }
        let skip = ROLE_LABELS + NAME_LABELS + self.pos;
        let vectors = (0..words)
            .map(|word| scores.of(word)[skip..].to_vec())
            .collect();
        Emissions {
            labels,
            pairs: Some(Box::new(Vectors {
                width: self.link,
                of: vectors,
            })),
        }
    }

    fn names(&self, passage: &Passage, scores: &Scores) -> Vec<Name> {
        let chain = Chain::<NAME_LABELS>::new(&[0.0; NAME_LABELS * NAME_LABELS]);
        let mut found = Vec::new();
        let mut start = 0;
        while start < passage.len() {
            let mut end = start + 1;
            while end < passage.len() && !passage.begins_line(end) {
                end += 1;
            }
            let rows: Vec<[f32; NAME_LABELS]> = (start..end)
                .map(|word| std::array::from_fn(|label| scores.of(word)[ROLE_LABELS + label]))
                .collect();
            let marginals = chain.marginals(&rows, 0);
            for stretch in stretches(&chain.best(&rows, 0)) {
                let inside =
                    |row: &[f32; NAME_LABELS]| row[2 * stretch.of + 1] + row[2 * stretch.of + 2];
                let sum: f32 = marginals[stretch.first..stretch.end]
                    .iter()
                    .map(inside)
                    .sum();
                found.push(Name {
                    span: passage.span(start + stretch.first, start + stretch.end),
                    kind: KINDS[stretch.of],
                    confidence: sum / (stretch.end - stretch.first) as f32,
                });
            }
            start = end;
        }
        found
    }

    fn scores(&self, passages: &[&Passage]) -> Vec<Scores> {
        // The network fails on no input: its shapes fit by construction.
        self.network
            .scores(passages)
            .unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Reader for Accurate {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn read<'t>(&self, passage: Passage<'t>) -> (Tagged<'t>, Vec<Name>, Emissions) {
        let [scores] = &self.scores(&[&passage])[..] else {
            unreachable!("one passage gives one list of scores");
        };
        let names = self.names(&passage, scores);
        let emissions = self.emissions(scores, passage.len());
        (self.fast.tagged(passage, &names), names, emissions)
    }

    fn emit(&self, passages: &[&Tagged]) -> Vec<Emissions> {
        let plain: Vec<&Passage> = passages.iter().map(|tagged| &tagged.passage).collect();
        let scores = self.scores(&plain);
        scores
            .iter()
            .zip(passages)
            .map(|(scores, tagged)| self.emissions(scores, tagged.len()))
            .collect()
    }

    fn chain(&self) -> &Chain<ROLE_LABELS> {
        &self.chain
    }

    fn linker(&self) -> &Linker {
        &self.linker
    }
}

/// The vectors of words that links are scored with: source key, cue's query
/// for a source, content's query for a cue, cue key, and how much a cue speaks
/// against having a source at all.
struct Vectors {
    width: usize,
    of: Vec<Vec<f32>>,
}

impl Pairs for Vectors {
    fn score(&self, fragment: Stretch, cue: Stretch) -> f32 {
        let part =
            |word: usize, part: usize| &self.of[word][part * self.width..(part + 1) * self.width];
        let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        if fragment.of == CONTENT {
            product(part(fragment.first, 2), part(cue.first, 3))
        } else {
            let none = self.of[cue.first][4 * self.width];
            product(part(fragment.first, 0), part(cue.first, 1)) - none
        }
    }
}

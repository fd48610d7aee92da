//! Trains the two chains that find sources, cues and contents.

use crate::chain::{Recipe, Sequence, train};
use crate::corpus::polnear::Article;
use dixit_language::decode::{Chain, Stretch, stretches};
use dixit_language::fast::linear::{Features, Linear};
use dixit_language::fast::names::NAME_LABELS;
use dixit_language::fast::roles::{Draft, ROLE_LABELS, Sight};
use dixit_language::fast::tagger::{WORD_TAGS, tag};
use dixit_language::fast::{atoms::atoms, draft, names};
use dixit_language::passage::Passage;
use dixit_language::tagged::Tagged;
use std::collections::BTreeSet;

/// An article ready for training: tagged, and labelled with roles.
pub struct Ready<'t> {
    pub tagged: Tagged<'t>,
    pub labels: Vec<u8>,
    /// For each attribution the words of source, cue and content.
    pub gold: Vec<[BTreeSet<usize>; 3]>,
}

/// Tags and labels `article`.
pub fn ready<'t>(
    tagger: &Linear<WORD_TAGS>,
    namer: &Linear<NAME_LABELS>,
    article: &'t Article,
) -> Ready<'t> {
    let passage: Passage<'t> = article.labelled.passage();
    let atoms = atoms(&passage);
    let begins: Vec<bool> = (0..passage.len())
        .map(|i| passage.begins_sentence(i))
        .collect();
    let tags = tag(tagger, &atoms, &begins);
    let names = names::names(namer, &passage, &atoms, &tags, &begins);
    let mut labels = vec![0u8; passage.len()];
    let mut gold = Vec::new();
    for attribution in &article.gold {
        let mut words: [BTreeSet<usize>; 3] = Default::default();
        for (role, spans) in attribution.roles.iter().enumerate() {
            for span in spans {
                let first = passage.words.partition_point(|w| w.span.end <= span.start);
                let end = passage.words.partition_point(|w| w.span.start < span.end);
                words[role].extend(first..end);
                for (at, label) in labels.iter_mut().enumerate().take(end).skip(first) {
                    if *label == 0 {
                        *label = 2 * role as u8 + if at == first { 1 } else { 2 };
                    }
                }
            }
        }
        gold.push(words);
    }
    // Overlaps can leave an inside without its beginning.
    for at in 0..labels.len() {
        let label = labels[at];
        if label > 0
            && label % 2 == 0
            && (at == 0 || labels[at - 1] != label && labels[at - 1] != label - 1)
        {
            labels[at] -= 1;
        }
    }
    Ready {
        tagged: Tagged::new(passage, atoms, tags, &names),
        labels,
        gold,
    }
}

/// The training sequences of an article; with a draft, those of the second chain.
pub fn sequences(ready: &Ready, draft: Option<&Draft>) -> Vec<Sequence> {
    let sight = Sight::of(&ready.tagged);
    let mut found = Vec::new();
    let mut list = Features::default();
    let mut before = 0;
    for index in 0..ready.tagged.len() {
        let cut = found.last().is_none_or(|last: &Sequence| {
            last.labels.len() > 60 && ready.tagged.passage.begins_line(index)
                || last.labels.len() > 400
        });
        if cut {
            found.push(Sequence {
                features: Vec::new(),
                labels: Vec::new(),
                before,
                weight: 1.0,
            });
        }
        sight.near(index, &mut list);
        if let Some(draft) = draft {
            sight.far(draft, index, &mut list);
        }
        let last = found.last_mut().expect("one was pushed");
        last.features.extend_from_slice(&list.list);
        last.labels.push(ready.labels[index]);
        before = ready.labels[index];
    }
    found
}

/// Trains a chain on sequences.
pub fn fit(
    sequences: &[&Sequence],
    bits: u32,
    rounds: usize,
    rate: f32,
    shrink: f32,
) -> Linear<ROLE_LABELS> {
    let width = sequences[0].features.len() / sequences[0].labels.len();
    train(
        sequences,
        Recipe {
            bits,
            width,
            rounds,
            rate,
            shrink,
        },
    )
}

/// What the first chain makes of an article.
pub fn drafted(near: &Linear<ROLE_LABELS>, ready: &Ready) -> Draft {
    draft(near, &Chain::new(&near.extras), &Sight::of(&ready.tagged))
}

/// What the second chain scores.
pub fn emissions(
    far: &Linear<ROLE_LABELS>,
    draft: &Draft,
    ready: &Ready,
) -> Vec<[f32; ROLE_LABELS]> {
    let sight = Sight::of(&ready.tagged);
    let mut list = Features::default();
    (0..ready.tagged.len())
        .map(|index| {
            sight.near(index, &mut list);
            sight.far(draft, index, &mut list);
            far.scores(&list.list)
        })
        .collect()
}

/// Counts fragments right, guessed and true, by role.
#[derive(Default, Clone, Copy)]
pub struct Tally([[f64; 3]; 3]);

impl Tally {
    pub fn add(&mut self, ready: &Ready, labels: &[u8]) {
        let lines = |words: &mut dyn Iterator<Item = usize>,
                     role: usize,
                     into: &mut BTreeSet<(usize, usize, usize)>| {
            let mut run: Option<(usize, usize)> = None;
            for word in words {
                match &mut run {
                    Some((_, last))
                        if *last + 1 == word && !ready.tagged.passage.begins_line(word) =>
                    {
                        *last = word
                    }
                    _ => {
                        if let Some((first, last)) = run {
                            into.insert((role, first, last));
                        }
                        run = Some((word, word));
                    }
                }
            }
            if let Some((first, last)) = run {
                into.insert((role, first, last));
            }
        };
        let (mut truth, mut guess) = (BTreeSet::new(), BTreeSet::new());
        for gold in &ready.gold {
            for (role, words) in gold.iter().enumerate() {
                lines(&mut words.iter().copied(), role, &mut truth);
            }
        }
        for Stretch { of, first, end } in stretches(labels) {
            lines(&mut (first..end), of, &mut guess);
        }
        for role in 0..3 {
            self.0[role][0] += truth.intersection(&guess).filter(|x| x.0 == role).count() as f64;
            self.0[role][1] += guess.iter().filter(|x| x.0 == role).count() as f64;
            self.0[role][2] += truth.iter().filter(|x| x.0 == role).count() as f64;
        }
    }

    /// F1 of source, cue, content.
    pub fn f1(&self) -> [f64; 3] {
        self.0
            .map(|[hit, guess, truth]| 2.0 * hit / (guess + truth).max(1.0))
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, [hit, guess, truth]) in ["source", "cue", "content"].iter().zip(self.0) {
            write!(
                f,
                "{name} P {:.3} R {:.3} F1 {:.3}  ",
                hit / guess,
                hit / truth,
                2.0 * hit / (guess + truth)
            )?;
        }
        Ok(())
    }
}

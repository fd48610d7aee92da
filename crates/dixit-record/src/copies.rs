//! Passages that articles share, in time linear in the text.
//!
//! Winnowing (Schleimer, Wilkerson and Aiken, *Winnowing: local algorithms for
//! document fingerprinting*, SIGMOD 2003) keeps the smallest hash of every
//! window of word shingles, so that any shared run of `SHINGLE + WINDOW - 1`
//! words leaves a fingerprint in common. Each such seed is then extended to
//! both sides, over light edits, as far as the words agree.

use crate::corpus::Corpus;
use crate::entities::EntityJoin;
use crate::words::Word;
use dixit_model::{Copy, Passage, Span};
use std::collections::BTreeMap;

/// Words to a shingle.
const SHINGLE: usize = 5;
/// Shingles to a window.
const WINDOW: usize = 4;
/// A shared run of fewer words is chance or a set phrase.
const LEAST: usize = 12;
/// A fingerprint in more articles than this is boilerplate.
const CROWD: usize = 60;
/// Words that an edit may change before the run is over.
const EDIT: usize = 4;
/// Words that must agree after an edit.
const RESUME: usize = 4;

/// A run of words that two articles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    /// (article, first word, one past the last word), the smaller article first.
    a: (usize, usize, usize),
    b: (usize, usize, usize),
    /// Words that agree.
    same: usize,
}

/// The copies among articles of different outlets.
pub(crate) fn copies(corpus: &Corpus) -> Vec<Copy> {
    let mut index: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
    for (article, words) in corpus.words.iter().enumerate() {
        for (hash, at) in winnow(words) {
            index.entry(hash).or_default().push((article, at));
        }
    }
    let mut seeds: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for places in index.values().filter(|p| (2..=CROWD).contains(&p.len())) {
        for (n, &(a, at_a)) in places.iter().enumerate() {
            for &(b, at_b) in &places[n + 1..] {
                if a != b && !same_outlet(corpus, a, b) {
                    seeds.entry((a, b)).or_default().push((at_a, at_b));
                }
            }
        }
    }
    drop(index);
    let mut runs = Vec::new();
    for ((a, b), mut seeds) in seeds {
        seeds.sort_unstable();
        let first = runs.len();
        for (at_a, at_b) in seeds {
            let known = runs[first..].iter().any(|run: &Run| {
                (run.a.1..run.a.2).contains(&at_a) && (run.b.1..run.b.2).contains(&at_b)
            });
            if !known {
                let run = extend(corpus, (a, at_a), (b, at_b));
                if run.same >= LEAST {
                    runs.push(run);
                }
            }
        }
    }
    join(corpus, runs)
}

/// Whether two articles come from one outlet, whose boilerplate they share.
fn same_outlet(corpus: &Corpus, a: usize, b: usize) -> bool {
    let outlet = |i: usize| corpus.readings[i].article.outlet.as_ref().map(|o| &o.value);
    outlet(a).is_some() && outlet(a) == outlet(b)
}

/// The fingerprints of a text with the word that each begins at.
fn winnow(words: &[Word]) -> Vec<(u64, usize)> {
    let hashes: Vec<u64> = words
        .windows(SHINGLE)
        .map(|shingle| {
            shingle
                .iter()
                .fold(0xcbf2_9ce4_8422_2325, |hash, w| mix(hash, w.term))
        })
        .collect();
    let mut kept: Vec<(u64, usize)> = Vec::new();
    for (from, window) in hashes.windows(WINDOW).enumerate() {
        // The last of equals, as the paper has it, so that neighbours agree.
        let Some((at, &hash)) = window.iter().enumerate().rev().min_by_key(|&(_, h)| h) else {
            continue;
        };
        if kept.last() != Some(&(hash, from + at)) {
            kept.push((hash, from + at));
        }
    }
    kept
}

/// FNV-1a over the four bytes of a term, finished so that order is no bias.
fn mix(hash: u64, term: u32) -> u64 {
    let mut hash = hash;
    for byte in term.to_le_bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

/// The longest run around a seed.
fn extend(corpus: &Corpus, (a, at_a): (usize, usize), (b, at_b): (usize, usize)) -> Run {
    let terms = |article: usize| corpus.words[article].iter().map(|w| w.term);
    let forward = |from_a: usize, from_b: usize| {
        let x: Vec<u32> = terms(a).skip(from_a).collect();
        let y: Vec<u32> = terms(b).skip(from_b).collect();
        reach(&x, &y)
    };
    let backward = |to_a: usize, to_b: usize| {
        let x: Vec<u32> = terms(a).take(to_a).rev().collect();
        let y: Vec<u32> = terms(b).take(to_b).rev().collect();
        reach(&x, &y)
    };
    let ahead = forward(at_a, at_b);
    let behind = backward(at_a, at_b);
    Run {
        a: (a, at_a - behind.0, at_a + ahead.0),
        b: (b, at_b - behind.1, at_b + ahead.1),
        same: ahead.2 + behind.2,
    }
}

/// How far two lists of terms agree from their beginnings, over edits of up to
/// `EDIT` words: (terms of the first, terms of the second, terms that agree).
fn reach(x: &[u32], y: &[u32]) -> (usize, usize, usize) {
    let (mut i, mut j, mut same) = (0, 0, 0);
    loop {
        while i < x.len() && j < y.len() && x[i] == y[j] {
            (i, j, same) = (i + 1, j + 1, same + 1);
        }
        let resumes = |skip_x: usize, skip_y: usize| {
            let (x, y) = (x.get(i + skip_x..), y.get(j + skip_y..));
            x.zip(y).is_some_and(|(x, y)| {
                x.len() >= RESUME && y.len() >= RESUME && x[..RESUME] == y[..RESUME]
            })
        };
        let skip = (1..=2 * EDIT)
            .flat_map(|sum| (0..=sum).map(move |p| (p, sum - p)))
            .find(|&(p, q)| p <= EDIT && q <= EDIT && resumes(p, q));
        match skip {
            Some((p, q)) => (i, j) = (i + p, j + q),
            None => return (i, j, same),
        }
    }
}

/// Runs that overlap in an article are one passage of several articles.
fn join(corpus: &Corpus, mut runs: Vec<Run>) -> Vec<Copy> {
    runs.sort_unstable();
    let mut sets = EntityJoin::new(runs.len());
    // By article: (first word, last word, run).
    let mut places: BTreeMap<usize, Vec<(usize, usize, usize)>> = BTreeMap::new();
    for (number, run) in runs.iter().enumerate() {
        for (article, from, to) in [run.a, run.b] {
            places.entry(article).or_default().push((from, to, number));
        }
    }
    for list in places.values_mut() {
        list.sort_unstable();
        for pair in list.windows(2) {
            let ((f, t, m), (g, u, n)) = (pair[0], pair[1]);
            let shared = t.min(u).saturating_sub(f.max(g));
            if shared * 10 >= (t - f).min(u - g) * 7 {
                sets.unite(m, n, "");
            }
        }
    }
    let mut copies: Vec<Copy> = sets
        .groups()
        .into_iter()
        .map(|(members, _)| copy(corpus, members.iter().map(|&m| runs[m])))
        .collect();
    copies.sort_by(|a, b| a.passages.cmp(&b.passages));
    for (number, copy) in copies.iter_mut().enumerate() {
        copy.id = format!("c{}", number + 1);
    }
    copies
}

fn copy(corpus: &Corpus, runs: impl Iterator<Item = Run>) -> Copy {
    let mut passages: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut same = usize::MAX;
    for run in runs {
        same = same.min(run.same);
        for (article, from, to) in [run.a, run.b] {
            let place = passages.entry(article).or_insert((from, to));
            *place = (place.0.min(from), place.1.max(to));
        }
    }
    // Quotation marks around most of it in every article: each may have taken
    // it from the speaker.
    let quotation = passages.iter().all(|(&article, &(from, to))| {
        let words = &corpus.words[article][from..to];
        let quoted = words.iter().filter(|w| w.quoted).count();
        quoted * 10 >= words.len() * 8
    });
    let mut passages: Vec<Passage> = passages
        .into_iter()
        .map(|(article, (from, to))| {
            let words = &corpus.words[article];
            let span = Span::new(words[from].span.start, words[to - 1].span.end);
            Passage { article, span }
        })
        .collect();
    // The earliest is the likely original; undated articles come last.
    let day = |p: &Passage| {
        let published = &corpus.readings[p.article].article.published;
        published
            .as_ref()
            .map_or(jiff::civil::Date::MAX, |d| d.value)
    };
    passages.sort_by_key(|p| (day(p), p.article));
    Copy {
        id: String::new(),
        passages,
        words: same,
        quotation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_over_a_light_edit() {
        let x = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        let y = [1, 2, 3, 30, 31, 5, 6, 7, 8];
        assert_eq!(reach(&x, &y), (8, 9, 7));
        assert_eq!(reach(&x, &[1, 2, 40, 41, 42]), (2, 2, 2));
        assert_eq!(reach(&x, &[]), (0, 0, 0));
    }
}

//! Passages that articles share, in time linear in the text.
//!
//! Texts meet over [fingerprints](fingerprint); each place where two meet is
//! extended to both sides, over light edits, as far as the words agree.

mod credit;
mod fingerprint;
mod run;
mod voice;

use crate::corpus::Corpus;
use crate::entities::EntityJoin;
use credit::Weight;
use dixit_model::{Copy, Credit, Passage, Span};
use run::Run;
use std::collections::BTreeMap;

/// A shared run of fewer words is chance or a set phrase; so is one of fewer
/// words of the outlets' own.
const LEAST: usize = 12;
/// Words that two articles' runs of prose need together: one short run alone
/// is a title or a turn of phrase.
const TOGETHER: usize = 18;
/// A fingerprint in more articles than this is boilerplate.
const CROWD: usize = 60;

/// The copies among articles of different outlets.
pub(crate) fn copies(corpus: &Corpus) -> Vec<Copy> {
    let terms: Vec<Vec<u32>> = corpus
        .words
        .iter()
        .map(|words| words.iter().map(|w| w.term).collect())
        .collect();
    let runs = runs(corpus, &terms);
    let hands = hands(corpus, &runs);
    let (quotations, mut prose): (Vec<Run>, Vec<Run>) =
        runs.into_iter().partition(|run| quotes(run, &hands));
    let mut together: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for run in &prose {
        *together.entry((run.a.0, run.b.0)).or_default() += run.same;
    }
    prose.retain(|run| together[&(run.a.0, run.b.0)] >= TOGETHER);
    let mut copies = join(corpus, &hands, prose, false);
    copies.extend(join(corpus, &hands, quotations, true));
    copies.sort_by(|a, b| a.passages.cmp(&b.passages));
    for (number, copy) in copies.iter_mut().enumerate() {
        copy.id = format!("c{}", number + 1);
    }
    copies
}

/// The runs that articles of different outlets share.
fn runs(corpus: &Corpus, terms: &[Vec<u32>]) -> Vec<Run> {
    let mut index: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
    for (article, terms) in terms.iter().enumerate() {
        for (hash, at) in fingerprint::winnow(terms) {
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
                let run = run::extend((a, &terms[a], at_a), (b, &terms[b], at_b));
                if run.same >= LEAST {
                    runs.push(run);
                }
            }
        }
    }
    runs
}

/// Whether two articles come from one outlet, whose boilerplate they share.
fn same_outlet(corpus: &Corpus, a: usize, b: usize) -> bool {
    let outlet = |i: usize| corpus.readings[i].article.outlet.as_ref().map(|o| &o.value);
    outlet(a).is_some() && outlet(a) == outlet(b)
}

/// Whose words an article carries.
struct Hands {
    /// By word: whether it is somebody else's.
    voices: Vec<bool>,
    /// The agency it credits most tellingly.
    credit: Option<credit::Credit>,
}

/// By article that shares anything: whose words it carries.
fn hands(corpus: &Corpus, runs: &[Run]) -> BTreeMap<usize, Hands> {
    let mut hands = BTreeMap::new();
    for number in runs.iter().flat_map(|run| [run.a.0, run.b.0]) {
        hands.entry(number).or_insert_with(|| {
            let article = &corpus.readings[number].article;
            let credits = credit::credits(article);
            Hands {
                voices: voice::voices(article, &corpus.words[number], &credits),
                credit: credits.into_iter().next(),
            }
        });
    }
    hands
}

/// Whether a run is words of a third that each may have taken from there: in
/// neither article enough of it is prose. What one quotes and the other has as
/// its own went from the one to the other.
fn quotes(run: &Run, hands: &BTreeMap<usize, Hands>) -> bool {
    [run.a, run.b].iter().all(|(article, from, to)| {
        let prose = hands[article].voices[*from..*to]
            .iter()
            .filter(|v| !**v)
            .count();
        prose < LEAST
    })
}

/// Runs that overlap in an article are one passage of several articles.
fn join(
    corpus: &Corpus,
    hands: &BTreeMap<usize, Hands>,
    mut runs: Vec<Run>,
    quotation: bool,
) -> Vec<Copy> {
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
    sets.groups()
        .into_iter()
        .map(|(members, _)| copy(corpus, hands, members.iter().map(|&m| runs[m]), quotation))
        .collect()
}

fn copy(
    corpus: &Corpus,
    hands: &BTreeMap<usize, Hands>,
    runs: impl Iterator<Item = Run>,
    quotation: bool,
) -> Copy {
    let mut places: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let mut same = usize::MAX;
    for run in runs {
        same = same.min(run.same);
        for (article, from, to) in [run.a, run.b] {
            let place = places.entry(article).or_insert((from, to));
            *place = (place.0.min(from), place.1.max(to));
        }
    }
    let mut passages: Vec<Passage> = places
        .into_iter()
        .map(|(article, (from, to))| {
            let words = &corpus.words[article];
            let span = Span::new(words[from].span.start, words[to - 1].span.end);
            Passage { article, span }
        })
        .collect();
    // An agency's own article is the original, else the earliest is likely
    // to be; undated articles come last.
    let credited = |article: usize| hands[&article].credit.as_ref();
    let own = |article: usize| credited(article).is_some_and(|c| c.weight == Weight::Own);
    let day = |p: &Passage| {
        let published = &corpus.readings[p.article].article.published;
        published
            .as_ref()
            .map_or(jiff::civil::Date::MAX, |d| d.value)
    };
    passages.sort_by_key(|p| (!own(p.article), day(p), p.article));
    // Quoted words are the speaker's, whoever carries them.
    let credit = passages
        .iter()
        .filter(|_| !quotation)
        .filter_map(|p| Some((p.article, credited(p.article)?)))
        .min_by_key(|(article, credit)| (credit.weight, *article))
        .map(|(article, credit)| Credit {
            agency: credit.agency.to_owned(),
            article,
            span: credit.span,
        });
    Copy {
        id: String::new(),
        passages,
        words: same,
        quotation,
        credit,
    }
}

//! Sources, cues and contents: what the two linear chains see of each word.
//!
//! The first chain sees a few words to either side. The second sees the same,
//! and what the first made of the sentence and its neighbours.

use super::atoms::{Atom, mix};
use super::linear::Features;
use super::scene::{NONE, Place, bucket};
use crate::decode::{Stretch, stretches};
use crate::passage::Passage;

/// Outside, and beginning and inside of source, cue and content.
pub const ROLE_LABELS: usize = 7;

/// A passage with all that the features draw on.
pub struct Sight<'a> {
    /// The words.
    pub passage: &'a Passage<'a>,
    /// Their numbers.
    pub atoms: &'a [Atom],
    /// Their classes.
    pub tags: &'a [u8],
    /// Their name labels: 0 or 1 and the kind of name.
    pub names: &'a [u8],
    /// What stands around them.
    pub places: &'a [Place],
}

impl<'a> Sight<'a> {
    /// The sight of a tagged passage.
    pub fn of(tagged: &'a crate::tagged::Tagged<'a>) -> Self {
        Sight {
            passage: &tagged.passage,
            atoms: &tagged.atoms,
            tags: &tagged.tags,
            names: &tagged.names,
            places: &tagged.places,
        }
    }

    fn atom(&self, index: usize, offset: isize) -> Atom {
        index
            .checked_add_signed(offset)
            .and_then(|i| self.atoms.get(i))
            .copied()
            .unwrap_or_default()
    }

    fn tag(&self, index: usize, offset: isize) -> u32 {
        index
            .checked_add_signed(offset)
            .and_then(|i| self.tags.get(i))
            .map_or(99, |t| u32::from(*t))
    }

    fn name(&self, index: usize, offset: isize) -> u32 {
        index
            .checked_add_signed(offset)
            .and_then(|i| self.names.get(i))
            .map_or(9, |t| u32::from(*t))
    }

    fn stem_at(&self, index: u32) -> u32 {
        if index == NONE {
            0
        } else {
            self.atoms[index as usize].stem
        }
    }

    fn mark_at(&self, index: u32) -> u32 {
        if index == NONE {
            0
        } else {
            self.atoms[index as usize].mark as u32
        }
    }

    /// The features of word `index` that the first chain sees.
    pub fn near(&self, index: usize, out: &mut Features) {
        let a = |offset| self.atom(index, offset);
        let t = |offset| self.tag(index, offset);
        let n = |offset| self.name(index, offset);
        let (a0, p1, n1, p2, n2) = (a(0), a(-1), a(1), a(-2), a(2));
        let place = self.places[index];
        let begins = u32::from(place.since_start == 0);
        let quote = u32::from(place.quoted);
        out.clear();
        out.one(0);
        out.one(a0.lower);
        out.one(p1.lower);
        out.one(n1.lower);
        out.one(p2.lower);
        out.one(n2.lower);
        out.one(a(-3).lower);
        out.one(a(3).lower);
        out.one(a0.stem);
        out.one(p1.stem);
        out.one(n1.stem);
        out.one(a(-2).stem);
        out.one(a(2).stem);
        out.one(a0.suffix[1]);
        out.one(a0.shape);
        for offset in -3..=3 {
            out.one(t(offset));
        }
        out.two(t(-1), t(0));
        out.two(t(0), t(1));
        out.two(t(1), t(2));
        out.two(t(-2), t(-1));
        out.three(t(-1), t(0), t(1));
        out.three(t(-2), t(-1), t(0));
        out.three(t(0), t(1), t(2));
        out.three(t(1), t(2), t(3));
        out.two(t(0), a0.stem);
        out.two(p1.stem, a0.stem);
        out.two(a0.stem, n1.stem);
        out.two(p1.stem, t(0));
        out.two(t(0), n1.stem);
        out.two(t(-1), a0.stem);
        out.two(a0.stem, t(1));
        out.three(p2.stem, p1.stem, a0.stem);
        out.three(a0.stem, n1.stem, n2.stem);
        out.three(p1.stem, a0.stem, n1.stem);
        out.two(n(0), t(0));
        out.three(n(-1), n(0), n(1));
        out.two(n(1), t(1));
        out.two(n(-1), t(-1));
        // Quotation marks.
        out.one(mix(quote, bucket(place.since_open)));
        out.one(mix(quote, bucket(place.until_close)));
        out.two(quote, a0.lower);
        out.two(quote, t(0));
        out.three(quote, t(0), t(1));
        out.three(quote, u32::from(place.sentence_quotes), begins);
        out.three(quote, p1.mark as u32, a0.mark as u32);
        out.three(quote, a0.mark as u32, n1.mark as u32);
        out.three(p2.mark as u32, p1.mark as u32, a0.mark as u32);
        // The place in the sentence and the line.
        out.one(bucket(place.since_start));
        out.one(bucket(place.until_end));
        out.three(bucket(place.since_start), t(0), quote);
        out.two(begins, t(0));
        out.two(u32::from(self.passage.begins_line(index)), begins);
        out.one(place.brackets);
        // Verbs and marks of the sentence.
        let before = if place.verb_before == NONE {
            99
        } else {
            bucket(index as u32 - place.verb_before)
        };
        let after = if place.verb_after == NONE {
            99
        } else {
            bucket(place.verb_after - index as u32)
        };
        out.one(self.stem_at(place.verb_before));
        out.one(self.stem_at(place.verb_after));
        out.two(self.stem_at(place.verb_before), before);
        out.two(self.stem_at(place.verb_after), after);
        out.two(self.stem_at(place.verb_before), t(0));
        out.two(self.stem_at(place.verb_after), t(0));
        out.two(
            self.stem_at(place.verb_before),
            self.stem_at(place.verb_after),
        );
        let mark_before = self.mark_at(place.mark_before);
        let mark_after = self.mark_at(place.mark_after);
        out.two(mark_before, mark_after);
        out.three(mark_before, mark_after, t(0));
        let first = self.atoms[place.sentence as usize];
        out.two(first.stem, quote);
    }

    /// Further features that the second chain sees, given what the first
    /// made of the passage.
    pub fn far(&self, draft: &Draft, index: usize, out: &mut Features) {
        out.skip(7);
        let label = |offset: isize| {
            index
                .checked_add_signed(offset)
                .and_then(|i| draft.labels.get(i))
                .map_or(9, |l| u32::from(*l))
        };
        let place = self.places[index];
        let spot = draft.spots[index];
        let quote = u32::from(place.quoted);
        for offset in -2..=2 {
            out.one(label(offset));
        }
        out.three(label(-1), label(0), label(1));
        out.two(label(0), self.tag(index, 0));
        out.two(label(0), self.atom(index, 0).stem);
        let m = draft.marginals[index];
        let level = |p: f32| (p * 5.99) as u32;
        let (s, c, k) = (level(m[1] + m[2]), level(m[3] + m[4]), level(m[5] + m[6]));
        out.one(s);
        out.one(c);
        out.one(k);
        out.three(s, c, k);
        let level = |p: f32| (p * 7.99) as u32;
        out.two(level(m[1]), level(m[2]));
        out.two(level(m[3]), level(m[4]));
        out.two(level(m[5]), level(m[6]));
        // The nearest cue to either side.
        let left = self.cue(spot.cue_before, index);
        let right = self.cue(spot.cue_after, index);
        out.two(left.0, left.1);
        out.two(right.0, right.1);
        out.two(left.1, left.2);
        out.two(right.1, right.2);
        out.three(left.1, right.1, quote);
        out.three(left.0, left.2, right.1.min(1));
        out.three(left.2, right.2, self.tag(index, 0));
        out.three(left.2, self.tag(index, 0), self.tag(index, 1));
        out.three(right.2, self.tag(index, 0), self.tag(index, -1));
        out.three(left.2, self.atom(index, 0).stem, quote);
        out.three(right.2, self.atom(index, 0).stem, quote);
        // Which roles the sentence, the one before and the one after hold.
        out.two(spot.here, spot.before);
        out.two(spot.here, spot.after);
        out.three(spot.here, spot.so_far, quote);
        out.three(spot.here, spot.so_far, self.tag(index, 0));
        out.three(spot.before_last, u32::from(place.since_start == 0), quote);
        out.three(spot.before_last, bucket(place.since_start), spot.here);
        out.three(bucket(place.until_end), spot.here, label(0));
        // What the quotation around it is taken for.
        out.three(quote, spot.quotation, label(0));
        out.three(quote, spot.quotation, spot.here);
        let to_left = self.mark_at(place.mark_before);
        out.three(left.2, to_left, self.atom(index, 0).mark as u32);
        out.three(label(0), spot.open_for, self.tag(index, 1));
        out.three(label(0), spot.open_for, self.atom(index, 1).stem);
        out.three(spot.last_role, spot.next_role, quote);
        out.three(spot.last_role, spot.next_role, self.tag(index, 0));
    }

    /// The stem of a cue, how far it is, and how it lies to word `index`.
    fn cue(&self, cue: Option<Stretch>, index: usize) -> (u32, u32, u32) {
        let Some(cue) = cue else {
            return (0, 99, 99);
        };
        let head = self.atoms[self.head(cue)].stem;
        let (distance, same) = if cue.first > index {
            (
                cue.first - index,
                self.places[cue.first].sentence == self.places[index].sentence,
            )
        } else {
            (
                index + 1 - cue.end.min(index + 1),
                self.places[cue.first].sentence == self.places[index].sentence,
            )
        };
        let next = self.atoms.get(cue.end).map_or(0, |a| {
            if a.mark == '\0' {
                u32::from(a.lower == THAT)
            } else {
                a.mark as u32
            }
        });
        let lies = mix(u32::from(same), mix(bucket(distance as u32).min(3), next));
        (mix(head, u32::from(same)), bucket(distance as u32), lies)
    }

    /// The word that carries a cue: its last full verb, else its last noun, else its last word.
    pub fn head(&self, cue: Stretch) -> usize {
        let of =
            |wanted: fn(u8) -> bool| (cue.first..cue.end).rev().find(|i| wanted(self.tags[*i]));
        of(super::tagger::is_verb)
            .or_else(|| of(|tag| tag < 4))
            .or_else(|| {
                (cue.first..cue.end)
                    .rev()
                    .find(|i| self.atoms[*i].mark == '\0')
            })
            .unwrap_or(cue.end - 1)
    }
}

/// `hash_word("that")`.
pub const THAT: u32 = super::atoms::hash_const(b"that");

/// What the first chain made of a passage.
pub struct Draft {
    /// The best labels.
    pub labels: Vec<u8>,
    /// The probability of every label.
    pub marginals: Vec<[f32; ROLE_LABELS]>,
    spots: Vec<Spot>,
}

/// What the first chain found around one word.
#[derive(Clone, Copy, Default)]
struct Spot {
    cue_before: Option<Stretch>,
    cue_after: Option<Stretch>,
    /// Roles in the sentence (a bit each), the one before, the one after.
    here: u32,
    before: u32,
    after: u32,
    /// Roles in the sentence before this word.
    so_far: u32,
    /// The last label of the sentence before.
    before_last: u32,
    /// The role most words of this quotation play.
    quotation: u32,
    /// For how many words the current stretch has run.
    open_for: u32,
    /// The role that ended last before this word, and the one that begins next, in the sentence.
    last_role: u32,
    next_role: u32,
}

impl Draft {
    /// Gathers what `labels` and `marginals` say around each word.
    pub fn new(labels: Vec<u8>, marginals: Vec<[f32; ROLE_LABELS]>, places: &[Place]) -> Self {
        let count = labels.len();
        let mut spots = vec![Spot::default(); count];
        let role = |label: u8| {
            if label == 0 {
                0
            } else {
                u32::from(label + 1) / 2
            }
        };
        let cues: Vec<Stretch> = stretches(&labels)
            .into_iter()
            .filter(|s| s.of == 1)
            .collect();
        let mut next = 0;
        for (index, spot) in spots.iter_mut().enumerate() {
            while next < cues.len() && cues[next].end <= index {
                next += 1;
            }
            let near =
                |cue: &Stretch| places[cue.first].sentence.abs_diff(places[index].sentence) < 80;
            // A word inside a cue has it on neither side.
            spot.cue_before = next.checked_sub(1).map(|i| cues[i]).filter(near);
            let after = next + usize::from(next < cues.len() && cues[next].first <= index);
            spot.cue_after = cues.get(after).copied().filter(near);
        }
        let mut start = 0;
        let (mut before, mut before_last) = (0, 0);
        let mut last_sentence: Option<(usize, usize)> = None;
        while start < count {
            let sentence = places[start].sentence;
            let mut end = start;
            let (mut here, mut last_role, mut open_for) = (0u32, 0, 0);
            while end < count && places[end].sentence == sentence {
                let own = role(labels[end]);
                let spot = &mut spots[end];
                spot.so_far = here;
                spot.before = before;
                spot.before_last = before_last;
                if end > start && own != role(labels[end - 1]) {
                    open_for = 0;
                    if role(labels[end - 1]) != 0 {
                        last_role = role(labels[end - 1]);
                    }
                }
                spot.last_role = last_role;
                spot.open_for = bucket(open_for);
                open_for += 1;
                if own != 0 {
                    here |= 1 << own;
                }
                end += 1;
            }
            let mut next_role = 0;
            for index in (start..end).rev() {
                if index + 1 < end
                    && role(labels[index]) != role(labels[index + 1])
                    && role(labels[index + 1]) != 0
                {
                    next_role = role(labels[index + 1]);
                }
                spots[index].next_role = next_role;
                spots[index].here = here;
            }
            if let Some((first, last)) = last_sentence {
                for spot in &mut spots[first..last] {
                    spot.after = here;
                }
            }
            last_sentence = Some((start, end));
            before = here;
            before_last = u32::from(labels[end - 1]) + 10 * u32::from(places[end - 1].quoted);
            start = end;
        }
        let mut start = 0;
        while start < count {
            let mut end = start + 1;
            while end < count && places[end].since_open != 0 {
                end += 1;
            }
            if places[start].quoted {
                let mut votes = [0usize; 4];
                for label in &labels[start..end] {
                    votes[role(*label) as usize] += 1;
                }
                let half = (end - start) / 2;
                let winner = votes.iter().position(|v| *v > half).unwrap_or(0) as u32;
                for spot in &mut spots[start..end] {
                    spot.quotation = winner + 1;
                }
            }
            start = end;
        }
        Draft {
            labels,
            marginals,
            spots,
        }
    }
}

//! What the linker sees of a fragment and a cue near it.

use super::{CONTENT, CUE, SOURCE};
use crate::decode::Stretch;
use crate::fast::atoms::mix;
use crate::fast::linear::Features;
use crate::fast::roles::Sight;
use crate::fast::scene::bucket;
use crate::tagged::Tagged;

/// A passage with its fragments.
pub struct Field<'a> {
    tagged: &'a Tagged<'a>,
    fragments: &'a [Stretch],
    /// The word that carries each fragment.
    heads: Vec<usize>,
}

impl<'a> Field<'a> {
    /// The field of `fragments`, in text order.
    pub fn new(tagged: &'a Tagged<'a>, fragments: &'a [Stretch]) -> Self {
        let sight = Sight::of(tagged);
        let heads = fragments.iter().map(|f| sight.head(*f)).collect();
        Field {
            tagged,
            fragments,
            heads,
        }
    }

    fn mark(&self, index: Option<usize>) -> u32 {
        let Some(atom) = index.and_then(|i| self.tagged.atoms.get(i)) else {
            return 1;
        };
        atom.mark as u32
    }

    fn stem(&self, index: Option<usize>) -> u32 {
        index
            .and_then(|i| self.tagged.atoms.get(i))
            .map_or(0, |atom| atom.stem)
    }
}

/// The features of fragment `at`, a source or a content, and the cue at `cue`.
pub fn pair(field: &Field, at: usize, cue: usize, out: &mut Features) {
    let (f, c) = (field.fragments[at], field.fragments[cue]);
    let tagged = field.tagged;
    let role = f.of as u32;
    let before = at < cue;
    let (left, right) = if before { (f, c) } else { (c, f) };
    let gap = bucket((right.first.saturating_sub(left.end)) as u32);
    let place = |index: usize| tagged.places[index];
    let word = |index: usize| tagged.passage.words[index];
    let sentences = bucket(
        word(c.first)
            .sentence
            .abs_diff(word(if before { f.end - 1 } else { f.first }).sentence),
    )
    .min(3);
    let line = u32::from(word(c.first).line != word(f.first).line);
    let between = |of: usize| {
        let (low, high) = (at.min(cue) + 1, at.max(cue));
        field.fragments[low..high]
            .iter()
            .filter(|x| x.of == of)
            .count()
            .min(2) as u32
    };
    let (sources, cues, contents) = (between(SOURCE), between(CUE), between(CONTENT));
    let others = sources + 3 * cues + 9 * contents;
    let side = |from: Option<usize>| {
        from.and_then(|i| field.fragments.get(i))
            .map_or(9, |x| x.of as u32)
    };
    let around_cue = mix(side(cue.checked_sub(1)), side(Some(cue + 1)));
    let around = mix(side(at.checked_sub(1)), side(Some(at + 1)));
    let base = mix(role, u32::from(before));
    let where_ = mix(sentences, line);
    let head = field.stem(Some(field.heads[cue]));
    let quoted = u32::from(place(f.first).quoted);
    let cue_quoted = u32::from(place(field.heads[cue]).quoted);
    let opening = field.mark(Some(f.first));
    let closing = field.mark(Some(f.end - 1));
    let cue_next = field.mark(Some(c.end));
    let cue_next_stem = field.stem(Some(c.end));
    let cue_last = field.mark(Some(c.end - 1));
    let preceding = field.mark(f.first.checked_sub(1));
    let following = field.mark(Some(f.end));
    out.clear();
    out.one(base);
    out.two(base, gap);
    out.two(base, where_);
    out.two(base, others);
    out.three(base, others, where_);
    out.three(base, gap, where_);
    out.three(base, head, u32::from(sentences == 0));
    out.three(base, around_cue, where_);
    out.three(base, around_cue, others);
    out.three(base, around, others);
    out.three(base, mix(around_cue, around), others);
    out.three(base, quoted, mix(cue_quoted, where_));
    out.three(base, opening, where_);
    out.three(base, closing, where_);
    out.three(base, preceding, others);
    out.three(base, following, others);
    out.three(base, cue_next, others);
    out.three(base, cue_next_stem, where_);
    out.three(base, cue_last, others);
    out.three(base, mix(closing, following), mix(cue_next, where_));
    out.three(
        base,
        u32::from(place(f.first).since_start == 0),
        mix(where_, others),
    );
    out.three(
        base,
        u32::from(place(c.first).since_start == 0),
        mix(where_, others),
    );
    out.three(
        base,
        field.stem(Some(field.heads[at])),
        u32::from(sentences == 0),
    );
    out.three(base, u32::from(tagged.tags[field.heads[cue]]), others);
    out.three(
        base,
        u32::from(tagged.tags[field.heads[cue]]),
        mix(cue_next, gap),
    );
    out.three(base, u32::from(tagged.tags[f.first]), others);
    out.three(base, bucket((f.end - f.first) as u32), others);
    out.three(
        base,
        mix(
            bucket(place(c.end - 1).until_end),
            bucket(place(f.end - 1).until_end),
        ),
        where_,
    );
    out.three(
        base,
        u32::from(place(f.end - 1).until_end <= 1),
        mix(head, u32::from(sentences == 0)),
    );
}

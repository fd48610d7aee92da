//! Parts of speech: an averaged perceptron that goes from left to right.

use super::atoms::{Atom, mix};
use super::linear::{Features, Linear};
use dixit_model::Pos;

/// The finer classes the tagger tells apart: Penn tags, split where the
/// universal parts of speech split them.
pub const TAGS: &[(&str, Pos)] = &[
    ("NN", Pos::Noun),
    ("NNS", Pos::Noun),
    ("NNP", Pos::Propn),
    ("NNPS", Pos::Propn),
    ("VB", Pos::Verb),
    ("VBD", Pos::Verb),
    ("VBG", Pos::Verb),
    ("VBN", Pos::Verb),
    ("VBP", Pos::Verb),
    ("VBZ", Pos::Verb),
    ("AUX-VB", Pos::Aux),
    ("AUX-VBD", Pos::Aux),
    ("AUX-VBG", Pos::Aux),
    ("AUX-VBN", Pos::Aux),
    ("AUX-VBP", Pos::Aux),
    ("AUX-VBZ", Pos::Aux),
    ("MD", Pos::Aux),
    ("JJ", Pos::Adj),
    ("JJR", Pos::Adj),
    ("JJS", Pos::Adj),
    ("RB", Pos::Adv),
    ("RBR", Pos::Adv),
    ("RBS", Pos::Adv),
    ("WRB", Pos::Adv),
    ("DT", Pos::Det),
    ("DT-PRON", Pos::Pron),
    ("PRP", Pos::Pron),
    ("PRP$", Pos::Pron),
    ("WP", Pos::Pron),
    ("WDT", Pos::Pron),
    ("EX", Pos::Pron),
    ("IN", Pos::Adp),
    ("IN-SCONJ", Pos::Sconj),
    ("RP", Pos::Adp),
    ("TO", Pos::Adp),
    ("TO-PART", Pos::Part),
    ("NEG", Pos::Part),
    ("POS", Pos::Part),
    ("CC", Pos::Cconj),
    ("CD", Pos::Num),
    ("UH", Pos::Intj),
    ("X", Pos::X),
];

/// How many classes the tagger chooses among (marks are not its business).
pub const WORD_TAGS: usize = TAGS.len();
/// The class of marks.
pub const PUNCT: u8 = WORD_TAGS as u8;
/// The class of symbols.
pub const SYM: u8 = WORD_TAGS as u8 + 1;

/// The part of speech of a class.
pub fn pos(tag: u8) -> Pos {
    match tag {
        PUNCT => Pos::Punct,
        SYM => Pos::Sym,
        _ => TAGS.get(usize::from(tag)).map_or(Pos::X, |(_, pos)| *pos),
    }
}

/// Whether a class is a full verb.
pub fn is_verb(tag: u8) -> bool {
    (4..10).contains(&tag)
}

/// The class of a mark, which its letter alone decides.
pub fn mark_tag(mark: char) -> Option<u8> {
    match mark {
        '\0' => None,
        '$' | '€' | '£' | '¥' | '%' | '+' | '=' | '#' | '@' | '&' | '<' | '>' | '^' | '~' | '|'
        | '°' => Some(SYM),
        _ => Some(PUNCT),
    }
}

/// The features of word `index`, the classes before it being `tags`.
pub fn features(atoms: &[Atom], tags: &[u8], index: usize, begins: bool, out: &mut Features) {
    let at = |offset: isize| {
        index
            .checked_add_signed(offset)
            .and_then(|i| atoms.get(i))
            .copied()
            .unwrap_or_default()
    };
    let tag = |back: usize| index.checked_sub(back).map_or(99, |i| u32::from(tags[i]));
    let (a, p1, n1) = (at(0), at(-1), at(1));
    out.clear();
    out.one(a.form);
    out.one(a.lower);
    for suffix in a.suffix {
        out.one(suffix);
    }
    out.one(a.prefix);
    out.one(mix(a.shape, u32::from(begins)));
    out.two(a.shape, n1.shape);
    out.two(a.shape, p1.shape);
    out.two(a.shape, a.suffix[0]);
    out.one(p1.lower);
    out.one(n1.lower);
    out.one(at(-2).lower);
    out.one(at(2).lower);
    out.one(p1.suffix[1]);
    out.one(n1.suffix[1]);
    out.one(n1.suffix[0]);
    out.one(tag(1));
    out.two(tag(1), tag(2));
    out.two(tag(1), a.lower);
    out.two(tag(1), a.suffix[1]);
    out.two(tag(1), n1.lower);
    out.two(a.lower, n1.lower);
    out.two(p1.lower, a.lower);
    out.two(tag(2), a.lower);
    out.three(tag(1), a.suffix[1], n1.suffix[1]);
}

/// The class of every word.
pub fn tag(model: &Linear<WORD_TAGS>, atoms: &[Atom], begins: &[bool]) -> Vec<u8> {
    let mut tags = vec![0u8; atoms.len()];
    let mut list = Features::default();
    for index in 0..atoms.len() {
        tags[index] = match mark_tag(atoms[index].mark) {
            Some(tag) => tag,
            None => {
                features(atoms, &tags, index, begins[index], &mut list);
                best(&model.scores(&list.list))
            }
        };
    }
    tags
}

/// The label with the highest score; of equals the first.
pub fn best(scores: &[f32]) -> u8 {
    let mut best = 0;
    for (label, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = label;
        }
    }
    best as u8
}

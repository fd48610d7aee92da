//! A passage with what is known of each of its words.

use crate::fast::atoms::Atom;
use crate::fast::scene::{Place, scene};
use crate::passage::Passage;
use dixit_model::{Name, NameKind};

/// A passage, tagged.
#[derive(Clone, Debug)]
pub struct Tagged<'t> {
    /// The words.
    pub passage: Passage<'t>,
    /// Their numbers.
    pub atoms: Vec<Atom>,
    /// Their classes (see [`crate::fast::tagger::TAGS`]).
    pub tags: Vec<u8>,
    /// 0, or one more than the place of the kind of name in `Person`,
    /// `Organisation`, `Place`, `Other`.
    pub names: Vec<u8>,
    /// What stands around them.
    pub places: Vec<Place>,
}

impl<'t> Tagged<'t> {
    /// Puts together what is known of `passage`; `names` in text order.
    pub fn new(passage: Passage<'t>, atoms: Vec<Atom>, tags: Vec<u8>, names: &[Name]) -> Self {
        let mut marks = vec![0; passage.len()];
        let mut next = 0;
        for (mark, word) in marks.iter_mut().zip(&passage.words) {
            while next < names.len() && names[next].span.end <= word.span.start {
                next += 1;
            }
            if names
                .get(next)
                .is_some_and(|name| name.span.contains(word.span))
            {
                *mark = match names[next].kind {
                    NameKind::Person => 1,
                    NameKind::Organisation => 2,
                    NameKind::Place => 3,
                    NameKind::Other => 4,
                };
            }
        }
        let places = scene(&passage, &atoms, &tags);
        Tagged {
            passage,
            atoms,
            tags,
            names: marks,
            places,
        }
    }

    /// The words at `indices` (rising), as a passage of their own.
    pub fn select(&self, indices: &[usize]) -> Tagged<'t> {
        let passage = Passage {
            text: self.passage.text,
            words: indices.iter().map(|i| self.passage.words[*i]).collect(),
        };
        let atoms: Vec<Atom> = indices.iter().map(|i| self.atoms[*i]).collect();
        let tags: Vec<u8> = indices.iter().map(|i| self.tags[*i]).collect();
        let places = scene(&passage, &atoms, &tags);
        Tagged {
            passage,
            atoms,
            tags,
            names: indices.iter().map(|i| self.names[*i]).collect(),
            places,
        }
    }

    /// How many words and marks it has.
    pub fn len(&self) -> usize {
        self.passage.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.passage.is_empty()
    }
}

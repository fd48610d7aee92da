//! The fast model: linear chains over hashed features.

pub mod atoms;
pub mod linear;
pub mod names;
pub mod roles;
pub mod scene;
pub mod tagger;

use crate::Error;
use crate::decode::Chain;
use crate::link::Linker;
use crate::passage::Passage;
use crate::reader::{Emissions, Reader};
use crate::tagged::Tagged;
use atoms::Atom;
use dixit_model::Name;
use linear::{Features, Linear, VERSION};
use names::NAME_LABELS;
use roles::{Draft, ROLE_LABELS, Sight};
use tagger::WORD_TAGS;

/// The fast model's parts.
pub struct Fast {
    tagger: Linear<WORD_TAGS>,
    names: Linear<NAME_LABELS>,
    near: Linear<ROLE_LABELS>,
    near_chain: Chain<ROLE_LABELS>,
    far: Linear<ROLE_LABELS>,
    far_chain: Chain<ROLE_LABELS>,
    linker: Linker,
}

/// The files of a fast model.
#[derive(Clone, Copy)]
pub struct Files {
    /// Parts of speech.
    pub tags: &'static [u8],
    /// Names.
    pub names: &'static [u8],
    /// The first chain.
    pub near: &'static [u8],
    /// The second chain.
    pub far: &'static [u8],
    /// The linker.
    pub links: &'static [u8],
}

/// The files that are built into the program.
pub const BUILT_IN: Files = Files {
    tags: include_bytes!("../../../models/fast-tags.bin"),
    names: include_bytes!("../../../models/fast-names.bin"),
    near: include_bytes!("../../../models/fast-near.bin"),
    far: include_bytes!("../../../models/fast-far.bin"),
    links: include_bytes!("../../../models/fast-links.bin"),
};

/// The bytes of the built-in files.
pub(crate) fn files() -> Vec<&'static [u8]> {
    let Files {
        tags,
        names,
        near,
        far,
        links,
    } = BUILT_IN;
    vec![tags, names, near, far, links]
}

impl Fast {
    /// Loads the built-in model.
    pub fn load() -> Result<Fast, Error> {
        Fast::read(BUILT_IN)
    }

    /// Loads a model from its files.
    pub fn read(files: Files) -> Result<Fast, Error> {
        Ok(Fast::of(
            Linear::read("fast-tags", files.tags)?,
            Linear::read("fast-names", files.names)?,
            Linear::read("fast-near", files.near)?,
            Linear::read("fast-far", files.far)?,
            Linker::new(Linear::read("fast-links", files.links)?),
        ))
    }

    /// Words, their classes and the names among them.
    fn tag<'t>(&self, passage: Passage<'t>) -> (Tagged<'t>, Vec<Name>) {
        let (atoms, tags, begins) = self.classes(&passage);
        let names = names::names(&self.names, &passage, &atoms, &tags, &begins);
        (Tagged::new(passage, atoms, tags, &names), names)
    }

    /// Words and their classes, with names that are known already.
    pub fn tagged<'t>(&self, passage: Passage<'t>, names: &[Name]) -> Tagged<'t> {
        let (atoms, tags, _) = self.classes(&passage);
        Tagged::new(passage, atoms, tags, names)
    }

    fn classes(&self, passage: &Passage) -> (Vec<Atom>, Vec<u8>, Vec<bool>) {
        let atoms = atoms::atoms(passage);
        let begins: Vec<bool> = (0..passage.len())
            .map(|i| passage.begins_sentence(i))
            .collect();
        let tags = tagger::tag(&self.tagger, &atoms, &begins);
        (atoms, tags, begins)
    }

    fn emissions(&self, tagged: &Tagged) -> Emissions {
        let sight = Sight::of(tagged);
        let mut list = Features::default();
        let mut near = Vec::with_capacity(tagged.len());
        let mut labels = Vec::with_capacity(tagged.len());
        for index in 0..tagged.len() {
            // Both chains see these features: found once, scored twice.
            sight.near(index, &mut list);
            near.push(self.near.scores(&list.list));
            labels.push(self.far.scores(&list.list));
        }
        let draft = drafted(&self.near_chain, &near, &sight);
        let templates = list.templates();
        for (index, scores) in labels.iter_mut().enumerate() {
            list.begin(templates);
            sight.far(&draft, index, &mut list);
            for (score, more) in scores.iter_mut().zip(self.far.scores(&list.list)) {
                *score += more;
            }
        }
        Emissions {
            labels,
            pairs: None,
        }
    }

    /// A model of these parts.
    pub fn of(
        tagger: Linear<WORD_TAGS>,
        names: Linear<NAME_LABELS>,
        near: Linear<ROLE_LABELS>,
        far: Linear<ROLE_LABELS>,
        linker: Linker,
    ) -> Fast {
        Fast {
            near_chain: Chain::new(&near.extras),
            far_chain: Chain::new(&far.extras),
            tagger,
            names,
            near,
            far,
            linker,
        }
    }
}

/// What the first chain `near` makes of a passage.
pub fn draft(near: &Linear<ROLE_LABELS>, chain: &Chain<ROLE_LABELS>, sight: &Sight) -> Draft {
    let mut list = Features::default();
    let emissions: Vec<[f32; ROLE_LABELS]> = (0..sight.atoms.len())
        .map(|index| {
            sight.near(index, &mut list);
            near.scores(&list.list)
        })
        .collect();
    drafted(chain, &emissions, sight)
}

fn drafted(chain: &Chain<ROLE_LABELS>, near: &[[f32; ROLE_LABELS]], sight: &Sight) -> Draft {
    Draft::new(chain.best(near, 0), chain.marginals(near, 0), sight.places)
}

impl Reader for Fast {
    fn name(&self) -> String {
        format!("fast {VERSION}")
    }

    fn read<'t>(&self, passage: Passage<'t>) -> (Tagged<'t>, Vec<Name>, Emissions) {
        let (tagged, names) = self.tag(passage);
        let emissions = self.emissions(&tagged);
        (tagged, names, emissions)
    }

    fn emit(&self, passages: &[&Tagged]) -> Vec<Emissions> {
        passages
            .iter()
            .map(|tagged| self.emissions(tagged))
            .collect()
    }

    fn chain(&self) -> &Chain<ROLE_LABELS> {
        &self.far_chain
    }

    fn linker(&self) -> &Linker {
        &self.linker
    }
}

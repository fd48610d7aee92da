//! The record of one story.

use crate::corpus::Corpus;
use crate::stories::Constraints;
use crate::{copies, dates, disagreements, entities, statements, telling};
use dixit_model::{Date, Reading, Record};
use std::collections::BTreeMap;

/// The articles of one story.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The articles, sorted by id.
    pub readings: Vec<Reading>,
    /// How alike those are that were compared, as indexes of `readings`.
    pub alike: Vec<(usize, usize, f32)>,
}

/// An attribution by its article's id and its own.
pub type RowName = (String, String);

/// What people said of a story that its articles do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guidance {
    /// Pairs of attributions that are one statement.
    pub together: Vec<(RowName, RowName)>,
    /// Pairs of attributions that are not.
    pub apart: Vec<(RowName, RowName)>,
    /// Who owns an outlet or relay, by its name: parties of one owner are one.
    pub owners: BTreeMap<String, String>,
}

impl Guidance {
    /// The constraints on rows, of which `row` gives the index by name.
    pub(crate) fn constraints(&self, row: impl Fn(&RowName) -> Option<usize>) -> Constraints {
        let known = |pairs: &[(RowName, RowName)]| {
            let pairs = pairs.iter().filter_map(|(a, b)| row(a).zip(row(b)));
            pairs.collect()
        };
        Constraints {
            together: known(&self.together),
            apart: known(&self.apart),
        }
    }
}

/// The record of one story: a function of its articles and of what people said
/// of them. `redate` resolves an undated article's times anew once the others
/// have given it a day. Ids count from one: `s1`, `st1`, `e1`, `c1`.
pub fn tell(
    coverage: Coverage,
    guidance: &Guidance,
    redate: &dyn Fn(&mut Reading, Date),
) -> Record {
    let Coverage { readings, alike } = coverage;
    let mut corpus = Corpus::new(readings);
    dates::date(&mut corpus, redate);
    let entities = entities::entities(&corpus);
    let copies = copies::copies(&corpus);
    let mut statements = statements::statements(&mut corpus, &entities, &copies, guidance);
    let denials = disagreements::denials(&corpus, &mut statements);
    let story = telling::story(&corpus, &entities, &alike, &statements, denials);
    Record {
        stories: vec![story],
        statements: statements.list,
        entities: entities.list,
        copies,
        positions: Vec::new(),
        readings: corpus.readings,
    }
}

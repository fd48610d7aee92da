//! What many articles report, put side by side.

use crate::{Date, EntityKind, Inferred, Reading, Span};
use serde::{Deserialize, Serialize};

/// The sourced record of some coverage.
///
/// Articles are referred to by their index in [`Record::readings`], which are
/// sorted by article id; all other lists have an order that depends on nothing
/// but the articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The articles, read; sorted by id. Dates and outlets inferred from other
    /// articles of the story are filled in.
    pub readings: Vec<Reading>,
    /// By first day, then id.
    pub stories: Vec<Story>,
    /// By story, then weight (more outlets, routes and wordings first).
    pub statements: Vec<Statement>,
    /// Entities across articles.
    pub entities: Vec<RecordEntity>,
    /// Passages that articles share.
    pub copies: Vec<Copy>,
    /// What speakers said on one matter over time.
    pub positions: Vec<Position>,
}

impl Record {
    /// By reading and entity of it: the entity of the record that it is, as an
    /// index; none for what the record does not hold.
    pub fn identities(&self) -> Vec<Vec<Option<usize>>> {
        let own = self.readings.iter().map(|r| vec![None; r.entities.len()]);
        let mut known: Vec<Vec<Option<usize>>> = own.collect();
        for (number, entity) in self.entities.iter().enumerate() {
            for &(reading, local) in &entity.members {
                known[reading][local] = Some(number);
            }
        }
        known
    }
}

/// Articles on one happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// `s1`, `s2` …
    pub id: String,
    /// The headline that represents it best.
    pub title: String,
    /// Which articles, and why each.
    pub articles: Vec<Membership>,
    /// First day of publication known.
    pub first: Option<Date>,
    /// Last day of publication known.
    pub last: Option<Date>,
    /// Ids of earlier stories of the same matter.
    pub earlier: Vec<String>,
    /// The finding in sentences, the most telling first.
    pub findings: Vec<Finding>,
    /// Where the accounts differ without a statement behind it.
    pub disagreements: Vec<Disagreement>,
}

/// An article's place in a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// Index into [`Record::readings`].
    pub article: usize,
    /// Why it is here, in a plain sentence.
    pub why: String,
}

/// A sentence about a story that the record proves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The sentence.
    pub text: String,
    /// The statement it rests on, by id.
    pub statement: Option<String>,
}

/// Something that accounts of one story put differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// What kind of thing.
    pub kind: DisagreementKind,
    /// What it is about: `injured`, `the campaign`.
    pub about: String,
    /// The sides, the most carried first; at least two.
    pub sides: Vec<Side>,
}

/// What accounts disagree in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DisagreementKind {
    /// Numbers about the same thing.
    Number,
    /// Names for the same thing.
    Term,
    /// One speaker denies what another said.
    Denial,
}

/// One side of a disagreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub passages: Vec<Passage>,
}

/// Words of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Passage {
    /// Index into [`Record::readings`].
    pub article: usize,
    /// Where in its text.
    pub span: Span,
}

/// One speaker saying one thing on one occasion, in all wordings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// `st1`, `st2` …
    pub id: String,
    /// The story it belongs to, by id.
    pub story: String,
    /// Index into [`Record::entities`]; `None` for unnamed evidence.
    pub speaker: Option<usize>,
    /// To whom, as an index into [`Record::entities`].
    pub to: Option<usize>,
    /// Medium or occasion.
    pub channel: Option<String>,
    /// What was said, in the words of its best indirect or verbatim wording.
    pub gist: String,
    /// The day it was said.
    pub said_on: Option<Inferred<Date>>,
    /// The attributions, by article and id.
    pub members: Vec<Member>,
    /// Their words, the best verbatim one first.
    pub wordings: Vec<Wording>,
    /// How each article came by it.
    pub routes: Vec<Route>,
    /// The most routes that share no relay, no outlet and no copied text.
    pub independent: usize,
    /// The fewest parties that would all have to be wrong (as many as
    /// `independent`), by name.
    pub rests_on: Vec<String>,
    /// The independence in words.
    pub explanation: String,
    /// How many routes are left if parties of one owner or state count as one;
    /// `None` where no two parties are known to have one.
    pub by_owner: Option<ByOwner>,
    /// Ids of statements that deny this one.
    pub denied_by: Vec<String>,
    /// Whether no wording does more than pass on what somebody else says.
    pub relays: bool,
}

/// Independence with parties of one owner or state counted as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByOwner {
    /// The most routes that share no relay, no outlet, no copied text and no
    /// owner of these.
    pub independent: usize,
    /// Owners or states with their parties, by name; two parties at least.
    pub owners: Vec<(String, Vec<String>)>,
}

/// One attribution as part of a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Member {
    /// Index into [`Record::readings`].
    pub article: usize,
    /// Id of the attribution in it.
    pub attribution: String,
}

/// One article's words for a statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wording {
    /// Whose words these are.
    pub member: Member,
    /// The words.
    pub text: String,
    /// How they relate to the first wording.
    pub class: WordingClass,
    /// Word by word against the first wording.
    pub diff: Vec<DiffPart>,
}

/// How a wording relates to the one it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WordingClass {
    /// The wording that the others are compared with.
    Base,
    /// The same words.
    Verbatim,
    /// The same words, some left out.
    Trimmed,
    /// Both are given as the speaker's own words, and some differ: translated
    /// differently, or not quoted word for word.
    Translated,
    /// Where the words are the same otherwise, a number or a *not* differs.
    Contradicting,
    /// Other words.
    Reworded,
}

/// A run of words in a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffPart {
    /// Kept, left out or put in.
    pub op: DiffOp,
    /// The words.
    pub text: String,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DiffOp {
    /// In both wordings.
    Same,
    /// Only in the first wording.
    Cut,
    /// Only in this wording.
    Added,
}

/// A path by which a statement reached the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Route {
    /// Index into [`Record::readings`].
    pub article: usize,
    /// The attributions it rests on.
    pub attributions: Vec<String>,
    /// Relays from the outlet inwards, as indexes into [`Record::entities`].
    pub relays: Vec<usize>,
    /// Index of the copy that ties this route to another article's, if any.
    pub copy: Option<usize>,
}

/// An entity across articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordEntity {
    /// `e1`, `e2` …
    pub id: String,
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// All names, most frequent first.
    pub names: Vec<String>,
    /// Titles, offices and descriptions, most frequent first.
    pub roles: Vec<String>,
    /// The entities of articles it joins: (reading, entity in it).
    pub members: Vec<(usize, usize)>,
    /// Why they are one, in plain sentences.
    pub why: Vec<String>,
}

/// A passage that articles share, word for word or nearly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Copy {
    /// `c1`, `c2` …
    pub id: String,
    /// Where it stands, the likely original first: an agency's own article,
    /// then the earliest.
    pub passages: Vec<Passage>,
    /// How many words are shared.
    pub words: usize,
    /// Whether the passage is quotation that both took from a third.
    pub quotation: bool,
    /// The agency whose text it is, where the articles say so.
    #[serde(default)]
    pub credit: Option<Credit>,
}

/// Whose text a copy is, as an article that has it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// The agency: `Reuters`.
    pub agency: String,
    /// The article that says so, as an index into [`Record::readings`].
    pub article: usize,
    /// Where in its text; `None` where its outlet or its by-line says so.
    pub span: Option<Span>,
}

/// What one speaker said on one matter over time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// `p1`, `p2` …
    pub id: String,
    /// Index into [`Record::entities`].
    pub speaker: usize,
    /// The matter, in a few words.
    pub matter: String,
    /// Statements in order of day; at least two, from different stories.
    pub entries: Vec<PositionEntry>,
}

/// One statement as part of a position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PositionEntry {
    /// Id of the statement.
    pub statement: String,
    /// The day, as far as known.
    pub day: Option<Date>,
}

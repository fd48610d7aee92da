//! What is looked for in a ledger.

mod clause;
mod lexer;
mod marks;
mod parser;

pub(crate) use clause::{
    Clause, STATEMENT_WORDS, groups_of, in_columns, match_of, match_of_statements, only_without,
    only_without_statements,
};
pub(crate) use marks::Marks;

use dixit_model::{Date, Mode};

/// What is looked for: words, and the fields they are narrowed by.
///
/// Several values of one field stand for any of them; different fields all
/// have to hold.
///
/// ```
/// use dixit_ledger::Query;
/// let query = Query::default().by("Ilse Marant").in_outlet("The Harbour Post");
/// assert_eq!(query.speaker, ["Ilse Marant"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Each of these has to be met by one of its words.
    pub words: Vec<Vec<Word>>,
    /// None of these may be met.
    pub without: Vec<Word>,
    /// Who said it: names, or keys of entities.
    pub speaker: Vec<String>,
    /// Who passed it on: names, or keys of entities.
    pub relay: Vec<String>,
    /// To whom it was said: names, or keys of entities.
    pub addressee: Vec<String>,
    /// Which outlet carried it.
    pub outlet: Vec<String>,
    /// Keys of stories.
    pub story: Vec<String>,
    /// In what medium or on what occasion.
    pub channel: Vec<String>,
    /// How much of it is quoted.
    pub mode: Vec<Mode>,
    /// Published on this day or later.
    pub from: Option<Date>,
    /// Published on this day or earlier.
    pub until: Option<Date>,
    /// Said on this day or later.
    pub said_from: Option<Date>,
    /// Said on this day or earlier.
    pub said_until: Option<Date>,
    /// At least so many independent routes.
    pub routes: Option<usize>,
    /// What is looked through.
    pub within: Within,
    /// In which order statements are listed that no words rank.
    pub order: Order,
}

/// A word or a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word, or the words of the phrase.
    pub text: String,
    /// Whether its words have to follow each other.
    pub phrase: bool,
}

/// What is looked through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// Statements, articles and speakers.
    #[default]
    Everything,
    /// Statements.
    Statements,
    /// Articles.
    Articles,
    /// Speakers.
    Speakers,
}

/// In which order statements are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The most independent routes first; in one story, as it ranks them.
    #[default]
    Weight,
    /// The latest said first.
    Newest,
    /// The earliest said first; those whose day is not known come first.
    Oldest,
}

impl Query {
    /// Narrowed to what this speaker (a name, or a key) says.
    pub fn by(mut self, speaker: impl Into<String>) -> Self {
        self.speaker.push(speaker.into());
        self
    }

    /// Narrowed to one story, by its key.
    pub fn in_story(mut self, story: impl Into<String>) -> Self {
        self.story.push(story.into());
        self
    }

    /// Narrowed to what this outlet carried.
    pub fn in_outlet(mut self, outlet: impl Into<String>) -> Self {
        self.outlet.push(outlet.into());
        self
    }

    /// Whether it is narrowed by what only statements have.
    pub(crate) fn asks_for_statements(&self) -> bool {
        [&self.speaker, &self.relay, &self.addressee, &self.channel]
            .iter()
            .any(|names| !names.is_empty())
            || !self.mode.is_empty()
            || self.said_from.is_some()
            || self.said_until.is_some()
            || self.routes.is_some()
    }

    /// Whether it names who spoke, passed on or was spoken to.
    pub(crate) fn names_somebody(&self) -> bool {
        [&self.speaker, &self.relay, &self.addressee]
            .iter()
            .any(|names| !names.is_empty())
    }

    /// Whether it is narrowed by so little that the rest is soon listed.
    pub(crate) fn is_narrow(&self) -> bool {
        [
            &self.speaker,
            &self.relay,
            &self.addressee,
            &self.outlet,
            &self.story,
        ]
        .iter()
        .any(|names| !names.is_empty())
    }

    /// In this order.
    pub fn in_order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }
}

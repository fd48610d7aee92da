//! Parts of the page for others to put together.

use super::{carry, compare, differences, exchange, statement, story, text, timeline, wordings};
use crate::names;
use crate::view::{Numbered, StoryView, View};
use dixit_model::{CodePoints, Member, Record, Span, Statement};
use maud::Markup;

/// Where links lead on pages that each show a part of a record.
///
/// Ids are the record's; what is returned stands in an `href` as it is.
pub trait Links {
    /// The page of an article.
    fn article(&self, id: &str) -> String;
    /// Words of an article, from one code point of its text to another.
    fn passage(&self, article: &str, start: usize, end: usize) -> String;
    /// A statement as it is referred to from this page.
    fn statement(&self, id: &str) -> String;
    /// The address under which a statement can be shared.
    fn address(&self, id: &str) -> String;
    /// The page of an entity.
    fn entity(&self, id: &str) -> Option<String>;
    /// The page of an outlet.
    fn outlet(&self, name: &str) -> Option<String>;
}

/// A record, part by part.
pub struct Parts<'r> {
    view: View<'r>,
}

impl<'r> Parts<'r> {
    /// The parts of `record`, with links as `links` has them.
    pub fn new(record: &'r Record, links: &'r dyn Links) -> Self {
        Parts {
            view: View::linked(record, Some(links)),
        }
    }

    /// A whole story: findings, statements, comparisons, the list of its texts.
    pub fn story(&self, index: usize) -> Markup {
        self.of(index, |story| story::story(&self.view, index, story))
    }

    /// What each outlet of a story carries.
    pub fn carry(&self, index: usize) -> Markup {
        self.of(index, |story| carry::carry(&self.view, story))
    }

    /// Where a story's accounts differ, and what was said earlier and later.
    pub fn differences(&self, index: usize) -> Markup {
        self.of(index, |story| differences::differences(&self.view, story))
    }

    /// Who said what to whom.
    pub fn exchange(&self, index: usize) -> Markup {
        self.of(index, |story| exchange::exchange(&self.view, story))
    }

    /// A story day by day, as a picture.
    pub fn timeline(&self, index: usize) -> Markup {
        self.of(index, |story| timeline::timeline(&self.view, story))
    }

    /// The accounts of some outlets side by side, statement by statement.
    pub fn compare(&self, index: usize, outlets: &[String]) -> Markup {
        self.of(index, |story| compare::compare(&self.view, story, outlets))
    }

    /// The outlets of a story, as they are called on the page.
    pub fn outlets(&self, index: usize) -> Vec<&str> {
        let story = self.view.stories.get(index);
        let outlets = story.into_iter().flat_map(|story| &story.outlets);
        outlets.map(|outlet| outlet.name.as_str()).collect()
    }

    /// A statement with its best wording and the picture of its routes.
    pub fn statement(&self, id: &str) -> Markup {
        self.numbered(id, |story, numbered| {
            statement::statement(&self.view, story, numbered, false)
        })
    }

    /// All wordings of a statement side by side, differences marked.
    pub fn wordings(&self, id: &str) -> Markup {
        self.numbered(id, |_, numbered| {
            wordings::beside(&self.view, numbered.statement)
        })
    }

    /// What is known about an article, and how.
    pub fn particulars(&self, article: usize) -> Markup {
        text::particulars(&self.view, article)
    }

    /// An article's text with its attributions marked; `shown` are words to
    /// light up, in code points.
    pub fn text(&self, article: usize, shown: Option<(usize, usize)>) -> Markup {
        let text = &self.view.reading(article).article.text;
        let map = CodePoints::new(text);
        let shown = shown
            .map(|(start, end)| (map.to_byte(start), map.to_byte(end)))
            .filter(|(start, end)| start < end)
            .map(|(start, end)| Span::new(start, end));
        text::words_of(&self.view, article, shown)
    }

    /// The relays between a wording's speaker and its outlet, outermost first.
    pub fn relays(&self, statement: &Statement, member: &Member) -> Vec<&'r str> {
        self.view.relays(statement, member)
    }

    /// The first words of an article that are not furniture.
    pub fn opening(&self, article: usize) -> Option<&'r str> {
        names::opening(self.view.reading(article))
    }

    /// What the page calls the outlet of an article.
    pub fn outlet(&self, article: usize) -> &str {
        self.view.outlet(article)
    }

    /// What the record calls an entity of an article, and its id there.
    pub fn entity(&self, article: usize, entity: usize) -> (&'r str, Option<&'r str>) {
        let name = self.view.local_name(article, entity);
        let id = self
            .view
            .entity_of(article, entity)
            .and_then(|entity| self.view.entity(entity))
            .map(|entity| entity.id.as_str());
        (name, id)
    }

    /// The statement that an attribution belongs to, and its number.
    pub fn statement_of(
        &self,
        article: usize,
        attribution: &str,
    ) -> Option<(usize, &'r Statement)> {
        self.view
            .statement_of(article, attribution)
            .map(|numbered| (numbered.number, numbered.statement))
    }

    /// A sentence of the record with articles called as the page calls them.
    pub fn told(&self, sentence: &str) -> String {
        self.view.told(sentence)
    }

    fn of(&self, index: usize, part: impl FnOnce(&StoryView<'r>) -> Markup) -> Markup {
        self.view.stories.get(index).map(part).unwrap_or_default()
    }

    fn numbered(
        &self,
        id: &str,
        part: impl FnOnce(&StoryView<'r>, Numbered<'r>) -> Markup,
    ) -> Markup {
        let Some(numbered) = self.view.statement(id) else {
            return Markup::default();
        };
        self.view
            .stories
            .iter()
            .find(|story| story.story.id == numbered.statement.story)
            .map(|story| part(story, numbered))
            .unwrap_or_default()
    }
}

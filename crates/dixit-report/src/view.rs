//! A record as its readers ask about it: who carries what, under which number,
//! in whose words. Every format draws on this.

use crate::anchor::{Anchors, slug};
use crate::html::Links;
use crate::names::Names;
use crate::phrase;
use dixit_model::{
    Article, Attribution, CodePoints, Copy, Date, Inferred, Member, Mode, Passage, Reading, Record,
    RecordEntity, Statement, Story, Wording,
};
use std::collections::{BTreeMap, BTreeSet};

/// A record with the look-ups that every page needs.
pub(crate) struct View<'r> {
    pub record: &'r Record,
    pub anchors: Anchors,
    /// Where links lead, if not to places on the page itself.
    links: Option<&'r dyn Links>,
    pub stories: Vec<StoryView<'r>>,
    /// Articles in no story.
    pub loose: Vec<usize>,
    names: Names,
    statement_of: BTreeMap<(usize, &'r str), Numbered<'r>>,
    by_id: BTreeMap<&'r str, Numbered<'r>>,
    /// The record's entity for each (article, entity in it).
    entity_of: BTreeMap<(usize, usize), usize>,
}

/// A statement with its number in its story (by weight, from 1).
#[derive(Clone, Copy)]
pub(crate) struct Numbered<'r> {
    pub number: usize,
    pub statement: &'r Statement,
}

/// One story with what follows from it.
pub(crate) struct StoryView<'r> {
    pub story: &'r Story,
    /// By publication day, then outlet; undated ones last.
    pub articles: Vec<usize>,
    /// In the order of their first article.
    pub outlets: Vec<Outlet>,
    /// By weight.
    pub statements: Vec<Numbered<'r>>,
}

/// An outlet and what it published in a story.
pub(crate) struct Outlet {
    pub name: String,
    pub articles: Vec<usize>,
}

impl<'r> View<'r> {
    pub(crate) fn new(record: &'r Record) -> Self {
        Self::linked(record, None)
    }

    /// A view whose links lead where `links` says.
    pub(crate) fn linked(record: &'r Record, links: Option<&'r dyn Links>) -> Self {
        let names = Names::new(record);
        let mut by_id = BTreeMap::new();
        let mut statement_of = BTreeMap::new();
        let mut in_story: BTreeMap<&str, Vec<Numbered>> = BTreeMap::new();
        for statement in &record.statements {
            let siblings = in_story.entry(&statement.story).or_default();
            let numbered = Numbered {
                number: siblings.len() + 1,
                statement,
            };
            siblings.push(numbered);
            by_id.insert(statement.id.as_str(), numbered);
            for member in &statement.members {
                statement_of
                    .entry((member.article, member.attribution.as_str()))
                    .or_insert(numbered);
            }
        }
        let mut loose: BTreeSet<usize> = (0..record.readings.len()).collect();
        let stories = record
            .stories
            .iter()
            .map(|story| {
                let mut articles: Vec<usize> = story
                    .articles
                    .iter()
                    .map(|membership| membership.article)
                    .filter(|&article| article < record.readings.len())
                    .collect();
                articles.sort_by_key(|&article| {
                    let day = published(&record.readings[article].article);
                    (day.is_none(), day, names.of(article), article)
                });
                for article in &articles {
                    loose.remove(article);
                }
                StoryView {
                    story,
                    outlets: by_outlet(&articles, &names),
                    articles,
                    statements: in_story.remove(story.id.as_str()).unwrap_or_default(),
                }
            })
            .collect();
        View {
            record,
            anchors: Anchors::new(record),
            links,
            stories,
            loose: loose.into_iter().collect(),
            names,
            statement_of,
            by_id,
            entity_of: record
                .entities
                .iter()
                .enumerate()
                .flat_map(|(index, entity)| entity.members.iter().map(move |&m| (m, index)))
                .collect(),
        }
    }

    /// Whether the page shows this part of the record alone, and other pages
    /// the rest.
    pub(crate) fn is_part(&self) -> bool {
        self.links.is_some()
    }

    /// Where the words of an attribution stand.
    pub(crate) fn to_attribution(&self, article: usize, attribution: &str) -> String {
        let anchor = self.anchors.attribution(article, attribution);
        match self.links {
            Some(links) => format!("{}#{anchor}", links.article(self.id(article))),
            None => format!("#{anchor}"),
        }
    }

    /// Where an article's text begins.
    pub(crate) fn to_article(&self, article: usize) -> String {
        match self.links {
            Some(links) => links.article(self.id(article)),
            None => format!("#{}", self.anchors.text(article)),
        }
    }

    /// Where words stand that no attribution need hold.
    pub(crate) fn to_passage(&self, passage: Passage) -> String {
        let Passage { article, span } = passage;
        match self.links {
            Some(links) => {
                let text = &self.reading(article).article.text;
                let [start, end] = CodePoints::new(text).span(span);
                links.passage(self.id(article), start, end)
            }
            None => format!("#{}", self.anchors.passage(article, span.start)),
        }
    }

    /// Where a statement is told.
    pub(crate) fn to_statement(&self, id: &str) -> String {
        match self.links {
            Some(links) => links.statement(id),
            None => format!("#{}", slug(id)),
        }
    }

    /// The address under which a statement can be shared.
    pub(crate) fn address(&self, id: &str) -> String {
        match self.links {
            Some(links) => links.address(id),
            None => format!("#{}", slug(id)),
        }
    }

    /// The page of an entity, if it has one.
    pub(crate) fn to_entity(&self, entity: usize) -> Option<String> {
        let id = &self.entity(entity)?.id;
        self.links.and_then(|links| links.entity(id))
    }

    /// The page of an article's outlet, if it has one.
    pub(crate) fn to_outlet(&self, article: usize) -> Option<String> {
        let outlet = self.reading(article).article.outlet.as_ref()?;
        self.links.and_then(|links| links.outlet(&outlet.value))
    }

    /// The record's entity that an entity of an article belongs to.
    pub(crate) fn entity_of(&self, article: usize, entity: usize) -> Option<usize> {
        self.entity_of.get(&(article, entity)).copied()
    }

    fn id(&self, article: usize) -> &str {
        &self.reading(article).article.id
    }

    /// What the record calls an entity of an article.
    pub(crate) fn local_name(&self, article: usize, entity: usize) -> &'r str {
        match self.entity_of.get(&(article, entity)) {
            Some(&entity) => self.name(entity),
            None => self
                .reading(article)
                .entities
                .get(entity)
                .map_or("unknown", |entity| entity.name.as_str()),
        }
    }

    /// The outlet of an article, or a name that stands for an unknown one.
    pub(crate) fn outlet(&self, article: usize) -> &str {
        self.names.of(article)
    }

    /// A sentence or name of the record as the page has it.
    pub(crate) fn told(&self, sentence: &str) -> String {
        self.names.told(sentence)
    }

    /// A sentence with keys of articles, which tell a reader nothing, replaced
    /// by their outlets.
    pub(crate) fn named(&self, sentence: &str) -> String {
        if self.links.is_none() {
            return sentence.to_owned();
        }
        let words = sentence.split(' ').map(|word| {
            let bare = word.trim_end_matches([',', '.', ';', ':']);
            let place = self
                .record
                .readings
                .iter()
                .position(|reading| reading.article.id == bare);
            match place {
                Some(article) => {
                    let of = self.reading(article).article.outlet.as_ref();
                    let of = of.map_or("", |_| "that of ");
                    format!("{of}{}{}", self.outlet(article), &word[bare.len()..])
                }
                None => word.to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The named outlets of a story, then how many are unnamed.
    pub(crate) fn publishers(&self, story: &StoryView) -> Vec<String> {
        let (named, unnamed): (Vec<&Outlet>, Vec<&Outlet>) =
            story.outlets.iter().partition(|outlet| {
                let first = outlet.articles.first();
                first.is_some_and(|&a| self.reading(a).article.outlet.is_some())
            });
        let mut publishers: Vec<String> = named.iter().map(|o| o.name.clone()).collect();
        match unnamed.len() {
            0 => {}
            1 => publishers.push("an unnamed outlet".to_owned()),
            n => publishers.push(phrase::count(n, "unnamed outlet", "unnamed outlets")),
        }
        publishers
    }

    /// An article.
    pub(crate) fn reading(&self, article: usize) -> &'r Reading {
        &self.record.readings[article]
    }

    /// One attribution of an article.
    pub(crate) fn attribution(&self, member: &Member) -> Option<&'r Attribution> {
        self.reading(member.article)
            .attributions
            .iter()
            .find(|attribution| attribution.id == member.attribution)
    }

    /// The statement that an attribution belongs to.
    pub(crate) fn statement_of(&self, article: usize, attribution: &str) -> Option<Numbered<'r>> {
        self.statement_of.get(&(article, attribution)).copied()
    }

    /// A statement by its id.
    pub(crate) fn statement(&self, id: &str) -> Option<Numbered<'r>> {
        self.by_id.get(id).copied()
    }

    /// An entity's name.
    pub(crate) fn name(&self, entity: usize) -> &'r str {
        self.entity(entity).map_or("unknown", |e| e.name.as_str())
    }

    /// An entity.
    pub(crate) fn entity(&self, entity: usize) -> Option<&'r RecordEntity> {
        self.record.entities.get(entity)
    }

    /// Who says a statement, in words.
    pub(crate) fn speaker(&self, statement: &Statement) -> &'r str {
        statement
            .speaker
            .map_or("Speaker not named", |speaker| self.name(speaker))
    }

    /// The outlets of a story that carry a statement, in the story's order.
    pub(crate) fn carriers<'s>(
        &self,
        story: &'s StoryView<'r>,
        statement: &Statement,
    ) -> Vec<&'s Outlet> {
        let articles = carrying(statement);
        story
            .outlets
            .iter()
            .filter(|outlet| outlet.articles.iter().any(|a| articles.contains(a)))
            .collect()
    }

    /// The first wording of a statement in one of `articles`, the most
    /// verbatim first; or else the attribution a route rests on.
    pub(crate) fn evidence(&self, statement: &Statement, articles: &[usize]) -> Option<Member> {
        let of = |member: &&Member| articles.contains(&member.article);
        let direct = |member: &Member| match self.attribution(member).map(|a| a.mode) {
            Some(Mode::Direct) => 0,
            Some(Mode::Mixed) => 1,
            _ => 2,
        };
        statement
            .members
            .iter()
            .filter(of)
            .min_by_key(|member| direct(member))
            .cloned()
    }

    /// How much of a statement the articles quote.
    pub(crate) fn mode(&self, statement: &Statement, articles: &[usize]) -> Option<Mode> {
        self.evidence(statement, articles)
            .and_then(|member| self.attribution(&member).map(|a| a.mode))
    }

    /// Statements of a story that only one of its several outlets carries.
    pub(crate) fn only_one(&self, story: &StoryView<'r>) -> Vec<(usize, Numbered<'r>)> {
        if story.outlets.len() < 2 {
            return Vec::new();
        }
        story
            .statements
            .iter()
            .filter_map(|&numbered| {
                let articles = carrying(numbered.statement);
                let mut carriers = (0..story.outlets.len()).filter(|&outlet| {
                    let of = &story.outlets[outlet].articles;
                    of.iter().any(|a| articles.contains(a))
                });
                let first = carriers.next()?;
                carriers.next().is_none().then_some((first, numbered))
            })
            .collect()
    }

    /// The relays between a wording's speaker and its outlet, outermost first.
    pub(crate) fn relays(&self, statement: &Statement, member: &Member) -> Vec<&'r str> {
        statement
            .routes
            .iter()
            .find(|route| {
                route.article == member.article && route.attributions.contains(&member.attribution)
            })
            .or_else(|| {
                let mut own = statement
                    .routes
                    .iter()
                    .filter(|r| r.article == member.article);
                own.next().filter(|_| own.next().is_none())
            })
            .map(|route| route.relays.iter().map(|&r| self.name(r)).collect())
            .unwrap_or_default()
    }

    /// Why the speaker of a statement is not named, in the words of those
    /// articles that say so; each reason once.
    pub(crate) fn anonymity<'s>(&self, statement: &'s Statement) -> Vec<(&'s Member, &'r str)> {
        let mut reasons: Vec<(&Member, &str)> = Vec::new();
        for member in &statement.members {
            let reason = self.attribution(member).and_then(|row| row.anonymity);
            let Some(reason) = reason else { continue };
            let words = reason.of(&self.record.readings[member.article].article.text);
            if reasons.iter().all(|(_, known)| *known != words) {
                reasons.push((member, words));
            }
        }
        reasons
    }

    /// How sure the speaker and the day of a statement are, in a sentence.
    pub(crate) fn grounds(&self, statement: &Statement) -> String {
        let mut parts = Vec::new();
        let best = statement
            .members
            .iter()
            .filter_map(|member| self.attribution(member)?.speaker.as_ref())
            .max_by(|a, b| a.confidence.total_cmp(&b.confidence));
        match (statement.speaker, best) {
            (Some(_), Some(resolved)) => parts.push(format!(
                "Speaker {}, {}",
                phrase::certainty(resolved.confidence),
                by(&resolved.how)
            )),
            (Some(_), None) => {}
            (None, _) => parts.push("The text does not say who said it".to_owned()),
        }
        match &statement.said_on {
            Some(day) => {
                let articles: Vec<usize> = statement.members.iter().map(|m| m.article).collect();
                parts.push(self.day_grounds(day, &articles));
            }
            None => parts.push("day not known".to_owned()),
        }
        phrase::capital(&parts.join("; "))
    }

    /// `day from “on Friday”`, `day inferred from the publication date, likely`.
    pub(crate) fn day_grounds(&self, day: &Inferred<Date>, articles: &[usize]) -> String {
        if phrase::set_by(&day.how).is_some() {
            return format!("day {}", day.how);
        }
        // A known word for how, or else words of the text.
        let known = phrase::grounds(&day.how);
        let quoted = known == day.how
            && !day.how.is_empty()
            && articles
                .iter()
                .any(|&article| self.reading(article).article.text.contains(&day.how));
        let from = if quoted {
            format!("day from “{}”", day.how)
        } else if phrase::given(&day.how) {
            "day given".to_owned()
        } else {
            format!("day inferred from {known}")
        };
        if day.confidence >= 0.95 {
            from
        } else {
            format!("{from}, {}", phrase::certainty(day.confidence))
        }
    }

    /// What a copy says of an article, `shares 61 words with Strait Times`.
    pub(crate) fn copy_phrase(&self, copy: &Copy, article: usize) -> Option<String> {
        let mut others: Vec<&str> = copy
            .passages
            .iter()
            .filter(|passage| passage.article != article)
            .map(|passage| self.outlet(passage.article))
            .collect();
        let mut seen = BTreeSet::new();
        others.retain(|name| seen.insert(*name));
        if others.is_empty() {
            return None;
        }
        let words = phrase::noun(copy.words, "word", "words");
        let kind = if copy.quotation {
            "quoted words"
        } else {
            words
        };
        let of = copy.credit.as_ref().map(|credit| &credit.agency);
        let of = of.map_or(String::new(), |agency| format!(" of {agency}"));
        Some(format!(
            "shares {} {kind}{of} with {}",
            copy.words,
            phrase::short_list(&others, 3)
        ))
    }
}

/// The articles that carry a statement.
pub(crate) fn carrying(statement: &Statement) -> BTreeSet<usize> {
    statement
        .members
        .iter()
        .map(|member| member.article)
        .chain(statement.routes.iter().map(|route| route.article))
        .collect()
}

/// The day an article was published.
pub(crate) fn published(article: &Article) -> Option<Date> {
    article.published.as_ref().map(|date| date.value)
}

/// Whether so little of a wording is in the first one that marking the
/// differences would only get in the way of reading it.
pub(crate) fn is_another_sentence(wording: &Wording) -> bool {
    use dixit_model::DiffOp;
    let letters = |op: DiffOp| -> usize {
        wording
            .diff
            .iter()
            .filter(|part| part.op == op)
            .map(|part| part.text.chars().filter(|c| c.is_alphanumeric()).count())
            .sum()
    };
    let (same, cut, added) = (
        letters(DiffOp::Same),
        letters(DiffOp::Cut),
        letters(DiffOp::Added),
    );
    wording.diff.is_empty() || same * 3 < cut.max(added)
}

/// `how` of a resolution as a reader would put it.
pub(crate) fn by(how: &str) -> String {
    match how {
        "name" | "surname" => format!("by {how}"),
        "pronoun" | "description" => format!("from a {how}"),
        "carried over" => "carried over from the words before".to_owned(),
        "issuer" | "document of" => "as the one whose document it is".to_owned(),
        "spokesman of" => "through a spokesman".to_owned(),
        "other side of the call" => "as the other side of the call".to_owned(),
        "same occasion" => "from the same occasion elsewhere in the text".to_owned(),
        "several" => "as one of several".to_owned(),
        "" => "grounds not recorded".to_owned(),
        set if phrase::set_by(set).is_some() => set.to_owned(),
        other => format!("by {other}"),
    }
}

fn by_outlet(articles: &[usize], names: &Names) -> Vec<Outlet> {
    let mut outlets: Vec<Outlet> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for &article in articles {
        let at = *place.entry(names.of(article)).or_insert_with(|| {
            outlets.push(Outlet {
                name: names.of(article).to_owned(),
                articles: Vec::new(),
            });
            outlets.len() - 1
        });
        outlets[at].articles.push(article);
    }
    outlets
}

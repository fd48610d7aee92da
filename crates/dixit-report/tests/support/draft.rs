//! Builds readings and records from words instead of offsets.

use dixit_model::*;

/// An article under construction.
pub struct Draft {
    pub reading: Reading,
}

/// What is said of one attribution; spans are found by their words.
#[derive(Clone, Default)]
pub struct Said<'w> {
    pub id: &'w str,
    /// A stretch of text, unique in the article, in which the words stand.
    pub within: &'w str,
    pub source: &'w str,
    pub cue: &'w str,
    pub content: &'w [&'w str],
    pub speaker: &'w str,
    pub how: &'w str,
    pub anonymity: &'w str,
    pub to: &'w str,
    pub channel: &'w str,
    pub day: Option<(&'w str, &'w str)>,
    pub via: &'w [&'w str],
    pub parent: &'w str,
    pub mode: Option<Mode>,
    pub negated: bool,
    pub hedged: bool,
    pub confidence: f32,
}

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn day(text: &str, how: &str, confidence: f32) -> Inferred<Date> {
    Inferred::new(date(text), how, confidence)
}

pub fn name(text: &str, how: &str, confidence: f32) -> Inferred<String> {
    Inferred::new(text.to_owned(), how, confidence)
}

impl Draft {
    pub fn new(id: &str, text: &str) -> Self {
        Draft {
            reading: Reading {
                article: Article {
                    id: id.to_owned(),
                    text: text.to_owned(),
                    title: None,
                    outlet: None,
                    published: None,
                    authors: Vec::new(),
                    language: Some(name("en", "text", 0.99)),
                    url: None,
                    sha256: "0".repeat(64),
                    origin: format!("{id}.txt"),
                    furniture: Vec::new(),
                    ..Article::plain("", "")
                },
                sentences: Vec::new(),
                attributions: Vec::new(),
                entities: Vec::new(),
                names: Vec::new(),
                times: Vec::new(),
            },
        }
    }

    pub fn title(mut self, title: &str) -> Self {
        self.reading.article.title = Some(name(title, "metadata", 1.0));
        self
    }

    pub fn outlet(mut self, outlet: &str, how: &str, confidence: f32) -> Self {
        self.reading.article.outlet = Some(name(outlet, how, confidence));
        self
    }

    pub fn published(mut self, on: &str, how: &str, confidence: f32) -> Self {
        self.reading.article.published = Some(day(on, how, confidence));
        self
    }

    pub fn url(mut self, url: &str) -> Self {
        self.reading.article.url = Some(url.to_owned());
        self
    }

    pub fn author(mut self, author: &str) -> Self {
        self.reading.article.authors.push(author.to_owned());
        self
    }

    pub fn furniture(mut self, words: &str, kind: FurnitureKind) -> Self {
        let span = self.at(words);
        self.reading
            .article
            .furniture
            .push(Furniture { span, kind });
        self
    }

    /// The first place of `words`.
    pub fn at(&self, words: &str) -> Span {
        let start = self.reading.article.text.find(words);
        let start =
            start.unwrap_or_else(|| panic!("{words:?} is not in {}", self.reading.article.id));
        Span::new(start, start + words.len())
    }

    pub fn said(mut self, said: Said) -> Self {
        let window = self.at(said.within);
        let find = |words: &str| -> Vec<Span> {
            if words.is_empty() {
                return Vec::new();
            }
            let start = said.within.find(words);
            let start = start.unwrap_or_else(|| panic!("{words:?} is not in {:?}", said.within));
            vec![Span::new(
                window.start + start,
                window.start + start + words.len(),
            )]
        };
        let source = find(said.source);
        let evidence = source.first().copied();
        let how = if said.how.is_empty() {
            "name"
        } else {
            said.how
        };
        let attribution = Attribution {
            id: said.id.to_owned(),
            parent: (!said.parent.is_empty()).then(|| said.parent.to_owned()),
            continues: None,
            mode: said.mode.unwrap_or(Mode::Indirect),
            cue: find(said.cue),
            content: said.content.iter().flat_map(|words| find(words)).collect(),
            speaker: self.resolved(said.speaker, how, evidence),
            anonymity: find(said.anonymity).first().copied(),
            via: said
                .via
                .iter()
                .filter_map(|via| self.resolved(via, "parent", None))
                .collect(),
            to: self.resolved(said.to, "name", None),
            channel: (!said.channel.is_empty()).then(|| Channel {
                name: said.channel.to_owned(),
                span: window,
            }),
            said_on: said.day.map(|(on, how)| day(on, how, 0.97)),
            negated: said.negated,
            hedged: said.hedged,
            confidence: if said.confidence > 0.0 {
                said.confidence
            } else {
                0.93
            },
            source,
        };
        self.reading.attributions.push(attribution);
        self
    }

    fn resolved(&mut self, name: &str, how: &str, evidence: Option<Span>) -> Option<Resolved> {
        if name.is_empty() {
            return None;
        }
        let entities = &mut self.reading.entities;
        let entity = match entities.iter().position(|entity| entity.name == name) {
            Some(entity) => entity,
            None => {
                entities.push(Entity {
                    name: name.to_owned(),
                    kind: EntityKind::Other,
                    names: vec![name.to_owned()],
                    roles: Vec::new(),
                    mentions: Vec::new(),
                });
                entities.len() - 1
            }
        };
        Some(Resolved {
            entity,
            how: how.to_owned(),
            confidence: if how == "name" { 0.98 } else { 0.84 },
            evidence,
        })
    }
}

/// A record under construction; articles must come sorted by id.
#[derive(Default)]
pub struct Builder {
    pub record: Record,
}

impl Builder {
    pub fn new(drafts: Vec<Draft>) -> Self {
        let readings: Vec<Reading> = drafts.into_iter().map(|draft| draft.reading).collect();
        assert!(readings.is_sorted_by_key(|reading| reading.article.id.clone()));
        let mut builder = Builder {
            record: Record {
                readings,
                ..Record::default()
            },
        };
        for reading in 0..builder.record.readings.len() {
            for local in 0..builder.record.readings[reading].entities.len() {
                let name = builder.record.readings[reading].entities[local]
                    .name
                    .clone();
                let entity = builder.entity(&name);
                builder.record.entities[entity]
                    .members
                    .push((reading, local));
            }
        }
        builder
    }

    /// The entity of this name.
    pub fn entity(&mut self, name: &str) -> usize {
        let entities = &mut self.record.entities;
        if let Some(at) = entities.iter().position(|entity| entity.name == name) {
            return at;
        }
        entities.push(RecordEntity {
            id: format!("e{}", entities.len() + 1),
            name: name.to_owned(),
            kind: EntityKind::Other,
            names: vec![name.to_owned()],
            roles: Vec::new(),
            members: Vec::new(),
            why: Vec::new(),
        });
        entities.len() - 1
    }

    pub fn role(&mut self, name: &str, role: &str) {
        let entity = self.entity(name);
        self.record.entities[entity].roles.push(role.to_owned());
    }

    pub fn article(&self, id: &str) -> usize {
        let at = self.record.readings.iter().position(|r| r.article.id == id);
        at.unwrap_or_else(|| panic!("no article {id:?}"))
    }

    pub fn member(&self, article: &str, attribution: &str) -> Member {
        Member {
            article: self.article(article),
            attribution: attribution.to_owned(),
        }
    }

    pub fn passage(&self, article: &str, words: &str) -> Passage {
        let article = self.article(article);
        let text = &self.record.readings[article].article.text;
        let start = text
            .find(words)
            .unwrap_or_else(|| panic!("{words:?} is not there"));
        Passage {
            article,
            span: Span::new(start, start + words.len()),
        }
    }

    pub fn words(&self, member: &Member) -> String {
        let reading = &self.record.readings[member.article];
        let attribution = reading
            .attributions
            .iter()
            .find(|a| a.id == member.attribution);
        let content = &attribution.expect("the attribution").content;
        content.text(&reading.article.text)
    }

    /// A statement of the attributions named, the first of them the base;
    /// speaker, addressee, channel and day are the base's.
    pub fn statement(
        &mut self,
        story: &str,
        gist: &str,
        members: &[(&str, &str)],
    ) -> &mut Statement {
        let members: Vec<Member> = members.iter().map(|(a, b)| self.member(a, b)).collect();
        let base = self.words(&members[0]);
        let first = &members[0];
        let lead = self.record.readings[first.article]
            .attributions
            .iter()
            .find(|a| a.id == first.attribution)
            .expect("the attribution")
            .clone();
        let joined = |article: usize, resolved: &Resolved| {
            let at = (article, resolved.entity);
            self.record
                .entities
                .iter()
                .position(|entity| entity.members.contains(&at))
        };
        let wordings = members
            .iter()
            .enumerate()
            .map(|(nth, member)| {
                let text = self.words(member);
                let diff = diff(&base, &text);
                let class = if nth == 0 {
                    WordingClass::Base
                } else if diff.iter().all(|part| part.op == DiffOp::Same) {
                    WordingClass::Verbatim
                } else if diff.iter().all(|part| part.op != DiffOp::Added) {
                    WordingClass::Trimmed
                } else {
                    WordingClass::Reworded
                };
                Wording {
                    member: member.clone(),
                    text,
                    class,
                    diff,
                }
            })
            .collect();
        let mut routes: Vec<Route> = Vec::new();
        for member in &members {
            let attribution = self.record.readings[member.article]
                .attributions
                .iter()
                .find(|a| a.id == member.attribution)
                .expect("the attribution");
            let relays: Vec<usize> = attribution
                .via
                .iter()
                .filter_map(|via| joined(member.article, via))
                .collect();
            match routes
                .iter_mut()
                .find(|route| route.article == member.article && route.relays == relays)
            {
                Some(route) => route.attributions.push(member.attribution.clone()),
                None => routes.push(Route {
                    article: member.article,
                    attributions: vec![member.attribution.clone()],
                    relays,
                    copy: None,
                }),
            }
        }
        let statement = Statement {
            id: format!("st{}", self.record.statements.len() + 1),
            story: story.to_owned(),
            speaker: lead.speaker.as_ref().and_then(|s| joined(first.article, s)),
            to: lead.to.as_ref().and_then(|to| joined(first.article, to)),
            channel: lead.channel.as_ref().map(|channel| channel.name.clone()),
            gist: gist.to_owned(),
            said_on: lead.said_on.clone(),
            members,
            wordings,
            routes,
            independent: 1,
            rests_on: Vec::new(),
            explanation: String::new(),
            by_owner: None,
            denied_by: Vec::new(),
            relays: false,
        };
        self.record.statements.push(statement);
        self.record.statements.last_mut().expect("just pushed")
    }
}

/// Word by word, by the longest common subsequence.
pub fn diff(base: &str, other: &str) -> Vec<DiffPart> {
    let a: Vec<&str> = base.split_whitespace().collect();
    let b: Vec<&str> = other.split_whitespace().collect();
    let mut longest = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if a[i] == b[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let mut parts: Vec<DiffPart> = Vec::new();
    let mut push = |op: DiffOp, word: &str| match parts.last_mut() {
        Some(part) if part.op == op => {
            part.text.push(' ');
            part.text.push_str(word);
        }
        _ => parts.push(DiffPart {
            op,
            text: word.to_owned(),
        }),
    };
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            push(DiffOp::Same, a[i]);
            i += 1;
            j += 1;
        } else if i < a.len() && (j == b.len() || longest[i + 1][j] >= longest[i][j + 1]) {
            push(DiffOp::Cut, a[i]);
            i += 1;
        } else {
            push(DiffOp::Added, b[j]);
            j += 1;
        }
    }
    parts
}

//! Corrections as they are written down: with all that their effect needs,
//! so that it does not depend on what the ledger becomes later.

use dixit_model::{Date, EntityKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// An attribution as corrections hold on to it: by its words' place in the
/// text, which no reading changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The article's key.
    pub article: String,
    /// The attribution's name in the reading in which it was corrected.
    pub attribution: String,
    /// The first code point of its content.
    pub start: usize,
    /// One past the last code point of its content.
    pub end: usize,
    /// What stands there, by which it is found again in another version of the
    /// article; empty where it was not noted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A correction with all that its effect needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Settled {
    Confirm {
        attribution: Anchor,
    },
    Reject {
        attribution: Anchor,
    },
    Speaker {
        attribution: Anchor,
        name: String,
        entity: EntityKind,
    },
    MergeEntities {
        from: String,
        into: String,
        /// The names that are one with `name` from now on.
        names: Vec<String>,
        name: String,
        entity: EntityKind,
    },
    RenameIn {
        articles: Vec<String>,
        name: String,
        new_name: String,
    },
    MergeStories {
        stories: [String; 2],
        /// The articles of both.
        articles: Vec<String>,
    },
    SplitStory {
        story: String,
        article: String,
        /// The articles that stay.
        others: Vec<String>,
    },
    MergeStatements {
        statements: [String; 2],
        /// The founding member of each.
        members: [Anchor; 2],
    },
    SplitStatement {
        statement: String,
        attribution: Anchor,
        /// The members that stay.
        others: Vec<Anchor>,
    },
    Owner {
        outlet: String,
        owner: String,
    },
    Published {
        article: String,
        date: Date,
    },
    Outlet {
        article: String,
        name: String,
    },
}

/// What a correction sets, as against what it is about.
const VALUES: [&str; 6] = ["name", "entity", "new_name", "owner", "date", "names"];

impl Settled {
    /// Kind, target and value, as the log has them.
    pub(crate) fn to_row(&self) -> serde_json::Result<(String, Value, Value)> {
        let Value::Object(mut all) = serde_json::to_value(self)? else {
            return Ok((String::new(), Value::Null, Value::Null));
        };
        let kind = all
            .remove("kind")
            .and_then(|kind| kind.as_str().map(str::to_owned));
        let kind = kind.unwrap_or_default();
        let (mut target, mut value) = (json!({}), json!({}));
        for (key, entry) in all {
            // A rename is about a name and sets another.
            let sets = VALUES.contains(&key.as_str()) && (kind != "rename-in" || key != "name");
            let side = if sets { &mut value } else { &mut target };
            side[key] = entry;
        }
        Ok((kind, target, value))
    }

    /// The correction that the log has in these.
    pub(crate) fn from_row(kind: &str, target: &str, value: &str) -> serde_json::Result<Self> {
        let mut all: serde_json::Map<String, Value> = serde_json::from_str(target)?;
        let value: serde_json::Map<String, Value> = serde_json::from_str(value)?;
        all.extend(value);
        all.insert("kind".to_owned(), kind.into());
        serde_json::from_value(Value::Object(all))
    }

    /// The attributions that it is about.
    pub(crate) fn anchors(&mut self) -> Vec<&mut Anchor> {
        match self {
            Settled::Confirm { attribution }
            | Settled::Reject { attribution }
            | Settled::Speaker { attribution, .. } => vec![attribution],
            Settled::MergeStatements { members, .. } => members.iter_mut().collect(),
            Settled::SplitStatement {
                attribution,
                others,
                ..
            } => others.iter_mut().chain([attribution]).collect(),
            _ => Vec::new(),
        }
    }

    /// The keys of the articles whose readings it changes; `None` for any.
    pub(crate) fn changes_readings_of(&self) -> Option<Vec<&str>> {
        match self {
            Settled::Confirm { attribution }
            | Settled::Reject { attribution }
            | Settled::Speaker { attribution, .. } => Some(vec![&attribution.article]),
            Settled::Published { article, .. } | Settled::Outlet { article, .. } => {
                Some(vec![article])
            }
            Settled::RenameIn { articles, .. } => {
                Some(articles.iter().map(String::as_str).collect())
            }
            Settled::MergeEntities { .. } => None,
            Settled::MergeStories { .. }
            | Settled::SplitStory { .. }
            | Settled::MergeStatements { .. }
            | Settled::SplitStatement { .. }
            | Settled::Owner { .. } => Some(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_survives_the_log() {
        let anchor = || Anchor {
            article: "a1".to_owned(),
            attribution: "a3".to_owned(),
            start: 4,
            end: 9,
            words: "shut.".to_owned(),
        };
        let text = str::to_owned;
        let all = [
            Settled::Confirm {
                attribution: anchor(),
            },
            Settled::Reject {
                attribution: anchor(),
            },
            Settled::Speaker {
                attribution: anchor(),
                name: text("Joren Haske"),
                entity: EntityKind::Person,
            },
            Settled::MergeEntities {
                from: text("e1"),
                into: text("e2"),
                names: vec![text("Haske")],
                name: text("Joren Haske"),
                entity: EntityKind::Person,
            },
            Settled::RenameIn {
                articles: vec![text("a1")],
                name: text("Veld"),
                new_name: text("Anna Veld"),
            },
            Settled::MergeStories {
                stories: [text("s1"), text("s2")],
                articles: vec![text("a1"), text("a2")],
            },
            Settled::SplitStory {
                story: text("s1"),
                article: text("a1"),
                others: vec![text("a2")],
            },
            Settled::MergeStatements {
                statements: [text("q1"), text("q2")],
                members: [anchor(), anchor()],
            },
            Settled::SplitStatement {
                statement: text("q1"),
                attribution: anchor(),
                others: vec![anchor()],
            },
            Settled::Owner {
                outlet: text("Post"),
                owner: text("Veld Media"),
            },
            Settled::Published {
                article: text("a1"),
                date: jiff::civil::date(2031, 3, 7),
            },
            Settled::Outlet {
                article: text("a1"),
                name: text("Post"),
            },
        ];
        for settled in all {
            let (kind, target, value) = settled.to_row().unwrap();
            let back = Settled::from_row(&kind, &target.to_string(), &value.to_string());
            assert_eq!(back.unwrap(), settled, "{kind}: {target} {value}");
        }
    }
}

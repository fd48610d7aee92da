//! Corrections as they come in, from a form or through the API.

use crate::ask::Ask;
use crate::desk::Writer;
use crate::fault::Fault;
use crate::reply::Reply;
use crate::router::Answer;
use axum::http::{HeaderMap, StatusCode, header};
use dixit_ledger::{Anchor, Change, Correction, CorrectionId};
use dixit_model::{Date, EntityKind};
use serde::Serialize;
use serde_json::Value;

/// The longest name or reason.
const LONGEST: usize = 300;
/// The most articles of one correction.
const ARTICLES: usize = 200;

const KINDS: [EntityKind; 7] = [
    EntityKind::Person,
    EntityKind::Organisation,
    EntityKind::State,
    EntityKind::Place,
    EntityKind::Group,
    EntityKind::Document,
    EntityKind::Other,
];

/// Why a desk that only reads takes no correction.
pub(crate) fn closed() -> Fault {
    Fault::new(
        StatusCode::FORBIDDEN,
        "This desk was opened to read only. Start it with “dixit serve LEDGER --write” to correct.",
    )
}

/// What was sent, by name.
struct Sent(Vec<(String, String)>);

/// `POST /corrections`
pub(crate) fn make(ask: &Ask, headers: &HeaderMap, body: &[u8]) -> Answer {
    let sent = Sent::read(ask, headers, body)?;
    let correction = Correction {
        author: sent.line("author")?,
        reason: sent.line("reason")?,
        change: sent.change()?,
    };
    let id = writer(ask)?.change(|ledger| Ok(ledger.correct(&correction)?))?;
    made(ask, &sent, id)
}

/// `POST /corrections/{id}/undo`
pub(crate) fn undo(ask: &Ask, headers: &HeaderMap, body: &[u8]) -> Answer {
    let sent = Sent::read(ask, headers, body)?;
    let (author, reason) = (sent.line("author")?, sent.line("reason")?);
    let id = ask.variable(0);
    let missing = || Fault::missing(format!("The log has no correction “{id}”."));
    let number: i64 = id.parse().map_err(|_| missing())?;
    let id =
        writer(ask)?.change(|ledger| Ok(ledger.undo(CorrectionId(number), &author, &reason)?))?;
    made(ask, &sent, id)
}

fn writer(ask: &Ask) -> Result<&Writer, Fault> {
    ask.desk.writer.as_ref().ok_or_else(closed)
}

fn is_api(ask: &Ask) -> bool {
    ask.path.starts_with("/api/")
}

/// A program is told the number; a person is sent back to see the change.
fn made(ask: &Ask, sent: &Sent, id: CorrectionId) -> Answer {
    #[derive(Serialize)]
    struct Made {
        id: CorrectionId,
    }
    if is_api(ask) {
        return Reply::json_with(StatusCode::CREATED, &Made { id });
    }
    let back = sent.get("back").filter(|back| is_ours(back));
    let back = back.unwrap_or("/corrections");
    Ok(Reply::See(format!("{back}?done={}", id.0)))
}

/// Whether `path` is a plain path of this desk, and of nobody else's.
fn is_ours(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/-_.~%".contains(&b))
}

impl Sent {
    fn read(ask: &Ask, headers: &HeaderMap, body: &[u8]) -> Result<Self, Fault> {
        let kind = headers
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .and_then(|kind| kind.split(';').next())
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        if is_api(ask) {
            // A form of another site cannot send this kind.
            if kind != "application/json" {
                return Err(Fault::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "Send a JSON object, as application/json.",
                ));
            }
            return Self::of_json(body);
        }
        let sent = Sent(Ask::pairs(body));
        let sealed = sent
            .get("seal")
            .is_some_and(|seal| ask.desk.same(seal, &ask.desk.seal()));
        if sealed {
            Ok(sent)
        } else {
            Err(Fault::new(
                StatusCode::FORBIDDEN,
                "This form is not one of this desk’s, or the desk was started anew since it \
                 was shown. Go back, load the page again and repeat the correction.",
            ))
        }
    }

    fn of_json(body: &[u8]) -> Result<Self, Fault> {
        let wrong = |error: &dyn std::fmt::Display| {
            Fault::wrong(format!("This is no JSON object of texts: {error}"))
        };
        let value: Value = serde_json::from_slice(body).map_err(|error| wrong(&error))?;
        let Value::Object(object) = value else {
            return Err(wrong(&"it begins with something else than “{”"));
        };
        object
            .into_iter()
            .map(|(name, value)| match value {
                Value::String(text) => Ok((name, text)),
                _ => Err(wrong(&format!("“{name}” is no text"))),
            })
            .collect::<Result<_, _>>()
            .map(Sent)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut all = self.0.iter().filter(|(key, _)| key == name);
        all.next()
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    fn need(&self, name: &str) -> Result<&str, Fault> {
        self.get(name)
            .ok_or_else(|| Fault::wrong(format!("“{name}” is missing.")))
    }

    /// A text on one line.
    fn line(&self, name: &str) -> Result<String, Fault> {
        let text = self.need(name)?;
        if text.chars().count() > LONGEST {
            return Err(Fault::wrong(format!(
                "“{name}” has at most {LONGEST} characters."
            )));
        }
        if text.chars().any(char::is_control) {
            return Err(Fault::wrong(format!("“{name}” is to be one line of text.")));
        }
        Ok(text.to_owned())
    }

    /// A key, given as such or as the address of its page.
    fn key(&self, name: &str) -> Result<String, Fault> {
        key(self.need(name)?).map(str::to_owned).ok_or_else(|| {
            Fault::wrong(format!(
                "“{name}” is neither a key nor the address of a page."
            ))
        })
    }

    fn attribution(&self) -> Result<Anchor, Fault> {
        Ok(Anchor {
            article: self.key("article")?,
            attribution: self.line("attribution")?,
            start: 0,
            end: 0,
            words: String::new(),
        })
    }

    fn change(&self) -> Result<Change, Fault> {
        Ok(match self.need("kind")? {
            "confirm" => Change::Confirm {
                attribution: self.attribution()?,
            },
            "reject" => Change::Reject {
                attribution: self.attribution()?,
            },
            "speaker" => Change::Speaker {
                attribution: self.attribution()?,
                name: self.line("name")?,
                kind: self.entity_kind()?,
            },
            "merge-entities" => Change::MergeEntities {
                from: self.key("from")?,
                into: self.key("into")?,
            },
            "rename-in" => Change::RenameIn {
                articles: self.articles()?,
                name: self.line("name")?,
                new_name: self.line("new_name")?,
            },
            "merge-stories" => Change::MergeStories {
                a: self.key("a")?,
                b: self.key("b")?,
            },
            "split-story" => Change::SplitStory {
                story: self.key("story")?,
                article: self.key("article")?,
            },
            "merge-statements" => Change::MergeStatements {
                a: self.key("a")?,
                b: self.key("b")?,
            },
            "split-statement" => Change::SplitStatement {
                statement: self.key("statement")?,
                attribution: self.attribution()?,
            },
            "owner" => Change::Owner {
                outlet: self.line("outlet")?,
                owner: self.line("owner")?,
            },
            "published" => Change::Published {
                article: self.key("article")?,
                date: self.day("date")?,
            },
            "outlet" => Change::Outlet {
                article: self.key("article")?,
                name: self.line("outlet")?,
            },
            _ => {
                return Err(Fault::wrong(
                    "“kind” has to be confirm, reject, speaker, merge-entities, rename-in, \
                     merge-stories, split-story, merge-statements, split-statement, owner, \
                     published or outlet.",
                ));
            }
        })
    }

    fn entity_kind(&self) -> Result<EntityKind, Fault> {
        let word = self.get("entity_kind").unwrap_or("person");
        KINDS
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| {
                let words: Vec<&str> = KINDS.iter().map(|kind| kind.word()).collect();
                Fault::wrong(format!(
                    "“entity_kind” has to be one of: {}.",
                    words.join(", ")
                ))
            })
    }

    fn articles(&self) -> Result<Vec<String>, Fault> {
        let given = self.need("articles")?.split([' ', ',', '\n', '\t']);
        let articles: Option<Vec<String>> = given
            .filter(|part| !part.is_empty())
            .map(|part| key(part).map(str::to_owned))
            .collect();
        articles
            .filter(|articles| (1..=ARTICLES).contains(&articles.len()))
            .ok_or_else(|| {
                Fault::wrong(format!(
                    "“articles” has to be 1 to {ARTICLES} keys or addresses, with spaces between."
                ))
            })
    }

    fn day(&self, name: &str) -> Result<Date, Fault> {
        let text = self.need(name)?;
        text.parse::<Date>().map_err(|_| {
            Fault::wrong(format!(
                "“{name}” is no day: write year, month and day as in 2031-03-07."
            ))
        })
    }
}

/// The key in a key or in the address of a page.
fn key(text: &str) -> Option<&str> {
    let path = text.split(['?', '#']).next()?;
    let key = path.rsplit('/').find(|part| !part.is_empty())?;
    let plain = key.len() <= 80 && key.bytes().all(|b| b.is_ascii_alphanumeric());
    plain.then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_come_as_the_address_of_its_page() {
        for text in [
            "s0123456789ab",
            "/stories/s0123456789ab",
            "http://127.0.0.1:8017/stories/s0123456789ab?done=3#statements",
        ] {
            assert_eq!(key(text), Some("s0123456789ab"), "{text}");
        }
        for text in ["", "/", "a b", "<script>", "s'--"] {
            assert_eq!(key(text), None, "{text}");
        }
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert!(is_ours("/stories/s01"));
        assert!(is_ours("/outlets/The%20Harbour%20Post"));
        for other in [
            "//harbour.example",
            "https://harbour.example",
            "/\\harbour.example",
            "/a b",
            "/a?b",
            "",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}

//! TEI P5: a corpus of texts with `<said who= toWhom=>` around what is said.
//!
//! A text stands in one `<ab>`, character for character: nothing is trimmed or
//! broken into paragraphs. Contents of several parts, or that cross another's
//! end, are several `<said>` joined by `prev` and `next`. Who is meant stands in
//! the header, in `<particDesc>`.

mod said;

use crate::error::Result;
use crate::id::plain;
use crate::write::Export;
use crate::xml::{element, open};
use dixit_model::{EntityKind, Reading, Record};
use std::io::Write;

/// Texts as they are written.
pub struct Tei<W> {
    out: W,
    with_text: bool,
    begun: bool,
}

impl<W: Write> Tei<W> {
    /// With the articles' texts, or of each no more than what is said in it.
    pub fn new(out: W, with_text: bool) -> Self {
        Tei {
            out,
            with_text,
            begun: false,
        }
    }

    fn begin(&mut self) -> Result<()> {
        if !self.begun {
            self.begun = true;
            let header = header("Articles and who says what in them", &[], "", "");
            write!(
                self.out,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n{header}\n"
            )?;
        }
        Ok(())
    }
}

impl<W: Write> Export for Tei<W> {
    fn add(&mut self, record: &Record) -> Result<()> {
        self.begin()?;
        let cast = Cast::new(record);
        for (number, reading) in record.readings.iter().enumerate() {
            let text = text(&cast, number, reading, self.with_text);
            self.out.write_all(text.as_bytes())?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.begin()?;
        self.out.write_all(b"</teiCorpus>\n")?;
        Ok(self.out.flush()?)
    }
}

/// Which entity of the record each of a reading is.
struct Cast<'r> {
    record: &'r Record,
    of: Vec<Vec<Option<usize>>>,
}

impl<'r> Cast<'r> {
    fn new(record: &'r Record) -> Self {
        let of = record.identities();
        Cast { record, of }
    }

    /// The `xml:id` of an entity in an article.
    fn id(&self, reading: usize, local: usize) -> String {
        let article = &self.record.readings[reading].article.id;
        plain("who", &[article, &(local + 1).to_string()])
    }

    /// An entity of an article, pointing to the record's.
    fn element(&self, reading: usize, local: usize) -> String {
        let own = &self.record.readings[reading].entities[local];
        let (known, name) = match self.of[reading][local] {
            Some(entity) => {
                let entity = &self.record.entities[entity];
                (Some(crate::id::urn("entity", &[&entity.id])), &entity.name)
            }
            None => (None, &own.name),
        };
        let (tag, inner) = match own.kind {
            EntityKind::Person => ("person", "persName"),
            EntityKind::Group => ("personGrp", "persName"),
            _ => ("org", "orgName"),
        };
        let kind = (tag == "org").then(|| own.kind.word().to_owned());
        let attributes = [
            ("xml:id", Some(self.id(reading, local))),
            ("sameAs", known),
            ("type", kind),
        ];
        let name = element(inner, &[], name);
        format!("{}{name}</{tag}>", open(tag, &attributes))
    }
}

fn text(cast: &Cast, number: usize, reading: &Reading, with_text: bool) -> String {
    let article = &reading.article;
    let attributes = [
        ("xml:id", Some(plain("article", &[&article.id]))),
        (
            "xml:lang",
            article.language.as_ref().map(|code| code.value.clone()),
        ),
    ];
    let tei = open("TEI", &attributes);
    let (mut people, mut others) = (String::new(), String::new());
    for (local, entity) in reading.entities.iter().enumerate() {
        match entity.kind {
            EntityKind::Person | EntityKind::Group => people.push_str(&cast.element(number, local)),
            _ => others.push_str(&cast.element(number, local)),
        }
    }
    let list = |tag: &str, items: String| match items.is_empty() {
        true => String::new(),
        false => format!("<{tag}>{items}</{tag}>"),
    };
    let cast_list = list("listPerson", people) + &list("listOrg", others);
    let published = match &article.published {
        Some(day) => {
            let day = day.value.to_string();
            element("date", &[("when", Some(day.clone()))], &day)
        }
        None => String::new(),
    };
    let outlet = article
        .outlet
        .as_ref()
        .map_or("unknown outlet", |outlet| &outlet.value);
    let source = element("publisher", &[], outlet) + &published;
    let source = match &article.url {
        Some(url) => source + &element("ref", &[("target", Some(url.clone()))], url),
        None => source,
    };
    let title = article
        .title
        .as_ref()
        .map_or(&article.id, |title| &title.value);
    let header = header(title, &article.authors, &source, &cast_list);
    let body = said::body(cast, number, reading, with_text);
    format!("{tei}\n{header}\n<text><body>{body}</body></text>\n</TEI>\n")
}

fn header(title: &str, authors: &[String], source: &str, cast: &str) -> String {
    let authors: String = authors
        .iter()
        .map(|name| element("author", &[], name))
        .collect();
    let source = match source {
        "" => "<p>News coverage.</p>".to_owned(),
        source => format!("<bibl>{}{source}</bibl>", element("title", &[], title)),
    };
    let cast = match cast {
        "" => String::new(),
        cast => format!("<profileDesc><particDesc>{cast}</particDesc></profileDesc>"),
    };
    let title = element("title", &[], title);
    format!(
        "<teiHeader><fileDesc><titleStmt>{title}{authors}</titleStmt>\
         <publicationStmt><p>Written by Dixit.</p></publicationStmt>\
         <sourceDesc>{source}</sourceDesc></fileDesc>{cast}</teiHeader>"
    )
}

//! Articles and their attributions, read back.

use super::view::View;
use crate::error::{Error, ErrorKind, Result};
use dixit_model::{
    Article, Attribution, Channel, CodePoints, Entity, Form, Furniture, FurnitureKind, Inferred,
    Mention, Mode, Name, NameKind, Reading, Resolved, Span, TimeExpression, TimeType,
};

/// An article without its attributions.
pub(super) fn reading(row: &View) -> Result<Reading> {
    let id = row.text("id")?;
    let text = row.some_text("text")?.ok_or_else(|| {
        let message = format!(
            "article {id} was exported without its text, to which all places refer; \
             export again without --no-text"
        );
        Error::new(ErrorKind::Tables, message)
    })?;
    let map = CodePoints::new(text);
    let stated = |name: &str| -> Result<Option<Inferred<String>>> {
        let value = row.some_text(name)?;
        Ok(value.map(|value| Inferred::new(value.to_owned(), "exported", 1.0)))
    };
    let extra = row.some_text("extra")?.map(serde_json::from_str);
    let extra = extra.transpose().map_err(|_| row.wrong("extra"))?;
    let owned =
        |name: &str| -> Result<Option<String>> { Ok(row.some_text(name)?.map(str::to_owned)) };
    let ground = |row: &View| Ok((row.text("field")?.to_owned(), row.text("how")?.to_owned()));
    let article = Article {
        id: id.to_owned(),
        text: text.to_owned(),
        title: stated("title")?,
        outlet: row.named("outlet")?,
        published: row.dated("published")?,
        published_time: owned("published_time")?,
        modified: owned("modified")?,
        section: owned("section")?,
        form: row.word("form", Form::ALL, Form::word)?,
        authors: row.texts("authors")?,
        language: stated("language")?,
        url: owned("url")?,
        sha256: row.text("sha256")?.to_owned(),
        origin: id.to_owned(),
        furniture: all(row, "furniture", |piece| furniture(piece, &map))?,
        grounds: all(row, "grounds", ground)?.into_iter().collect(),
        extra: extra.unwrap_or_default(),
    };
    let sentences = row.spans("sentences", &map)?;
    let entities = all(row, "entities", |own| entity(own, &map))?;
    Ok(Reading {
        sentences,
        attributions: Vec::new(),
        names: all(row, "names", |own| name(own, &map, entities.len()))?,
        entities,
        times: all(row, "times", |own| time(own, &map))?,
        article,
    })
}

fn all<T>(row: &View, name: &str, each: impl Fn(&View) -> Result<T>) -> Result<Vec<T>> {
    row.rows(name)?.iter().map(each).collect()
}

fn furniture(row: &View, map: &CodePoints) -> Result<Furniture> {
    Ok(Furniture {
        span: row.span(map)?,
        kind: row.word("kind", FurnitureKind::ALL, FurnitureKind::word)?,
    })
}

fn entity(row: &View, map: &CodePoints) -> Result<Entity> {
    let mention = |row: &View| {
        Ok(Mention {
            span: row.span(map)?,
            how: row.text("how")?.to_owned().into(),
        })
    };
    Ok(Entity {
        name: row.text("name")?.to_owned(),
        kind: row.entity_kind("kind")?,
        names: row.texts("names")?,
        roles: row.texts("roles")?,
        mentions: all(row, "mentions", mention)?,
    })
}

fn name(row: &View, map: &CodePoints, entities: usize) -> Result<(Name, usize)> {
    let name = Name {
        span: row.span(map)?,
        kind: row.word("kind", NameKind::ALL, NameKind::word)?,
        confidence: row.score("confidence")?,
    };
    Ok((name, row.place(entities)?))
}

fn time(row: &View, map: &CodePoints) -> Result<TimeExpression> {
    Ok(TimeExpression {
        span: row.span(map)?,
        kind: row.word("type", TimeType::ALL, TimeType::word)?,
        value: row.text("value")?.to_owned(),
    })
}

/// An attribution of an article of which `map` counts the text and which has so
/// many entities.
pub(super) fn attribution(map: &CodePoints, entities: usize, row: &View) -> Result<Attribution> {
    let words = |name: &str| -> Result<Vec<Span>> {
        match row.part(name)? {
            Some(words) => words.spans("spans", map),
            None => Ok(Vec::new()),
        }
    };
    let role = |role: &View| resolved(role, map, entities);
    let channel = row.part("channel")?.map(|channel| -> Result<Channel> {
        Ok(Channel {
            name: channel.text("name")?.to_owned(),
            span: channel.span(map)?,
        })
    });
    let anonymity = row.part("anonymity")?.map(|reason| reason.span(map));
    Ok(Attribution {
        id: row.text("id")?.to_owned(),
        parent: row.some_text("parent")?.map(str::to_owned),
        continues: row.some_text("continues")?.map(str::to_owned),
        mode: row.word("mode", Mode::ALL, Mode::word)?,
        source: words("source")?,
        cue: words("cue")?,
        content: words("content")?,
        speaker: row.part("speaker")?.as_ref().map(role).transpose()?,
        anonymity: anonymity.transpose()?,
        via: all(row, "via", role)?,
        to: row.part("to")?.as_ref().map(role).transpose()?,
        channel: channel.transpose()?,
        said_on: row.dated("said_on")?,
        negated: row.flag("negated")?,
        hedged: row.flag("hedged")?,
        confidence: row.score("confidence")?,
    })
}

fn resolved(row: &View, map: &CodePoints, entities: usize) -> Result<Resolved> {
    let evidence = row.part("evidence")?.map(|span| span.span(map));
    Ok(Resolved {
        entity: row.place(entities)?,
        how: row.text("how")?.to_owned(),
        confidence: row.score("confidence")?,
        evidence: evidence.transpose()?,
    })
}

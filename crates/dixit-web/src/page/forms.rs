//! The forms in which people correct the record, each beside what it is about.

use crate::ask::Ask;
use crate::link;
use dixit_ledger::{ArticleRow, AttributionState, EntityRow, StoryDetail};
use dixit_model::{Attribution, EntityKind, Record, Statement, Story};
use dixit_report::html::Parts;
use dixit_report::phrase::{clipped, gist};
use maud::{Markup, html};

/// What follows a correction: that it was made, and the way back.
pub(super) fn done(ask: &Ask) -> Markup {
    let Some(id) = ask.value("done").and_then(|id| id.parse::<i64>().ok()) else {
        return Markup::default();
    };
    html! {
        div.done role="status" {
            "Correction " (id) " is in the record. "
            a href={ "/corrections#c" (id) } { "See or undo it in the log" } "."
        }
    }
}

/// Folded forms about one thing; nothing where the desk only reads.
fn folded(ask: &Ask, what: &str, forms: Markup) -> Markup {
    html! {
        @if ask.desk.writes() {
            details.correct { summary { (what) } (forms) }
        }
    }
}

/// One form: `kind` and `target` say what is changed, `fields` to what.
fn form(
    ask: &Ask,
    kind: &str,
    target: &[(&str, &str)],
    does: &str,
    fields: Markup,
    button: &str,
) -> Markup {
    html! {
        form method="post" action="/corrections" {
            (hidden(ask, &ask.path))
            input type="hidden" name="kind" value=(kind);
            @for (name, value) in target { input type="hidden" name=(name) value=(value); }
            p.does { (does) }
            (fields)
            (signed())
            button type="submit" { (button) }
        }
    }
}

/// What every form sends along unseen: our seal, and where to go then.
pub(super) fn hidden(ask: &Ask, back: &str) -> Markup {
    html! {
        input type="hidden" name="seal" value=(ask.desk.seal());
        input type="hidden" name="back" value=(back);
    }
}

/// Who says so, and why.
pub(super) fn signed() -> Markup {
    html! {
        (field("author", "Your name", true, ""))
        (field("reason", "Reason", true, ""))
    }
}

/// A field with its name above it. The label holds the field, so that no two
/// forms need names of their own for theirs.
fn field(name: &str, label: &str, required: bool, value: &str) -> Markup {
    html! {
        div.wide[name == "reason"] {
            label { (label) br; input name=(name) required[required] value=(value) maxlength="300" autocomplete="off"; }
        }
    }
}

/// A field for the address or key of something on the desk.
fn key(name: &str, label: &str) -> Markup {
    html! {
        div.wide { label { (label) br; input name=(name) required maxlength="300" autocomplete="off" spellcheck="false" placeholder="its address or key"; } }
    }
}

/// About one attribution.
pub(super) fn attribution(
    ask: &Ask,
    article: &str,
    attribution: &Attribution,
    state: AttributionState,
) -> Markup {
    let target = [
        ("article", article),
        ("attribution", attribution.id.as_str()),
    ];
    let kinds = [
        EntityKind::Person,
        EntityKind::Organisation,
        EntityKind::State,
        EntityKind::Group,
        EntityKind::Document,
        EntityKind::Other,
    ];
    folded(
        ask,
        "Correct",
        html! {
            @if state != AttributionState::Confirmed {
                (form(ask, "confirm", &target, "It is right as it stands.", html! {}, "Confirm"))
            }
            (form(ask, "reject", &target, "Nobody is reported to have said this here.", html! {}, "Reject"))
            (form(ask, "speaker", &target, "Somebody else said it.", html! {
                (field("name", "Speaker", true, ""))
                div {
                    label { "Kind" br; select name="entity_kind" { @for kind in kinds { option value=(kind.word()) { (kind.word()) } } } }
                }
            }, "Set speaker"))
        },
    )
}

/// About one article.
pub(super) fn article(ask: &Ask, article: &ArticleRow, story: Option<&Story>) -> Markup {
    let target = [("article", article.key.as_str())];
    folded(
        ask,
        "Correct this article",
        html! {
            (form(ask, "published", &target, "It was published on another day.", html! {
                div { label { "Published" br; input type="date" name="date" required value=(article.published.as_deref().unwrap_or("")); } }
            }, "Set day"))
            (form(ask, "outlet", &target, "Another outlet published it.", field("outlet", "Outlet", true, article.outlet.as_deref().unwrap_or("")), "Set outlet"))
            @if let Some(story) = story && story.articles.len() > 1 {
                (form(ask, "split-story", &[("story", &story.id), ("article", &article.key)], "It reports on another happening than its story.", html! {}, "Take out of its story"))
            }
        },
    )
}

/// About one story.
pub(super) fn story(ask: &Ask, detail: &StoryDetail) -> Markup {
    folded(
        ask,
        "Correct this story",
        html! {
            (form(ask, "merge-stories", &[("a", &detail.story.key)], "Another story is about the same happening.", key("b", "The other story"), "Join them"))
            p.does { "An article that does not belong here is taken out on its own page." }
        },
    )
}

/// About one statement.
pub(super) fn statement(
    ask: &Ask,
    parts: &Parts,
    record: &Record,
    statement: &Statement,
) -> Markup {
    let several = statement.members.len() > 1;
    folded(
        ask,
        "Correct this statement",
        html! {
            (form(ask, "merge-statements", &[("a", &statement.id)], "Another statement is the same said on the same occasion.", key("b", "The other statement"), "Join them"))
            @if several {
                @for member in &statement.members {
                    @if let Some(reading) = record.readings.get(member.article) {
                        @let words = wording(statement, member.article, &member.attribution);
                        (form(
                            ask,
                            "split-statement",
                            &[("statement", &statement.id), ("article", &reading.article.id), ("attribution", &member.attribution)],
                            &format!("{} says something else: {words}", parts.outlet(member.article)),
                            html! {},
                            "Take out",
                        ))
                    }
                }
            }
            p.does {
                "Whether one of its wordings is an attribution at all, and who is its speaker, is corrected in the text: "
                @for (nth, member) in statement.members.iter().enumerate() {
                    @if let Some(reading) = record.readings.get(member.article) {
                        @if nth > 0 { ", " }
                        a href={ (link::article(&reading.article.id)) "#row-" (member.attribution) } { (parts.outlet(member.article)) }
                    }
                }
                "."
            }
        },
    )
}

fn wording(statement: &Statement, article: usize, attribution: &str) -> String {
    let own = statement
        .wordings
        .iter()
        .find(|w| w.member.article == article && w.member.attribution == attribution);
    clipped(&gist(own.map_or(&statement.gist, |own| &own.text)), 120)
}

/// About one entity.
pub(super) fn entity(ask: &Ask, entity: &EntityRow) -> Markup {
    folded(
        ask,
        "Correct this speaker",
        html! {
            (form(ask, "merge-entities", &[("from", &entity.key)], "It is the same as another.", key("into", "The other speaker"), "Join them"))
            (form(ask, "rename-in", &[("entity", &entity.key)], "In some articles the name means somebody else.", html! {
                (field("name", "The name there", true, &entity.name))
                (field("new_name", "Who is meant", true, ""))
                div.wide { label { "The articles" br; input name="articles" required maxlength="4000" autocomplete="off" spellcheck="false" placeholder="addresses or keys, with spaces between"; } }
            }, "Tell them apart"))
        },
    )
}

/// About one outlet.
pub(super) fn outlet(ask: &Ask, name: &str, owner: Option<&str>) -> Markup {
    folded(
        ask,
        "Correct this outlet",
        form(
            ask,
            "owner",
            &[("outlet", name)],
            "Outlets of one owner make one route, not several.",
            field("owner", "Owner", true, owner.unwrap_or("")),
            "Set owner",
        ),
    )
}

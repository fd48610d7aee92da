//! One statement: the best wording, the others against it, and its routes.

use super::{link, routes};
use crate::anchor::slug;
use crate::phrase::{self, capital, count, noun, number, short_list};
use crate::view::{Numbered, StoryView, View, is_another_sentence};
use dixit_model::{DiffOp, DiffPart, Mode, Statement, Wording, WordingClass};
use maud::{Markup, html as markup};

pub(super) fn statement(view: &View, story: &StoryView, numbered: Numbered) -> Markup {
    let Numbered { number, statement } = numbered;
    let id = slug(&statement.id);
    markup! {
        article.statement #(id) aria-labelledby={ (id) "-who" } {
            p.number { a.no href={ "#" (id) } aria-label={ "Statement " (number) } { (number) } }
            div.said {
                h4 #{ (id) "-who" } { (who(view, statement)) }
                @if let Some(occasion) = occasion(view, statement) { p.occasion { (occasion) } }
                (best(view, statement))
                p.grounds { (view.grounds(statement)) "." }
                (flags(view, statement))
                (others(view, statement))
                (carried(view, story, statement))
            }
            (routes::figure(view, statement))
        }
    }
}

fn who(view: &View, statement: &Statement) -> Markup {
    let role = statement
        .speaker
        .and_then(|speaker| view.entity(speaker))
        .and_then(|entity| entity.roles.first())
        .filter(|role| role.chars().count() <= 60);
    markup! {
        @if statement.speaker.is_some() {
            bdi.who { (view.speaker(statement)) }
            @if let Some(role) = role { span.role { ", " (role) } }
        } @else {
            span.who.unknown { (view.speaker(statement)) }
        }
    }
}

/// To whom, on what occasion, when.
fn occasion(view: &View, statement: &Statement) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(to) = statement.to {
        parts.push(format!("to {}", view.name(to)));
    }
    parts.extend(statement.channel.clone());
    if let Some(day) = &statement.said_on {
        parts.push(phrase::day(day.value));
    }
    (!parts.is_empty()).then(|| capital(&parts.join(" · ")))
}

/// The first wording, large, and whose words it is.
fn best(view: &View, statement: &Statement) -> Markup {
    let Some(wording) = statement.wordings.first() else {
        return markup! { blockquote.reported dir="auto" { p { (statement.gist) } } };
    };
    let mode = view.attribution(&wording.member).map(|a| a.mode);
    let (quoted, reported) = modes(view, statement);
    let words = wording.text.trim();
    let opened = words.starts_with(['“', '"', '‘', '«', '„']);
    let direct = mode == Some(Mode::Direct);
    let relays = view.relays(statement, &wording.member);
    markup! {
        blockquote.reported[!direct] dir="auto" {
            p.hung[opened || direct] {
                @if direct && !opened { "“" (words) "”" } @else { (words) }
            }
        }
        p.source {
            (match mode { Some(Mode::Direct) => "Quoted by ", Some(Mode::Mixed) => "Partly quoted by ", _ => "Reported by " })
            (link::words(view, &wording.member, view.outlet(wording.member.article)))
            @if !relays.is_empty() { ", through " (phrase::list(&relays)) }
            "."
            @if statement.wordings.len() > 1 {
                " "
                @match (quoted, reported) {
                    (0, n) => { "In reported speech in all " (number(n)) " " (noun(n, "article", "articles")) "." }
                    (n, 0) => { "In quotation marks in all " (number(n)) " " (noun(n, "article", "articles")) "." }
                    (q, r) => { "In quotation marks in " (count(q, "article", "articles")) ", in reported speech in " (number(r)) "." }
                }
            }
        }
    }
}

/// How many articles quote a statement, wholly or in part, and how many only
/// report it.
fn modes(view: &View, statement: &Statement) -> (usize, usize) {
    let mut articles: Vec<usize> = statement.members.iter().map(|m| m.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let quoted = articles
        .iter()
        .filter(|&&article| {
            matches!(
                view.mode(statement, &[article]),
                Some(Mode::Direct | Mode::Mixed)
            )
        })
        .count();
    (quoted, articles.len() - quoted)
}

/// What should make a reader pause: denials, *did not say*, *reportedly*.
fn flags(view: &View, statement: &Statement) -> Markup {
    let base = statement
        .wordings
        .first()
        .and_then(|wording| view.attribution(&wording.member));
    markup! {
        @if base.is_some_and(|a| a.negated) {
            p.flag { "The article says that this was not said, or not confirmed." }
        }
        @if base.is_some_and(|a| a.hedged) {
            p.flag { "The article itself hedges: it does not vouch that this was said." }
        }
        @for id in &statement.denied_by {
            @if let Some(denial) = view.statement(id) {
                p.flag {
                    "Denied by " a href={ "#" (slug(id)) } { (view.speaker(denial.statement)) }
                    @if let Some(day) = &denial.statement.said_on { " on " (phrase::day(day.value)) }
                    ": " (phrase::clipped(&denial.statement.gist, 120))
                }
            }
        }
    }
}

/// The other wordings: those in the same words in one line, the rest each with
/// its differences.
fn others(view: &View, statement: &Statement) -> Markup {
    let rest = statement.wordings.get(1..).unwrap_or_default();
    let (same, differ): (Vec<&Wording>, Vec<&Wording>) = rest
        .iter()
        .partition(|wording| wording.class == WordingClass::Verbatim);
    markup! {
        @if !rest.is_empty() {
            details.wordings {
                summary { (super::spelled(rest.len())) " other " (noun(rest.len(), "wording", "wordings")) }
                @if !same.is_empty() {
                    p.same {
                        "In the same words: "
                        @for (nth, wording) in same.iter().enumerate() {
                            @if nth > 0 { ", " }
                            (link::words(view, &wording.member, view.outlet(wording.member.article)))
                            (through(view, statement, wording))
                        }
                    }
                }
                @if !differ.is_empty() {
                    ul.others {
                        @for wording in differ {
                            li {
                                p.whose {
                                    (link::words(view, &wording.member, view.outlet(wording.member.article)))
                                    (through(view, statement, wording))
                                }
                                p.words dir="auto" { (compared(wording)) }
                            }
                        }
                    }
                    p.key { "Marked against the wording above: " del { "left out" } ", " ins { "put in" } "." }
                }
            }
        }
    }
}

fn through(view: &View, statement: &Statement, wording: &Wording) -> Markup {
    let relays = view.relays(statement, &wording.member);
    markup! { @if !relays.is_empty() { span.via { " through " (phrase::list(&relays)) } } }
}

/// A wording with its differences marked, for the eye and for the ear.
fn compared(wording: &Wording) -> Markup {
    if is_another_sentence(wording) {
        return markup! { (wording.text) };
    }
    markup! {
        @for (nth, part) in wording.diff.iter().enumerate() {
            @if nth > 0 && needs_space(&wording.diff[nth - 1], part) { " " }
            @match part.op {
                DiffOp::Same => { (part.text) }
                DiffOp::Cut => { del { span.hidden { " [left out: " } (part.text) span.hidden { "] " } } }
                DiffOp::Added => { ins { span.hidden { " [put in: " } (part.text) span.hidden { "] " } } }
            }
        }
    }
}

/// Whether two parts of a comparison, printed one after the other, would run
/// into each other.
fn needs_space(before: &DiffPart, after: &DiffPart) -> bool {
    let open = before
        .text
        .ends_with(|c: char| c.is_whitespace() || "“‘(\u{ab}[".contains(c));
    let close = after
        .text
        .starts_with(|c: char| c.is_whitespace() || ",.;:!?’”)]\u{bb}".contains(c));
    !open && !close
}

/// Who leaves it out.
fn carried(view: &View, story: &StoryView, statement: &Statement) -> Markup {
    let carriers: Vec<&str> = view
        .carriers(story, statement)
        .into_iter()
        .map(|outlet| outlet.name.as_str())
        .collect();
    let missing: Vec<&str> = story
        .outlets
        .iter()
        .map(|outlet| outlet.name.as_str())
        .filter(|name| !carriers.contains(name))
        .collect();
    let all = story.outlets.len();
    markup! {
        @if all > 1 && carriers.len() > 1 {
            p.carried {
                @if missing.is_empty() {
                    "Carried by all " (number(all)) " outlets."
                } @else {
                    "Carried by " (number(carriers.len())) " of " (number(all)) " outlets; left out by "
                    (short_list(&missing, 4)) "."
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(op: DiffOp, text: &str) -> DiffPart {
        DiffPart {
            op,
            text: text.to_owned(),
        }
    }

    #[test]
    fn parts_keep_apart_and_marks_keep_close() {
        let same = part(DiffOp::Same, "the port");
        assert!(needs_space(&same, &part(DiffOp::Added, "soon")));
        assert!(!needs_space(&same, &part(DiffOp::Same, ", he said")));
        assert!(!needs_space(&part(DiffOp::Same, "the "), &same));
        assert!(!needs_space(&part(DiffOp::Same, "“"), &same));
    }
}

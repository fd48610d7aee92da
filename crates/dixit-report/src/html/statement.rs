//! One statement: the best wording, the others against it, and its routes.

use super::{link, routes};
use crate::anchor::slug;
use crate::phrase::{self, capital, count, noun, number, short_list};
use crate::view::{Numbered, StoryView, View, is_another_sentence};
use dixit_model::{DiffOp, DiffPart, Mode, Statement, Wording, WordingClass};
use maud::{Markup, html as markup};

/// A statement; the other wordings are folded under it `with_others`.
pub(super) fn statement(
    view: &View,
    story: &StoryView,
    numbered: Numbered,
    with_others: bool,
) -> Markup {
    let Numbered { number, statement } = numbered;
    let id = slug(&statement.id);
    markup! {
        article.statement #(id) aria-labelledby={ (id) "-who" } {
            p.number { a.no href=(view.address(&statement.id)) aria-label={ "Statement " (number) } { (number) } }
            div.said {
                h4 #{ (id) "-who" } { (who(view, statement)) }
                @if let Some(occasion) = occasion(view, statement) { p.occasion { (occasion) } }
                (best(view, statement))
                p.grounds { (carried(view, story, statement)) (view.grounds(statement)) "." }
                (flags(view, statement))
                @if with_others { (others(view, statement)) }
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
            bdi.who {
                @match statement.speaker { Some(speaker) => (link::entity(view, speaker)), None => (view.speaker(statement)) }
            }
            (set_by(view, statement))
            @if let Some(role) = role { span.role { ", " (role) } }
        } @else {
            span.who.unknown { (view.speaker(statement)) }
        }
    }
}

/// The mark of a speaker whom a person set.
fn set_by(view: &View, statement: &Statement) -> Markup {
    let set = statement
        .members
        .iter()
        .filter_map(|member| view.attribution(member)?.speaker.as_ref())
        .find_map(|speaker| phrase::set_by(&speaker.how));
    markup! { @if let Some(author) = set { " " span.set { "set by " (author) } } }
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
        return markup! { blockquote.reported dir="auto" { p { (phrase::gist(&statement.gist)) } } };
    };
    let mode = view.attribution(&wording.member).map(|a| a.mode);
    let direct = mode == Some(Mode::Direct);
    let words = displayed(&wording.text, direct);
    let relays = view.relays(statement, &wording.member);
    let verb = match mode {
        Some(Mode::Direct) => "Quoted by ",
        Some(Mode::Mixed) => "Partly quoted by ",
        _ => "Reported by ",
    };
    markup! {
        blockquote.reported[!direct] dir="auto" {
            p.hung[words.starts_with(OPENING)] { (words) }
        }
        p.source {
            (verb) (link::words(view, &wording.member, view.outlet(wording.member.article)))
            @if !relays.is_empty() { ", through " (phrase::list(&relays)) }
            "."
            @if let Some(told) = told(view, statement) { " " (told) "." }
        }
    }
}

const OPENING: [char; 5] = ['“', '"', '‘', '«', '„'];

/// Words as they are set on their own: a quotation in quotation marks and
/// without the comma that led on to its cue, reported speech without its
/// *that* and with a capital.
pub(super) fn displayed(words: &str, direct: bool) -> String {
    let words = words.trim();
    if !direct {
        return capital(&phrase::gist(words));
    }
    let (inner, close) = match words.chars().last() {
        Some(mark @ ('”' | '"' | '’' | '»')) => {
            (&words[..words.len() - mark.len_utf8()], mark)
        }
        _ => (words, '”'),
    };
    let inner = inner.trim_end_matches([',', ' ']);
    if words.starts_with(OPENING) {
        format!("{inner}{close}")
    } else {
        format!("“{inner}{close}")
    }
}

/// In how many articles it is quoted and reported, if in several.
fn told(view: &View, statement: &Statement) -> Option<String> {
    let (quoted, reported) = modes(view, statement);
    match (quoted, reported) {
        (0 | 1, 0) | (0, 1) => None,
        (0, n) => Some(format!("Reported speech in {}", all(n, "articles"))),
        (n, 0) => Some(format!("In quotation marks in {}", all(n, "articles"))),
        (q, r) => Some(format!(
            "In quotation marks in {}, in reported speech in {}",
            count(q, "article", "articles"),
            number(r)
        )),
    }
}

/// `both articles`, `all five articles`.
fn all(n: usize, many: &str) -> String {
    if n == 2 {
        format!("both {many}")
    } else {
        format!("all {} {many}", number(n))
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

/// What should make a reader pause: a speaker kept unnamed, *did not say*,
/// *reportedly*, denials.
fn flags(view: &View, statement: &Statement) -> Markup {
    let base = statement
        .wordings
        .first()
        .and_then(|wording| view.attribution(&wording.member));
    markup! {
        @for (member, reason) in view.anonymity(statement) {
            p.flag.quiet {
                (link::words(view, member, view.outlet(member.article)))
                " leaves the speaker unnamed: “" (phrase::flat(reason)) "”."
            }
        }
        @if base.is_some_and(|a| a.negated) {
            p.flag.quiet { "The article says that this was not said, or not confirmed." }
        }
        @if base.is_some_and(|a| a.hedged) {
            p.flag.quiet { "The article itself hedges: it does not vouch that this was said." }
        }
        @for id in &statement.denied_by {
            @if let Some(denial) = view.statement(id) {
                p.flag {
                    "Denied by " a href=(view.to_statement(id)) { (view.speaker(denial.statement)) }
                    @if let Some(day) = &denial.statement.said_on { " on " (phrase::day(day.value)) }
                    ": " (phrase::clipped(&phrase::gist(&denial.statement.gist), 120))
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
pub(super) fn compared(wording: &Wording) -> Markup {
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

/// Who carries it and who leaves it out.
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
    let outlets = story.outlets.len();
    markup! {
        @if outlets > 1 && carriers.len() > 1 {
            @if missing.is_empty() {
                "Carried by " (all(outlets, "outlets")) ". "
            } @else {
                "Carried by " (number(carriers.len())) " of " (number(outlets)) " outlets; left out by "
                (short_list(&missing, 4)) ". "
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
    fn words_on_their_own_are_set_as_such() {
        assert_eq!(displayed("“We are willing,”", true), "“We are willing”");
        assert_eq!(displayed("We are willing", true), "“We are willing”");
        assert_eq!(displayed("“Never!”", true), "“Never!”");
        assert_eq!(
            displayed("that he would “study” it,", false),
            "He would “study” it"
        );
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

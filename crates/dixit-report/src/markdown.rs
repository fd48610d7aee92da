//! The record as Markdown: for a mail, a wiki, an archive.

use crate::About;
use crate::phrase::{self, capital, certainty, count, given, noun, number, short_list};
use crate::view::{Numbered, StoryView, View, is_another_sentence, published};
use dixit_model::{CodePoints, DiffOp, Member, Record, Spans, Statement};
use std::fmt::Write as _;

/// The record as Markdown.
///
/// Where the HTML page links to words, this names the article, the attribution
/// in it, and the code points of the content.
pub fn markdown(record: &Record, about: &About) -> String {
    let view = View::new(record);
    let mut page = Page::default();
    let articles = count(record.readings.len(), "article", "articles");
    let stories = count(view.stories.len(), "story", "stories");
    match view.stories.as_slice() {
        [] => page.line(format!("# {}", capital(&articles))),
        [_] => {}
        _ => page.line(format!(
            "# {}",
            capital(&format!("{articles} on {stories}"))
        )),
    }
    let level = if view.stories.len() > 1 { "##" } else { "#" };
    for story in &view.stories {
        self::story(&mut page, &view, story, level);
    }
    if !view.loose.is_empty() {
        page.line(format!("{level}# In no story"));
        articles_of(&mut page, &view, &view.loose);
    }
    let mut made = format!("The sourced record of {articles}. Made by Dixit");
    for (label, value) in [(" ", &about.version), (", model ", &about.model)] {
        if !value.is_empty() {
            made.push_str(label);
            made.push_str(&escaped(value));
        }
    }
    if let Some(day) = about.read_on {
        made.push_str(&format!(", read on {}", phrase::short_day(day)));
    }
    page.line("---".to_owned());
    page.line(format!("{made}."));
    page.text
}

/// Blocks parted by blank lines.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, block: String) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&block);
        self.text.push('\n');
    }

    fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.line(
                items
                    .iter()
                    .map(|item| format!("- {item}"))
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
    }
}

fn story(page: &mut Page, view: &View, story: &StoryView, level: &str) {
    let told = story.story;
    page.line(format!("{level} {}", escaped(&told.title)));
    let names: Vec<String> = view.publishers(story).iter().map(|n| escaped(n)).collect();
    let days = phrase::days(told.first, told.last).unwrap_or_else(|| "Day not known".to_owned());
    page.line(format!("{days} · {}", capital(&phrase::list(&names))));
    for finding in &told.findings {
        let rests = finding
            .statement
            .as_deref()
            .and_then(|id| view.statement(id));
        let rests = rests.map_or_else(String::new, |n| format!(" (statement {})", n.number));
        page.line(format!("**{}**{rests}", escaped(&view.told(&finding.text))));
    }
    page.line(format!("{level}# Statements"));
    if story.statements.is_empty() {
        page.line("Nobody is reported to have said anything here.".to_owned());
    }
    for numbered in &story.statements {
        statement(page, view, story, *numbered, level);
    }
    disagreements(page, view, story, level);
    positions(page, view, story, level);
    let only: Vec<String> = view
        .only_one(story)
        .into_iter()
        .map(|(outlet, numbered)| {
            format!(
                "{}: {}, {} (statement {})",
                escaped(&story.outlets[outlet].name),
                escaped(view.speaker(numbered.statement)),
                escaped(&phrase::clipped(
                    &phrase::gist(&numbered.statement.gist),
                    120
                )),
                numbered.number
            )
        })
        .collect();
    if !only.is_empty() {
        page.line(format!("{level}# Only one outlet carries"));
        page.list(only);
    }
    page.line(format!("{level}# Articles"));
    articles_of(page, view, &story.articles);
}

fn statement(page: &mut Page, view: &View, story: &StoryView, numbered: Numbered, level: &str) {
    let statement = numbered.statement;
    let mut occasion = Vec::new();
    occasion.extend(
        statement
            .to
            .map(|to| format!("to {}", escaped(view.name(to)))),
    );
    occasion.extend(statement.channel.as_deref().map(escaped));
    occasion.extend(statement.said_on.as_ref().map(|day| phrase::day(day.value)));
    page.line(format!(
        "{level}## {}. {}",
        numbered.number,
        escaped(view.speaker(statement))
    ));
    if !occasion.is_empty() {
        page.line(capital(&occasion.join(" · ")));
    }
    let best = statement.wordings.first();
    let words = best.map_or(statement.gist.as_str(), |wording| wording.text.as_str());
    page.line(format!("> {}", escaped(&phrase::flat(words))));
    if let Some(best) = best {
        page.line(format!(
            "{}{}. {}.",
            escaped(view.outlet(best.member.article)),
            evidence(view, statement, &best.member),
            escaped(&view.grounds(statement))
        ));
    }
    page.line(
        format!(
            "**{} independent {}.** {}",
            statement.independent,
            noun(statement.independent, "route", "routes"),
            escaped(&view.told(&statement.explanation))
        )
        .trim_end()
        .to_owned(),
    );
    for (member, reason) in view.anonymity(statement) {
        page.line(format!(
            "{} leaves the speaker unnamed: “{}”.",
            escaped(view.outlet(member.article)),
            escaped(reason)
        ));
    }
    let others = statement.wordings.get(1..).unwrap_or_default();
    page.list(
        others
            .iter()
            .map(|wording| {
                let mut words = String::new();
                if is_another_sentence(wording) {
                    words = escaped(&phrase::flat(&wording.text));
                } else {
                    for part in &wording.diff {
                        let text = escaped(&phrase::flat(&part.text));
                        if text.is_empty() {
                            continue;
                        }
                        let _ = match part.op {
                            DiffOp::Same => write!(words, " {text}"),
                            DiffOp::Cut => write!(words, " ~~{text}~~"),
                            DiffOp::Added => write!(words, " **{text}**"),
                        };
                    }
                }
                format!(
                    "{}{}: {}",
                    escaped(view.outlet(wording.member.article)),
                    evidence(view, statement, &wording.member),
                    words.trim()
                )
            })
            .collect(),
    );
    for denial in statement
        .denied_by
        .iter()
        .filter_map(|id| view.statement(id))
    {
        page.line(format!(
            "Denied by {} (statement {}).",
            escaped(view.speaker(denial.statement)),
            denial.number
        ));
    }
    let carriers = view.carriers(story, statement);
    let missing: Vec<String> = story
        .outlets
        .iter()
        .filter(|outlet| carriers.iter().all(|carrier| carrier.name != outlet.name))
        .map(|outlet| escaped(&outlet.name))
        .collect();
    if story.outlets.len() > 1 && !missing.is_empty() {
        page.line(format!(
            "Carried by {} of {} outlets; left out by {}.",
            number(carriers.len()),
            number(story.outlets.len()),
            short_list(&missing, 6)
        ));
    }
}

/// ` through the ministry (harbour-1, a3, characters 290 to 352)`.
fn evidence(view: &View, statement: &Statement, member: &Member) -> String {
    let relays: Vec<String> = view
        .relays(statement, member)
        .into_iter()
        .map(escaped)
        .collect();
    let mut words = String::new();
    if !relays.is_empty() {
        let _ = write!(words, " through {}", phrase::list(&relays));
    }
    let article = &view.reading(member.article).article;
    let span = view
        .attribution(member)
        .and_then(|attribution| attribution.content.hull());
    let _ = write!(
        words,
        " ({}, {}",
        escaped(&article.id),
        escaped(&member.attribution)
    );
    if let Some(span) = span {
        let [start, end] = CodePoints::new(&article.text).span(span);
        let _ = write!(words, ", characters {start} to {end}");
    }
    words.push(')');
    words
}

fn disagreements(page: &mut Page, view: &View, story: &StoryView, level: &str) {
    if story.story.disagreements.is_empty() {
        return;
    }
    page.line(format!("{level}# Where the accounts differ"));
    let lines = story.story.disagreements.iter().map(|disagreement| {
        let sides: Vec<String> = disagreement
            .sides
            .iter()
            .map(|side| {
                let mut outlets: Vec<String> = Vec::new();
                for passage in &side.passages {
                    let outlet = escaped(view.outlet(passage.article));
                    if !outlets.contains(&outlet) {
                        outlets.push(outlet);
                    }
                }
                format!("**{}** ({})", escaped(&side.text), short_list(&outlets, 6))
            })
            .collect();
        format!(
            "{} ({}): {}",
            capital(&escaped(&phrase::flat(&disagreement.about))),
            disagreement.kind.word(),
            sides.join("; ")
        )
    });
    page.list(lines.collect());
}

fn positions(page: &mut Page, view: &View, story: &StoryView, level: &str) {
    let here = |id: &str| {
        view.statement(id)
            .is_some_and(|n| n.statement.story == story.story.id)
    };
    let mut headed = false;
    for position in &view.record.positions {
        if !position.entries.iter().any(|entry| here(&entry.statement)) {
            continue;
        }
        if !headed {
            page.line(format!("{level}# Earlier and later"));
            headed = true;
        }
        page.line(format!(
            "{} on {}:",
            escaped(view.name(position.speaker)),
            escaped(&position.matter)
        ));
        let entries = position.entries.iter().filter_map(|entry| {
            let numbered = view.statement(&entry.statement)?;
            let day = entry
                .day
                .map_or("day not known".to_owned(), phrase::short_day);
            let gist = escaped(&phrase::clipped(
                &phrase::gist(&numbered.statement.gist),
                140,
            ));
            let elsewhere = if here(&entry.statement) {
                ""
            } else {
                " (another story)"
            };
            Some(format!("{day}: {gist}{elsewhere}"))
        });
        page.list(entries.collect());
    }
}

fn articles_of(page: &mut Page, view: &View, articles: &[usize]) {
    let lines = articles.iter().map(|&index| {
        let article = &view.reading(index).article;
        let mut line = format!(
            "{} · ",
            match &article.outlet {
                Some(outlet) => escaped(&outlet.value),
                None => "Outlet not named".to_owned(),
            }
        );
        if let Some(title) = &article.title {
            let _ = write!(line, "{} · ", escaped(&phrase::flat(&title.value)));
        }
        match published(article) {
            Some(day) => line.push_str(&phrase::short_day(day)),
            None => line.push_str("no date"),
        }
        if let Some(day) = article.published.as_ref().filter(|day| !given(&day.how)) {
            let _ = write!(
                line,
                " (inferred from {}, {})",
                escaped(&phrase::grounds(&day.how)),
                certainty(day.confidence)
            );
        }
        let _ = write!(line, " · {}", escaped(&article.id));
        line
    });
    page.list(lines.collect());
}

/// `text` so that Markdown shows it as it is, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in phrase::plain(&phrase::flat(text)).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    // What would begin a list or a rule at the head of a line.
    let head = out.trim_start_matches(|c: char| c.is_ascii_digit());
    if out.starts_with(['-', '+', '=']) {
        out.insert(0, '\\');
    } else if head.len() < out.len() && head.starts_with(['.', ')']) {
        out.insert(out.len() - head.len(), '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_not_obeyed() {
        assert_eq!(
            escaped("<script>*x*</script>"),
            "&lt;script&gt;\\*x\\*&lt;/script&gt;"
        );
        assert_eq!(escaped("[a](javascript:b)"), "\\[a\\](javascript:b)");
        assert_eq!(escaped("1. first\n# second"), "1\\. first \\# second");
        assert_eq!(escaped("- item"), "\\- item");
        assert_eq!(escaped("2031 was dry"), "2031 was dry");
    }
}

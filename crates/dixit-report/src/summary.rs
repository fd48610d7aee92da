//! The record in a few lines, for the terminal.

use crate::phrase::{self, capital, count, noun, short_list};
use crate::view::{Numbered, StoryView, View};
use dixit_model::Record;
use textwrap::{Options, wrap};

/// So many statements of each story are shown.
const STATEMENTS: usize = 5;
/// So many that only one outlet carries.
const LONELY: usize = 4;

/// The record in short, wrapped to `width` columns, with or without ANSI
/// colours. Control characters of the input never reach the terminal.
pub fn summary(record: &Record, width: usize, colour: bool) -> String {
    let view = View::new(record);
    let mut out = Lines {
        width: width.clamp(30, 100),
        colour,
        text: String::new(),
    };
    if record.readings.is_empty() {
        out.plain("No article.");
    } else if view.stories.is_empty() {
        let articles = count(record.readings.len(), "article", "articles");
        out.plain(&format!("{}, no statement found.", capital(&articles)));
    }
    for (index, story) in view.stories.iter().enumerate() {
        if index > 0 {
            out.text.push('\n');
        }
        self::story(&mut out, &view, story);
    }
    if !view.loose.is_empty() && !view.stories.is_empty() {
        let loose = count(view.loose.len(), "article", "articles");
        out.plain(&format!("{} in no story.", capital(&loose)));
    }
    out.text
}

fn story(out: &mut Lines, view: &View, story: &StoryView) {
    out.styled(BOLD, &story.story.title);
    let days = phrase::days(story.story.first, story.story.last);
    let names = view.publishers(story);
    out.styled(
        DIM,
        &format!(
            "{} · {} in {}: {}",
            days.as_deref().unwrap_or("day not known"),
            count(story.statements.len(), "statement", "statements"),
            count(story.articles.len(), "article", "articles"),
            short_list(&names, 6)
        ),
    );
    for finding in story.story.findings.iter().take(3) {
        out.plain(&view.told(&finding.text));
    }
    for numbered in story.statements.iter().take(STATEMENTS) {
        statement(out, view, story, *numbered);
    }
    let rest = story.statements.len().saturating_sub(STATEMENTS);
    if rest > 0 {
        out.styled(
            DIM,
            &format!(
                "    and {}",
                count(rest, "lighter statement", "lighter statements")
            ),
        );
    }
    for disagreement in story.story.disagreements.iter().take(3) {
        let sides: Vec<String> = disagreement
            .sides
            .iter()
            .map(|side| side.text.clone())
            .collect();
        out.entry(
            "≠",
            &format!("{}: {}", disagreement.about, sides.join(" / ")),
            "",
        );
    }
    let only: Vec<(usize, Numbered)> = view
        .only_one(story)
        .into_iter()
        .filter(|(_, numbered)| numbered.number > STATEMENTS)
        .collect();
    for (outlet, numbered) in only.iter().take(LONELY) {
        let gist = phrase::clipped(&phrase::gist(&numbered.statement.gist), 90);
        out.entry(
            "·",
            &format!(
                "only {}: {}, {gist}",
                story.outlets[*outlet].name,
                view.speaker(numbered.statement)
            ),
            "",
        );
    }
}

fn statement(out: &mut Lines, view: &View, story: &StoryView, numbered: Numbered) {
    let statement = numbered.statement;
    let to = statement
        .to
        .map_or_else(String::new, |to| format!(" to {}", view.name(to)));
    let carriers: Vec<&str> = view
        .carriers(story, statement)
        .into_iter()
        .map(|outlet| outlet.name.as_str())
        .collect();
    let mut note = format!(
        "{} independent {}",
        statement.independent,
        noun(statement.independent, "route", "routes")
    );
    if story.outlets.len() > 1 {
        note.push_str(&match carriers.as_slice() {
            [only] => format!(", only in {only}"),
            several => format!(", {} of {} outlets", several.len(), story.outlets.len()),
        });
    }
    if let Some(denial) = statement
        .denied_by
        .first()
        .and_then(|id| view.statement(id))
    {
        note.push_str(&format!(", denied by {}", view.speaker(denial.statement)));
    }
    out.entry(
        &numbered.number.to_string(),
        &format!(
            "{}{to}: {}",
            view.speaker(statement),
            phrase::clipped(&phrase::gist(&statement.gist), 160)
        ),
        &note,
    );
}

const BOLD: &str = "1";
const DIM: &str = "2";

struct Lines {
    width: usize,
    colour: bool,
    text: String,
}

impl Lines {
    fn plain(&mut self, text: &str) {
        self.styled("", text);
    }

    fn styled(&mut self, style: &str, text: &str) {
        let indent = if text.starts_with(' ') { "    " } else { "" };
        self.wrapped(style, &safe(text), indent, indent);
    }

    /// A line with a mark before it and a quiet note under it.
    fn entry(&mut self, mark: &str, text: &str, note: &str) {
        let first = format!("{mark:>3} ");
        self.wrapped("", &safe(text), &first, "    ");
        if !note.is_empty() {
            self.wrapped(DIM, &safe(note), "    ", "    ");
        }
    }

    fn wrapped(&mut self, style: &str, text: &str, first: &str, next: &str) {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(next);
        for line in wrap(text.trim_start(), options) {
            if self.colour && !style.is_empty() {
                self.text.push_str(&format!("\x1b[{style}m{line}\x1b[0m\n"));
            } else {
                self.text.push_str(&line);
                self.text.push('\n');
            }
        }
    }
}

/// `text` on one line without anything that moves a cursor.
fn safe(text: &str) -> String {
    phrase::plain(&phrase::flat(text))
}

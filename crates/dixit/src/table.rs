//! A reading as a table, to look at.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use dixit_model::{Attribution, Reading, Resolved, Span};
use dixit_report::phrase::flat;
use dixit_report::plain;
use std::fmt::Write;

/// Columns where there is no terminal to ask.
const DEFAULT_WIDTH: u16 = 120;

/// The column of days.
const WHEN: usize = 4;

/// Characters of a content that are shown.
const SHOWN: usize = 240;

/// As many columns as the terminal has.
pub fn width() -> u16 {
    terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| width.0.clamp(60, 200))
}

/// The article's heading and its attributions, one a row, a child under its
/// parent.
pub fn of(reading: &Reading, width: u16) -> String {
    let mut text = heading(reading);
    let rows = in_order_of_nesting(&reading.attributions);
    if !rows.is_empty() {
        let _ = writeln!(text, "{}", table(reading, &rows, width));
    }
    text.push('\n');
    text
}

fn heading(reading: &Reading) -> String {
    let article = &reading.article;
    let mut text = article.id.clone();
    if let Some(title) = &article.title {
        let _ = write!(text, ": {}", flat(&title.value));
    }
    let outlet = article.outlet.as_ref().map_or_else(
        || "outlet unknown".to_owned(),
        |outlet| format!("{} ({})", outlet.value, outlet.how),
    );
    let day = article.published.as_ref().map_or_else(
        || "day unknown".to_owned(),
        |day| format!("{} ({})", day.value, day.how),
    );
    let count = match reading.attributions.len() {
        0 => "no attributions".to_owned(),
        1 => "1 attribution".to_owned(),
        n => format!("{n} attributions"),
    };
    let _ = writeln!(text, "\n{outlet}; {day}; {count}");
    plain(&text)
}

fn table(reading: &Reading, rows: &[(usize, &Attribution)], width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(["", "who", "to", "through", "when", "what"]);
    for &(depth, row) in rows {
        let name = |who: &Resolved| reading.entities[who.entity].name.clone();
        let via: Vec<String> = row.via.iter().map(name).collect();
        let cells = [
            format!("{}{}", "› ".repeat(depth), row.id),
            row.speaker.as_ref().map_or_else(|| "?".to_owned(), name),
            row.to.as_ref().map(name).unwrap_or_default(),
            via.join(" → "),
            row.said_on
                .as_ref()
                .map(|day| day.value.to_string())
                .unwrap_or_default(),
            what(reading, row),
        ];
        table.add_row(cells.map(|cell| plain(&cell)));
    }
    // The words have what the rest leaves.
    let shares = [8, 20, 14, 16, 10];
    for (column, share) in shares.into_iter().enumerate() {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::UpperBoundary(Width::Percentage(share)));
        }
    }
    if let Some(when) = table.column_mut(WHEN) {
        // A day and the space around it: it is never broken.
        when.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(12)));
    }
    table
}

/// The cue and what it marks.
fn what(reading: &Reading, row: &Attribution) -> String {
    let words = |spans: &[Span]| {
        let words: Vec<&str> = spans
            .iter()
            .flat_map(|span| span.of(&reading.article.text).split_whitespace())
            .collect();
        words.join(" ")
    };
    let negated = if row.negated { "not: " } else { "" };
    let cue = match words(&row.cue) {
        cue if cue.is_empty() => String::new(),
        cue => format!("[{cue}] "),
    };
    let content = words(&row.content);
    let shown = match content.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", content[..end].trim_end()),
        None => content,
    };
    format!("{negated}{cue}{shown}")
}

/// Every attribution after its parent, with its depth; otherwise in text order.
fn in_order_of_nesting(rows: &[Attribution]) -> Vec<(usize, &Attribution)> {
    let is_root = |row: &&Attribution| {
        let parent = row.parent.as_ref();
        parent.is_none_or(|id| rows.iter().all(|other| other.id != *id))
    };
    let mut ordered = Vec::new();
    // Roots first; children are put on the stack as their parent leaves it.
    let mut stack: Vec<(usize, &Attribution)> = rows
        .iter()
        .rev()
        .filter(is_root)
        .map(|row| (0, row))
        .collect();
    while let Some((depth, row)) = stack.pop() {
        ordered.push((depth, row));
        let children = rows.iter().rev();
        let children = children.filter(|child| child.parent.as_ref() == Some(&row.id));
        stack.extend(children.map(|child| (depth + 1, child)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use dixit_model::{Article, Date, Entity, EntityKind, Inferred};

    const TEXT: &str = "The radio said Marant had promised ferries.";

    fn span(words: &str) -> Vec<Span> {
        let start = TEXT.find(words).expect("words of the text");
        vec![Span::new(start, start + words.len())]
    }

    fn entity(name: &str) -> Entity {
        Entity {
            name: name.to_owned(),
            kind: EntityKind::Person,
            names: vec![name.to_owned()],
            roles: Vec::new(),
            mentions: Vec::new(),
        }
    }

    fn who(entity: usize) -> Resolved {
        Resolved {
            entity,
            how: "name".to_owned(),
            confidence: 0.9,
            evidence: None,
        }
    }

    fn row(
        id: &str,
        parent: Option<&str>,
        cue: &str,
        content: &str,
        speaker: usize,
    ) -> Attribution {
        Attribution {
            parent: parent.map(str::to_owned),
            cue: span(cue),
            speaker: Some(who(speaker)),
            via: parent.map(|_| who(0)).into_iter().collect(),
            confidence: 0.9,
            ..Attribution::plain(id, span(content))
        }
    }

    /// The child stands before its parent, as it may.
    fn reading() -> Reading {
        let article = Article {
            id: "a".to_owned(),
            text: TEXT.to_owned(),
            title: None,
            outlet: Some(Inferred::new("Tideline".to_owned(), "given", 1.0)),
            published: Some(Inferred::new(Date::constant(2031, 3, 7), "dateline", 1.0)),
            authors: Vec::new(),
            language: None,
            url: None,
            sha256: String::new(),
            origin: "a.txt".to_owned(),
            furniture: Vec::new(),
            ..Article::plain("", "")
        };
        Reading {
            article,
            sentences: Vec::new(),
            attributions: vec![
                row("a1", Some("a2"), "had promised", "ferries", 1),
                row("a2", None, "said", "Marant had promised ferries", 0),
            ],
            entities: vec![entity("Orrin Radio"), entity("Marant")],
            names: Vec::new(),
            times: Vec::new(),
        }
    }

    #[test]
    fn a_child_stands_under_its_parent() {
        let table = of(&reading(), 120);
        let place = |words: &str| table.find(words).unwrap_or_else(|| panic!("{table}"));
        assert!(place(" a2 ") < place("› a1"));
        assert!(place("[said] Marant had") < place("[had promised] ferries"));
        assert!(table.starts_with("a\nTideline (given); 2031-03-07 (dateline); 2 attributions\n"));
    }

    #[test]
    fn nothing_in_an_article_reaches_the_terminal_as_a_command() {
        let mut reading = reading();
        let title = "Ports\u{1b}]0;open\u{7}\u{9b}31m\nof Orrin".to_owned();
        reading.article.title = Some(Inferred::new(title, "given", 1.0));
        reading.entities[1].name = "Mar\u{1b}[2Jant".to_owned();
        let table = of(&reading, 120);
        assert!(table.starts_with("a: Ports\u{fffd}]0;open\u{fffd}\u{fffd}31m of Orrin\n"));
        let moves = |c: char| c.is_control() && c != '\n';
        assert!(!table.contains(moves), "{table:?}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut reading = reading();
        reading.article.text += &" and more words".repeat(100);
        let end = reading.article.text.len();
        reading.attributions[1].content = vec![Span::new(15, end)];
        for line in of(&reading, 80).lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}

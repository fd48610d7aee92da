//! What `--help` and the man pages add to the flags: examples, exit status.

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;
use std::fmt::Write;

const HEADING: Style = Style::new().bold();
const LITERAL: Style = AnsiColor::Cyan.on_default();

/// The colours of `--help`; none where the output is no terminal.
pub const STYLES: Styles = Styles::plain()
    .header(HEADING)
    .usage(HEADING)
    .literal(LITERAL)
    .error(AnsiColor::Red.on_default().bold())
    .invalid(AnsiColor::Yellow.on_default())
    .valid(LITERAL);

/// A command line and what it does.
pub type Example = (&'static str, &'static str);

pub const EXAMPLES: &[Example] = &[
    (
        "dixit report coverage/ -o page.html",
        "The sourced record of a folder of articles, as one page",
    ),
    ("dixit read article.txt", "Who says what in one article"),
    ("dixit report --help", "Everything about one command"),
];

pub const REPORT_EXAMPLES: &[Example] = &[
    (
        "dixit report coverage/ -o page.html",
        "One page about all articles in a folder",
    ),
    (
        "dixit report a.txt b.html wire.jsonl -o notes.md",
        "The same in Markdown, of three files",
    ),
    (
        "dixit report coverage/ --format json | jq '.statements[0].gist'",
        "The record for another program",
    ),
    (
        "dixit report clip.txt --published 2031-03-07 --outlet 'The Harbour Post'",
        "An article that tells neither its day nor its outlet",
    ),
];

pub const READ_EXAMPLES: &[Example] = &[
    (
        "dixit read article.txt",
        "A table of who says what, on a terminal",
    ),
    (
        "dixit read coverage/ > readings.jsonl",
        "One JSON line an article",
    ),
    (
        "zcat crawl.jsonl.gz | dixit read - --model fast --no-text > readings.jsonl",
        "A stream of articles of any length",
    ),
];

pub const CHECK_EXAMPLES: &[Example] = &[
    (
        "dixit check coverage/",
        "What is known about each article, and from where",
    ),
    (
        "dixit check crawl/ --format jsonl | jq -r 'select(.refused) | .refused'",
        "What would be refused, and why",
    ),
];

pub const ADD_EXAMPLES: &[Example] = &[
    (
        "dixit add desk.ledger coverage/",
        "Everything in a folder; what is new of it, the next time",
    ),
    (
        "crawl | dixit add desk.ledger - --model fast --list",
        "A stream of articles, each named once it is safe",
    ),
];

pub const WATCH_EXAMPLES: &[Example] = &[
    (
        "dixit watch desk.ledger https://harbourpost.example/feed.xml",
        "Adds what the feed names, now and every quarter of an hour",
    ),
    (
        "dixit watch desk.ledger subscriptions.opml --every 1h",
        "The same for every feed of a list",
    ),
    (
        "dixit watch desk.ledger",
        "Goes on with what the ledger keeps",
    ),
    (
        "dixit watch desk.ledger --once urls.txt",
        "Fetches the addresses in a file, one a line, and leaves",
    ),
];

pub const SEARCH_EXAMPLES: &[Example] = &[
    (
        "dixit search desk.ledger 'oil spill routes:>=2'",
        "Statements about it that came on two independent routes",
    ),
    (
        "dixit search desk.ledger 'speaker:\"Ilse Marant\" said:2031-03-01..'",
        "What she said since then",
    ),
];

pub const EXPORT_EXAMPLES: &[Example] = &[
    (
        "dixit export desk.ledger > readings.jsonl",
        "One JSON line an article",
    ),
    (
        "dixit export desk.ledger --what statements -o statements.csv",
        "A table of statements",
    ),
    (
        "dixit export coverage/ --format parquet -o tables/",
        "All tables of a folder of articles, one Parquet file each",
    ),
    (
        "dixit export desk.ledger --what routes -o routes.gexf",
        "The routes of all statements, for Gephi",
    ),
];

pub const SERVE_EXAMPLES: &[Example] = &[
    ("dixit serve desk.ledger --open", "The desk, in the browser"),
    (
        "dixit serve desk.ledger --write",
        "The same, where errors can be corrected",
    ),
    (
        "DIXIT_TOKEN=… dixit serve desk.ledger --address 0.0.0.0",
        "For other computers, whose users know the token",
    ),
];

/// An exit status and its meaning.
pub type Status = (u8, &'static str);

const WRONG: Status = (2, "the command line is wrong");
const INTERRUPTED: Status = (
    130,
    "stopped by Ctrl-C; what is in a ledger by then stays there, and no file is left half written",
);

/// Of the commands that read articles.
pub const EXIT_STATUS: &[Status] = &[
    (0, "every article was read"),
    (
        1,
        "nothing could be read, or the result could not be written",
    ),
    WRONG,
    (
        3,
        "some articles were skipped, each named on standard error; the result holds the rest",
    ),
    INTERRUPTED,
];

/// Of the search.
pub const SEARCH_STATUS: &[Status] = &[
    (0, "something was found"),
    (1, "nothing was found, or the ledger could not be read"),
    (2, "the command line or the search is wrong"),
];

/// Of watching.
pub const WATCH_STATUS: &[Status] = &[
    (0, "everything came (with --once; without, it goes on)"),
    (1, "nothing came"),
    WRONG,
    (
        3,
        "some pages or feeds did not come: given up, put off, or of a host left alone for now",
    ),
    INTERRUPTED,
];

/// The end of a long help text.
pub fn after(examples: &[Example]) -> String {
    with_status(examples, EXIT_STATUS)
}

/// The same of a command whose exit status has a meaning of its own.
pub fn with_status(examples: &[Example], status: &[Status]) -> String {
    let mut text = format!("{HEADING}Examples:{HEADING:#}");
    for (line, meaning) in examples {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n  {LITERAL}{line}{LITERAL:#}\n          {meaning}");
    }
    let _ = write!(text, "\n\n{HEADING}Exit status:{HEADING:#}");
    for (status, meaning) in status {
        let _ = write!(text, "\n  {LITERAL}{status}{LITERAL:#}  {meaning}");
    }
    text
}

//! The flags as they are typed: one definition feeds parsing, `--help`, the
//! man pages and the completions.

mod ledger;
mod watch;

pub use ledger::{AddFlags, ExportFlags, ExportFormat, ExportWhat, SearchFlags};
pub use watch::WatchFlags;

use super::help::{
    CHECK_EXAMPLES, EXAMPLES, READ_EXAMPLES, REPORT_EXAMPLES, SERVE_EXAMPLES, STYLES, after,
};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use dixit_cluster::Selection;
use dixit_model::Date;
use std::net::IpAddr;
use std::path::PathBuf;

/// Turns news coverage into a sourced record: who said what, according to whom
///
/// Dixit reads articles about the same happenings from several outlets and
/// works out who said what, to whom, when and through whom, in whose words,
/// and how many independent routes each statement took to reach the reader.
/// It runs on this computer alone: nothing is sent anywhere, and only `dixit
/// watch` fetches anything.
#[derive(Debug, Parser)]
#[command(
    name = "dixit",
    version,
    styles = STYLES,
    after_long_help = after(EXAMPLES),
    disable_help_subcommand = true,
    propagate_version = true,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Flags {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    Report(ReportFlags),
    Read(ReadFlags),
    Check(CheckFlags),
    Add(AddFlags),
    Watch(WatchFlags),
    Search(SearchFlags),
    Export(ExportFlags),
    Serve(ServeFlags),
    Completions(CompletionsFlags),
    Man(ManFlags),
}

/// Writes the sourced record of some coverage on one page
///
/// Reads every article, joins what they report, and writes one page: the
/// stories, who said what, the best verbatim wording beside the others, the
/// routes by which each statement came, and the words it all stands on.
///
/// Without -o the page goes to standard output; an HTML page that would end
/// up on a terminal goes to dixit-report.html in the current folder instead.
/// A file is replaced only when the new page is whole.
#[derive(Debug, Args)]
#[command(after_long_help = after(REPORT_EXAMPLES))]
pub struct ReportFlags {
    #[command(flatten)]
    pub inputs: InputFlags,

    /// Write the page to this file (`-` for standard output)
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub selection: SelectionFlags,

    /// The page's format [default: by the ending of FILE, else html]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<PageFormat>,
}

/// What of a record that is made already.
///
/// Instead of articles PATH may be a ledger, or a folder that Spark wrote.
#[derive(Debug, Args)]
pub struct SelectionFlags {
    /// Only this story, by its key
    #[arg(long, value_name = "KEY", help_heading = CHOICE)]
    pub story: Option<String>,

    /// Only stories of a folder in which this speaker says something
    #[arg(
        long,
        value_name = "NAME",
        value_parser = name,
        help_heading = CHOICE,
        hide_short_help = true
    )]
    pub speaker: Option<String>,

    /// Only stories of a folder that go on to this day or longer
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        value_parser = date,
        help_heading = CHOICE,
        hide_short_help = true
    )]
    pub from: Option<Date>,

    /// Only stories of a folder that began by this day
    #[arg(
        long,
        value_name = "YYYY-MM-DD",
        value_parser = date,
        help_heading = CHOICE,
        hide_short_help = true
    )]
    pub until: Option<Date>,
}

impl From<SelectionFlags> for Selection {
    fn from(flags: SelectionFlags) -> Selection {
        Selection {
            story: flags.story,
            speaker: flags.speaker,
            from: flags.from,
            until: flags.until,
        }
    }
}

/// Prints who says what in each article
///
/// One article after the other, in the order given. Up to 200 are held back and
/// date each other; beyond that each is printed as soon as it is read, and what
/// is remembered of it is its id and where it was found.
#[derive(Debug, Args)]
#[command(after_long_help = after(READ_EXAMPLES))]
pub struct ReadFlags {
    #[command(flatten)]
    pub inputs: InputFlags,

    /// What to print [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReadingFormat>,

    /// Leave the articles' texts out of the JSON lines
    #[arg(long)]
    pub no_text: bool,
}

/// Shows a ledger in the browser, and to programs
///
/// The desk is for this computer alone unless --address says otherwise; then
/// whoever opens it needs a token. It shows the record as it is while others
/// add to it. It loads nothing from anywhere and sends nothing anywhere.
#[derive(Debug, Args)]
#[command(after_long_help = after(SERVE_EXAMPLES))]
pub struct ServeFlags {
    /// The ledger
    #[arg(value_name = "LEDGER", value_hint = ValueHint::FilePath)]
    pub ledger: PathBuf,

    /// The port, or 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8017)]
    pub port: u16,

    /// The address of this computer under which the desk is reached
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub address: IpAddr,

    /// Let people correct the record
    #[arg(long)]
    pub write: bool,

    /// What readers have to know [default: the variable DIXIT_TOKEN]
    ///
    /// At least 12 characters. Other users of this computer see what is typed
    /// here; the variable they do not.
    #[arg(long, value_name = "TOKEN")]
    pub token: Option<String>,

    /// Open it in the browser
    #[arg(long)]
    pub open: bool,
}

/// Says what would be read, from where each thing known about it comes, and
/// what would be refused
///
/// Opens every article as the other commands do, and goes no further: no model
/// is loaded, nothing is written. Title, outlet, day, language, authors and
/// address come with their grounds; what is refused, with the reason.
#[derive(Debug, Args)]
#[command(after_long_help = after(CHECK_EXAMPLES))]
pub struct CheckFlags {
    #[command(flatten)]
    pub sources: SourceFlags,

    /// What to print [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReadingFormat>,
}

/// What the commands read, and how.
#[derive(Debug, Args)]
pub struct InputFlags {
    #[command(flatten)]
    pub sources: SourceFlags,

    /// Which model reads: the more exact or the quicker one
    #[arg(long, value_name = "MODEL", default_value = "accurate", help_heading = READING)]
    pub model: Model,

    /// Tell at the end where the time went
    #[arg(long, help_heading = READING, hide_short_help = true)]
    pub timings: bool,
}

impl InputFlags {
    /// Of a command that needs none.
    pub fn without_model(sources: SourceFlags) -> Self {
        InputFlags {
            sources,
            model: Model::Fast,
            timings: false,
        }
    }
}

/// Where articles are, and what the user says about them.
#[derive(Debug, Args)]
pub struct SourceFlags {
    /// Files, folders, or `-` for standard input
    ///
    /// Plain text (.txt), web pages (.html, .htm), JSON Lines (.jsonl: one
    /// article a line with `id`, `text` and, where known, `title`, `outlet`,
    /// `published`, `url`, `authors`), agencies' files (ninjs, NewsML-G2, NITF),
    /// tables (.csv, .tsv), mail (.eml, .mht), feeds that hold their articles
    /// (.rss, .atom), web archives (.warc, .wacz); packed (.gz, .zst) or not. A
    /// folder is searched with everything in it. Standard input may hold any
    /// one of these.
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,

    /// Day of publication of articles that do not tell theirs
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date, help_heading = READING)]
    pub published: Option<Date>,

    /// Outlet of articles that do not tell theirs
    #[arg(long, value_name = "NAME", value_parser = name, help_heading = READING)]
    pub outlet: Option<String>,

    /// Articles read at the same time [default: as many as there are cores]
    ///
    /// The result is the same, byte for byte, whatever the number.
    #[arg(
        short,
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=512),
        help_heading = READING
    )]
    pub jobs: Option<u16>,

    /// No progress and no summary; problems are still reported
    #[arg(short, long, help_heading = READING)]
    pub quiet: bool,
}

const READING: &str = "Reading";
const CHOICE: &str = "Stories of a ledger or of a folder that Spark wrote";

/// Prints a script that completes dixit's commands and flags in a shell
///
/// For example, in bash: source <(dixit completions bash)
#[derive(Debug, Args)]
pub struct CompletionsFlags {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Prints a man page
///
/// For example: dixit man report | man -l -
#[derive(Debug, Args)]
pub struct ManFlags {
    /// The command whose page to print [default: dixit itself]
    #[arg(value_name = "COMMAND", value_parser = [
        "report", "read", "check", "add", "watch", "search", "serve", "export", "completions", "man",
    ])]
    pub command: Option<String>,
}

/// Which model reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Model {
    /// The one that errs least
    Accurate,
    /// Many times quicker, a little less exact
    Fast,
}

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// One page that holds everything, for any browser, to read or print
    Html,
    /// The same in Markdown
    #[value(alias = "markdown")]
    Md,
    /// The whole record for other programs
    Json,
}

/// What `read` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReadingFormat {
    /// One JSON object an article, each on a line of its own
    Jsonl,
    /// A table an article, to look at
    Table,
}

/// A day as it is written everywhere in Dixit, and in no other form: a date
/// that could be read in two ways must not be guessed at.
fn date(text: &str) -> Result<Date, String> {
    text.parse::<Date>()
        .ok()
        .filter(|date| date.to_string() == text)
        .ok_or_else(|| "no such day: write year, month and day as in 2031-03-07".to_owned())
}

fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("an outlet has a name: leave the flag out if it is not known".to_owned()),
        name => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_holds_together() {
        Flags::command().debug_assert();
    }

    #[test]
    fn only_unambiguous_days_are_dates() {
        assert_eq!(date("2031-03-07").unwrap().to_string(), "2031-03-07");
        for wrong in [
            "",
            "07/03/2031",
            "2031-3-7",
            "2031-02-30",
            "20310307",
            "7 March",
        ] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_outlet_needs_a_name() {
        assert_eq!(name(" The Harbour Post ").unwrap(), "The Harbour Post");
        assert!(name("  ").is_err());
    }
}

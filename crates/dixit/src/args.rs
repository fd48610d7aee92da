//! The command line resolved: what was typed, with every gap filled.
//!
//! [`flags`] is what a person types; everything here is decided, so that the
//! rest of the program never asks whether something was given.

mod export;
pub mod flags;
pub mod help;
mod serve;
mod watch;

use crate::output::Destination;
pub use export::{Export, Shape};
pub use serve::Serve;
pub use watch::{Named, Watch};

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use clap_complete::Shell;
use dixit_cluster::Selection;
use dixit_intake::{Intake, Offset, Options};
use dixit_language::ModelKind;
use dixit_model::Date;
use flags::{Command, Flags, InputFlags, Model, PageFormat, ReadFlags, ReadingFormat, ReportFlags};
use std::collections::BTreeMap;
use std::io::{IsTerminal, stdout};
use std::path::{Path, PathBuf};

/// What a run is to do.
#[derive(Debug)]
pub enum Task {
    /// `dixit report`
    Report(Report),
    /// `dixit read`
    Read(Read),
    /// `dixit check`
    Check(Check),
    /// `dixit add`
    Add(Add),
    /// `dixit watch`
    Watch(Watch),
    /// `dixit search`
    Search(Search),
    /// `dixit export`
    Export(Export),
    /// `dixit serve`
    Serve(Serve),
    /// `dixit completions`
    Completions(Shell),
    /// `dixit man`, for one subcommand or the whole
    Man(Option<String>),
}

/// Articles to add.
#[derive(Debug)]
pub struct Add {
    pub ledger: PathBuf,
    pub inputs: Inputs,
    pub list: bool,
}

/// A search.
#[derive(Debug)]
pub struct Search {
    pub ledger: PathBuf,
    pub words: String,
    pub format: ReadingFormat,
    pub limit: usize,
}

/// A page to write.
#[derive(Debug)]
pub struct Report {
    pub inputs: Inputs,
    /// Which stories of a ledger, or of a folder that Spark wrote.
    pub selection: Selection,
    pub format: PageFormat,
    pub destination: Destination,
}

/// Readings to print.
#[derive(Debug)]
pub struct Read {
    pub inputs: Inputs,
    pub format: ReadingFormat,
    pub with_text: bool,
}

/// Articles to look at.
#[derive(Debug)]
pub struct Check {
    pub inputs: Inputs,
    pub format: ReadingFormat,
}

/// What to read, and how.
#[derive(Debug)]
pub struct Inputs {
    pub paths: Vec<PathBuf>,
    pub published: Option<Date>,
    pub outlet: Option<String>,
    pub model: ModelKind,
    pub jobs: usize,
    pub quiet: bool,
    pub timings: bool,
}

impl Inputs {
    /// The intake, with what the user says about the articles.
    pub fn intake(&self) -> Intake {
        self.intake_from(BTreeMap::new())
    }

    /// The same, which begins in some archives where they were left.
    pub fn intake_from(&self, starts: BTreeMap<PathBuf, Offset>) -> Intake {
        let mut options = Options::default();
        options.starts = starts;
        options.published = self.published;
        options.outlet.clone_from(&self.outlet);
        Intake::new(options)
    }
}

/// The name of a page that would otherwise have been spilled on a terminal.
const DEFAULT_PAGE: &str = "dixit-report.html";

/// The task on the command line. Leaves the process where there is none: with
/// help, the version, or a usage error.
pub fn parse() -> Task {
    match resolve(Flags::parse(), stdout().is_terminal()) {
        Ok(task) => task,
        Err((command, message)) => {
            let mut dixit = Flags::command();
            dixit.build();
            match dixit.find_subcommand_mut(command) {
                Some(command) => command.error(ErrorKind::ValueValidation, message),
                None => dixit.error(ErrorKind::ValueValidation, message),
            }
            .exit()
        }
    }
}

type Wrong = (&'static str, String);

fn resolve(flags: Flags, on_terminal: bool) -> Result<Task, Wrong> {
    match flags.command {
        Command::Report(flags) => report(flags, on_terminal)
            .map(Task::Report)
            .map_err(|message| ("report", message)),
        Command::Read(flags) => read(flags, on_terminal)
            .map(Task::Read)
            .map_err(|message| ("read", message)),
        Command::Check(flags) => inputs(InputFlags::without_model(flags.sources))
            .map(|inputs| {
                Task::Check(Check {
                    inputs,
                    format: rows(flags.format, on_terminal),
                })
            })
            .map_err(|message| ("check", message)),
        Command::Add(flags) => inputs(flags.inputs)
            .map(|inputs| {
                Task::Add(Add {
                    ledger: flags.ledger,
                    inputs,
                    list: flags.list,
                })
            })
            .map_err(|message| ("add", message)),
        Command::Watch(flags) => watch::resolve(flags)
            .map(Task::Watch)
            .map_err(|message| ("watch", message)),
        Command::Search(flags) => Ok(Task::Search(Search {
            ledger: flags.ledger,
            words: flags.words.join(" "),
            format: rows(flags.format, on_terminal),
            limit: flags.limit.into(),
        })),
        Command::Export(flags) => export::resolve(flags)
            .map(Task::Export)
            .map_err(|message| ("export", message)),
        Command::Serve(flags) => serve::resolve(flags, std::env::var("DIXIT_TOKEN").ok())
            .map(Task::Serve)
            .map_err(|message| ("serve", message)),
        Command::Completions(flags) => Ok(Task::Completions(flags.shell)),
        Command::Man(flags) => Ok(Task::Man(flags.command)),
    }
}

fn report(flags: ReportFlags, on_terminal: bool) -> Result<Report, String> {
    let format = flags
        .format
        .or_else(|| format_of(flags.output.as_deref()?))
        .unwrap_or(PageFormat::Html);
    let destination = match flags.output {
        Some(path) if path == Path::new("-") => Destination::Stdout,
        Some(path) => Destination::File(path),
        None if on_terminal && format == PageFormat::Html => Destination::File(DEFAULT_PAGE.into()),
        None => Destination::Stdout,
    };
    let inputs = inputs(flags.inputs)?;
    if let Destination::File(path) = &destination {
        writable(path, &inputs.paths)?;
    }
    Ok(Report {
        inputs,
        selection: flags.selection.into(),
        format,
        destination,
    })
}

fn read(flags: ReadFlags, on_terminal: bool) -> Result<Read, String> {
    Ok(Read {
        inputs: inputs(flags.inputs)?,
        format: rows(flags.format, on_terminal),
        with_text: !flags.no_text,
    })
}

/// A table for eyes, lines for programs, unless one is asked for.
fn rows(asked: Option<ReadingFormat>, on_terminal: bool) -> ReadingFormat {
    asked.unwrap_or(match on_terminal {
        true => ReadingFormat::Table,
        false => ReadingFormat::Jsonl,
    })
}

fn inputs(flags: InputFlags) -> Result<Inputs, String> {
    let InputFlags {
        sources,
        model,
        timings,
    } = flags;
    let stdin = |path: &&PathBuf| path.as_path() == Path::new("-");
    if sources.paths.iter().filter(stdin).count() > 1 {
        return Err("standard input (`-`) can be read only once".to_owned());
    }
    let cores = || std::thread::available_parallelism().map_or(1, |n| n.get());
    Ok(Inputs {
        paths: sources.paths,
        published: sources.published,
        outlet: sources.outlet,
        model: model_kind(model),
        jobs: sources.jobs.map_or_else(cores, usize::from),
        quiet: sources.quiet,
        timings,
    })
}

fn model_kind(model: Model) -> ModelKind {
    match model {
        Model::Accurate => ModelKind::Accurate,
        Model::Fast => ModelKind::Fast,
    }
}

fn format_of(path: &Path) -> Option<PageFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(PageFormat::Html),
        "md" | "markdown" => Some(PageFormat::Md),
        "json" => Some(PageFormat::Json),
        _ => None,
    }
}

/// Refuses, before anything is read, a page that could not be written or that
/// would replace what it is made from.
fn writable(path: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    let shown = path.display();
    if path.is_dir() {
        return Err(format!(
            "'{shown}' is a folder: name a file in it, such as {}",
            path.join(DEFAULT_PAGE).display()
        ));
    }
    let folder = crate::output::folder_of(path);
    if !folder.is_dir() {
        return Err(format!(
            "'{shown}' cannot be written: there is no folder '{}'; create it or name another",
            folder.display()
        ));
    }
    let same = |input: &PathBuf| match (input.canonicalize(), path.canonicalize()) {
        (Ok(input), Ok(path)) => input == path,
        _ => false,
    };
    if inputs.iter().any(same) {
        return Err(format!(
            "'{shown}' is one of the articles: name another file with -o, or it would be lost"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(line: &str, on_terminal: bool) -> Result<Task, String> {
        let flags = Flags::try_parse_from(line.split(' ')).map_err(|e| e.to_string())?;
        resolve(flags, on_terminal).map_err(|(_, message)| message)
    }

    fn page(line: &str, on_terminal: bool) -> Report {
        match task(line, on_terminal) {
            Ok(Task::Report(report)) => report,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_page_goes_to_a_file_where_it_would_flood_a_terminal() {
        let page_at = |line, terminal| page(line, terminal).destination;
        let default = Destination::File(DEFAULT_PAGE.into());
        assert_eq!(page_at("dixit report a", true), default);
        assert_eq!(page_at("dixit report a", false), Destination::Stdout);
        assert_eq!(page_at("dixit report a -o -", true), Destination::Stdout);
        assert_eq!(
            page_at("dixit report a --format md", true),
            Destination::Stdout
        );
    }

    #[test]
    fn the_ending_gives_the_format_unless_it_is_named() {
        let format_at = |line| page(line, false).format;
        assert_eq!(format_at("dixit report a"), PageFormat::Html);
        assert_eq!(format_at("dixit report a -o b.MD"), PageFormat::Md);
        assert_eq!(format_at("dixit report a -o b.json"), PageFormat::Json);
        assert_eq!(
            format_at("dixit report a -o b.json --format md"),
            PageFormat::Md
        );
        assert_eq!(format_at("dixit report a -o b.xyz"), PageFormat::Html);
    }

    #[test]
    fn readings_are_a_table_only_for_eyes() {
        let format_at = |line, terminal| match task(line, terminal) {
            Ok(Task::Read(read)) => read.format,
            other => panic!("{other:?}"),
        };
        assert_eq!(format_at("dixit read a", true), ReadingFormat::Table);
        assert_eq!(format_at("dixit read a", false), ReadingFormat::Jsonl);
        assert_eq!(
            format_at("dixit read a --format jsonl", true),
            ReadingFormat::Jsonl
        );
    }

    #[test]
    fn standard_input_is_read_once() {
        assert!(task("dixit read - -", false).is_err());
        assert!(task("dixit read - a", false).is_ok());
    }

    #[test]
    fn a_page_never_replaces_an_article() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let path = file.path().display();
        let error = task(&format!("dixit report {path} -o {path}"), false).unwrap_err();
        assert!(error.contains("one of the articles"), "{error}");
    }
}

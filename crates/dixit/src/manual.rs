//! Man pages and shell completions, from the definition of the flags.

use crate::args::flags::Flags;
use crate::args::help::{
    ADD_EXAMPLES, CHECK_EXAMPLES, EXAMPLES, EXIT_STATUS, EXPORT_EXAMPLES, Example, READ_EXAMPLES,
    REPORT_EXAMPLES, SEARCH_EXAMPLES, SEARCH_STATUS, SERVE_EXAMPLES, Status, WATCH_EXAMPLES,
    WATCH_STATUS,
};
use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// The completion script for `shell`.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Flags::command(), "dixit", &mut script);
    script
}

/// The man page of dixit, or of one of its commands.
pub fn man(command: Option<&str>) -> Result<Vec<u8>> {
    let mut dixit = Flags::command();
    dixit.build();
    let (page, examples, status) = match command {
        None => (dixit, EXAMPLES, EXIT_STATUS),
        Some(name) => {
            let command = dixit.find_subcommand(name).context("no such command")?;
            (command.clone(), examples_of(name), status_of(name))
        }
    };
    // The version stands where others have a day: it is what a page belongs to.
    let version = concat!("version ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(page)
        .date(version)
        .source("Dixit")
        .manual("User Commands");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.is_none() {
        man.render_subcommands_section(&mut out)?;
    }
    sections(examples, status).to_writer(&mut out)?;
    man.render_version_section(&mut out)?;
    Ok(out)
}

fn examples_of(command: &str) -> &'static [Example] {
    match command {
        "report" => REPORT_EXAMPLES,
        "read" => READ_EXAMPLES,
        "check" => CHECK_EXAMPLES,
        "add" => ADD_EXAMPLES,
        "watch" => WATCH_EXAMPLES,
        "search" => SEARCH_EXAMPLES,
        "export" => EXPORT_EXAMPLES,
        "serve" => SERVE_EXAMPLES,
        _ => &[],
    }
}

fn status_of(command: &str) -> &'static [Status] {
    match command {
        "search" => SEARCH_STATUS,
        "watch" => WATCH_STATUS,
        _ => EXIT_STATUS,
    }
}

/// What the flags do not define: examples and exit status.
fn sections(examples: &[Example], status: &[Status]) -> Roff {
    let mut roff = Roff::new();
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]);
        for &(line, meaning) in examples {
            roff.control("TP", []);
            roff.text([bold(line)]);
            roff.text([roman(meaning)]);
        }
    }
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in status {
        roff.control("TP", []);
        roff.text([bold(status.to_string())]);
        roff.text([roman(*meaning)]);
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(command: Option<&str>) -> String {
        String::from_utf8(man(command).unwrap()).unwrap()
    }

    #[test]
    fn every_command_has_a_page() {
        for command in Flags::command().get_subcommands() {
            let name = command.get_name();
            assert!(page(Some(name)).contains(&format!(".TH dixit-{name} 1")));
        }
    }

    #[test]
    fn the_pages_tell_flags_examples_and_exit_status() {
        let report = page(Some("report"));
        for part in ["published", "timings", "EXAMPLES", "EXIT STATUS", "skipped"] {
            assert!(report.contains(part), "{part} is missing");
        }
        assert!(page(None).contains("dixit\\-read(1)"));
        assert!(page(Some("search")).contains("nothing was found") && report.contains("130"));
    }

    #[test]
    fn completions_know_the_flags() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
            let script = String::from_utf8(completions(shell)).unwrap();
            assert!(script.contains("no-text"), "{shell}");
        }
    }
}

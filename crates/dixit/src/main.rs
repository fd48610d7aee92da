//! The command line of Dixit: arguments, progress and calls.

mod add;
mod args;
mod check;
mod chosen;
mod export;
mod manual;
mod output;
mod pipeline;
mod progress;
mod read;
mod report;
mod search;
mod serve;
mod table;
mod tally;
mod watch;

use args::{Inputs, Task};
use dixit_engine::Timings;
use output::Destination;
use progress::Progress;
use std::process::ExitCode;
use tally::Tally;

fn main() -> ExitCode {
    let task = args::parse();
    if !matches!(task, Task::Serve(_)) {
        // A desk ends in its own way.
        output::clean_up_on_interrupt();
    }
    let result = match task {
        Task::Report(task) => report::run(&task).map(Tally::exit_code),
        Task::Read(task) => read::run(&task).map(Tally::exit_code),
        Task::Check(task) => check::run(&task).map(Tally::exit_code),
        Task::Add(task) => add::run(&task),
        Task::Watch(task) => watch::run(&task),
        Task::Search(task) => search::run(&task),
        Task::Export(task) => export::run(&task),
        Task::Serve(task) => serve::run(task).map(|()| ExitCode::SUCCESS),
        Task::Completions(shell) => print(manual::completions(shell)),
        Task::Man(command) => manual::man(command.as_deref()).and_then(print),
    };
    result.unwrap_or_else(|error| {
        progress::error(format_args!("{error:#}"));
        ExitCode::FAILURE
    })
}

fn print(text: Vec<u8>) -> anyhow::Result<ExitCode> {
    Destination::Stdout.write(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The last words of a run that read articles.
fn close(inputs: &Inputs, progress: &Progress, timings: &Timings, tally: Tally) {
    if inputs.timings {
        progress.tell(timings);
    }
    match tally.problem() {
        Some(problem) if tally.read == 0 => progress::error(problem),
        Some(problem) => progress.warn(problem),
        None => {}
    }
}

//! `dixit watch`, resolved.

use super::flags::WatchFlags;
use super::{Inputs, model_kind};
use std::path::PathBuf;
use std::time::Duration;

/// Feeds to look at.
#[derive(Debug)]
pub struct Watch {
    pub ledger: PathBuf,
    pub sources: Vec<Named>,
    pub forget: Vec<String>,
    pub list: bool,
    pub every: Duration,
    pub once: bool,
    pub per_host: Duration,
    pub connections: usize,
    pub allow_private: bool,
    /// How what is fetched is read.
    pub inputs: Inputs,
}

/// What a person names to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A feed or a page on the web.
    Address(String),
    /// A file that lists some.
    File(PathBuf),
}

/// The task that `flags` ask for.
pub fn resolve(flags: WatchFlags) -> Result<Watch, String> {
    let sources = flags.sources.into_iter().map(|source| {
        let web = |scheme: &str| {
            let start = source.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        match (web("http://") || web("https://"), source.contains("://")) {
            (true, _) => Ok(Named::Address(source)),
            (false, true) => Err(format!(
                "'{source}' is not on the web: name an address that begins with http:// or https://"
            )),
            (false, false) => Ok(Named::File(source.into())),
        }
    });
    Ok(Watch {
        ledger: flags.ledger,
        sources: sources.collect::<Result<_, _>>()?,
        forget: flags.forget,
        list: flags.list,
        every: flags.every,
        once: flags.once,
        per_host: flags.per_host,
        connections: flags.connections.into(),
        allow_private: flags.allow_private,
        inputs: Inputs {
            paths: Vec::new(),
            published: None,
            outlet: None,
            model: model_kind(flags.model),
            jobs: std::thread::available_parallelism().map_or(1, |n| n.get()),
            quiet: flags.quiet,
            timings: false,
        },
    })
}

//! The flags of the command that fetches.

use super::Model;
use crate::args::help::{WATCH_EXAMPLES, WATCH_STATUS, with_status};
use clap::{Args, ValueHint};
use std::path::PathBuf;
use std::time::Duration;

/// Looks at feeds again and again, and adds what is new
///
/// The one command that uses the network, and only for what it is told: RSS,
/// Atom and JSON feeds, news sitemaps, pages (whose own feeds it then follows),
/// and files that list any of these (OPML, or an address a line). What it was
/// told, what it found and what became of it is kept in the ledger: without a
/// SOURCE it goes on where it stopped. It asks one host no more often than
/// every two seconds, obeys robots.txt, leaves hosts in trouble alone for longer
/// and longer, and says who it is.
#[derive(Debug, Args)]
#[command(after_long_help = with_status(WATCH_EXAMPLES, WATCH_STATUS))]
pub struct WatchFlags {
    /// The ledger's file, made if there is none
    #[arg(value_name = "LEDGER", value_hint = ValueHint::FilePath)]
    pub ledger: PathBuf,

    /// Addresses of feeds and pages, or files that list them
    #[arg(value_name = "SOURCE", value_hint = ValueHint::AnyPath)]
    pub sources: Vec<String>,

    /// How often to look at a feed
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration)]
    pub every: Duration,

    /// Look at each feed once, fetch what is new, and leave
    #[arg(long)]
    pub once: bool,

    /// Look at this feed no more (what came of it stays)
    #[arg(long, value_name = "URL")]
    pub forget: Vec<String>,

    /// Print the feeds that are looked at, and leave
    #[arg(long)]
    pub list: bool,

    /// The least time between two requests to one host
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = duration)]
    pub per_host: Duration,

    /// Hosts visited at the same time
    #[arg(long, value_name = "N", default_value_t = 4,
        value_parser = clap::value_parser!(u16).range(1..=64))]
    pub connections: u16,

    /// Visit private networks and this computer, too
    #[arg(long)]
    pub allow_private: bool,

    /// Which model reads: the more exact or the quicker one
    #[arg(long, value_name = "MODEL", default_value = "accurate")]
    pub model: Model,

    /// Say nothing but what went wrong
    #[arg(short, long)]
    pub quiet: bool,
}

/// A time as people write it: `90s`, `15m`, `2h`, `1d`, `500ms`.
fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "no such time: write it as in 90s, 15m, 2h or 1d".to_owned();
    let text = text.trim();
    let at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(at);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let unit = match unit.trim() {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    let time = number.checked_mul(unit).map(Duration::from_millis);
    time.filter(|time| *time <= Duration::from_secs(366 * 86_400))
        .ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let seconds = |text| duration(text).map(|time| time.as_secs());
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds(" 15 m"), Ok(900));
        assert_eq!(seconds("2h"), Ok(7200));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        for wrong in ["", "15", "m", "-1s", "1w", "99999999999999999999s", "400d"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}

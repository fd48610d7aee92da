//! How many articles were read and skipped, and what that means for the exit.

use std::process::ExitCode;

/// Articles counted by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Read, whether or not they held an attribution.
    pub read: usize,
    /// Reported by name and left out.
    pub skipped: usize,
}

impl Tally {
    /// 0 all read, 1 nothing read, 3 some skipped.
    pub fn exit_code(self) -> ExitCode {
        ExitCode::from(self.status())
    }

    fn status(self) -> u8 {
        match (self.read, self.skipped) {
            (0, _) => 1,
            (_, 0) => 0,
            _ => 3,
        }
    }

    /// What is left to say at the end, if not all went well.
    pub fn problem(self) -> Option<String> {
        match (self.read, self.skipped) {
            (0, 0) => Some(
                "there was no article to read\nGive files with articles, or a folder that holds \
                 some: text (.txt), pages (.html), JSON Lines (.jsonl), tables, feeds, mail, \
                 web archives (.warc) …"
                    .to_owned(),
            ),
            (0, skipped) => Some(format!(
                "nothing could be read: {} skipped, for the reasons above",
                articles(skipped)
            )),
            (_, 0) => None,
            (read, skipped) => Some(format!(
                "{} skipped, for the reasons above; {} read",
                articles(skipped),
                articles(read)
            )),
        }
    }
}

fn articles(number: usize) -> String {
    match number {
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_status_tells_what_was_read() {
        let status = |read, skipped| Tally { read, skipped }.status();
        assert_eq!(
            [status(0, 0), status(0, 2), status(5, 0), status(5, 2)],
            [1, 1, 0, 3]
        );
    }

    #[test]
    fn only_a_complete_run_has_no_problem_to_tell() {
        let problem = |read, skipped| Tally { read, skipped }.problem();
        assert_eq!(problem(3, 0), None);
        assert!(problem(1, 2).unwrap().starts_with("2 articles skipped"));
        assert!(problem(0, 1).unwrap().contains("1 article skipped"));
    }
}

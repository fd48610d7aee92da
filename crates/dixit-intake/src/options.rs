//! What a user says about the articles before they are read.

use dixit_model::Date;

/// What to assume where an article says nothing itself, and how much to read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The publication day of articles that do not tell theirs.
    pub published: Option<Date>,
    /// The outlet of articles that do not name theirs.
    pub outlet: Option<String>,
    /// The most bytes that one article may have (64 MiB unless set).
    pub max_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            published: None,
            outlet: None,
            max_bytes: 64 << 20,
        }
    }
}

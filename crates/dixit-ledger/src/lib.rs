//! The sourced record on disk: one SQLite file that grows, is searched and
//! corrected.
//!
//! ```no_run
//! use dixit_ledger::{Ledger, Page, StoryFilter};
//! # fn main() -> Result<(), dixit_ledger::Error> {
//! let ledger = Ledger::open_read_only("desk.ledger".as_ref())?;
//! for story in ledger.stories(&StoryFilter::default(), &Page::first(20))?.rows {
//!     println!("{}: {} ({} articles)", story.key, story.title, story.articles);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Articles are taken in first, in durable transactions, and then woven into
//! stories; a program that was killed in between leaves articles that are not
//! yet woven, and the next one weaves them. Everything is told apart by
//! *keys* that stay good as the ledger grows: a key names a founding member,
//! and one that no longer leads a group is answered with the one that does
//! ([`Found::Moved`]).

mod article;
mod blob;
mod bookmark;
mod check;
mod citation;
mod correction;
mod counts;
mod entity;
mod error;
mod export;
mod key;
mod ledger;
mod migration;
mod outlet;
mod page;
mod query;
mod record;
mod run;
mod search;
mod statement;
mod story;
mod taking;
mod version;
mod watch;
mod weave;

pub use article::{ArticleDetail, ArticleRow, AttributionRow, AttributionState, Original};
pub use bookmark::Bookmark;
pub use citation::{Citation, CitationSource};
pub use correction::{
    Anchor, Change, Corrected, Correction, CorrectionId, CorrectionRow, Corrections,
};
pub use counts::Counts;
pub use entity::{EntityDetail, EntityRef, EntityRow, NameUse, PositionRow};
pub use error::{Error, ErrorKind, Result};
pub use export::Piece;
pub use ledger::Ledger;
pub use outlet::{OutletDetail, OutletRow, Reliance};
pub use page::{Found, Listing, Page};
pub use query::{Order, Query, Within, Word};
pub use run::{Problem, RunDetail, RunEnd, RunId, RunInput, RunRow, RunStart, RunState};
pub use search::{ArticleHit, Hits, SnippetPart, StatementHit};
pub use statement::{StatementDetail, StatementRow};
pub use story::{StoryDetail, StoryFilter, StoryOrder, StoryRow};
pub use taking::{Known, Taken, TakenIn};
pub use version::{Change as VersionChange, Version};
pub use watch::{FeedRow, Hint, HostRow, LinkRow, Polled, Tried, WatchCounts};
pub use weave::{Weaving, Woven};

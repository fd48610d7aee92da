//! Files, folders, pages and standard input to articles.
//!
//! ```no_run
//! use dixit_intake::{Intake, Options};
//! let intake = Intake::new(Options::default());
//! for article in intake.read(&["coverage".into()]) {
//!     match article {
//!         Ok(article) => println!("{}: {} bytes", article.id, article.text.len()),
//!         Err(error) => eprintln!("skipped: {error}"),
//!     }
//! }
//! ```
//!
//! One bad article never stops the rest: it comes out as an [`Error`] that
//! names the file (and line) and says what to do, and reading goes on. The text
//! of an article is exactly what the file holds once its bytes are decoded.
//! What is *known about* an article (title, outlet, day …) comes from the
//! metadata beside it, else from the text itself, always with its grounds.

mod archive;
mod arrival;
mod date;
mod draft;
mod encoding;
mod error;
mod feed;
mod format;
mod furniture;
mod html;
mod infer;
mod intake;
mod json;
mod open;
mod options;
mod source;
mod unpack;
mod wire;

pub use archive::Offset;
pub use arrival::{Arrival, Fetched};
pub use draft::Draft;
pub use error::{Error, ErrorKind};
pub use feed::{Feed, FeedKind, Link};
#[doc(hidden)]
pub use furniture::training_units;
#[doc(hidden)]
pub use html::{training_blocks, two_trees};
pub use intake::{Arrivals, Articles, Ids, Intake};
pub use options::Options;
pub use source::{Source, sources};

//! Pages from the web, fetched politely and within bounds.
//!
//! ```no_run
//! use dixit_fetch::{Fetcher, Manners, Outcome, Request};
//! let fetcher = Fetcher::new(Manners::default());
//! match fetcher.fetch(&Request::to("https://harbourpost.example/kest")) {
//!     Outcome::Got(page) => println!("{} bytes from {}", page.bytes.len(), page.url),
//!     Outcome::NotModified => println!("as it was"),
//!     Outcome::Later { at, .. } => println!("not before {at}"),
//!     Outcome::Never { why } => println!("{why}"),
//! }
//! ```
//!
//! Whoever asks for a page gets it, or learns when to ask again, or why not to.
//! Requests to one host keep an interval, hosts in trouble are left alone for
//! longer and longer, `robots.txt` is obeyed. Only public addresses are
//! connected to, whatever names and redirects say. Nothing is remembered
//! beyond the [`Fetcher`]; what should outlive it is handed out.

mod backoff;
mod body;
mod client;
mod clock;
mod error;
mod fetcher;
mod guard;
mod hosts;
mod limits;
mod manners;
mod page;
mod resolver;
mod retry;
mod robots;

pub use backoff::Backoff;
pub use clock::{Clock, SystemClock};
pub use error::{Error, ErrorKind};
pub use fetcher::Fetcher;
pub use guard::{host_of, is_public, join};
pub use hosts::HostState;
pub use limits::Limits;
pub use manners::{Manners, USER_AGENT};
pub use page::{Outcome, Page, Request, Validators};
pub use robots::Rules;

//! The web desk: a ledger in the browser, and its API.
//!
//! A request comes through the `guard` (who asks, from where, how much), is
//! read into an `ask::Ask`, and answered by a plain function of that and of a
//! read-only ledger, on a thread where it may block. Pages are put together
//! from the parts of the report, so that both read alike.
//!
//! Everything in a ledger came from somebody else's page: texts are escaped by
//! `maud`, addresses become links only where they lead to the web, original
//! bytes leave as an attachment, and the content security policy lets nothing
//! run that is not ours.

mod api;
mod ask;
mod asset;
mod correction;
mod desk;
mod fault;
mod guard;
mod link;
mod page;
mod pool;
mod reply;
mod router;
mod serve;

pub use desk::{Desk, Options, Redate};
pub use fault::Error;
pub use router::router;
pub use serve::Server;

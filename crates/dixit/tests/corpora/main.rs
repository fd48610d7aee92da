//! The project's figures: every scorer on every corpus, and the least that the
//! program has to reach.
//!
//! The corpora are not part of the repository. They are looked for in `shared`
//! beside it, or where `DIXIT_SHARED` says; without them each test passes with
//! a message. `cargo figures` prints all figures in one go.

mod annotated;
mod calibration;
mod ledgers;
mod marks;
mod names;
mod polnear;
mod scoring;
mod seeds;
mod speed;
mod surveys;

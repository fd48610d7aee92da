//! The program from outside: what it prints, where, and how it ends.

mod bad_input;
mod check;
mod examples;
mod harness;
mod killing;
mod ledger;
mod manual;
mod output;
#[path = "../../../dixit-fetch/tests/fetch/server.rs"]
mod server;
mod streams;
mod usage;
mod versions;
mod watching;

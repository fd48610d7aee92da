//! The program from outside: what it prints, where, and how it ends.

mod bad_input;
mod check;
mod examples;
mod harness;
mod killing;
mod ledger;
mod manual;
mod output;
mod streams;
mod usage;

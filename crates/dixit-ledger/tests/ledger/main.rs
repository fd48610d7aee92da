//! Ledgers from outside: made, filled, asked.

mod coverage;
mod opening;
mod searching;
mod taking;
mod weaving;

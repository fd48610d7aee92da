//! Ledgers from outside: made, filled, asked.

mod correcting;
mod coverage;
mod document;
mod opening;
mod order;
mod searching;
mod taking;
mod weaving;

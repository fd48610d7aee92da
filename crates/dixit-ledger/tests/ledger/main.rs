//! Ledgers from outside: made, filled, asked.

mod correcting;
mod coverage;
mod document;
mod migrating;
mod opening;
mod order;
mod searching;
mod taking;
mod versions;
mod watching;
mod weaving;

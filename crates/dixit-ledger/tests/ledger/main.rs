//! Ledgers from outside: made, filled, asked.

mod coverage;
mod opening;
mod taking;
mod weaving;

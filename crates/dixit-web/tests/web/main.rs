//! The desk from outside: requests in, answers out.

#[path = "../support/mod.rs"]
mod support;

mod api;
mod correcting;
mod desk;
mod guard;
mod hostile;
mod pages;
mod searching;
mod versions;

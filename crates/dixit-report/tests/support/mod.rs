//! Records built by hand: invented coverage of an invented strait.
#![allow(dead_code)]

pub mod draft;
pub mod edge;
pub mod strait;

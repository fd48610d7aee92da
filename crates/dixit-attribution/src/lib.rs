//! An analysis to a reading: who said it, to whom, where, when.
//!
//! Language finds frames: where a source, a cue and a content stand. This crate
//! makes rows of them, one for each thing that somebody is reported to have
//! said, and says who is meant by every source. Each step is a module of its
//! own: rows are made sound (`row`, `repair`), quotations that stand alone are cut off
//! (`split`), attributions inside attributions find their parents (`nesting`),
//! names become figures (`cast`), sources speakers (`resolver`), then come
//! addressee and channel (`setting`), relays (`relay`), why a speaker is not
//! named (`anonymity`), and days (`day`).

mod anonymity;
mod aside;
mod cast;
mod confidence;
mod country;
mod dateline;
mod day;
mod deed;
mod figure;
mod fold;
mod gender;
mod lexicon;
mod mode;
mod nesting;
mod occasion;
mod organ;
mod page;
mod phrase;
mod polarity;
mod quotation;
mod read;
mod relay;
mod repair;
mod resolver;
mod row;
mod setting;
mod split;
mod title;
mod word;

pub use read::{read, redate};

//! What agencies and collectors hand on: IPTC's formats, collectors' JSON, mail,
//! tables. docs/formats.md has every field.

pub(crate) mod collector;
mod item;
pub(crate) mod mail;
mod markup;
pub(crate) mod newsml;
pub(crate) mod ninjs;
mod nitf;
mod xml;

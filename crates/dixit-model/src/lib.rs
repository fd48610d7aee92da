//! The nouns of Dixit as plain types.
//!
//! Every other crate speaks in these: intake makes an [`Article`], language
//! turns it into an [`Analysis`], attribution into a [`Reading`], and record
//! joins many readings into a [`Record`]. There is no logic here beyond
//! invariants and the [`wire`] shapes in which results leave the program.
//!
//! All offsets in these types are **byte** offsets into the article's text,
//! end exclusive. Everything in [`wire`] counts Unicode code points instead.

mod address;
mod analysis;
mod article;
mod entity;
mod inferred;
mod reading;
mod record;
mod span;
pub mod wire;

pub use address::Address;
pub use analysis::{Analysis, Frame, Name, NameKind, Pos, TimeExpression, TimeType, Token};
pub use article::{Article, Form, Furniture, FurnitureKind};
pub use entity::{Entity, EntityKind, Mention};
pub use inferred::Inferred;
pub use reading::{Attribution, Channel, Mode, Reading, Resolved};
pub use record::{
    ByOwner, Copy, Credit, DiffOp, DiffPart, Disagreement, DisagreementKind, Finding, Member,
    Membership, Passage, Position, PositionEntry, Record, RecordEntity, Route, Side, Statement,
    Story, Wording, WordingClass,
};
pub use span::{CodePoints, Span, Spans};

/// A calendar day, without a time zone.
pub use jiff::civil::Date;

//! Words for what is one of a few: one list makes both all there are and what
//! each is called outside.

use crate::{
    DiffOp, DisagreementKind, EntityKind, Form, FurnitureKind, Mode, NameKind, TimeType,
    WordingClass,
};

macro_rules! words {
    ($($kind:ident { $($value:ident = $word:literal),+ })+) => {$(
        impl $kind {
            /// Every one there is.
            pub const ALL: &[$kind] = &[$($kind::$value),+];

            /// What it is called outside.
            pub fn word(self) -> &'static str {
                match self {
                    $($kind::$value => $word),+
                }
            }
        }
    )+};
}

words! {
    Mode { Direct = "direct", Mixed = "mixed", Indirect = "indirect" }
    EntityKind {
        Person = "person",
        Organisation = "organisation",
        State = "state",
        Place = "place",
        Group = "group",
        Document = "document",
        Other = "other"
    }
    NameKind { Person = "person", Organisation = "organisation", Place = "place", Other = "other" }
    FurnitureKind {
        Appeal = "appeal",
        Interface = "interface",
        Navigation = "navigation",
        Related = "related",
        Credit = "credit",
        Other = "other"
    }
    Form { Article = "article", LiveBlog = "live blog", Stub = "stub" }
    TimeType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" }
    DisagreementKind { Number = "number", Term = "term", Denial = "denial" }
    WordingClass {
        Base = "base",
        Verbatim = "verbatim",
        Trimmed = "trimmed",
        Translated = "translated",
        Contradicting = "contradicting",
        Reworded = "reworded"
    }
    DiffOp { Same = "same", Cut = "cut", Added = "added" }
}

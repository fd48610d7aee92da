//! Which model reads.

use crate::Error;
use std::fmt;
use std::str::FromStr;

/// The models that Dixit ships.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// A small transformer: reads better.
    #[default]
    Accurate,
    /// Linear chains over hashed features: reads twenty times as fast.
    Fast,
}

impl ModelKind {
    /// The bytes of its files, for fingerprints: which model it was that read.
    pub fn files(self) -> Vec<&'static [u8]> {
        match self {
            ModelKind::Accurate => crate::accurate::files(),
            ModelKind::Fast => crate::fast::files(),
        }
    }

    /// `accurate` or `fast`.
    pub fn word(self) -> &'static str {
        match self {
            ModelKind::Accurate => "accurate",
            ModelKind::Fast => "fast",
        }
    }
}

impl fmt::Display for ModelKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for ModelKind {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self, Error> {
        match word {
            "accurate" => Ok(ModelKind::Accurate),
            "fast" => Ok(ModelKind::Fast),
            _ => Err(Error::model(
                "model",
                format!("`{word}` is not known: say accurate or fast"),
            )),
        }
    }
}

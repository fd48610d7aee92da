//! Readings and records as bytes in a column: JSON in a Zstandard frame.

use crate::error::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Beyond this level time grows and size hardly shrinks.
const LEVEL: i32 = 3;

/// `value` as JSON in a Zstandard frame.
pub(crate) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(value).map_err(|e| Error::damaged("a record").because(e))?;
    zstd::bulk::compress(&json, LEVEL).map_err(|e| Error::damaged("a record").because(e))
}

/// What [`pack`] packed; `what` names it in the message where it is damaged.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8], what: &str) -> Result<T> {
    let json =
        zstd::stream::decode_all(bytes).map_err(|error| Error::damaged(what).because(error))?;
    serde_json::from_slice(&json).map_err(|error| Error::damaged(what).because(error))
}

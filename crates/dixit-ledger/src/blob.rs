//! Values as compressed JSON.

use crate::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use zstd::bulk::Compressor;

/// Beyond this level time grows and size hardly shrinks.
const LEVEL: i32 = 3;

/// `value` as JSON in a Zstandard frame.
pub(crate) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    compress(&json)
}

/// What [`pack`] packed; `what` names it in the message where it is damaged.
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8], what: &str) -> Result<T> {
    let json = decompress(bytes, what)?;
    serde_json::from_slice(&json).map_err(|error| Error::damaged(what).because(error))
}

thread_local! {
    /// Made once a thread: making one takes as long as compressing an article.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
}

/// Bytes in a Zstandard frame.
pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    let compressed = COMPRESSOR.with_borrow_mut(|slot| match slot {
        Some(compressor) => compressor.compress(bytes),
        None => slot.insert(Compressor::new(LEVEL)?).compress(bytes),
    });
    compressed.map_err(|error| Error::damaged("something to be compressed").because(error))
}

/// The bytes of a Zstandard frame.
pub(crate) fn decompress(bytes: &[u8], what: &str) -> Result<Vec<u8>> {
    zstd::stream::decode_all(bytes).map_err(|error| Error::damaged(what).because(error))
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

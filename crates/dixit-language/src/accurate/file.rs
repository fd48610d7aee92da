//! The file that holds the network and everything it needs (see
//! `training/accurate/export.py`, which writes it).

use crate::Error;
use serde::Deserialize;

const MAGIC: &[u8; 8] = b"DIXITNET";
const VERSION: u32 = 2;

/// What the file says of itself.
#[derive(Deserialize)]
pub struct Header {
    /// The model's name and version.
    pub name: String,
    /// How many numbers make the vector of a piece.
    pub width: usize,
    /// How many layers the network has.
    pub layers: usize,
    /// How many heads of attention each layer has.
    pub heads: usize,
    /// How many pieces the vocabulary has.
    pub pieces: usize,
    /// How many numbers make a vector that links are scored with.
    pub link: usize,
    /// The labels of roles, in the order of their scores.
    pub roles: Vec<String>,
    /// The kinds of names, likewise.
    pub kinds: Vec<String>,
    /// The parts of speech, likewise.
    pub pos: Vec<String>,
    /// Scores of one role label after another, row by row.
    pub transition: Vec<f32>,
    /// Scores of beginning with a label.
    pub first: Vec<f32>,
    /// Scores of ending with it.
    pub last: Vec<f32>,
    /// Name, offset and length of each part.
    parts: Vec<(String, usize, usize)>,
}

/// A model file, opened.
pub struct File<'f> {
    bytes: &'f [u8],
    /// Its header.
    pub header: Header,
}

impl<'f> File<'f> {
    /// Opens a file; refuses one that is not a model or of another version.
    pub fn open(bytes: &'f [u8]) -> Result<Self, Error> {
        let number = |at: usize| {
            let field: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_le_bytes(field))
        };
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Error::model("accurate", "is not a Dixit network"));
        }
        let (Some(version), Some(length)) = (number(8), number(12)) else {
            return Err(Error::model("accurate", "ends within its header"));
        };
        if version != VERSION {
            let why =
                format!("has format {version}, this program reads {VERSION}: export it again");
            return Err(Error::model("accurate", why));
        }
        let header = bytes
            .get(16..16 + length as usize)
            .and_then(|json| serde_json::from_slice(json).ok())
            .ok_or_else(|| Error::model("accurate", "has a header that cannot be read"))?;
        Ok(File { bytes, header })
    }

    /// The bytes of one part.
    pub fn part(&self, name: &str) -> Result<&'f [u8], Error> {
        let found = self.header.parts.iter().find(|(part, ..)| part == name);
        found
            .and_then(|&(_, offset, length)| self.bytes.get(offset..offset.checked_add(length)?))
            .ok_or_else(|| Error::model("accurate", format!("lacks its part `{name}`")))
    }

    /// The error that a part has another size than it must.
    pub fn damaged(&self, name: &str) -> Error {
        Error::model(
            "accurate",
            format!("is damaged: its part `{name}` has a wrong size"),
        )
    }

    /// A part as numbers.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, Error> {
        let (chunks, _) = self.part(name)?.as_chunks::<4>();
        Ok(chunks
            .iter()
            .map(|chunk| f32::from_le_bytes(*chunk))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_and_versions_are_refused() {
        let message = |bytes: &[u8]| File::open(bytes).err().map(|error| error.to_string());
        assert!(message(b"PK\x03\x04 a zip").is_some_and(|m| m.contains("not a Dixit network")));
        let old = b"DIXITNET\x00\0\0\0\x02\0\0\0{}";
        assert!(message(old).is_some_and(|m| m.contains("format 0")));
        let cut = b"DIXITNET\x02\0\0\0\xff\0\0\0{";
        assert!(message(cut).is_some_and(|m| m.contains("header")));
    }
}

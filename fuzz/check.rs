//! What must hold of whatever intake makes of arbitrary bytes.

use dixit_intake::{Intake, Options};
use std::io::Cursor;
use std::path::Path;

/// Reads `bytes` as the file `name`.
pub fn read(bytes: &[u8], name: &str) {
    let intake = Intake::new(Options::default());
    let bytes = Box::new(Cursor::new(bytes.to_vec()));
    for article in intake.read_from(bytes, Some(Path::new(name))) {
        match article {
            Ok(article) => {
                let mut end = 0;
                for piece in &article.furniture {
                    assert!(piece.span.start >= end);
                    assert!(!piece.span.of(&article.text).is_empty());
                    end = piece.span.end;
                }
            }
            Err(error) => assert!(error.to_string().contains(name)),
        }
    }
}

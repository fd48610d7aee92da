//! Whatever the bytes: no panic, and every piece of furniture lies in the text.

use dixit_intake::{Intake, Options};
use proptest::prelude::*;
use std::io::Cursor;
use std::path::Path;

fn read(bytes: Vec<u8>, name: &str) {
    let intake = Intake::new(Options::default());
    for article in intake.read_from(Box::new(Cursor::new(bytes)), Some(Path::new(name))) {
        let Ok(article) = article else { continue };
        let mut end = 0;
        for piece in &article.furniture {
            assert!(piece.span.start >= end && piece.span.end > piece.span.start);
            assert!(
                article.text.get(piece.span.range()).is_some(),
                "{:?}",
                piece.span
            );
            end = piece.span.end;
        }
        assert!(!article.text.trim().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for name in ["a.txt", "a.jsonl", "a.json", "a"] {
            read(bytes.clone(), name);
        }
    }

    #[test]
    fn arbitrary_text_is_read(text in "\\PC{0,300}") {
        read(text.clone().into_bytes(), "a.txt");
        read(serde_json::json!({"text": text, "published": text, "author": text}).to_string().into_bytes(), "a.jsonl");
    }

    #[test]
    fn newslike_text_is_read(text in "([A-Z][a-z]{1,8}[ .,\n|\\[\\]©/“”’é]{1,2}|March 7, 2031|REUTERS/|caption |The |Follow |\r\n){0,60}") {
        read(text.into_bytes(), "a.txt");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn arbitrary_pages_are_read_or_refused(page in "(<(p|div|a href=x|table|h1|script type=\"application/ld\\+json\"|/p|/div|b|li|time datetime=2031)>|[a-z ]{1,30}|[{}\":,é&<]){0,80}") {
        read(format!("<html>{page}").into_bytes(), "a.html");
    }
}

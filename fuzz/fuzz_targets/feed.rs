//! Arbitrary bytes as a feed: as a file, as it is polled, and as a page that
//! may name some.
#![no_main]

use dixit_intake::Feed;
use libfuzzer_sys::fuzz_target;

#[path = "../check.rs"]
mod check;

fuzz_target!(|bytes: &[u8]| {
    check::read(bytes, "fuzz.rss");
    if let Ok(Some(feed)) = Feed::read(bytes, None, "fuzz.rss") {
        assert!(feed.links.len() <= bytes.len());
    }
    Feed::named_by(bytes);
});

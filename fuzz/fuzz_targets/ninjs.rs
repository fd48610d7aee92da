//! Arbitrary bytes as the values of an item of ninjs, and as a `.json` file.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../check.rs"]
mod check;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let item = format!("{{\"uri\": \"a\", \"versioncreated\": \"2031-03-07\", {text}}}");
    check::read(item.as_bytes(), "fuzz.json");
});

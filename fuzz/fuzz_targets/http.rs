//! Arbitrary bytes as what a server answered, in a web archive.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../check.rs"]
mod check;

fuzz_target!(|bytes: &[u8]| {
    let length = bytes.len() + HEAD.len();
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n{HEAD}"
    );
    check::read(&[record.as_bytes(), bytes].concat(), "fuzz.warc");
});

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: ";

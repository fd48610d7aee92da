//! Arbitrary bytes as a `robots.txt`, its last line as a path.
#![no_main]

use dixit_fetch::Rules;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let rules = Rules::of(bytes, "dixit");
    let path = bytes
        .rsplit(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    rules.allow(&String::from_utf8_lossy(path));
});

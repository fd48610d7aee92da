//! Arbitrary text as a page: both ways to read its tags make the same tree.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let [ours, theirs] = dixit_intake::two_trees(page);
    assert_eq!(ours, theirs);
});

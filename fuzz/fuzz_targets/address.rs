//! Arbitrary text as an address: its one form is its own one form.
#![no_main]

use dixit_model::Address;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(address) = Address::of(text) {
        assert_eq!(
            Address::of(address.as_str()).as_ref(),
            Some(&address),
            "{text}"
        );
    }
});

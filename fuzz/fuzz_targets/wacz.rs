//! Arbitrary bytes as a `.wacz` file, which is read where it lies.
#![no_main]

use dixit_intake::{Intake, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("dixit-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("fuzz.wacz");
    std::fs::write(&path, bytes).expect("written");
    for article in Intake::new(Options::default()).read(&[path]) {
        if let Err(error) = article {
            assert!(error.to_string().contains("fuzz.wacz"));
        }
    }
});

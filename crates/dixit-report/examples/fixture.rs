//! Writes pages of invented records into a folder, for the browser checks:
//! `cargo run -p dixit-report --example fixture -- FOLDER`.

#[path = "../tests/support/mod.rs"]
mod support;

use dixit_report::{About, html, json, markdown, summary};
use std::{env, fs, io, path::PathBuf};
use support::{edge, strait};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "pages".to_owned()));
    fs::create_dir_all(&folder)?;
    let about = About {
        model: "fast 1".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        read_on: None,
    };
    let records = [
        ("strait", strait::record()),
        ("silent", edge::silent()),
        ("lonely", edge::lonely()),
        ("long", edge::long(60)),
        ("hostile", edge::hostile()),
        ("empty", dixit_model::Record::default()),
    ];
    for (name, record) in records {
        fs::write(folder.join(format!("{name}.html")), html(&record, &about))?;
        fs::write(folder.join(format!("{name}.md")), markdown(&record, &about))?;
        fs::write(
            folder.join(format!("{name}.txt")),
            summary(&record, 80, false),
        )?;
        json(
            &record,
            true,
            fs::File::create(folder.join(format!("{name}.json")))?,
        )?;
    }
    Ok(())
}

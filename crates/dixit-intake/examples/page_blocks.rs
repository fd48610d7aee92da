//! Cuts the pages of a folder into blocks with what the model sees of each, for
//! `training/pages`: one line `{"id", "blocks": [[words, count, [number, …],
//! prior], …]}` a page.

use serde_json::json;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let folder = std::env::args_os().nth(1).expect("page_blocks FOLDER");
    let mut paths: Vec<_> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let page = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        let blocks = dixit_intake::training_blocks(&page);
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        writeln!(out, "{}", json!({"id": id, "blocks": blocks}))?;
    }
    out.flush()
}

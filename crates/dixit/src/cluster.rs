//! Folders that Spark wrote, opened on one machine.

use anyhow::{Result, bail};
use dixit_cluster::Selection;
use dixit_model::Record;
use std::path::PathBuf;

/// The record of the stories asked for, if one such folder is all that is named.
pub fn record(paths: &[PathBuf], selection: &Selection) -> Result<Option<Record>> {
    let [folder] = paths else { return Ok(None) };
    if !dixit_cluster::is_record(folder) {
        return Ok(None);
    }
    let record = dixit_cluster::open(folder, selection)?;
    if record.stories.is_empty() {
        bail!(
            "no story in {} meets what is asked; ask for less",
            folder.display()
        );
    }
    Ok(Some(record))
}

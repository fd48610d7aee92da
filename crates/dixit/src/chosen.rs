//! Stories chosen from a record that was made before: a ledger's, or a folder's
//! that Spark wrote.

use anyhow::{Result, bail};
use dixit_cluster::Selection;
use dixit_ledger::Ledger;
use dixit_model::Record;
use std::path::{Path, PathBuf};

/// The record of a folder's stories, if one such folder is all that is named.
pub fn from_folder(paths: &[PathBuf], selection: &Selection) -> Result<Option<Record>> {
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

/// The record of the one story that is chosen from the ledger at `path`; none
/// if all are wanted.
pub fn from_ledger(ledger: &Ledger, path: &Path, selection: &Selection) -> Result<Option<Record>> {
    if selection.speaker.is_some() || selection.from.is_some() || selection.until.is_some() {
        bail!("of a ledger one story is told, or all: use --story, or dixit search");
    }
    let Some(story) = &selection.story else {
        return Ok(None);
    };
    let record = ledger.record(std::slice::from_ref(story))?;
    if record.stories.is_empty() {
        bail!("there is no story {story} in {}", path.display());
    }
    Ok(Some(record))
}

/// Refuses to choose from articles, which have no stories yet.
pub fn from_articles(selection: &Selection) -> Result<()> {
    if *selection != Selection::default() {
        bail!(
            "stories are chosen from a ledger (--story) or a folder that Spark wrote: give one as \
             the only PATH"
        );
    }
    Ok(())
}

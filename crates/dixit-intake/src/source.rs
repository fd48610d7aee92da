//! Where articles are read from: files, files in folders, standard input.

use crate::format::{ENDINGS, PACKED, ending, is_known};
use crate::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input, written `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Source {
    /// How messages call it.
    pub fn name(&self) -> String {
        match self {
            Source::Stdin => "standard input".to_owned(),
            Source::File(path) => path.display().to_string(),
        }
    }

    /// The id of an article that has none of its own: the file's name without
    /// its ending.
    pub(crate) fn stem(&self) -> String {
        match self {
            Source::Stdin => "stdin".to_owned(),
            Source::File(path) if is_packed(path) => Source::File(path.with_extension("")).stem(),
            Source::File(path) => match path.file_stem() {
                Some(stem) => stem.to_string_lossy().into_owned(),
                None => path.display().to_string(),
            },
        }
    }
}

fn is_packed(path: &Path) -> bool {
    ending(path).is_some_and(|ending| PACKED.contains(&ending.as_str()))
}

/// The files behind `paths`, in order; those of a folder sorted by name.
///
/// Folders are searched to any depth through links; hidden files, and files
/// whose ending Dixit does not know, are passed over. A path that leads nowhere,
/// a link that leads back into its own folder and a folder without articles are
/// errors of their own, and the rest still comes.
pub fn sources(paths: &[PathBuf]) -> Vec<Result<Source, Error>> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Ok(Source::Stdin));
        } else if path.is_dir() {
            folder(path, &mut found);
        } else {
            found.push(Ok(Source::File(path.clone())));
        }
    }
    found
}

fn folder(root: &Path, found: &mut Vec<Result<Source, Error>>) {
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let before = found.len();
    let mut passed_over = 0;
    let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                if is_known(entry.path()) {
                    found.push(Ok(Source::File(entry.into_path())));
                } else {
                    passed_over += 1;
                }
            }
            Ok(_) => {}
            Err(error) => found.push(Err(walk_error(root, &error))),
        }
    }
    if found.len() == before {
        let what = match passed_over {
            0 => "a folder without files".to_owned(),
            1 => "a folder without articles (its one file is of another kind)".to_owned(),
            n => format!("a folder without articles (its {n} files are of other kinds)"),
        };
        found.push(Err(Error::new(
            ErrorKind::NoArticles,
            root.display().to_string(),
            what,
            format!(
                "put files ending in .{} there, packed (.{}) or not",
                ENDINGS.join(", ."),
                PACKED.join(", .")
            ),
        )));
    }
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(root).display().to_string();
    if let Some(above) = error.loop_ancestor() {
        return Error::new(
            ErrorKind::Loop,
            path,
            format!("a link that leads back to {}", above.display()),
            "remove the link; everything else in the folder is read",
        );
    }
    match error.io_error() {
        Some(io) => Error::io(&path, io),
        None => Error::new(
            ErrorKind::Unreadable,
            path,
            error.to_string(),
            "check the folder",
        ),
    }
}

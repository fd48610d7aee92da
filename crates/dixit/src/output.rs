//! Where results go: standard output, or a file that is whole or not there.

mod sink;

pub use sink::{Sink, WholeFolder};

use anyhow::{Context, Result};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Where a page goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    Stdout,
    File(PathBuf),
}

impl Destination {
    /// Begins to write what is too long to be held.
    pub fn open(&self) -> Result<Sink> {
        match self {
            Destination::Stdout => Ok(Sink::stdout()),
            Destination::File(path) => Sink::replacing(path).with_context(|| unchanged(path)),
        }
    }

    /// Writes `page`; a reader that has gone away is no error.
    pub fn write(&self, page: &[u8]) -> Result<()> {
        match self {
            Destination::Stdout => {
                let mut out = io::stdout().lock();
                match out.write_all(page).and_then(|()| out.flush()) {
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
                    result => result.context("cannot write to standard output"),
                }
            }
            Destination::File(path) => replace(path, page).with_context(|| unchanged(path)),
        }
    }
}

/// Passes the result of one article on, whole and at once, for whoever waits
/// for it.
pub fn pass_on(out: &mut impl Write, text: &[u8]) -> io::Result<()> {
    out.write_all(text)?;
    out.flush()
}

fn unchanged(path: &Path) -> String {
    let shown = path.display();
    format!("cannot write '{shown}'; nothing of it was changed")
}

/// The folder that `path` lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file or folder being written, to be removed if the run is broken off.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Whether an interrupt asks for an end instead of being one.
static GENTLE: AtomicBool = AtomicBool::new(false);

/// Whether somebody has asked for an end.
static ASKED: AtomicBool = AtomicBool::new(false);

/// What a shell reports for a program stopped by Ctrl-C.
pub const INTERRUPTED: u8 = 130;

/// From now on the first interrupt only asks for an end, see
/// [`asked_to_stop`], or once more ends the program at once.
pub fn stop_gently(gently: bool) {
    GENTLE.store(gently, Ordering::SeqCst);
}

/// Whether somebody has asked for an end.
pub fn asked_to_stop() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Removes a half-written file when the run is broken off from outside.
pub fn clean_up_on_interrupt() {
    // Where no handler can be set the system's own way of stopping remains.
    let _ = ctrlc::set_handler(|| {
        if GENTLE.load(Ordering::SeqCst) && !ASKED.swap(true, Ordering::SeqCst) {
            return;
        }
        if let Ok(Some(path)) = UNFINISHED.lock().as_deref() {
            let _ = match path.is_dir() {
                true => std::fs::remove_dir_all(path),
                false => std::fs::remove_file(path),
            };
        }
        std::process::exit(INTERRUPTED.into());
    });
}

/// Puts `page` in place of `path` in one step.
fn replace(path: &Path, page: &[u8]) -> Result<()> {
    let mut sink = Sink::replacing(path)?;
    sink.write_all(page)?;
    sink.finish()
}

fn note_unfinished(path: Option<PathBuf>) {
    if let Ok(mut unfinished) = UNFINISHED.lock() {
        *unfinished = path;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_replaces_what_was_there_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.html");
        for page in ["first", "second"] {
            Destination::File(path.clone())
                .write(page.as_bytes())
                .unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), page);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_page_that_cannot_be_written_leaves_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gone").join("page.html");
        let error = Destination::File(path).write(b"page").unwrap_err();
        assert!(error.to_string().contains("page.html"), "{error:#}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        std::fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        Destination::File(link.clone()).write(b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&real).unwrap(), "new");
    }
}

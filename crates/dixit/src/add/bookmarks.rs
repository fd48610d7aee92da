//! Where adding goes on in archives that an earlier run left half-way.

use anyhow::Result;
use dixit_intake::Offset;
use dixit_ledger::{Bookmark, Ledger};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// So many bytes at a file's beginning tell whether it is the same.
const HEAD: u64 = 1 << 16;

/// How far the archives of a run have come.
#[derive(Default)]
pub struct Bookmarks {
    /// Archives as messages call them, and what tells them from others; none for
    /// those that nothing can be told of, as standard input.
    seen: BTreeMap<String, Option<Bookmark>>,
    /// Those that have come farther since this was asked last.
    moved: BTreeMap<String, Bookmark>,
}

impl Bookmarks {
    /// Those in a ledger that are good for what is in `paths`.
    pub fn of(ledger: &Ledger, paths: &[PathBuf]) -> Result<Self> {
        let roots: Vec<PathBuf> = paths.iter().flat_map(|path| path.canonicalize()).collect();
        let asked_for = |mark: &Bookmark| {
            roots
                .iter()
                .any(|root| Path::new(&mark.path).starts_with(root))
        };
        let same = |mark: &Bookmark| {
            identity(Path::new(&mark.path))
                .is_some_and(|now| (now.size, now.head) == (mark.size, mark.head.clone()))
        };
        let good = ledger
            .bookmarks()?
            .into_iter()
            .filter(|mark| asked_for(mark) && same(mark));
        Ok(Bookmarks {
            seen: BTreeMap::new(),
            // This run answers for them from now on.
            moved: good.map(|mark| (mark.path.clone(), mark)).collect(),
        })
    }

    /// Where to begin in which archives, before anything has been passed.
    pub fn starts(&self) -> BTreeMap<PathBuf, Offset> {
        let of = |mark: &Bookmark| {
            let (member, within) = (mark.member, mark.within);
            (PathBuf::from(&mark.path), Offset { member, within })
        };
        self.moved.values().map(of).collect()
    }

    /// Everything in the archive `file` before `place` has been dealt with.
    pub fn pass(&mut self, file: &str, place: Offset) {
        let seen = self
            .seen
            .entry(file.to_owned())
            .or_insert_with(|| identity(Path::new(file)));
        let Some(archive) = seen else { return };
        archive.member = place.member;
        archive.within = place.within;
        self.moved.insert(archive.path.clone(), archive.clone());
    }

    /// Whether there is anything to note.
    pub fn have_moved(&self) -> bool {
        !self.moved.is_empty()
    }

    /// What is to be noted now.
    pub fn moved(&self) -> Vec<Bookmark> {
        self.moved.values().cloned().collect()
    }

    /// That has been noted.
    pub fn noted(&mut self) {
        self.moved.clear();
    }
}

/// What tells an archive from others, with a place at its beginning.
fn identity(path: &Path) -> Option<Bookmark> {
    let path = path.canonicalize().ok()?;
    let file = File::open(&path).ok()?;
    let size = file.metadata().ok().filter(|about| about.is_file())?.len();
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).ok()?;
    Some(Bookmark {
        path: path.to_str()?.to_owned(),
        size,
        head: format!("{:x}", Sha256::digest(&head)),
        member: 0,
        within: 0,
    })
}

//! WACZ: a zip file with web archives in its folder `archive/`.
//!
//! Nothing is unpacked to disk, so the names in the zip file lead nowhere. Its
//! lists of pages are passed over: they repeat what the archives hold.

use super::{Archive, Capture, Tally};
use crate::{Error, ErrorKind};
use flate2::read::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use zip::{CompressionMethod, ZipArchive};

/// The archives of a WACZ file, one after the other.
pub(crate) struct Wacz {
    file: File,
    name: String,
    limit: u64,
    members: std::vec::IntoIter<Member>,
    open: Option<Archive<Box<dyn Read>>>,
    tally: Tally,
}

/// One archive inside.
struct Member {
    name: String,
    start: u64,
    length: u64,
    method: CompressionMethod,
    encrypted: bool,
}

impl Wacz {
    /// The archives of a zip file; nothing but the list of what it holds is read.
    pub(crate) fn new(file: File, name: &str, limit: u64) -> Result<Self, Error> {
        let refuse = |why: String| {
            Error::new(
                ErrorKind::Damaged,
                name,
                format!("is no sound WACZ file ({why})"),
                "fetch it again, or unpack the .warc.gz files in its folder archive/",
            )
        };
        let reader = file.try_clone().map_err(|error| Error::io(name, &error))?;
        let mut zip =
            ZipArchive::new(BufReader::new(reader)).map_err(|error| refuse(error.to_string()))?;
        let mut members = Vec::new();
        for number in 0..zip.len() {
            // What cannot be found is no reason to lose the others.
            let Ok(member) = zip.by_index_raw(number) else {
                continue;
            };
            let Ok(name) = member.name().map(|name| name.into_owned()) else {
                continue;
            };
            let lower = name.to_ascii_lowercase();
            let archive = [".warc", ".warc.gz", ".warc.zst"]
                .iter()
                .any(|ending| lower.ends_with(ending));
            if let (true, Some(start)) = (archive, member.data_start()) {
                members.push(Member {
                    name,
                    start,
                    length: member.compressed_size(),
                    method: member.compression(),
                    encrypted: member.encrypted(),
                });
            }
        }
        if members.is_empty() {
            return Err(refuse("it holds no .warc file".to_owned()));
        }
        members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Wacz {
            file,
            name: name.to_owned(),
            limit,
            members: members.into_iter(),
            open: None,
            tally: Tally::default(),
        })
    }

    /// What has been seen so far.
    pub(crate) fn tally(&self) -> Tally {
        let open = self.open.as_ref().map(Archive::tally);
        self.tally.plus(open.unwrap_or_default())
    }

    /// How messages call the archive that is open.
    pub(crate) fn name(&self) -> &str {
        self.open.as_ref().map_or(&self.name, |open| &open.name)
    }

    fn open(&self, member: &Member) -> Result<Archive<Box<dyn Read>>, Error> {
        let name = format!("{}/{}", self.name, member.name);
        let fail = |error: io::Error| Error::io(&name, &error);
        let mut file = self.file.try_clone().map_err(fail)?;
        file.seek(SeekFrom::Start(member.start)).map_err(fail)?;
        let bytes: Take<File> = file.take(member.length);
        let reader: Box<dyn Read> = match member.method {
            CompressionMethod::Stored if !member.encrypted => Box::new(bytes),
            CompressionMethod::Deflated if !member.encrypted => {
                Box::new(DeflateDecoder::new(bytes))
            }
            _ => {
                let what = "is encrypted, or packed in a way that WACZ does not know";
                let fix = "unpack it and give the .warc.gz file";
                return Err(Error::new(ErrorKind::Damaged, name, what, fix));
            }
        };
        Archive::new(reader, &name, self.limit).map_err(fail)
    }
}

impl Iterator for Wacz {
    type Item = Result<Capture, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(found) = open.next() {
                    return Some(found);
                }
                self.tally = self.tally();
                self.open = None;
            }
            let member = self.members.next()?;
            match self.open(&member) {
                Ok(archive) => self.open = Some(archive),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

//! Writing by way of a temporary name.

use super::{folder_of, note_unfinished};
use anyhow::{Context, Result};
use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, TempDir, TempPath};

/// What is written bit by bit.
pub struct Sink {
    out: BufWriter<Out>,
    place: Option<Place>,
}

enum Out {
    Stdout(Stdout),
    File(File),
}

/// Where a file goes when it is whole.
struct Place {
    path: PathBuf,
    part: TempPath,
    permissions: Option<Permissions>,
}

impl Sink {
    pub(super) fn stdout() -> Self {
        Sink::new(Out::Stdout(io::stdout()), None)
    }

    /// Takes the place of `path` in the end. A device or a pipe is written as
    /// it stands.
    pub(super) fn replacing(path: &Path) -> Result<Self> {
        let there = std::fs::metadata(path).ok();
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            return Ok(Sink::new(Out::File(File::create(path)?), None));
        }
        // A link stays a link: what it points to is replaced.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let (file, part) = open_beside(&path)?;
        let permissions = there.map(|there| there.permissions());
        let place = Place {
            path,
            part,
            permissions,
        };
        Ok(Sink::new(Out::File(file), Some(place)))
    }

    fn new(out: Out, place: Option<Place>) -> Self {
        Sink {
            out: BufWriter::with_capacity(1 << 16, out),
            place,
        }
    }

    /// It is whole.
    pub fn finish(mut self) -> Result<()> {
        self.out.flush()?;
        let (Some(place), Out::File(file)) = (self.place, self.out.get_ref()) else {
            return Ok(());
        };
        if let Some(permissions) = place.permissions {
            file.set_permissions(permissions)?;
        }
        file.sync_all()?;
        let done = place.part.persist(&place.path).map_err(|error| error.error);
        note_unfinished(None);
        Ok(done?)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Out::Stdout(out) => out.write(bytes),
            Out::File(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::Stdout(out) => out.flush(),
            Out::File(out) => out.flush(),
        }
    }
}

/// A folder of files that appears when all are whole.
pub struct WholeFolder {
    path: PathBuf,
    part: TempDir,
}

impl WholeFolder {
    /// Takes the place of `path` in the end. In a folder that is there already
    /// the files with the same names are replaced, one after the other.
    pub fn replacing(path: &Path) -> Result<Self> {
        let within = folder_of(path);
        let mut builder = builder();
        // As any new folder: what the umask leaves, not the owner alone.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(Permissions::from_mode(0o777));
        }
        let part = builder.tempdir_in(within).with_context(|| {
            let shown = path.display();
            format!("'{shown}' cannot be made; name another folder with -o")
        })?;
        note_unfinished(Some(part.path().to_owned()));
        Ok(WholeFolder {
            path: path.to_owned(),
            part,
        })
    }

    /// A new file in it.
    pub fn file(&self, name: &str) -> Result<BufWriter<File>> {
        Ok(BufWriter::new(File::create(self.part.path().join(name))?))
    }

    /// All files are whole.
    pub fn finish(self) -> Result<()> {
        let done = self.put_in_place();
        note_unfinished(None);
        done.with_context(|| format!("cannot write '{}'", self.path.display()))
    }

    fn put_in_place(&self) -> io::Result<()> {
        let files = std::fs::read_dir(self.part.path())?;
        let files = files.collect::<io::Result<Vec<_>>>()?;
        for file in &files {
            File::open(file.path())?.sync_all()?;
        }
        if !self.path.exists() {
            return std::fs::rename(self.part.path(), &self.path);
        }
        for file in files {
            std::fs::rename(file.path(), self.path.join(file.file_name()))?;
        }
        Ok(())
    }
}

fn open_beside(path: &Path) -> Result<(File, TempPath)> {
    let mut builder = builder();
    // As any new file: what the umask leaves, not the owner alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666));
    }
    let (file, part) = builder.tempfile_in(folder_of(path))?.into_parts();
    note_unfinished(Some(part.to_path_buf()));
    Ok((file, part))
}

fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".dixit-").suffix(".part");
    builder
}

//! Folders to read, runs of the program, and what can be said about them.

use serde_json::Value;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An article that every model reads something in.
pub const SOUND: &str = "Ferries to sail again\n\n\
    VASTAD, March 7, 2031 - The ferries will sail again within a week, the port \
    authority said on Friday. \u{201c}The ramps are clean,\u{201d} said Joren Haske, a captain.\n";

/// A folder of coverage that is gone after the test.
pub struct Folder(pub tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    /// With one sound article, `sound.txt`.
    pub fn sound() -> Self {
        Folder::new().file("sound.txt", SOUND)
    }

    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).expect("the folder");
        let mut names: Vec<String> = entries
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    /// Runs dixit in the folder, with the words of `line` as arguments.
    pub fn run(&self, line: &str) -> Run {
        Run::from(dixit(self.0.path(), line).output().expect("dixit runs"))
    }

    /// The same with `input` on standard input.
    pub fn pipe(&self, line: &str, input: impl AsRef<[u8]>) -> Run {
        let mut child = dixit(self.0.path(), line)
            .stdin(Stdio::piped())
            .spawn()
            .expect("dixit runs");
        let mut stdin = child.stdin.take().expect("standard input");
        stdin.write_all(input.as_ref()).expect("dixit reads");
        drop(stdin);
        Run::from(child.wait_with_output().expect("dixit ends"))
    }
}

/// A command in `folder`; the quick model unless `line` names one.
pub fn dixit(folder: &Path, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dixit"));
    command.current_dir(folder).args(line.split_whitespace());
    if ["read ", "report ", "add ", "watch "]
        .iter()
        .any(|c| line.starts_with(c))
        && !line.contains("--model")
    {
        command.args(["--model", "fast"]);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The articles that come with the repository.
pub fn strait() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/strait")
}

/// What a run did.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Run {
            status: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start: String = self.out.chars().take(600).collect();
        let Run { status, out, err } = self;
        let length = out.len();
        write!(
            f,
            "status {status}\n{err}\n{length} bytes on standard output: {start}"
        )
    }
}

impl Run {
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        assert!(!self.err.contains("panicked"), "{self:#?}");
        self
    }

    /// Says each of `parts` on standard error.
    pub fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in {self:#?}");
        }
        self
    }

    /// Says nothing on standard error.
    pub fn stays_silent(self) -> Self {
        assert_eq!(self.err, "", "{self:#?}");
        self
    }

    /// Standard output as JSON lines.
    pub fn lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }

    /// The ids of the articles on standard output.
    pub fn ids(&self) -> Vec<String> {
        let id = |line: &Value| line["id"].as_str().expect("an id").to_owned();
        self.lines().iter().map(id).collect()
    }
}

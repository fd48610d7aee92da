//! Runs of the program on corpora, and of the scorers on what it printed.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use tempfile::TempDir;

/// The corpora and scorers, and a folder for results.
pub struct Shared {
    folder: PathBuf,
    results: TempDir,
}

impl Shared {
    /// `None`, with a message, where there are no corpora or no Python.
    pub fn find() -> Option<Shared> {
        let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let folder = std::env::var_os("DIXIT_SHARED").map_or(beside, PathBuf::from);
        if !folder.join("corpora").is_dir() {
            println!(
                "skipped: no corpora in {} (set DIXIT_SHARED)",
                folder.display()
            );
            return None;
        }
        if Command::new("python3").arg("--version").output().is_err() {
            println!("skipped: the scorers need python3");
            return None;
        }
        let results = tempfile::tempdir().expect("a temporary folder");
        Some(Shared { folder, results })
    }

    pub fn corpus(&self, name: &str) -> PathBuf {
        self.folder.join("corpora").join(name)
    }

    /// The folder of the scorers.
    pub fn scorers(&self) -> PathBuf {
        self.folder.join("score")
    }

    /// A place for a result.
    pub fn result(&self, name: &str) -> PathBuf {
        self.results.path().join(name)
    }

    /// The files of a folder with this ending, sorted.
    pub fn files(&self, folder: &str, ending: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.corpus(folder)).expect(folder);
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let mut files: Vec<PathBuf> = paths
            .filter(|path| path.extension().is_some_and(|e| e == ending))
            .collect();
        files.sort();
        files
    }

    /// Writes what `dixit read` prints about `paths` to `name`.
    pub fn read(&self, paths: &[PathBuf], model: &str, name: &str) -> PathBuf {
        let command = ["read", "--format", "jsonl", "--quiet", "--model", model];
        let readings = dixit(&command, paths);
        let result = self.result(name);
        std::fs::write(&result, readings).expect("a result");
        result
    }

    /// Writes the record of `paths` to `name`, as JSON.
    pub fn report(&self, paths: &[PathBuf], model: &str, name: &str) -> PathBuf {
        let result = self.result(name);
        let file = result.to_str().expect("a plain path");
        let command = [
            "report", "--format", "json", "--quiet", "--model", model, "-o", file,
        ];
        dixit(&command, paths);
        result
    }

    /// What a scorer says about a result, which is printed too.
    pub fn score(&self, scorer: &str, gold: &Path, result: &Path, flags: &[&str]) -> String {
        let script = self.scorers().join(scorer);
        let mut run = Command::new("python3");
        let output = run
            .arg(script)
            .arg(gold)
            .arg(result)
            .args(flags)
            .output()
            .expect("python3 runs");
        let problems = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{scorer}: {problems}");
        String::from_utf8(output.stdout).expect("figures are text")
    }

    /// Attributions scored, printed under `title`.
    pub fn attributions(&self, title: &str, gold: &Path, result: &Path) -> Figures {
        println!(
            "\n== {title}\n{}",
            self.score("attributions.py", gold, result, &[])
        );
        let json = self.score("attributions.py", gold, result, &["--json"]);
        Figures(serde_json::from_str(&json).expect("figures are JSON"))
    }

    /// A record scored, printed under `title`.
    pub fn record(&self, title: &str, gold: &Path, result: &Path) -> RecordFigures {
        let text = self.score("record.py", gold, result, &[]);
        println!("\n== {title}\n{text}");
        RecordFigures(text)
    }
}

/// What a script of `training/evaluation` says about `files`.
pub fn evaluation(script: &str, files: &[PathBuf]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../training/evaluation");
    let output = Command::new("python3")
        .arg(folder.join(script))
        .args(files)
        .output()
        .expect("python3 runs");
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {problems}");
    String::from_utf8(output.stdout).expect("figures are text")
}

/// The expected calibration error of speakers or attributions in `files`, gold and
/// readings by turns; printed with the bins as a diagram.
pub fn calibration_error(shared: &Shared, title: &str, what: &str, files: &[PathBuf]) -> f64 {
    let mut arguments = vec![shared.scorers(), what.into()];
    arguments.extend_from_slice(files);
    let text = evaluation("calibration.py", &arguments);
    println!("\n== calibration: {title}\n{text}");
    let word = text.split_whitespace().nth(1);
    word.and_then(|word| word.parse().ok()).expect("an error")
}

/// What a record says about its articles, one line an article, as `read` would
/// print it but with dates and entities of the whole coverage.
pub fn readings_of(record: &Path, readings: &Path) {
    let text = std::fs::read(record).expect("a record");
    let record: Value = serde_json::from_slice(&text).expect("a record is JSON");
    let mut lines = std::fs::File::create(readings).expect("a result");
    for article in record["articles"].as_array().expect("articles") {
        writeln!(lines, "{article}").expect("a line");
    }
}

fn dixit(command: &[&str], paths: &[PathBuf]) -> Vec<u8> {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_dixit"))
        .args(command)
        .args(paths)
        .output()
        .expect("dixit runs");
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(
        matches!(output.status.code(), Some(0 | 3)),
        "dixit {command:?}: {problems}"
    );
    println!(
        "   dixit {} {}: {:.2} s",
        command[0],
        command[5],
        start.elapsed().as_secs_f64()
    );
    output.stdout
}

/// What `attributions.py --json` says.
pub struct Figures(Value);

impl Figures {
    /// F1 of whole attributions.
    pub fn linked(&self) -> f64 {
        self.0["linked"][2].as_f64().expect("linked F1")
    }

    /// Fragment F1 of a role.
    pub fn fragment(&self, role: &str) -> f64 {
        self.0["fragment"][role][2].as_f64().expect(role)
    }

    /// F1 of a part of one of the scorer's tables.
    pub fn of(&self, table: &str, part: &str) -> f64 {
        self.0[table][part][2].as_f64().expect(part)
    }

    /// Of the linked rows (where the gold has one), how many are right.
    pub fn right(&self, what: &str) -> f64 {
        let share = &self.0["ledger"][what];
        share.as_f64().or(share[0].as_f64()).expect(what)
    }
}

/// What `record.py` says.
pub struct RecordFigures(String);

impl RecordFigures {
    /// The number that follows `label` on the line that starts with `line`.
    pub fn number(&self, line: &str, label: &str) -> f64 {
        let found = self.0.lines().find(|text| text.starts_with(line));
        let rest = found
            .and_then(|text| text.split_once(&format!("{label} ")))
            .map(|(_, rest)| rest);
        let word = rest.and_then(|rest| rest.split([' ', ')', ',']).next());
        word.and_then(|word| word.parse().ok())
            .unwrap_or_else(|| panic!("no {line} … {label} in {}", self.0))
    }

    /// Rows, by their gold ids, that should not share a statement but do.
    pub fn wrong_pairs(&self) -> Vec<[String; 2]> {
        let lines = self
            .0
            .lines()
            .filter_map(|line| line.trim().strip_prefix("wrong pair "));
        let pairs = lines.filter_map(|pair| pair.split_once(' '));
        pairs
            .map(|(one, other)| [one.to_owned(), other.to_owned()])
            .collect()
    }

    /// Whether a line says this.
    pub fn says(&self, part: &str) -> bool {
        self.0.contains(part)
    }
}

/// Fails with what was reached, unless that is enough.
#[track_caller]
pub fn at_least(least: f64, what: &str, reached: f64) {
    assert!(
        reached >= least,
        "{what}: {reached:.3}, at least {least:.2} is asked"
    );
}

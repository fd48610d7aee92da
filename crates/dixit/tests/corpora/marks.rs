//! Everything that is asked of a model in one table, both models side by side,
//! each figure beside its mark: what the design asks, or the best known
//! elsewhere.

use crate::polnear::direct_quotations;
use crate::scoring::{Figures, Shared, calibration_error};
use crate::speed::{sample, timed};
use std::path::Path;
use std::process::Command;

/// Figures of one model, in the order of [`ROWS`].
type Column = Vec<f64>;

/// What a row is called, its digits behind the point, the marks of the accurate
/// and the fast model.
const ROWS: [(&str, usize, &str, &str); 19] = [
    ("fragment F1, source", 3, "> .832", "> .733"),
    ("fragment F1, cue", 3, "> .753", "> .671"),
    ("fragment F1, content", 3, "> .729", "> .636"),
    ("linked F1 (two people agree to .66)", 3, "", ""),
    ("overlap F1, source", 3, "", ""),
    ("overlap F1, cue", 3, "", ""),
    ("overlap F1, content", 3, "", ""),
    ("content exact F1, direct", 3, "", ""),
    ("content exact F1, mixed", 3, "", ""),
    ("content exact F1, indirect", 3, "", ""),
    ("content overlap F1, direct", 3, ">= .95", ">= .95"),
    ("content overlap F1, mixed", 3, "", ""),
    ("content overlap F1, indirect", 3, "", ""),
    (
        "direct quotations found: source right",
        3,
        ">= .97",
        ">= .97",
    ),
    ("calibration error of attributions", 3, "<= .05", "<= .05"),
    ("articles a second, one core", 1, ">= 8", ">= 150"),
    ("peak memory, MiB", 0, "", ""),
    ("models' files, MB (all under 40)", 1, "", ""),
    ("model loaded in, ms", 0, "", ""),
];

#[test]
#[ignore = "slow without --release"]
fn marks_of_both_models() {
    let Some(shared) = Shared::find() else { return };
    let [accurate, fast] = ["accurate", "fast"].map(|model| column(&shared, model));
    println!("\n== marks: PolNeAR dev; speed and memory over every tenth article of its train");
    println!("| figure | accurate | mark | fast | mark |\n| --- | ---: | --- | ---: | --- |");
    for (row, (name, digits, most, least)) in ROWS.iter().enumerate() {
        let [a, f] = [accurate[row], fast[row]];
        println!("| {name} | {a:.digits$} | {most} | {f:.digits$} | {least} |");
    }
}

fn column(shared: &Shared, model: &str) -> Column {
    let dev = shared.corpus("polnear/dev.jsonl");
    let readings = shared.read(std::slice::from_ref(&dev), model, "dev.jsonl");
    let title = format!("PolNeAR dev, {model}");
    let figures: Figures = shared.attributions(&title, &dev, &readings);
    let roles = ["source", "cue", "content"];
    let modes = ["direct", "mixed", "indirect"];
    let mut column: Column = roles.map(|role| figures.fragment(role)).into();
    column.push(figures.linked());
    column.extend(roles.map(|role| figures.of("overlap", role)));
    column.extend(modes.map(|mode| figures.of("content_exact_by_mode", mode)));
    column.extend(modes.map(|mode| figures.of("content_overlap_by_mode", mode)));
    column.push(direct_quotations(shared, &dev, &readings, model).1);
    let files = [dev, readings];
    column.push(calibration_error(shared, &title, "attributions", &files));
    let sample = sample(shared);
    let (seconds, memory) = timed(&sample.list, model);
    column.extend([sample.articles as f64 / seconds, memory]);
    column.extend([size(model), loaded(model, shared)]);
    column
}

/// The files that only this model reads, in MB.
fn size(model: &str) -> f64 {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let entries = std::fs::read_dir(models).expect("models");
    let files = entries.map(|entry| entry.expect("an entry"));
    let of_model = files.filter(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        name.starts_with(model) && name.ends_with(".bin")
    });
    let bytes: u64 = of_model
        .map(|file| file.metadata().expect("a size").len())
        .sum();
    bytes as f64 / 1e6
}

/// The least time of five that the program says a model took to load.
fn loaded(model: &str, shared: &Shared) -> f64 {
    let text = shared.result("one.txt");
    std::fs::write(&text, "The port will open, Ilse Marant said.").expect("a text");
    let run = || {
        let output = Command::new(env!("CARGO_BIN_EXE_dixit"))
            .args(["read", "--timings", "--model", model])
            .arg(&text)
            .output()
            .expect("dixit runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = told
            .lines()
            .find_map(|line| line.trim().strip_prefix("model"));
        let seconds = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        seconds.unwrap_or_else(|| panic!("no time in {told}"))
    };
    (0..5).map(|_| run()).fold(f64::INFINITY, f64::min) * 1000.0
}

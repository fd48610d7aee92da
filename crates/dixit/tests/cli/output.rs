//! Where pages go, and that they are whole or not there.

use crate::harness::{Folder, dixit};
use std::io::Write;
use std::process::Stdio;

#[test]
fn a_page_goes_to_its_file_and_the_summary_to_standard_output() {
    let folder = Folder::sound();
    let run = folder
        .run("report sound.txt -o page.html")
        .exits(0)
        .stays_silent();
    assert!(
        folder.text("page.html").starts_with("<!doctype html>")
            || folder.text("page.html").starts_with("<!DOCTYPE html>")
    );
    assert!(run.out.contains("page.html"), "{run:#?}");
    assert_eq!(folder.names(), ["page.html", "sound.txt"]);
}

#[test]
fn a_page_on_standard_output_has_the_summary_beside_it() {
    let folder = Folder::sound();
    let run = folder.run("report sound.txt").exits(0);
    let filed = folder.run("report sound.txt -o page.html").exits(0);
    assert_eq!(run.out, folder.text("page.html"));
    assert!(
        filed.out.starts_with(run.err.trim_end()),
        "{}\n{}",
        filed.out,
        run.err
    );
}

#[test]
fn quiet_leaves_the_page_alone() {
    let run = Folder::sound()
        .run("report sound.txt --quiet --format md")
        .exits(0)
        .stays_silent();
    assert_ne!(run.out, "");
    let run = Folder::sound()
        .run("report sound.txt --quiet -o page.html")
        .exits(0)
        .stays_silent();
    assert_eq!(run.out, "");
}

#[test]
fn the_ending_of_the_file_gives_the_format() {
    let folder = Folder::sound();
    folder.run("report sound.txt -o record.json").exits(0);
    serde_json::from_str::<serde_json::Value>(&folder.text("record.json")).unwrap();
    folder.run("report sound.txt -o notes.md").exits(0);
    assert!(folder.text("notes.md").contains("# "));
}

#[test]
fn a_run_that_reads_nothing_leaves_the_last_page() {
    let folder = Folder::new()
        .file("page.html", "the last one")
        .file("empty.txt", "");
    folder.run("report empty.txt -o page.html").exits(1);
    assert_eq!(folder.text("page.html"), "the last one");
}

#[test]
fn the_page_of_the_last_run_is_no_article() {
    let folder = Folder::sound();
    folder.run("report . -o page.html").exits(0);
    let first = folder.text("page.html");
    folder.run("report . -o page.html").exits(0).stays_silent();
    assert_eq!(folder.text("page.html"), first);
}

#[test]
fn the_tables_of_the_last_run_are_no_articles() {
    let folder = Folder::sound();
    let export = "export . --model fast --quiet --what tables -o tables --format";
    for format in ["jsonl", "csv", "csv"] {
        folder
            .run(&format!("{export} {format}"))
            .exits(0)
            .stays_silent();
        let rows = folder.text(&format!("tables/articles.{format}"));
        assert_eq!(rows.matches("VASTAD, March 7").count(), 1, "{rows}");
    }
    assert_eq!(folder.names(), ["sound.txt", "tables"]);
}

#[test]
fn tables_that_could_not_be_written_are_refused_before_anything_is_read() {
    let folder = Folder::new().file("all.csv", "mine");
    folder
        .run("export missing.txt -o all.csv")
        .exits(2)
        .says(&["'all.csv' is a file"]);
    folder
        .run("export missing.txt --what tables -o no/tables")
        .exits(2)
        .says(&["there is no folder 'no'"]);
    assert_eq!(folder.text("all.csv"), "mine");
}

#[cfg(unix)]
#[test]
fn a_folder_of_tables_is_there_for_all() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::sound();
    std::fs::create_dir(folder.path("made")).unwrap();
    folder
        .run("export sound.txt --model fast --what tables -o tables")
        .exits(0);
    let mode = |name: &str| folder.path(name).metadata().unwrap().permissions().mode();
    assert_eq!(mode("tables"), mode("made"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_last_page_and_nothing_else() {
    let folder = Folder::new().file("page.html", "the last one");
    let mut command = dixit(&folder.path(""), "report - -o page.html");
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all(b"{\"id\": \"a\", \"text\": \"Veld said no.\"}\n")
        .unwrap();
    stdin.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(400));
    let signal = ["-INT", &child.id().to_string()].map(str::to_owned);
    std::process::Command::new("kill")
        .args(signal)
        .status()
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(folder.names(), ["page.html"]);
    assert_eq!(folder.text("page.html"), "the last one");
}

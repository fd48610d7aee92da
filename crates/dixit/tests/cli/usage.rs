//! A wrong command line: status 2, what is wrong, what would be right.

use crate::harness::Folder;

fn is_refused(line: &str, parts: &[&str]) {
    let folder = Folder::sound();
    let run = folder.run(line).exits(2).says(&["error"]).says(parts);
    assert_eq!(run.out, "");
    assert_eq!(folder.names(), ["sound.txt"]);
}

#[test]
fn no_command() {
    is_refused_with_help("");
}

fn is_refused_with_help(line: &str) {
    Folder::sound()
        .run(line)
        .exits(2)
        .says(&["Usage: dixit", "report", "read"]);
}

#[test]
fn no_path() {
    is_refused("report", &["PATH"]);
    is_refused("read", &["PATH"]);
}

#[test]
fn a_date_that_is_none() {
    is_refused(
        "read sound.txt --published 31-02-07",
        &["--published", "2031-03-07"],
    );
    is_refused("read sound.txt --published 2031-02-30", &["no such day"]);
}

#[test]
fn no_jobs() {
    is_refused("read sound.txt --jobs 0", &["--jobs"]);
}

#[test]
fn an_unknown_model_or_format() {
    is_refused("read sound.txt --model best", &["accurate", "fast"]);
    is_refused("report sound.txt --format pdf", &["html", "md", "json"]);
}

#[test]
fn a_flag_with_a_slip_of_the_pen() {
    is_refused("report sound.txt --formt html", &["--format"]);
}

#[test]
fn a_page_in_place_of_an_article() {
    is_refused("report sound.txt -o sound.txt", &["one of the articles"]);
}

#[test]
fn a_page_in_place_of_a_folder() {
    is_refused("report sound.txt -o .", &["is a folder"]);
}

#[test]
fn a_page_in_a_folder_that_is_not_there() {
    is_refused("report sound.txt -o gone/page.html", &["no folder 'gone'"]);
}

#[test]
fn standard_input_twice() {
    is_refused("read - -", &["only once"]);
}

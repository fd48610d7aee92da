//! Bad input: named, explained, skipped; the rest is read; never a panic.

use crate::harness::{Folder, SOUND};

/// `name` holds `bytes`: skipped beside a sound article, and fatal alone, each
/// time with all of `parts` in the message.
fn is_skipped(name: &str, bytes: impl AsRef<[u8]>, parts: &[&str]) {
    let folder = Folder::sound().file(name, bytes);
    let both = folder
        .run(&format!("read {name} sound.txt"))
        .exits(3)
        .says(&[name])
        .says(parts);
    assert_eq!(both.ids(), ["sound"]);
    let report = folder
        .run(&format!("report {name} sound.txt --format json"))
        .exits(3);
    assert!(report.says(&[name]).out.contains("\"sound\""));
    let alone = folder
        .run(&format!("read {name}"))
        .exits(1)
        .says(&[name, "nothing could be read"]);
    assert_eq!(alone.out, "");
    folder
        .run(&format!("report {name} -o result.html"))
        .exits(1)
        .says(parts);
    assert!(!folder.path("result.html").exists());
}

#[test]
fn an_empty_file() {
    is_skipped("empty.txt", "", &["holds no words"]);
}

#[test]
fn a_file_of_white_space() {
    is_skipped("blank.txt", " \n\t\n", &["holds no words"]);
}

#[test]
fn a_binary_file() {
    is_skipped(
        "photo.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        &["is not text"],
    );
}

#[test]
fn broken_utf8() {
    is_skipped(
        "torn.txt",
        b"Zo\xc3\xab said: \xe2\x80\x9cno\xe2\x80\x9d.\nVeld \xe2\x80",
        &["torn.txt:2", "UTF-8"],
    );
}

#[test]
fn a_text_of_200_megabytes() {
    is_skipped(
        "huge.txt",
        "words and ".repeat(20 << 20),
        &["MiB", "split it"],
    );
}

#[test]
fn lines_that_are_not_json() {
    is_skipped(
        "wire.jsonl",
        "{\"id\": \"a\", \"text\": \n",
        &["wire.jsonl:1", "not JSON"],
    );
}

#[test]
fn json_without_text() {
    is_skipped(
        "wire.jsonl",
        "{\"id\": \"a\", \"title\": \"b\"}\n",
        &["wire.jsonl:1", "text"],
    );
}

#[test]
fn a_page_without_an_article() {
    is_skipped(
        "page.html",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        &["article"],
    );
}

#[test]
fn a_file_that_is_not_there() {
    let folder = Folder::sound();
    folder
        .run("read gone.txt sound.txt")
        .exits(3)
        .says(&["gone.txt", "no such file"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::sound().file("shut.txt", SOUND);
    let shut = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(folder.path("shut.txt"), shut).unwrap();
    if std::fs::read(folder.path("shut.txt")).is_ok() {
        eprintln!("not tested: this user may open every file");
        return;
    }
    folder
        .run("read shut.txt sound.txt")
        .exits(3)
        .says(&["shut.txt", "permission denied"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_back_into_itself() {
    let folder = Folder::new().file("coverage/sound.txt", SOUND);
    std::os::unix::fs::symlink("..", folder.path("coverage/loop")).unwrap();
    let run = folder
        .run("read coverage")
        .exits(3)
        .says(&["loop", "leads back"]);
    assert_eq!(run.ids(), ["sound"]);
}

#[test]
fn a_folder_without_articles() {
    let folder = Folder::new().file("papers/invoice.pdf", "%PDF");
    folder
        .run("read papers")
        .exits(1)
        .says(&["papers", "without articles", ".txt"]);
}

#[test]
fn two_files_with_one_id() {
    let folder = Folder::new()
        .file("a/one.txt", SOUND)
        .file("b/one.txt", SOUND);
    let run = folder
        .run("read a b")
        .exits(3)
        .says(&["b/one.txt", "a/one.txt", "id"]);
    assert_eq!(run.ids(), ["one"]);
}

#[test]
fn one_bad_line_among_good_ones() {
    let line = |id: &str| format!("{}\n", serde_json::json!({"id": id, "text": SOUND}));
    let file = format!(
        "{}not json\n{}{{\"id\": \"c\"}}\n{}",
        line("a"),
        line("b"),
        line("d")
    );
    let folder = Folder::new().file("wire.jsonl", file);
    let run = folder.run("read wire.jsonl").exits(3).says(&[
        "wire.jsonl:2",
        "wire.jsonl:4",
        "2 articles skipped",
        "3 articles read",
    ]);
    assert_eq!(run.ids(), ["a", "b", "d"]);
}

#[test]
fn an_article_in_another_language_is_kept_and_not_read_as_english() {
    let german = "Die Fähren fahren wieder, sagte der Hafenmeister am Freitag. Er habe mit der \
        Präsidentin gesprochen, und sie habe ihm versichert, dass die Meerenge bald geöffnet werde. \
        Die Fischer glauben das nicht. Sie wollen erst Schiffe sehen, bevor sie wieder auslaufen.";
    let folder = Folder::sound().file("german.txt", german);
    let run = folder.run("read german.txt sound.txt").exits(0);
    assert_eq!(run.err.matches("german.txt").count(), 1, "{run:#?}");
    let lines = run.says(&["language", "(de)"]).lines();
    assert_eq!(lines[0]["language"], "de");
    assert_eq!(lines[0]["attributions"].as_array().unwrap().len(), 0);
    assert_ne!(lines[1]["attributions"].as_array().unwrap().len(), 0);
}

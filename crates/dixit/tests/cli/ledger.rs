//! Ledgers on the command line: added to, searched, exported, shown.

use crate::harness::{Folder, SOUND, dixit, strait};
use dixit_ledger::{Ledger, Page, RunId};
use std::process::{Child, Command};
use std::time::Duration;

const OTHER: &str = "Pier four stays shut\n\nKEST, March 8, 2031 - Pier four will stay shut until \
    summer, Nela Quist said on Saturday. The harbour master, Piet Lommer, denied it.\n";

fn folder() -> Folder {
    Folder::sound().file("more/other.txt", OTHER)
}

#[test]
fn adding_again_adds_what_is_new() {
    let folder = folder();
    let run = folder.run("add desk.ledger sound.txt").exits(0);
    assert!(run.out.starts_with("1 articles added"), "{run:?}");
    let run = folder.run("add desk.ledger .").exits(0);
    assert!(
        run.out.contains("1 articles added") && run.out.contains("1 known"),
        "{run:?}"
    );
    let run = folder.run("add desk.ledger . --list").exits(0);
    assert_eq!(run.out, "");
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    let counts = ledger.summary().unwrap();
    assert_eq!((counts.articles, counts.waiting, counts.runs), (2, 0, 3));
}

#[test]
fn an_address_is_taken_once_and_an_id_as_often_as_it_comes() {
    let lines = [
        r#"{"id": "a", "text": "The port will open, Ilse Marant said.", "url": "https://post.example/1"}"#,
        r#"{"id": "a", "text": "The port will stay shut, Ilse Marant said."}"#,
    ];
    let later = r#"{"id": "b", "text": "The port is open, Ilse Marant said.", "url": "https://post.example/1"}"#;
    let folder = Folder::new()
        .file("first.jsonl", lines.join("\n"))
        .file("later.jsonl", later);
    let run = folder.run("add desk.ledger first.jsonl --list").exits(0);
    assert_eq!(run.lines().len(), 2);
    let run = folder.run("add desk.ledger later.jsonl").exits(0);
    assert!(run.out.contains("1 new versions"), "{run:?}");
}

/// Opened once more for its fingerprint, a pipe would wait for another writer.
#[cfg(unix)]
#[test]
fn a_pipe_is_read_once() {
    let folder = Folder::new().file("two.jsonl", "{\"text\": \"One said one.\"}\n");
    let pipe = folder.path("pipe.jsonl");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let mut adder = dixit(folder.0.path(), "add desk.ledger pipe.jsonl")
        .spawn()
        .unwrap();
    std::fs::write(&pipe, folder.text("two.jsonl")).unwrap();
    let begin = std::time::Instant::now();
    let ended = loop {
        match adder.try_wait().unwrap() {
            None if begin.elapsed() > Duration::from_secs(30) => break None,
            None => std::thread::sleep(Duration::from_millis(50)),
            ended => break ended,
        }
    };
    if ended.is_none() {
        adder.kill().unwrap();
    }
    assert!(ended.is_some_and(|status| status.success()), "{ended:?}");
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    assert_eq!(
        ledger.run(RunId(1)).unwrap().unwrap().inputs[0].sha256,
        None
    );
}

#[test]
fn a_run_leaves_its_manifest() {
    let folder = folder().file("broken.jsonl", "{\"id\": \"x\"\n").file(
        "two.jsonl",
        "{\"text\": \"One said one.\"}\n{\"text\": \"Two said two.\"}\n",
    );
    folder
        .run("add desk.ledger sound.txt two.jsonl broken.jsonl")
        .exits(3)
        .says(&["skipped"]);
    let ledger = Ledger::open_read_only(&folder.path("desk.ledger")).unwrap();
    let run = ledger.run(RunId(1)).unwrap().unwrap();
    assert_eq!(
        (run.run.added, run.run.skipped, run.run.state.as_str()),
        (3, 1, "finished")
    );
    assert_eq!(run.run.options["model"], "fast");
    assert_eq!(run.run.model_sha256.len(), 64);
    assert_eq!(run.problems.len(), 1);
    let inputs: Vec<_> = run
        .inputs
        .iter()
        .map(|i| (i.path.as_str(), i.articles))
        .collect();
    assert_eq!(inputs, [("sound.txt", 1), ("two.jsonl", 2)]);
    assert!(run.inputs.iter().all(|input| input.sha256.is_some()));
    let original = ledger
        .articles(&Default::default(), &Page::first(9))
        .unwrap()
        .rows;
    let sound = original.iter().find(|row| row.name == "sound").unwrap();
    let original = ledger.original(&sound.key).unwrap().unwrap();
    assert_eq!(original.bytes, SOUND.as_bytes());
    assert_eq!(run.inputs[0].sha256.as_ref(), Some(&original.sha256));
}

#[test]
fn the_exit_status_tells_what_became_of_it() {
    let folder = folder().file("empty.txt", "").file("notes.md", "no ledger");
    folder.run("add desk.ledger empty.txt").exits(1);
    folder.run("add desk.ledger sound.txt empty.txt").exits(3);
    folder.run("add desk.ledger").exits(2);
    folder
        .run("add notes.md sound.txt")
        .exits(1)
        .says(&["notes.md", "not a ledger"]);
    assert_eq!(folder.text("notes.md"), "no ledger");
    folder.run("add gone/desk.ledger sound.txt").exits(1);
    folder
        .run("search nowhere.ledger port")
        .exits(1)
        .says(&["nowhere.ledger"]);
}

#[test]
fn searches_print_what_they_found_or_point_at_the_word() {
    let folder = folder();
    folder.run("add desk.ledger .").exits(0);
    let run = folder.run("search desk.ledger ramp speaker:haske").exits(0);
    let kinds: Vec<_> = run
        .lines()
        .iter()
        .map(|line| line["kind"].clone())
        .collect();
    assert_eq!(kinds, ["statement", "article"], "{run:?}");
    assert_eq!(
        run.lines()[0]["statement"]["speaker"]["name"],
        "Joren Haske"
    );
    folder
        .run("search desk.ledger ramp --format table")
        .exits(0);
    let run = folder
        .run("search desk.ledger zeppelin")
        .exits(1)
        .says(&["nothing"]);
    assert_eq!(run.out, "");
    folder
        .run("search desk.ledger port speeker:haske")
        .exits(2)
        .says(&["\n       ^ there is no field"]);
}

#[test]
fn exports_hold_everything_in_each_format() {
    let folder = folder();
    folder.run("add desk.ledger .").exits(0);
    let readings = folder.run("export desk.ledger").exits(0).lines();
    assert_eq!(readings.len(), 2);
    assert!(
        readings
            .iter()
            .all(|line| line["story"].as_str().unwrap().starts_with('s'))
    );
    assert!(readings[0]["text"].is_string());
    let short = folder.run("export desk.ledger --no-text").exits(0).lines();
    assert!(short[0]["text"].is_null());
    let said: usize = readings
        .iter()
        .map(|line| line["attributions"].as_array().unwrap().len())
        .sum();
    let rows = folder
        .run("export desk.ledger --what attributions")
        .exits(0)
        .lines();
    assert_eq!(rows.len(), said);
    let table = folder
        .run("export desk.ledger --what attributions --format csv")
        .exits(0)
        .out;
    assert!(
        table.starts_with("\u{feff}article,id,story,statement,") && table.lines().count() > said
    );
    let statements = folder
        .run("export desk.ledger --what statements")
        .exits(0)
        .lines();
    assert!(
        statements
            .iter()
            .any(|row| row["speaker"]["name"] == "Joren Haske")
    );
    folder
        .run("export desk.ledger --what corrections -o log.csv --format csv")
        .exits(0);
    assert_eq!(
        folder.text("log.csv"),
        "\u{feff}id,at,author,reason,kind,target,value,undoes\r\n"
    );
    folder.run("export desk.ledger -o desk.ledger").exits(2);
}

#[test]
fn several_tables_go_to_a_folder_whole_or_not_at_all() {
    let folder = folder();
    folder.run("add desk.ledger .").exits(0);
    folder
        .run("export desk.ledger --format parquet")
        .exits(2)
        .says(&["folder"]);
    folder
        .run("export desk.ledger --format parquet -o tables")
        .exits(0);
    let tables: Vec<_> = std::fs::read_dir(folder.path("tables")).unwrap().collect();
    assert_eq!(tables.len(), 8);
    folder
        .run("export nothing-here --format parquet -o none")
        .exits(1);
    assert!(!folder.path("none").exists());
    let names = folder.names();
    assert!(
        !names.iter().any(|name| name.ends_with(".part")),
        "{names:?}"
    );
}

#[test]
fn a_ledger_and_its_articles_have_the_same_tables() {
    let folder = folder();
    folder.run("add desk.ledger .").exits(0);
    let said = |from: &str| {
        let line = format!("export {from} --what attributions --no-text --model fast");
        let rows = folder.run(&line).exits(0).lines();
        let said = rows.iter().map(|row| row["content"]["text"].to_string());
        said.collect::<std::collections::BTreeSet<String>>()
    };
    let direct = said("sound.txt");
    assert!(!direct.is_empty() && direct.is_subset(&said("desk.ledger")));
}

#[test]
fn a_report_is_made_from_a_ledger() {
    let folder = Folder::new();
    let strait = strait();
    folder
        .run(&format!("add desk.ledger {}", strait.display()))
        .exits(0);
    let direct = folder
        .run(&format!("report {} --format json", strait.display()))
        .exits(0);
    let run = folder.run("report desk.ledger --format json").exits(0);
    let (direct, page) = (&direct.lines()[0], &run.lines()[0]);
    for part in ["articles", "stories", "statements"] {
        let number = |page: &serde_json::Value| page[part].as_array().unwrap().len();
        assert_eq!(number(direct), number(page), "{part}");
    }
    let gists = |page: &serde_json::Value| {
        let statements = page["statements"].as_array().unwrap().iter();
        let mut gists: Vec<_> = statements.map(|s| s["gist"].to_string()).collect();
        gists.sort();
        gists
    };
    assert_eq!(gists(direct), gists(page));
    let story = page["stories"][0]["id"].as_str().unwrap();
    let run = folder
        .run(&format!("report desk.ledger --story {story} --format json"))
        .exits(0);
    assert_eq!(run.lines()[0]["stories"].as_array().unwrap().len(), 1);
    // What is exported is chosen alike.
    let exported = folder
        .run(&format!(
            "export desk.ledger --what statements --format jsonl --story {story}"
        ))
        .exits(0);
    assert_eq!(
        exported.lines().len(),
        run.lines()[0]["statements"].as_array().unwrap().len()
    );
    folder
        .run("export desk.ledger --format jsonl --story s0")
        .exits(1)
        .says(&["no story s0"]);
    folder.run("report desk.ledger -o page.html").exits(0);
    assert!(folder.text("page.html").contains("Marant"));
    folder
        .run("report desk.ledger --story s0")
        .exits(1)
        .says(&["no story s0"]);
    folder
        .run(&format!("report {} --story s0", strait.display()))
        .exits(1);
}

#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_is_read_and_says_so() {
    let lines: String = (0..4000)
        .map(|n| format!("{{\"text\": \"Ilse Marant said that pier {n} would open.\"}}\n"))
        .collect();
    let folder = Folder::new().file("all.jsonl", lines);
    let mut child = dixit(&folder.path(""), "add desk.ledger all.jsonl --list")
        .spawn()
        .unwrap();
    let ledger = folder.path("desk.ledger");
    for _ in 0..200 {
        std::thread::sleep(Duration::from_millis(50));
        let counts = Ledger::open_read_only(&ledger).and_then(|ledger| ledger.summary());
        if counts.is_ok_and(|counts| counts.articles > 0) {
            break;
        }
    }
    interrupt(&mut child);
    let run = crate::harness::Run::from(child.wait_with_output().unwrap());
    let run = run.exits(130).says(&["stopped"]);
    let counts = Ledger::open_read_only(&ledger).unwrap().summary().unwrap();
    assert_eq!(counts.articles, run.lines().len());
    assert!(counts.articles < 4000 && counts.waiting == counts.articles);
    let state = Ledger::open_read_only(&ledger)
        .unwrap()
        .run(RunId(1))
        .unwrap()
        .unwrap();
    assert_eq!(state.run.state, "interrupted");
}

#[cfg(unix)]
fn interrupt(child: &mut Child) {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
}

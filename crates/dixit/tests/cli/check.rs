//! `dixit check`: what would be read, from where, and what would be refused.

use crate::harness::Folder;

const PAGE: &str = r#"<html lang="en"><head><title>Ferries to sail again | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2031-03-07T09:00:00Z"></head><body><article>
<h1>Ferries to sail again</h1><p>The ferries of Vastad will sail again within a week, the port
authority said on Friday, after six weeks in which no ship had left the harbour of the town.</p>
<p>The ramps are clean, said Joren Haske, a captain, who had waited for it since January and who
had, he said, given up all hope of an early end to it.</p></article></body></html>"#;

#[test]
fn everything_known_comes_with_its_grounds() {
    let folder = Folder::sound().file("page.html", PAGE);
    let run = folder.run("check .").exits(0);
    let lines = run.lines();
    let of = |id: &str| lines.iter().find(|line| line["id"] == id).expect(id);
    let page = &of("page")["fields"];
    assert_eq!(page["outlet"]["value"], "The Harbour Post");
    assert_eq!(page["published"]["value"], "2031-03-07");
    assert_ne!(page["published"]["how"], "dateline");
    let text = of("sound");
    assert_eq!(text["media_type"], "text/plain");
    assert_eq!(text["fields"]["published"]["how"], "dateline");
    assert!(text["fields"].get("outlet").is_none());
    let table = folder.run("check sound.txt --format table").exits(0).out;
    assert!(table.contains("[dateline"), "{table}");
    assert!(table.contains("unknown    outlet"), "{table}");
}

#[test]
fn what_would_be_refused_is_named_with_the_reason() {
    let folder = Folder::sound()
        .file("empty.txt", " ")
        .file("again/sound.txt", "The same id.");
    let run = folder.run("check . --format jsonl").exits(3);
    let refused: Vec<String> = run
        .lines()
        .iter()
        .filter_map(|line| Some(line["refused"].as_str()?.to_owned()))
        .collect();
    assert_eq!(refused.len(), 2, "{run:?}");
    assert!(refused.iter().any(|why| why.contains("holds no words")));
    assert!(refused.iter().any(|why| why.contains("has the id")));
    run.says(&["empty.txt", "would skip"]);
    folder.run("check empty.txt").exits(1);
}

#[test]
fn a_language_that_no_model_reads_is_said() {
    let words = "Le président de la région a déclaré vendredi que les bateaux repartiraient dans une \
        semaine, après six semaines pendant lesquelles aucun navire n'avait quitté le port.";
    let run = Folder::new()
        .file("a.txt", words)
        .run("check a.txt")
        .exits(0);
    let note = run.lines()[0]["note"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!(note.contains("(fr)"), "{note}");
}

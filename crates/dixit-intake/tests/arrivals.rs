//! Articles as they arrive, with the bytes they came as.

use dixit_intake::{Arrival, Draft, Fetched, Intake, Options};

#[test]
fn the_bytes_of_each_kind_of_file_are_kept_as_they_came() {
    let folder = tempfile::tempdir().unwrap();
    let latin = b"The ferries of Vastad sail to \xC5land again, said Joren Haske, a captain.\r\n";
    std::fs::write(folder.path().join("a.txt"), latin).unwrap();
    let lines = [
        r#"{"id": "one",  "text": "The ramps are clean.", "url": "https://post.example/1"}"#,
        r#"{"id": "one",  "text": "The ramps are dirty."}"#,
    ];
    std::fs::write(folder.path().join("b.jsonl"), lines.join("\n")).unwrap();
    let arrivals = Intake::new(Options::default()).arrivals(&[folder.path().to_owned()]);
    let found: Vec<Arrival> = arrivals.map(Result::unwrap).collect();
    let whole: Vec<bool> = found.iter().map(Arrival::is_whole_file).collect();
    assert_eq!(whole, [true, false, false]);
    assert!(found[2].file().ends_with("b.jsonl") && found[2].origin().ends_with("b.jsonl:2"));
    let hash = found[1].sha256();
    let found: Vec<Draft> = found.into_iter().map(|a| a.open().unwrap()).collect();
    assert_eq!(found[1].sha256(), hash);
    let types: Vec<_> = found.iter().map(Draft::media_type).collect();
    assert_eq!(
        types,
        ["text/plain", "application/json", "application/json"]
    );
    assert_eq!(found[1].url(), Some("https://post.example/1"));
    assert_eq!(found[2].url(), None);
    let read: Vec<_> = found.into_iter().map(Draft::finish).collect();
    assert_eq!(read[0].1, latin);
    assert!(read[0].0.text.contains("Åland"));
    assert_eq!(read[1].1, lines[0].as_bytes());
    assert_eq!(
        (read[2].0.id.as_str(), read[2].1.as_slice()),
        ("one", lines[1].as_bytes())
    );
}

/// A page at `url` that says it is at `canonical`.
fn page(url: &str, canonical: &str) -> Draft {
    let words = "The ferries of Vastad will sail again within a week, said Joren Haske, a captain, on \
        Friday, after a winter in which none of them had left the port of Kest. The council agreed.";
    let page = format!(
        "<html><head><link rel=canonical href='{canonical}'></head><body><article><h1>Ferries to \
         sail</h1><p>{words}</p><p>{words}</p></article></body></html>"
    );
    let fetched = Fetched {
        url: url.to_owned(),
        bytes: page.into_bytes(),
        ..Fetched::default()
    };
    let arrival = Intake::new(Options::default()).fetched(fetched);
    arrival.open().unwrap()
}

#[test]
fn a_page_speaks_for_its_own_host_alone() {
    let found = "https://tideline.example/reprints/1?utm_source=feed";
    let own = page(found, "https://www.tideline.example/ferries");
    assert_eq!(own.url(), Some("https://www.tideline.example/ferries"));
    let reprint = page(found, "https://harbourpost.example/ferries");
    assert_eq!(reprint.url(), Some(found));
    let (article, _) = reprint.finish();
    assert_eq!(
        article.extra["canonical"],
        "https://harbourpost.example/ferries"
    );
    let front = page(found, "https://tideline.example/");
    assert_eq!(front.url(), Some(found), "not what stands on every page");
    let hostile = page(
        "https://tideline.example/",
        "https://harbourpost.example/ferries",
    );
    assert_eq!(hostile.url(), Some("https://tideline.example/"));
}

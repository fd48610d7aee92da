//! What bad input gets: a message that names the file and what to do, and the
//! rest still read.

use dixit_intake::{Error, ErrorKind, Intake, Options};
use dixit_model::Article;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const WORDS: &str = "The port of Kest will reopen within a week, President Ilse Marant said.";

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Folder(TempDir::new().unwrap())
    }

    fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self) -> Vec<Result<Article, Error>> {
        read(&[self.path().to_owned()])
    }
}

fn read(paths: &[PathBuf]) -> Vec<Result<Article, Error>> {
    Intake::new(Options::default()).read(paths).collect()
}

/// Ids of what was read, and kinds with messages of what was not.
fn sorted(results: Vec<Result<Article, Error>>) -> (Vec<String>, Vec<(ErrorKind, String)>) {
    let (mut ids, mut errors) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(article) => ids.push(article.id),
            Err(error) => errors.push((error.kind(), error.to_string())),
        }
    }
    (ids, errors)
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new()
        .with("a.txt", WORDS)
        .with("b.txt", "")
        .with("c.txt", " \n\u{a0}\t")
        .with("d.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        .with(
            "e.txt",
            b"Zo\xC3\xAB said: \xE2\x80\x9Cno\xE2\x80\x9D, \xE2\x80 then left.",
        )
        .with("f.html", "<html><body><p>Nothing.</p></body></html>")
        .with("sub/g.txt", WORDS)
        .with(".hidden.txt", WORDS)
        .with("picture.png", "x");
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["a", "g"]);
    let kinds: Vec<ErrorKind> = errors.iter().map(|(kind, _)| *kind).collect();
    use ErrorKind::{Binary, Empty, Encoding, NoArticle};
    assert_eq!(kinds, [Empty, Empty, Binary, Encoding, NoArticle]);
    for ((_, message), name) in errors
        .iter()
        .zip(["b.txt", "c.txt", "d.txt", "e.txt", "f.html"])
    {
        assert!(
            message.contains(name) && message.contains("; "),
            "{message}"
        );
    }
}

#[test]
fn bad_lines_are_named_and_the_rest_read() {
    let lines = format!(
        "{{\"id\": \"a\", \"text\": \"{WORDS}\"}}\n\nnot json\n{{\"id\": \"b\"}}\n[1]\n{{\"text\": \"{WORDS}\"}}\n\
         {{\"id\": \"a\", \"text\": \"{WORDS}\"}}\n{{\"id\": \"c\", \"text\": 7}}"
    );
    let mut bytes = lines.into_bytes();
    bytes.extend_from_slice(b"\n{\"text\": \"\xFF\"}\n");
    let folder = Folder::new().with("news.jsonl", bytes);
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["a", "news-6"]);
    use ErrorKind::{DuplicateId, Encoding, Json, NoText};
    let expected = [
        (Json, 3),
        (NoText, 4),
        (Json, 5),
        (DuplicateId, 7),
        (NoText, 8),
        (Encoding, 9),
    ];
    assert_eq!(errors.len(), expected.len(), "{errors:?}");
    for ((kind, message), (expected, line)) in errors.iter().zip(expected) {
        assert_eq!(*kind, expected, "{message}");
        assert!(
            message.contains(&format!("news.jsonl:{line}:")),
            "{message}"
        );
    }
}

#[test]
fn two_files_with_one_id_are_told_apart_by_their_names() {
    let folder = Folder::new()
        .with("one/kest.txt", WORDS)
        .with("two/kest.txt", WORDS);
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["kest"]);
    let (kind, message) = &errors[0];
    assert_eq!(*kind, ErrorKind::DuplicateId);
    assert!(
        message.contains("one") && message.contains("two"),
        "{message}"
    );
}

#[test]
fn a_folder_without_articles_says_what_would_be_one() {
    for folder in [Folder::new(), Folder::new().with("a.png", "x")] {
        let (ids, errors) = sorted(folder.read());
        assert!(ids.is_empty());
        assert_eq!(errors[0].0, ErrorKind::NoArticles);
        assert!(errors[0].1.contains(".txt"), "{}", errors[0].1);
    }
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let (_, errors) = sorted(read(&["no/such/file.txt".into()]));
    assert_eq!(errors[0].0, ErrorKind::NotFound);
    assert!(errors[0].1.contains("no/such/file.txt"));
}

#[cfg(unix)]
#[test]
fn a_directory_loop_ends() {
    let folder = Folder::new().with("a/b.txt", WORDS);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["b"]);
    assert_eq!(errors[0].0, ErrorKind::Loop);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_opened_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new().with("a.txt", WORDS).with("b.txt", WORDS);
    let closed = folder.path().join("a.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o0)).unwrap();
    if fs::read(&closed).is_ok() {
        return; // Whoever runs this may read everything.
    }
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["b"]);
    assert_eq!(errors[0].0, ErrorKind::Unreadable);
}

#[test]
fn texts_and_lines_beyond_the_limit_are_refused() {
    let folder = Folder::new().with("a.txt", "x".repeat(2000)).with(
        "b.jsonl",
        format!(
            "{{\"text\": \"{}\"}}\n{{\"text\": \"{WORDS}\"}}",
            "x".repeat(2000)
        ),
    );
    let mut options = Options::default();
    options.max_bytes = 1000;
    let results = Intake::new(options)
        .read(&[folder.path().to_owned()])
        .collect();
    let (ids, errors) = sorted(results);
    assert_eq!(ids, ["b-2"]);
    assert_eq!(errors[0].0, ErrorKind::TooLarge);
    assert_eq!(errors[1].0, ErrorKind::TooLarge);
    assert!(errors[1].1.contains("b.jsonl:1:"), "{}", errors[1].1);
}

#[test]
fn json_comes_as_lines_one_object_or_a_list() {
    let pretty = format!("{{\n  \"id\": \"one\",\n  \"text\": \"{WORDS}\"\n}}");
    let list = format!("[{{\"text\": \"{WORDS}\"}}, {{\"text\": \"{WORDS} Soon.\"}}, 3]");
    let lines = format!(
        "{{\"id\": \"x\", \"text\": \"{WORDS}\"}}\n{{\"id\": \"y\", \"text\": \"{WORDS}\"}}\n"
    );
    let folder = Folder::new()
        .with("a.json", pretty)
        .with("b.json", list)
        .with("c.json", lines)
        .with("d.json", "{");
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["one", "b-1", "b-2", "x", "y"]);
    assert!(errors[0].1.contains("b.json, item 3"), "{}", errors[0].1);
    assert!(errors[1].1.contains("d.json:1:"), "{}", errors[1].1);
}

#[test]
fn a_file_of_no_json_at_all_is_given_up() {
    let folder = Folder::new()
        .with("a.jsonl", "no json\n".repeat(5000))
        .with("b.txt", WORDS);
    let (ids, errors) = sorted(folder.read());
    assert_eq!(ids, ["b"]);
    assert!(errors.len() <= 100, "{}", errors.len());
    assert!(errors.last().unwrap().1.contains("left unread"));
}

#[test]
fn the_text_is_sacred() {
    let text = "\r\n  Kest port to reopen \r\n\u{a0}“No,” said Zoë.\t\r\n\r\n";
    let json = serde_json::json!({"id": "b", "text": text}).to_string();
    let folder = Folder::new().with("a.txt", text).with("b.jsonl", json);
    for article in folder.read() {
        let article = article.unwrap();
        assert_eq!(article.text, text, "{}", article.origin);
        assert_eq!(article.sha256.len(), 64);
    }
}

#[test]
fn options_fill_gaps_and_nothing_else() {
    let mut options = Options::default();
    options.outlet = Some("The Quay".to_owned());
    options.published = Some("2031-03-07".parse().unwrap());
    let lines = format!(
        "{{\"text\": \"{WORDS}\", \"outlet\": \"Orrin Wire\"}}\n{{\"text\": \"{WORDS}\", \"date\": \"2031-03-01\"}}"
    );
    let folder = Folder::new().with("a.jsonl", lines);
    let articles: Vec<Article> = Intake::new(options)
        .read(&[folder.path().to_owned()])
        .map(Result::unwrap)
        .collect();
    let outlet = |article: &Article| article.outlet.clone().map(|o| (o.value, o.how)).unwrap();
    let day = |article: &Article| {
        article
            .published
            .clone()
            .map(|d| d.value.to_string())
            .unwrap()
    };
    assert_eq!(
        outlet(&articles[0]),
        ("Orrin Wire".to_owned(), "metadata".to_owned())
    );
    assert_eq!(
        outlet(&articles[1]),
        ("The Quay".to_owned(), "option".to_owned())
    );
    assert_eq!(
        [day(&articles[0]), day(&articles[1])],
        ["2031-03-07", "2031-03-01"]
    );
}

//! Help, man pages and completions.

use crate::harness::Folder;

fn printed(line: &str) -> String {
    Folder::new().run(line).exits(0).stays_silent().out
}

#[test]
fn help_tells_examples_and_exit_status() {
    for line in ["--help", "report --help", "read --help"] {
        let help = printed(line);
        for part in ["Examples:", "Exit status:", "3  some articles were skipped"] {
            assert!(help.contains(part), "no {part:?} in {line}");
        }
    }
}

#[test]
fn short_help_fits_a_screen() {
    for line in ["-h", "report -h", "read -h"] {
        let lines = printed(line).lines().count();
        assert!(lines <= 24, "{line}: {lines} lines");
    }
}

#[test]
fn no_line_of_help_is_longer_than_a_page_is_wide() {
    for line in ["--help", "report --help", "read --help"] {
        for text in printed(line).lines() {
            assert!(text.chars().count() <= 100, "{line}: {text}");
        }
    }
}

#[test]
fn man_pages_come_from_the_same_definition() {
    let page = printed("man report");
    for part in [
        ".TH dixit-report 1",
        "EXIT STATUS",
        "EXAMPLES",
        "published",
        "output",
    ] {
        assert!(page.contains(part), "no {part:?}");
    }
    assert!(printed("man").contains(".TH dixit 1"));
}

#[test]
fn completions_exist_for_the_usual_shells() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            printed(&format!("completions {shell}")).contains("published"),
            "{shell}"
        );
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(
        printed("--version"),
        concat!("dixit ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

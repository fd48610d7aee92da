//! Treebanks (CoNLL-U) and CrossNER (BIO lines).

use super::{Labelled, class_of};
use anyhow::{Context, Result};
use std::io::Read;
use std::path::Path;

/// The sentences of a packed CoNLL-U file, some together as one text.
pub fn treebank(path: &Path) -> Result<Vec<Labelled>> {
    let packed = std::fs::read(path).with_context(|| path.display().to_string())?;
    let mut plain = Vec::new();
    lzma_rs::xz_decompress(&mut packed.as_slice(), &mut plain)?;
    Ok(sentences(std::str::from_utf8(&plain)?))
}

/// The news of GUM, from its packed archive.
pub fn gum(path: &Path) -> Result<Vec<Labelled>> {
    let packed = std::fs::read(path).with_context(|| path.display().to_string())?;
    let mut plain = Vec::new();
    lzma_rs::xz_decompress(&mut packed.as_slice(), &mut plain)?;
    let mut found = Vec::new();
    for entry in tar::Archive::new(plain.as_slice()).entries()? {
        let mut entry = entry?;
        let name = entry.path()?.display().to_string();
        if ["news", "interview", "speech", "bio", "voyage", "court"]
            .iter()
            .any(|genre| name.contains(&format!("GUM_{genre}_")))
        {
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            found.extend(sentences(&text));
        }
    }
    Ok(found)
}

fn sentences(conllu: &str) -> Vec<Labelled> {
    let mut found = Vec::new();
    for block in conllu.split("\n\n") {
        let mut text = String::new();
        let mut tags = Vec::new();
        // The last word of a word of several parts, and whether a space follows it.
        let mut joined: Option<(usize, bool)> = None;
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < 10 || cells[0].contains('.') {
                continue;
            }
            let space = !cells[9].contains("SpaceAfter=No");
            if let Some((_, last)) = cells[0].split_once('-') {
                joined = last.parse().ok().map(|last| (last, space));
                continue;
            }
            let number: usize = cells[0].parse().unwrap_or(0);
            let start = text.len();
            text.push_str(cells[1]);
            tags.push((
                start,
                text.len(),
                class_of(cells[4], cells[3], cells[7], &cells[1].to_lowercase()),
            ));
            let space = match joined {
                Some((last, _)) if number < last => false,
                Some((last, after)) if number == last => {
                    joined = None;
                    after
                }
                _ => space,
            };
            if space {
                text.push(' ');
            }
        }
        if !tags.is_empty() {
            found.push(Labelled {
                text,
                tags,
                names: None,
            });
        }
    }
    found
}

/// The sentences of a CrossNER file.
pub fn crossner(path: &Path) -> Result<Vec<Labelled>> {
    let lines = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut found = Vec::new();
    for block in lines.split("\n\n") {
        let mut text = String::new();
        let mut names: Vec<(usize, usize, u8)> = Vec::new();
        for line in block.lines() {
            let Some((word, label)) = line.split_once('\t') else {
                continue;
            };
            let glued = matches!(word, "," | "." | ")" | "'s" | ":" | ";") || text.ends_with('(');
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            let (bio, kind) = label.split_once('-').unwrap_or(("O", ""));
            let kind = match kind {
                "politician" | "person" => 0,
                "organisation" | "politicalparty" => 1,
                "country" | "location" => 2,
                _ => 3,
            };
            match (bio, names.last_mut()) {
                ("B", _) => names.push((start, text.len(), kind)),
                ("I", Some(last)) => last.1 = text.len(),
                _ => {}
            }
        }
        if !text.is_empty() {
            found.push(Labelled {
                text,
                tags: Vec::new(),
                names: Some(names),
            });
        }
    }
    Ok(found)
}

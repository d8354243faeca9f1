//! What the integration tests share.

use orglint::ingest::{self, Input};
use orglint::model::Org;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All fixture organisations: folders that hold tables, by path.
pub(crate) fn fixture_orgs() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut todo = vec![root().join("fixtures/orgs")];
    while let Some(folder) = todo.pop() {
        let mut is_org = false;
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // Earlier states are no organisations of their own.
                if !path.ends_with("snapshots") {
                    todo.push(path);
                }
            } else {
                is_org |= path
                    .extension()
                    .is_some_and(|ending| ending == "csv" || ending == "tsv" || ending == "txt");
            }
        }
        if is_org {
            found.push(folder);
        }
    }
    found.sort();
    found
}

/// Compares a text with the one on file; with `BLESS=1` writes it instead.
#[track_caller]
pub(crate) fn blessed(path: &Path, text: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        return;
    }
    let on_file = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        on_file.replace("\r\n", "\n") == text,
        "{} has drifted; `BLESS=1 cargo test` writes it anew, then read the difference",
        path.display()
    );
}

/// A folder of pages is the index and one page per name, and holds no other file.
#[track_caller]
pub(crate) fn blessed_pages<'n>(
    folder: &Path,
    index: &str,
    pages: impl Iterator<Item = (&'n str, String)>,
) {
    let mut wanted = vec!["README.md".to_owned()];
    blessed(&folder.join("README.md"), index);
    for (name, text) in pages {
        let file = format!("{name}.md");
        blessed(&folder.join(&file), &text);
        wanted.push(file);
    }
    wanted.sort();
    let mut present: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    present.sort();
    let shown = folder.display();
    assert_eq!(present, wanted, "pages of nothing in {shown}");
}

/// An organisation from one text in which `== NAME` begins each table.
#[track_caller]
pub(crate) fn org(text: &str) -> Org {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("== "), files.last_mut()) {
            (Some(name), _) => files.push((name.to_owned(), String::new())),
            (None, Some((_, body))) => body.extend([line, "\n"]),
            (None, None) => panic!("a row before the first table"),
        }
    }
    let inputs = files
        .into_iter()
        .map(|(name, body)| Input::new(name, body))
        .collect();
    ingest::read(inputs, &ingest::Options::default()).unwrap()
}

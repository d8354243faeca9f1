//! The house rules that no compiler checks: who may use whom, how long things are, where files are
//! opened. Every failure says how to mend it. The rules themselves are told in `ARCHITECTURE.md`.

use crate::support::root;
use std::path::{Path, PathBuf};

/// Floors; a module uses only modules on lower floors. Painting is the part of `chart` named in
/// [`PAINTING`].
const FLOORS: &[(&str, u8)] = &[
    ("source", 0),
    ("graph", 0),
    ("model", 1),
    ("ingest", 2),
    ("facts", 2),
    ("lint", 3),
    ("metrics", 4),
    ("models", 4),
    ("rules", 4),
    ("advise", 5),
    ("chart", 5),
    ("config", 6),
    ("report", 7),
    ("engine", 7),
    ("painting", 8),
    ("emit", 8),
    ("cli", 9),
    ("main", 9),
];

/// Files of `chart` that know plotters and the backends.
const PAINTING: &[&str] = &[
    "paint",
    "export",
    "surface",
    "backend_raster",
    "backend_svg",
    "page_svg",
];

/// Neighbours on one floor of which the first may use the second.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("engine", "report"),
    ("main", "cli"),
    ("emit", "painting"),
    // The board of models shows what is advised.
    ("chart", "advise"),
    // The registry of rules ends with the rules of the models.
    ("rules", "models"),
];

/// Crates that only one module may name.
const CRATES: &[(&str, &[&str])] = &[
    ("petgraph", &["graph"]),
    ("csv", &["ingest", "emit"]),
    ("csv_core", &["source"]),
    ("memchr", &["source", "ingest"]),
    ("encoding_rs", &["ingest"]),
    ("plotters", &["painting"]),
    ("plotters_backend", &["painting"]),
    ("tiny_skia", &["painting"]),
    ("png", &["painting"]),
    ("ab_glyph", &["chart", "painting"]),
    ("maud", &["emit"]),
    ("roxmltree", &["emit"]),
    ("annotate_snippets", &["emit"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("indicatif", &["cli"]),
];

/// Files that exist for tests alone.
const TEST_FILES: &[&str] = &[
    "testing",
    "tests",
    "golden",
    "contract_tests",
    "fixture_tests",
];

/// Beginnings of paths that hold on one machine only.
const MACHINE_PATHS: &[&str] = &["/home/", "/Users/", "/root/", "/tmp/", "C:\\"];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

/// All files below a folder, sorted; none where there is no such folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return files;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A Rust file.
struct Source {
    /// Path from the root, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn all(folders: &[&str]) -> Vec<Self> {
        folders
            .iter()
            .flat_map(|folder| files_below(&root().join(folder)))
            .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
            .map(|path| Self {
                text: std::fs::read_to_string(&path).unwrap(),
                path: shown(&path),
            })
            .collect()
    }

    /// The library and the program, without files that are tests.
    fn product() -> Vec<Self> {
        let mut sources = Self::all(&["src"]);
        sources.retain(|source| {
            let stem = Path::new(&source.path)
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap();
            !TEST_FILES.contains(&stem)
        });
        sources
    }

    /// Numbered lines before the tests, comments left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.product_lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    fn product_lines(&self) -> impl Iterator<Item = &str> {
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines
            .windows(2)
            .position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].contains("mod tests"));
        let end = tests.unwrap_or(lines.len());
        lines.into_iter().take(end)
    }

    /// The module of the floors table that the file belongs to.
    fn module(&self) -> &str {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let (module, rest) = inner.split_once('/').unwrap_or((inner, ""));
        if module == "chart" && PAINTING.contains(&rest) {
            "painting"
        } else {
            module
        }
    }
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap();
    path.to_str().unwrap().replace('\\', "/")
}

fn floor(module: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, floor)| *floor)
}

/// What stands behind each `marker` up to the end of the word.
fn words_after<'a>(line: &'a str, marker: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(marker).map(move |(at, _)| {
        let rest = &line[at + marker.len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

/// Modules of the crate that a line of code names.
fn uses(source: &Source, line: &str) -> Vec<String> {
    let mut used: Vec<String> = words_after(line, "crate::")
        .chain(words_after(line, "orglint::"))
        .filter(|module| floor(module).is_some())
        .map(str::to_owned)
        .collect();
    // Inside `chart` the painting files are reached without naming the crate.
    let inside = source.path.starts_with("src/chart/");
    let siblings = words_after(line, "super::").chain(words_after(line, "chart::"));
    if siblings.into_iter().any(|name| PAINTING.contains(&name)) {
        used.retain(|module| module != "chart");
        if !inside || line.trim_start().starts_with("use ") {
            used.push("painting".to_owned());
        }
    }
    used
}

fn may_use(module: &str, used: &str) -> bool {
    let neighbours = NEIGHBOURS.contains(&(module, used));
    let painting = module == "painting" && used == "chart";
    module == used || neighbours || painting || floor(used) < floor(module)
}

#[track_caller]
fn none(wrong: &[String], how_to_mend: &str) {
    assert!(wrong.is_empty(), "{}\n=> {how_to_mend}", wrong.join("\n"));
}

#[test]
fn modules_use_only_lower_floors() {
    let mut wrong = Vec::new();
    for source in Source::product() {
        let module = source.module();
        if module == "lib" {
            continue;
        }
        assert!(
            floor(module).is_some(),
            "{}: give `{module}` a floor here",
            source.path
        );
        for (number, line) in source.code() {
            for used in uses(&source, line) {
                if !may_use(module, &used) {
                    let path = &source.path;
                    wrong.push(format!(
                        "{path}:{number}: `{module}` uses `{used}`, which is not below it"
                    ));
                }
            }
        }
    }
    none(
        &wrong,
        "move what both need to a lower floor, or hand it in as an argument; floors are in ARCHITECTURE.md",
    );
}

#[test]
fn a_rule_uses_no_other_rule() {
    let mut wrong = Vec::new();
    for source in Source::product() {
        if source.module() != "rules" || source.path.ends_with("/mod.rs") {
            continue;
        }
        for (number, line) in source.code() {
            let names = words_after(line, "super::").chain(words_after(line, "crate::rules::"));
            // `pub(super)` is no use; a lone `super::` names a sibling.
            if names.into_iter().next().is_some() {
                wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(&wrong, "put what two rules need into `facts` or `lint`");
}

#[test]
fn crates_stay_in_their_module() {
    let mut wrong = Vec::new();
    for source in Source::product() {
        for (number, line) in source.code() {
            for (name, modules) in CRATES {
                let named = line.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                });
                if named && !modules.contains(&source.module()) {
                    wrong.push(format!("{}:{number}: names `{name}`", source.path));
                }
            }
        }
    }
    none(
        &wrong,
        "keep the crate behind the module that owns it and offer a function there",
    );
}

#[test]
fn every_file_says_what_it_is_for() {
    let wrong: Vec<String> = Source::all(&["src", "tests", "examples", "benches"])
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path.clone())
        .collect();
    none(
        &wrong,
        "begin the file with `//!`: what it is for and what it must not know",
    );
}

#[test]
fn files_and_functions_are_short() {
    let mut wrong = Vec::new();
    for source in Source::product() {
        let lines: Vec<&str> = source.product_lines().collect();
        if lines.len() > LONGEST_FILE {
            let (path, length) = (&source.path, lines.len());
            wrong.push(format!(
                "{path}: {length} lines without tests, more than {LONGEST_FILE}"
            ));
        }
        for (name, number, length) in functions(&lines) {
            if length > LONGEST_FUNCTION {
                let path = &source.path;
                wrong.push(format!(
                    "{path}:{number}: `{name}` has {length} lines, more than {LONGEST_FUNCTION}"
                ));
            }
        }
    }
    none(&wrong, "split it where one part could be tested alone");
}

/// Name, first line and length of each function; relies on the layout that `cargo fmt` gives.
fn functions(lines: &[&str]) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let head = code.split('(').next().unwrap_or("");
        let Some(name) = head
            .split_whitespace()
            .skip_while(|word| *word != "fn")
            .nth(1)
        else {
            continue;
        };
        if code.starts_with("//") || code.ends_with(';') || code.ends_with('}') {
            continue;
        }
        let indent = &line[..line.len() - code.len()];
        let end = lines[start..].iter().position(|line| {
            line.strip_prefix(indent)
                .is_some_and(|rest| rest == "}" || rest == "};" || rest == ";")
        });
        let name = name.split('<').next().unwrap_or(name);
        found.push((name.to_owned(), start + 1, end.map_or(0, |end| end + 1)));
    }
    found
}

#[test]
fn files_are_opened_at_the_doors_only() {
    let mut wrong = Vec::new();
    for source in Source::product() {
        let door = source.path == "src/ingest/files.rs" || source.module() == "cli";
        for (number, line) in source.code() {
            if !door && (line.contains("std::fs") || line.contains("File::open")) {
                wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(
        &wrong,
        "take bytes or a writer as an argument; `ingest::files` and `cli` open files",
    );
}

#[test]
fn nothing_prints_past_its_writer() {
    let mut wrong = Vec::new();
    for source in Source::product() {
        for (number, line) in source.code() {
            if ["println!", "print!(", "dbg!("]
                .iter()
                .any(|call| line.contains(call))
            {
                wrong.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none(
        &wrong,
        "write to the writer that is handed in: `writeln!(out, …)?`",
    );
}

#[test]
fn nothing_names_a_path_of_one_machine() {
    let mut files = files_below(&root().join("fixtures"));
    files.extend(files_below(&root().join("docs")));
    let top = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files.extend(top.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    let mut wrong = Vec::new();
    for path in files {
        // Some fixtures are in other encodings on purpose; what cannot be decoded is passed over.
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        for (index, line) in text.lines().enumerate() {
            if let Some(found) = MACHINE_PATHS.iter().find(|start| line.contains(**start)) {
                wrong.push(format!("{}:{}: {found}", shown(&path), index + 1));
            }
        }
    }
    none(&wrong, "use paths relative to the project");
}

#[test]
fn the_checks_themselves_see_what_they_look_for() {
    let source = |path: &str, text: &str| Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let rule = source("src/rules/span.rs", "");
    assert_eq!(uses(&rule, "use crate::engine::Plan;"), ["engine"]);
    assert!(!may_use("rules", "engine"));
    assert!(may_use("engine", "rules"));
    assert!(!may_use("facts", "ingest"));
    let layout = source("src/chart/plot.rs", "");
    assert_eq!(uses(&layout, "use super::paint::paint;"), ["painting"]);
    assert!(!may_use("chart", "painting"));
    let lines = [
        "impl A {",
        "    fn long(",
        "        a: u8,",
        "    ) {",
        "        b();",
        "    }",
        "}",
    ];
    assert_eq!(functions(&lines), [("long".to_owned(), 2, 5)]);
    let tested = source("src/a.rs", "a\n// c\n#[cfg(test)]\nmod tests {\nb\n");
    assert_eq!(tested.code().collect::<Vec<_>>(), [(1, "a")]);
}

//! `orglint init`: writes an `orglint.toml` that says what was understood of the files of a directory
//! and leaves room for what was not.

use super::CliError;
use super::args::InitArgs;
use super::save;
use crate::ingest::{self, Inspected, InspectedColumn, files};
use crate::model::Table;
use crate::source::short_name;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# How orglint reads and judges this organization. `orglint rules` lists the rules, `orglint explain NAME`
# says what each means. Every line here may be left out.

# Which rules are on unless said otherwise: recommended, all or none.
preset = \"recommended\"

# The day that counts as today, for assignments that end and people who leave.
# as-of = \"2026-01-31\"

# How many levels below the top another part of the organization begins.
# boundary-depth = 1

# [rules]
# team-over-eight = \"allow\"
# [rules.span-too-wide]
# max-reports = 12

# [[allow]]
# rule = \"span-too-wide\"
# subjects = [\"person:ada\"]
# reason = \"runs the switchboard until the spring\"
# until = \"2026-04-30\"
";

/// Runs the command; gives the exit code.
pub(super) fn run(args: &InitArgs) -> Result<u8, CliError> {
    let inputs = files::open([&args.path])?;
    let inspected = ingest::inspect(&inputs)?;
    let text = config(&inspected);
    let target = target(args);
    if target == Path::new("-") {
        anstream::stdout()
            .write_all(text.as_bytes())
            .map_err(CliError::writing("standard output"))?;
        return Ok(0);
    }
    if target.exists() && !args.force {
        return Err(CliError::Usage(format!(
            "{} exists; `--force` writes it anew, `--output -` shows what would be written",
            files::shown(&target)
        )));
    }
    save::save(&target, |out| out.write_all(text.as_bytes()))?;
    writeln!(anstream::stdout(), "wrote   {}", files::shown(&target))
        .map_err(CliError::writing("standard output"))?;
    Ok(0)
}

fn target(args: &InitArgs) -> PathBuf {
    args.output.clone().unwrap_or_else(|| {
        let folder = if args.path.is_dir() {
            args.path.as_path()
        } else {
            args.path.parent().unwrap_or(Path::new(""))
        };
        folder.join("orglint.toml")
    })
}

/// The configuration as text.
fn config(inspected: &[Inspected]) -> String {
    let mut text = HEAD.to_owned();
    for file in inspected {
        let same = |other: &&Inspected| other.table == file.table;
        let several = inspected.iter().filter(same).count() > 1;
        section(file, several, &mut text);
    }
    text
}

fn section(file: &Inspected, several: bool, text: &mut String) {
    let short = short_name(&file.name);
    let _ = writeln!(text, "\n# {short}: {} rows", file.rows);
    let Some(table) = file.table else {
        unknown_file(file, short, text);
        return;
    };
    let (open, close) = if several { ("[[", "]]") } else { ("[", "]") };
    let _ = writeln!(text, "{open}tables.{}{close}", table.name());
    let _ = writeln!(text, "file = {}", quoted(short));
    text.push_str("columns = { ");
    text.push_str(&columns(file).join(", "));
    text.push_str(" }\n");
    for column in &file.columns {
        leftover(column, text);
    }
    for column in file.columns.iter().filter(|c| !c.labels.is_empty()) {
        labels(column, text);
    }
}

/// `name = "Header"` for every column that is understood; the unit columns as one path.
fn columns(file: &Inspected) -> Vec<String> {
    let mut pairs: Vec<String> = Vec::new();
    if file.units.len() > 1 {
        let path: Vec<String> = file.units.iter().map(|header| quoted(header)).collect();
        pairs.push(format!("team = [{}]", path.join(", ")));
    }
    for column in &file.columns {
        if file.units.len() > 1 && file.units.contains(&column.header) {
            continue;
        }
        if let Some(known) = column.column {
            pairs.push(format!("{} = {}", known.name(), quoted(&column.header)));
        }
    }
    pairs
}

fn leftover(column: &InspectedColumn, text: &mut String) {
    if column.column.is_some() || column.header.trim().is_empty() {
        return;
    }
    let hint = column.nearest.map_or_else(String::new, |nearest| {
        format!("; perhaps `{}`", nearest.name())
    });
    let _ = writeln!(text, "# not used: {}{hint}", quoted(&column.header));
}

/// A place to say what the words of a column mean.
fn labels(column: &InspectedColumn, text: &mut String) {
    let Some(known) = column.column else { return };
    let words: Vec<String> = column
        .labels
        .iter()
        .map(|word| format!("{} = \"\"", quoted(word)))
        .collect();
    let _ = writeln!(
        text,
        "# Say what these words mean to have them understood:\n# values.{} = {{ {} }}",
        known.name(),
        words.join(", ")
    );
}

fn unknown_file(file: &Inspected, short: &str, text: &mut String) {
    let tables: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
    let headers: Vec<String> = file.columns.iter().map(|c| quoted(&c.header)).collect();
    let _ = writeln!(
        text,
        "# fits no table; to use it, choose one of {}\n# [tables.people]\n# file = {}\n# columns = {{ id = {} }}   # headers: {}",
        tables.join(", "),
        quoted(short),
        headers.first().map_or("\"\"", String::as_str),
        headers.join(", ")
    );
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned())
        .to_string()
        .replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::config;
    use crate::config::Config;
    use crate::ingest::{Input, inspect};

    #[test]
    fn what_is_written_is_a_configuration_that_reads_the_same() {
        let inputs = [
            Input::new(
                "export.csv",
                "Post Unique Reference,Reports to Senior Post,Unit,Shoe size\n1,XX,Tides,44\n",
            ),
            Input::new("dependencies.csv", "from,to,kind\nweb,data,stakeholder\n"),
            Input::new("lunch.csv", "dish,price\nsoup,4\n"),
        ];
        let text = config(&inspect(&inputs).unwrap());
        let read = Config::parse("orglint.toml", &text).unwrap();
        assert_eq!(read.files.len(), 2, "{text}");
        assert!(text.contains("# not used: \"Shoe size\""), "{text}");
        assert!(text.contains("\"stakeholder\" = \"\""), "{text}");
        assert!(text.contains("lunch.csv"), "{text}");
    }
}

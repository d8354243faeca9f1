//! `orglint models`: the catalogue, and how the models of an organization stand.

use super::CliError;
use super::args::ModelsArgs;
use super::load::load;
use crate::engine::{self, Board, ModelStanding, Standing};
use crate::facts::Facts;
use crate::lint::words::{count, list};
use crate::models::{self, Category};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// Runs the command; gives the exit code.
pub(super) fn run(args: &ModelsArgs) -> Result<u8, CliError> {
    let mut out = anstream::stdout().lock();
    let bare = args.input.paths.is_empty() && args.input.tables.files().is_empty();
    let written = if bare {
        catalogue(&mut out)
    } else {
        let loaded = load(&args.input)?;
        let facts = Facts::new(&loaded.org, loaded.config.facts);
        write(&engine::board(&facts, &loaded.config), &mut out)
    };
    written.map_err(CliError::writing("standard output"))?;
    Ok(0)
}

fn width() -> usize {
    let names = models::ALL.iter().map(|entry| entry.model.name.len());
    names.max().unwrap_or(0)
}

fn catalogue(out: &mut dyn Write) -> io::Result<()> {
    let width = width();
    for category in Category::ALL {
        writeln!(out, "{BOLD}{}{BOLD:#}", category.heading())?;
        let entries = models::ALL.iter();
        for entry in entries.filter(|entry| entry.model.category == *category) {
            writeln!(
                out,
                "  {:width$}  {}",
                entry.model.name, entry.model.meaning
            )?;
        }
    }
    Ok(())
}

fn write(board: &Board<'_>, out: &mut dyn Write) -> io::Result<()> {
    let width = width();
    for category in Category::ALL {
        writeln!(out, "{BOLD}{}{BOLD:#}", category.heading())?;
        let rows = board.models.iter();
        for row in rows.filter(|row| row.model.category == *category) {
            write_row(row, width, out)?;
        }
    }
    let number = |standing| {
        let rows = board.models.iter();
        rows.filter(|row| row.standing() == standing).count()
    };
    let (holds, broken) = (number(Standing::Holds), number(Standing::Broken));
    writeln!(
        out,
        "\n{} of {} models declared: {holds} hold, {broken} broken",
        holds + broken,
        board.models.len()
    )?;
    if !board.unknown.is_empty() {
        let names = board.unknown.iter().map(|(name, rows)| {
            let rows = count(*rows, "row", "rows");
            format!("`{name}` ({rows})")
        });
        writeln!(out, "Not in the catalogue: {}", list(names, 8))?;
    }
    Ok(())
}

fn write_row(row: &ModelStanding, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let standing = row.standing();
    let style = match standing {
        Standing::Undeclared => DIM,
        Standing::Holds => GOOD,
        Standing::Broken => BAD,
    };
    let name = row.model.name;
    let word = standing.name();
    let rows = match row.rows {
        0 => String::new(),
        rows => count(rows, "row", "rows"),
    };
    let recommended = match row.recommended {
        0 => String::new(),
        number => format!("recommended {}", count(number, "time", "times")),
    };
    let rest = format!(
        "{:pad$}  {rows:8}  {recommended}",
        "",
        pad = 6_usize.saturating_sub(word.len())
    );
    writeln!(
        out,
        "  {name:width$}  {style}{word}{style:#}{}",
        rest.trim_end()
    )?;
    for finding in &row.broken {
        writeln!(out, "  {:width$}  {DIM}{}{DIM:#}", "", finding.message)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{catalogue, write};
    use crate::config::Config;
    use crate::engine;
    use crate::facts::{FactOptions, Facts};
    use crate::testing::org;
    use anstream::adapter::strip_str;

    #[test]
    fn the_board_names_what_is_broken() {
        let org = org("== teams.csv\nid\nweb\nlegal\n\
             == dependencies.csv\nfrom,to,kind\nweb,legal,hard\n\
             == coordination.csv\nmodel,from,to\nconsultant,legal,web\ncousin-team,legal,\nbuddies,web,legal\n");
        let facts = Facts::new(&org, FactOptions::default());
        let mut out = Vec::new();
        write(&engine::board(&facts, &Config::default()), &mut out).unwrap();
        let text = strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        assert!(
            lines.contains(&"  cousin-team            holds   1 row"),
            "{text}"
        );
        assert!(
            lines.contains(&"  consultant             broken  1 row"),
            "{text}"
        );
        assert!(text.contains("legal, consultant for web, only advises, but the work of web waits for it (no-hard-need)"), "{text}");
        assert!(lines.contains(&"  tenets                 -"), "{text}");
        assert!(
            lines.contains(&"  independent-executor   -                 recommended 1 time"),
            "{text}"
        );
        assert!(text.ends_with("\n2 of 27 models declared: 1 hold, 1 broken\nNot in the catalogue: `buddies` (1 row)\n"), "{text}");
    }

    #[test]
    fn the_catalogue_has_every_model_and_its_meaning() {
        let mut out = Vec::new();
        catalogue(&mut out).unwrap();
        let text = strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(text.lines().count(), 27 + 3);
        assert!(
            text.contains("  rotation               People of a team take turns"),
            "{text}"
        );
    }
}

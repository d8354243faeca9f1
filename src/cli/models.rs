//! `orglint models`: the catalogue, and how the models of an organization stand.

use super::CliError;
use super::args::ModelsArgs;
use super::load::{configuration, load};
use crate::config::Config;
use crate::engine::{self, Board, ModelStanding, Standing};
use crate::facts::Facts;
use crate::lint::words::{count, list};
use crate::models::{self, Category, Model};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Heading of the models that a configuration describes.
const OWN: &str = "Models of your own";

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// Runs the command; gives the exit code.
pub(super) fn run(args: &ModelsArgs) -> Result<u8, CliError> {
    let mut out = anstream::stdout().lock();
    let bare = args.input.read.paths.is_empty() && args.input.read.tables.files().is_empty();
    let written = if bare {
        catalogue(&configuration(args.input.read.config.as_deref())?, &mut out)
    } else {
        let loaded = load(&args.input)?;
        let facts = Facts::new(&loaded.org, loaded.config.facts);
        write(&engine::board(&facts, &loaded.config), &mut out)
    };
    written.map_err(CliError::writing("standard output"))?;
    Ok(0)
}

/// Columns that the longest name takes.
fn width<'a>(models: impl Iterator<Item = &'a Model>) -> usize {
    models.map(|model| model.name.len()).max().unwrap_or(0)
}

/// Under which heading a model is listed: its category, or that it is none of the catalogue.
fn heading(model: &Model) -> &'static str {
    match model.kind {
        Some(_) => model.category.heading(),
        None => OWN,
    }
}

/// Headings in order.
fn headings() -> impl Iterator<Item = &'static str> {
    Category::ALL.iter().map(|each| each.heading()).chain([OWN])
}

fn catalogue(config: &Config, out: &mut dyn Write) -> io::Result<()> {
    let known = models::ALL.iter().map(|entry| entry.model);
    let own = config.models.iter().map(|custom| custom.model);
    let models: Vec<&Model> = known.chain(own).collect();
    let width = width(models.iter().copied());
    for heading in headings() {
        let mut below = (models.iter())
            .filter(|model| self::heading(model) == heading)
            .peekable();
        if below.peek().is_some() {
            writeln!(out, "{BOLD}{heading}{BOLD:#}")?;
        }
        for model in below {
            writeln!(out, "  {:width$}  {}", model.name, model.meaning)?;
        }
    }
    Ok(())
}

fn write(board: &Board<'_>, out: &mut dyn Write) -> io::Result<()> {
    let width = width(board.models.iter().map(|row| row.model));
    for heading in headings() {
        let mut below = (board.models.iter())
            .filter(|row| self::heading(row.model) == heading)
            .peekable();
        if below.peek().is_some() {
            writeln!(out, "{BOLD}{heading}{BOLD:#}")?;
        }
        for row in below {
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
        writeln!(
            out,
            "Not in the catalogue, so nothing of them is checked: {}",
            list(names, 8)
        )?;
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
        assert!(text.contains("legal, consultant for web, should keep nobody waiting, but the work of web waits for it (no-hard-need)"), "{text}");
        assert!(lines.contains(&"  tenets                 -"), "{text}");
        assert!(
            lines.contains(&"  independent-executor   -                 recommended 1 time"),
            "{text}"
        );
        assert!(text.ends_with("\n2 of 27 models declared: 1 hold, 1 broken\nNot in the catalogue, so nothing of them is checked: `buddies` (1 row)\n"), "{text}");
    }

    #[test]
    fn the_catalogue_has_every_model_and_its_meaning() {
        let mut out = Vec::new();
        catalogue(&Config::default(), &mut out).unwrap();
        let text = strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(text.lines().count(), 27 + 3);
        assert!(
            text.contains("  rotation               People of a team take turns"),
            "{text}"
        );
    }
}

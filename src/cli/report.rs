//! `orglint report`: a folder with the page, the charts, and the findings as JSON and CSV.

use super::args::{ReportArgs, ReportFormat};
use super::load::load;
use super::progress::Progress;
use super::save::{make_folder, remove, save};
use super::{CliError, chart};
use crate::chart::export::{self, Options};
use crate::chart::layout::{self, ChartEntry};
use crate::chart::page_svg;
use crate::chart::theme::Theme;
use crate::emit::html::{Figure, MissingFigure, Page};
use crate::emit::logo::Logo;
use crate::emit::{self, human, plain};
use crate::engine;
use crate::facts::Facts;
use crate::ingest::files;
use crate::lint::words::count;
use crate::model::Pseudonyms;
use crate::report::Report;
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Runs the command; gives the exit code.
pub(super) fn run(args: &ReportArgs) -> Result<u8, CliError> {
    let out = &args.out;
    if args.input.read.paths.iter().any(|path| is_same(path, out)) {
        return Err(CliError::Usage(format!(
            "--out {} is the folder that is read; choose another one",
            out.display()
        )));
    }
    if args.format == ReportFormat::Md {
        return comment(args);
    }
    let logo = args.logo.as_deref().map(read_logo).transpose()?;
    let progress = Progress::new(layout::ALL.len() + 2);
    progress.say("reading");
    let loaded = load(&args.input)?;
    progress.step();
    progress.say("looking");
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let report = engine::run(&facts, &loaded.config, loaded.config_file);
    progress.step();
    progress.say("drawing");
    let mut page = draw(args.theme.theme(), &facts, &report, out, &progress)?;
    page.title = title(args, &facts);
    page.logo = logo;
    save(&out.join("findings.json"), |file| {
        emit::json::write(&report, file)
    })?;
    save(&out.join("findings.csv"), |file| {
        emit::csv::write(&report, file)
    })?;
    // Last, so that a page never stands above files that are older than itself.
    save(&out.join("index.html"), |file| {
        emit::html::write(&report, &page, file)
    })?;
    drop(progress);
    say(&report, &page, out).map_err(CliError::writing("standard output"))?;
    let fails = args
        .fail_on
        .level()
        .is_some_and(|level| report.fails(level));
    Ok(u8::from(fails))
}

/// The report as one Markdown file.
fn comment(args: &ReportArgs) -> Result<u8, CliError> {
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let report = engine::run(&facts, &loaded.config, loaded.config_file);
    let text = emit::comment::text(&report, &title(args, &facts));
    if args.out.as_os_str() == "-" {
        let mut out = anstream::stdout().lock();
        out.write_all(text.as_bytes())
            .map_err(CliError::writing("standard output"))?;
    } else {
        make_folder(&args.out)?;
        save(&args.out.join("report.md"), |file| {
            file.write_all(text.as_bytes())
        })?;
    }
    let fails = args.fail_on.level();
    Ok(u8::from(fails.is_some_and(|level| report.fails(level))))
}

fn read_logo(path: &Path) -> Result<Logo, CliError> {
    let text = files::text(path)?;
    Logo::read(&text).map_err(|error| CliError::Usage(format!("--logo {} {error}", path.display())))
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// `--title`, else the name of the unit at the top where the teams table calls it a company, else that
/// of the folder that is read.
fn title(args: &ReportArgs, facts: &Facts<'_>) -> String {
    const WHOLE: [&str; 6] = [
        "company",
        "organization",
        "organisation",
        "enterprise",
        "firm",
        "group",
    ];
    let org = facts.org();
    let top = || {
        let root = facts.tree().main_root()?;
        let kind = org.text(org.team(root).record().kind);
        let whole = WHOLE.iter().any(|word| kind.eq_ignore_ascii_case(word));
        whole.then(|| org.team(root).label().to_owned())
    };
    args.title
        .clone()
        .or_else(top)
        .or_else(|| folder(args).filter(|_| !is_hidden(facts)))
        .unwrap_or_else(|| "Organization".to_owned())
}

/// Whether the name of the whole is hidden as well.
fn is_hidden(facts: &Facts<'_>) -> bool {
    let names = facts.org().pseudonyms.as_ref();
    names.is_some_and(Pseudonyms::is_all)
}

/// The name of the folder or file that is read.
fn folder(args: &ReportArgs) -> Option<String> {
    let whole = args.input.read.paths.first()?.canonicalize().ok()?;
    let named = if whole.is_dir() {
        whole.file_name()
    } else {
        whole.file_stem()
    };
    Some(named?.to_string_lossy().into_owned())
}

/// Draws and saves all charts, in parallel; on the page those that show the worst findings come first.
fn draw(
    theme: Option<Theme>,
    facts: &Facts<'_>,
    report: &Report<'_>,
    out: &Path,
    progress: &Progress,
) -> Result<Page, CliError> {
    let folder = out.join("charts");
    make_folder(&folder)?;
    let drawn: Vec<Result<Figure, MissingFigure>> = layout::by_importance(&report.findings)
        .into_par_iter()
        .map(|entry| {
            let figure = draw_one(entry, theme, facts, report, &folder);
            progress.step();
            figure
        })
        .collect::<Result<_, CliError>>()?;
    let mut page = Page {
        theme,
        ..Page::default()
    };
    for figure in drawn {
        match figure {
            Ok(figure) => page.figures.push(figure),
            Err(missing) => page.missing.push(missing),
        }
    }
    Ok(page)
}

/// Outer error: a file cannot be written. Inner: there is nothing to draw.
fn draw_one(
    entry: &ChartEntry,
    theme: Option<Theme>,
    facts: &Facts<'_>,
    report: &Report<'_>,
    folder: &Path,
) -> Result<Result<Figure, MissingFigure>, CliError> {
    let files: [PathBuf; 2] =
        ["svg", "png"].map(|ending| folder.join(format!("{}.{ending}", entry.name)));
    let missing = |reason: String| MissingFigure {
        name: entry.name.to_owned(),
        summary: entry.summary.to_owned(),
        reason,
    };
    let pictures = chart::draw(entry, facts, report).and_then(|scene| {
        let alone = |scale, embed_font| Options {
            theme: theme.unwrap_or_default(),
            scale,
            embed_font,
        };
        let (svg, png) = rayon::join(
            || export::svg(&scene, &alone(1, true)),
            || {
                export::png(&scene, &alone(2, false))
                    .or_else(|_| export::png(&scene, &alone(1, false)))
            },
        );
        let inline = page_svg::inline(&scene);
        let pictures = svg.and_then(|svg| Ok((svg, png?, inline?, scene)));
        pictures.map_err(|error| error.to_string())
    });
    match pictures {
        Ok((svg, png, inline, scene)) => {
            save(&files[0], |file| file.write_all(svg.as_bytes()))?;
            save(&files[1], |file| file.write_all(&png))?;
            Ok(Ok(Figure {
                name: entry.name.to_owned(),
                summary: entry.summary.to_owned(),
                smell: entry.smell(),
                title: scene.title,
                subtitle: scene.subtitle,
                description: scene.description,
                svg: inline.svg,
                rows: inline.rows,
            }))
        }
        Err(reason) => {
            // A picture of an earlier run would pass for one of this run.
            for file in &files {
                remove(file)?;
            }
            Ok(Err(missing(reason)))
        }
    }
}

fn say(report: &Report<'_>, page: &Page, out: &Path) -> io::Result<()> {
    let mut terminal = anstream::stdout().lock();
    human::summary(report, &mut terminal)?;
    let missing = match page.missing.len() {
        0 => String::new(),
        many => format!(" ({many} without data, listed on the page)"),
    };
    let shown = |name: &str| plain(&out.join(name).display().to_string()).into_owned();
    writeln!(terminal, "wrote   {}", shown("index.html"))?;
    writeln!(
        terminal,
        "        {} in {}{missing}",
        count(page.figures.len(), "chart", "charts"),
        shown("charts"),
    )?;
    writeln!(
        terminal,
        "        {} and {}",
        shown("findings.json"),
        shown("findings.csv")
    )
}

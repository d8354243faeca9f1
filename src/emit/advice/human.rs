//! For a terminal: what is not known once, what differs from what is declared first, pairs of one
//! answer around one team together, the rest counted.

use super::super::{plain, totals as report_totals};
use super::bundle::{Bundle, bundles};
use super::{answers, at, declared, locations, teams_of, totals, verdicts};
use crate::advise::feature::Origin;
use crate::advise::{Advice, Advised, Answer, Verdict};
use crate::lint::words::{count, percent};
use crate::source::{Location, Place};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const ANSWER: Style = AnsiColor::Green.on_default().bold();
const LOUD: Style = AnsiColor::Yellow.on_default().bold();

/// How much to show.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Bundles of each kind that are shown; the rest is counted.
    pub most: usize,
    /// Whether to show pairs that need nothing new, and guesses, one by one.
    pub all: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            most: 5,
            all: false,
        }
    }
}

type Places = BTreeMap<Place, Location>;

/// Writes the advice. Colour is always written; the caller strips it where no terminal shows it.
///
/// # Errors
/// If the writer fails.
pub fn write(advised: &Advised<'_>, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let places = locations(advised);
    head(advised, out)?;
    let all = bundles(advised);
    let sections: [(&str, &[Verdict], bool); 5] = [
        (
            "Under-coordinated: a stronger model is needed",
            &[Verdict::StrongerNeeded],
            false,
        ),
        (
            "Over-coordinated: a cheaper model suffices",
            &[Verdict::CheaperSuffices],
            false,
        ),
        ("Another model fits better", &[Verdict::Differs], false),
        ("Nothing declared", &[Verdict::Undeclared], false),
        ("Agrees with what is declared", &[Verdict::Agrees], false),
    ];
    for (heading, verdicts, guess) in sections {
        let found: Vec<&Bundle<'_>> = all
            .iter()
            .filter(|bundle| {
                bundle
                    .pairs
                    .first()
                    .is_some_and(|p| p.is_guess() == guess && verdicts.contains(&p.verdict))
            })
            .collect();
        section(advised, &places, options, (heading, &found), out)?;
    }
    groups(advised, &places, out)?;
    let guesses: Vec<&Bundle<'_>> = all
        .iter()
        .filter(|bundle| bundle.pairs.first().is_some_and(|pair| pair.is_guess()))
        .collect();
    section(
        advised,
        &places,
        options,
        ("On assumption alone: more is assumed than known", &guesses),
        out,
    )
}

fn head(advised: &Advised<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{BOLD}read{BOLD:#}     {}",
        report_totals::read_org(advised.org)
    )?;
    writeln!(
        out,
        "{BOLD}advised{BOLD:#}  {}: {}",
        totals(advised),
        answers(advised)
    )?;
    let compared: Vec<String> = verdicts(advised)
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(verdict, number)| match verdict {
            Verdict::StrongerNeeded => format!("{number} under-coordinated"),
            Verdict::CheaperSuffices => format!("{number} over-coordinated"),
            Verdict::Differs => format!("{number} where another model fits better"),
            Verdict::Undeclared => format!("{number} with nothing declared"),
            Verdict::Agrees => format!("{number} agree"),
        })
        .collect();
    if !compared.is_empty() {
        writeln!(out, "{BOLD}declared{BOLD:#} {}", compared.join(", "))?;
    }
    for sentence in &advised.unknown {
        writeln!(out, "{BOLD}unknown{BOLD:#}  {}", plain(sentence))?;
    }
    if advised.silent_pairs > 0 {
        let pairs = count(
            advised.silent_pairs,
            "pair of teams shares",
            "pairs of teams share",
        );
        writeln!(
            out,
            "{BOLD}unknown{BOLD:#}  {pairs} a meeting, and nothing says what they need of each other"
        )?;
    }
    Ok(())
}

fn section(
    advised: &Advised<'_>,
    places: &Places,
    options: Options,
    (heading, found): (&str, &[&Bundle<'_>]),
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = found.first().and_then(|bundle| bundle.pairs.first()) else {
        return Ok(());
    };
    let pairs: usize = found.iter().map(|bundle| bundle.pairs.len()).sum();
    writeln!(
        out,
        "\n{BOLD}{heading}{BOLD:#} {DIM}({}){DIM:#}",
        count(pairs, "pair", "pairs")
    )?;
    let quiet = first.verdict == Verdict::Agrees && !first.is_guess();
    let most = match (options.all, quiet) {
        (true, _) => usize::MAX,
        (false, true) => 0,
        (false, false) => options.most,
    };
    for bundle in found.iter().take(most) {
        write_bundle(advised, places, bundle, out)?;
    }
    let rest: usize = found
        .iter()
        .skip(most)
        .map(|bundle| bundle.pairs.len())
        .sum();
    if rest > 0 && most == 0 {
        writeln!(
            out,
            "  {DIM}{}; `--show-all` lists them{DIM:#}",
            by_answer(found)
        )?;
    } else if rest > 0 {
        writeln!(
            out,
            "  {DIM}… and {} more; `--show-all` lists them{DIM:#}",
            count(rest, "pair", "pairs")
        )?;
    }
    Ok(())
}

/// `12 nothing, 3 liaison`.
fn by_answer(found: &[&Bundle<'_>]) -> String {
    let mut counts: BTreeMap<Answer, usize> = BTreeMap::new();
    for bundle in found {
        for pair in &bundle.pairs {
            *counts.entry(pair.answer).or_default() += 1;
        }
    }
    let parts: Vec<String> = counts
        .iter()
        .map(|(answer, number)| format!("{number} {}", answer.title()))
        .collect();
    parts.join(", ")
}

fn write_bundle(
    advised: &Advised<'_>,
    places: &Places,
    bundle: &Bundle<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = bundle.pairs.first() else {
        return Ok(());
    };
    let now = match (first.verdict, declared(&bundle.pairs)) {
        (_, none) if none.is_empty() => String::new(),
        (Verdict::Agrees, now) => format!(" {DIM}(declared: {}){DIM:#}", plain(&now)),
        (_, now) => format!(" {LOUD}now: {}{LOUD:#}", plain(&now)),
    };
    writeln!(
        out,
        "  {BOLD}{}{BOLD:#}: {ANSWER}{}{ANSWER:#}{now}",
        plain(&bundle.title),
        first.answer.title()
    )?;
    let example = if bundle.pairs.len() > 1 {
        "for one, "
    } else {
        ""
    };
    writeln!(
        out,
        "      {example}{} {DIM}[{}, row {}]{DIM:#}",
        plain(&first.reason),
        first.row.source,
        first.row.id
    )?;
    for refused in &first.refused {
        writeln!(
            out,
            "      not {}: {}",
            refused.answer.title(),
            plain(&refused.why)
        )?;
    }
    let (known, used) = first.known();
    let features = features(advised, places, first);
    writeln!(
        out,
        "      {DIM}{known} of {used} features known ({}): {}{DIM:#}",
        percent(first.confidence()),
        plain(&features)
    )?;
    if let Some(text) = flips(first) {
        writeln!(out, "      {DIM}would change it: {}{DIM:#}", plain(&text))?;
    }
    for own in &first.own {
        writeln!(
            out,
            "      your own {} fits too: {}",
            own.title, own.recommend_when
        )?;
    }
    if !first.also.is_empty() {
        let also: Vec<&str> = first.also.iter().map(|also| also.answer.title()).collect();
        writeln!(out, "      {DIM}also consider: {}{DIM:#}", also.join(", "))?;
    }
    Ok(())
}

/// `need information (dependencies.csv:3:9), context assumed medium: …`.
fn features(advised: &Advised<'_>, places: &Places, pair: &Advice) -> String {
    let parts: Vec<String> = pair
        .used
        .iter()
        .map(|used| {
            let (name, word) = (used.feature.name(), used.feature.word(used.value));
            match &used.origin {
                Origin::Stated(place) => format!("{name} {word} ({})", at(advised, places, *place)),
                Origin::Derived(how) => format!("{name} {word} ({how})"),
                Origin::Assumed(why) => format!("{name} {word} (assumed: {why})"),
            }
        })
        .collect();
    parts.join(", ")
}

/// The three nearest changes: `context low → written notes`.
fn flips(pair: &Advice) -> Option<String> {
    let parts: Vec<String> = pair
        .flips
        .iter()
        .take(3)
        .map(|flip| {
            format!(
                "{} {} → {}",
                flip.feature.name(),
                flip.feature.word(flip.value),
                flip.answer.title()
            )
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn groups(advised: &Advised<'_>, places: &Places, out: &mut dyn Write) -> io::Result<()> {
    if advised.groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{BOLD}Groups{BOLD:#}")?;
    for group in &advised.groups {
        let now = if group.declared {
            format!(" {DIM}(declared){DIM:#}")
        } else {
            String::new()
        };
        writeln!(
            out,
            "  {BOLD}{}{BOLD:#}: {ANSWER}{}{ANSWER:#}{now}",
            plain(&group.subject),
            group.answer.title()
        )?;
        writeln!(
            out,
            "      {} {DIM}[{}, row {}]{DIM:#}",
            plain(&group.reason),
            group.row.source,
            group.row.id
        )?;
        if let Some(caution) = &group.caution {
            writeln!(out, "      but {}", plain(caution))?;
        }
        let shown: Vec<String> = group
            .evidence
            .iter()
            .take(3)
            .map(|place| at(advised, places, *place))
            .collect();
        let more = group.evidence.len().saturating_sub(3);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let teams = teams_of(advised, group);
        let from = if shown.is_empty() {
            String::new()
        } else {
            format!("; {}{more}", shown.join(", "))
        };
        writeln!(out, "      {DIM}{}{}{DIM:#}", plain(&teams), plain(&from))?;
    }
    Ok(())
}

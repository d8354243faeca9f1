//! `orglint advise`.

use super::CliError;
use super::args::{AdviseArgs, AdviseFormat};
use super::deliver::deliver;
use super::load::load;
use crate::advise::{self, Advised};
use crate::config::nearest;
use crate::emit::advice::{Options, human, json, markdown};
use crate::facts::Facts;
use crate::model::{Org, TeamId};
use std::io::{self, Write};

/// Runs the command; gives the exit code.
pub(super) fn run(args: &AdviseArgs) -> Result<u8, CliError> {
    let loaded = load(&args.input)?;
    let facts = Facts::new(&loaded.org, loaded.config.facts);
    let options = loaded.config.advise;
    let mut advised = match args.pair.as_slice() {
        [a, b] => {
            let (a, b) = (team(&loaded.org, a)?, team(&loaded.org, b)?);
            if a == b {
                return Err(CliError::Usage("`--pair` names one team twice".to_owned()));
            }
            advise::advise_pair(&facts, options, a, b)
        }
        _ => advise::advise(&facts, options),
    };
    if !args.pair.is_empty() && advised.pairs.is_empty() {
        return Err(CliError::Usage(format!(
            "nothing in the files joins {} and {} or says that nothing does; record what one needs \
             of the other in the dependencies table",
            args.pair.join(" and "),
            if args.pair.len() == 2 {
                "the other"
            } else {
                "another"
            }
        )));
    }
    advised.consider(&loaded.config.models);
    write(args, &advised)?;
    Ok(0)
}

/// The team with this id, else the only one with this name, in any case.
fn team(org: &Org, text: &str) -> Result<TeamId, CliError> {
    let wanted = text.trim();
    let by_key = org.teams().find(|team| team.key() == wanted);
    if let Some(team) = by_key {
        return Ok(team.id);
    }
    let same = |name: &str| name.eq_ignore_ascii_case(wanted);
    let named: Vec<TeamId> = org
        .teams()
        .filter(|team| same(team.label()) || same(team.key()))
        .map(|team| team.id)
        .collect();
    match named.as_slice() {
        [only] => Ok(*only),
        [] => {
            let known = org.teams().flat_map(|team| [team.key(), team.label()]);
            Err(CliError::Usage(match nearest(wanted, known) {
                Some(hint) => format!("unknown team `{wanted}`; did you mean `{hint}`?"),
                None => format!("unknown team `{wanted}`; give the id or the name of a team"),
            }))
        }
        several => {
            let keys: Vec<&str> = several.iter().map(|id| org.team(*id).key()).collect();
            Err(CliError::Usage(format!(
                "several teams are called `{wanted}`; give an id: `{}`",
                keys.join("`, `")
            )))
        }
    }
}

fn write(args: &AdviseArgs, advised: &Advised<'_>) -> Result<(), CliError> {
    let colored = args.format == AdviseFormat::Human;
    deliver(args.output.as_ref(), colored, |out| {
        emit(args, advised, out)
    })
}

fn emit(args: &AdviseArgs, advised: &Advised<'_>, out: &mut dyn Write) -> io::Result<()> {
    match args.format {
        AdviseFormat::Human => {
            let all = args.show_all || !args.pair.is_empty();
            let options = Options {
                all,
                ..Options::default()
            };
            human::write(advised, options, out)
        }
        AdviseFormat::Json => json::write(advised, out),
        AdviseFormat::Markdown => markdown::write(advised, out),
    }
}

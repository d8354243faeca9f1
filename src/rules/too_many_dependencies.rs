//! `too-many-dependencies`: see [`META`] for its documentation.

use crate::facts::Edge;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, DependencyRef, Table, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags teams that depend hard on more than `max-providers` other teams; above `error-above`
    /// it is an error, if so many are stated to be hard. A row that does not say how strong it is
    /// counts as hard. Where no row of the whole table says so, nobody has claimed that work stops:
    /// then only teams above `error-above` are told, as a note.
    ///
    /// ## Why it matters
    /// Every team that must deliver first is one more calendar, one more backlog and one more chance
    /// to be late. A team works well with a couple of others, not with many.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// api
    /// infra
    /// design
    /// == dependencies.csv
    /// from,to,kind
    /// web,api,hard
    /// web,infra,hard
    /// web,design,hard
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// api
    /// infra
    /// design
    /// == dependencies.csv
    /// from,to,kind
    /// web,api,hard
    /// web,infra,hard
    /// web,design,soft
    /// ```
    ///
    /// ## How to fix
    /// Agree on fallbacks so that the team can go on alone, ask the provider that serves many for
    /// self-service, or move the work that always needs another team to that team.
    ///
    /// ## Options
    /// - `max-providers` (default 2, "a couple"): a team depends hard on at most this many.
    /// - `error-above` (default 4, our own choice): more are an error, or a note where no row states
    ///   its strength.
    pub(super) static META = {
        name: "too-many-dependencies",
        summary: "a team depends on too many others",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies)],
        sources: &[
            "Rubick: How to build silos, 2021 (few partners for each team)",
            "Rubick: The independent executor model, 2021 (risk multiplies with each dependency)",
        ],
    }
}

/// Options of `too-many-dependencies`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TooManyDependencies {
    max_providers: usize,
    error_above: usize,
}

impl Default for TooManyDependencies {
    fn default() -> Self {
        Self {
            max_providers: 2,
            error_above: 4,
        }
    }
}

impl Rule for TooManyDependencies {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let dependencies = cx.facts.dependencies();
        let stated = dependencies.strength_is_stated();
        for team in cx.org.teams() {
            let providers: Vec<&Edge> = dependencies
                .hard()
                .out_edges(team.id.0)
                .map(|(_, edge)| dependencies.hard_edge(edge))
                .collect();
            let sure = providers.iter().filter(|edge| edge.stated_hard).count();
            if let Some((limit, level)) = self.judge(providers.len(), sure, stated) {
                report(team, &providers, limit, level, stated, sink);
            }
        }
    }
}

impl TooManyDependencies {
    /// The limit that a number of providers passes, `sure` of them stated as hard, and how loudly to
    /// say so.
    fn judge(&self, providers: usize, sure: usize, stated: bool) -> Option<(usize, Level)> {
        if !stated {
            return (providers > self.error_above).then_some((self.error_above, Level::Note));
        }
        let level = if sure > self.error_above {
            Level::Error
        } else {
            Level::Warning
        };
        (providers > self.max_providers).then_some((self.max_providers, level))
    }
}

/// Reports at the row that goes past the limit; the others are evidence.
fn report(
    team: TeamRef<'_>,
    providers: &[&Edge],
    limit: usize,
    level: Level,
    stated: bool,
    sink: &mut Sink,
) {
    let org = team.org;
    let mut rows: Vec<DependencyRef<'_>> = providers
        .iter()
        .filter_map(|edge| edge.rows.iter().find(|row| org.dependency(**row).is_hard()))
        .map(|row| org.dependency(*row))
        .collect();
    rows.sort_by_key(|row| row.id);
    let Some(past) = rows.get(limit).or(rows.last()).copied() else {
        return;
    };
    let names: Vec<&str> = rows.iter().map(|row| row.to().label()).collect();
    let sure = providers.iter().all(|edge| edge.stated_hard);
    let verb = if sure { "waits for" } else { "depends on" };
    let message = format!(
        "{} {verb} {}, more than {limit}: {}",
        team.label(),
        count(rows.len(), "team", "teams"),
        list(&names, 6)
    );
    let help = if stated {
        format!(
            "give {} a fallback for some of {}, ask those who serve many for self-service, or move the work to the team that has to do it",
            team.label(),
            list(&names, 6)
        )
    } else {
        format!(
            "say in the `kind` column which of these stop {} (hard) and which do not (soft); agree on fallbacks for the hard ones",
            team.label()
        )
    };
    let mut draft = sink
        .report(past.cell(Column::From), message)
        .level(level)
        .subject(team.subject())
        .measure(rows.len() as f64, limit as f64, "teams depended on")
        .help(help);
    for row in rows.iter().filter(|row| row.id != past.id).take(8) {
        draft = draft.related(row.cell(Column::To), format!("{verb} {}", row.to().label()));
    }
}

#[cfg(test)]
mod tests {
    use super::TooManyDependencies;
    use crate::testing::check;

    fn rule() -> TooManyDependencies {
        TooManyDependencies {
            max_providers: 1,
            error_above: 2,
        }
    }

    #[test]
    fn points_at_the_row_that_goes_past_the_limit() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napi\nops\napp\npay\ninfra\ndesign\n\
             == dependencies.csv\n\
             from,to,kind\n\
             web,api,hard\n\
             web,ops,hard   #~ warning: web waits for 2 teams, more than 1: api and ops\n\
             app,api,hard\n\
             app,ops,hard   #~ error: app waits for 3 teams, more than 1: api, ops and web\n\
             app,web,hard\n\
             pay,api,hard\n\
             pay,ops,hard   #~ warning: pay depends on 3 teams, more than 1: api, ops and web\n\
             pay,web,sluggish\n",
        );
    }

    #[test]
    fn is_quiet_at_the_threshold_and_counts_each_team_once() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napi\nops\napp\npay\ninfra\ndesign\n\
             == dependencies.csv\n\
             from,to,kind\n\
             web,api,hard\n\
             web,api,hard\n\
             web,ops,soft\n",
        );
    }

    #[test]
    fn where_nobody_says_hard_only_many_are_worth_a_note() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napi\nops\napp\npay\ninfra\ndesign\n\
             == dependencies.csv\n\
             from,to,kind\n\
             web,api,package\n\
             web,ops,package\n\
             app,api,package\n\
             app,ops,package\n\
             app,web,package  #~ note: app depends on 3 teams, more than 2: api, ops and web\n",
        );
    }
}

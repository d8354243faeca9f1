//! `provider-bottleneck`: see [`META`] for its documentation.

use crate::facts::{Edge, Facts};
use crate::lint::words::{list, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationId, Lists, Org, Table, TeamId, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags teams on which at least `min-consumers` others depend hard, unless a coordination row
    /// declares the team, or a unit above it, as self-service. Where a coordination table exists and
    /// promises no turnaround (`sla-days`) of the team, it is an error. A row that does not say how
    /// strong it is counts as hard; where fewer than `min-consumers` rows say so, the finding is a
    /// note and takes `unstated-consumers` teams, or a warning where these are at least
    /// `unstated-share` of all teams.
    ///
    /// ## Why it matters
    /// A team on which many wait is the speed limit of all of them, and it is seldom staffed for the
    /// sum of their plans.
    ///
    /// ## Example
    /// ```toml
    /// min-consumers = 2
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id
    /// web
    /// infra
    /// app
    /// == dependencies.csv
    /// from,to,kind
    /// web,infra,hard
    /// app,infra,hard
    /// ```
    ///
    /// ```toml
    /// min-consumers = 2
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id
    /// web
    /// infra
    /// app
    /// == dependencies.csv
    /// from,to,kind
    /// web,infra,hard
    /// app,infra,hard
    /// == coordination.csv
    /// model,from,to
    /// self-service,infra,web;app
    /// ```
    ///
    /// ## How to fix
    /// Turn the most frequent request into something that consumers do without asking, even if a
    /// person does it by hand behind the form at first. Until then publish priorities, a turnaround
    /// and what to do when it is not met.
    ///
    /// ## Options
    /// - `min-consumers` (default 4, our own choice): teams that depend hard on one.
    /// - `unstated-consumers` (default 8, our own choice): teams that depend on one where nobody says
    ///   how hard.
    /// - `unstated-share` (default 0.1, our own choice): where nobody says how hard, this share of all
    ///   teams makes it a warning.
    pub(super) static META = {
        name: "provider-bottleneck",
        summary: "many teams depend hard on one",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::Dependencies)],
        implements: &["CM10"],
        sources: &[
            "Rubick: The service provider model, 2021 (what many wait for does not grow with them)",
            "Rubick: The self-service model, 2021",
        ],
    }
}

/// Options of `provider-bottleneck`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ProviderBottleneck {
    min_consumers: usize,
    unstated_consumers: usize,
    unstated_share: f64,
}

impl Default for ProviderBottleneck {
    fn default() -> Self {
        Self {
            min_consumers: 4,
            unstated_consumers: 8,
            unstated_share: 0.1,
        }
    }
}

impl Rule for ProviderBottleneck {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let dependencies = cx.facts.dependencies();
        let offers = Offers::new(cx.org);
        for team in cx.org.teams() {
            let consumers: Vec<&Edge> = dependencies
                .hard()
                .in_edges(team.id.0)
                .map(|(_, edge)| dependencies.hard_edge(edge))
                .collect();
            if consumers.len() >= self.min_consumers.max(1) {
                self.judge(team, &offers.of(cx.facts, team.id), &consumers, sink);
            }
        }
    }
}

/// What the coordination table says of a provider.
struct Declared {
    self_service: bool,
    turnaround: bool,
}

impl ProviderBottleneck {
    /// Whether so many of all teams depend on one that it matters however hard they do.
    fn is_broad(&self, org: &Org, consumers: usize) -> bool {
        consumers as f64 >= self.unstated_share * org.teams.len() as f64
    }

    fn judge(&self, team: TeamRef<'_>, declared: &Declared, consumers: &[&Edge], sink: &mut Sink) {
        if declared.self_service {
            return;
        }
        let org = team.org;
        let sure = consumers.iter().filter(|edge| edge.stated_hard).count();
        let stated = sure >= self.min_consumers;
        let at_least = if stated {
            self.min_consumers
        } else {
            self.unstated_consumers.max(self.min_consumers)
        };
        if consumers.len() < at_least {
            return;
        }
        let unpromised = org.has_table(Table::Coordination) && !declared.turnaround;
        let broad = !stated && self.is_broad(org, consumers.len());
        let level = match (stated, unpromised) {
            (false, _) if broad => Level::Warning,
            (false, _) => Level::Note,
            (true, true) => Level::Error,
            (true, false) => Level::Warning,
        };
        let names: Vec<&str> = consumers
            .iter()
            .map(|edge| org.team(edge.from).label())
            .collect();
        let all_sure = sure == consumers.len();
        let verb = if all_sure { "wait for" } else { "depend on" };
        let promise = if stated && unpromised {
            ", which promises no turnaround"
        } else {
            ""
        };
        let of_all = if broad {
            format!(" of {}", thousands(org.teams.len()))
        } else {
            String::new()
        };
        let message = format!(
            "{}{of_all} teams {verb} {}{promise}: {}",
            names.len(),
            team.label(),
            list(&names, 6)
        );
        let rows: Vec<_> = consumers
            .iter()
            .filter_map(|edge| edge.rows.iter().find(|row| org.dependency(**row).is_hard()))
            .map(|row| org.dependency(*row))
            .collect();
        let Some(first) = rows.iter().min_by_key(|row| row.id) else {
            return;
        };
        let most_without = at_least.max(1) - 1;
        let mut draft = sink
            .report(first.cell(Column::To), message)
            .level(level)
            .subject(team.subject())
            .measure(
                names.len() as f64,
                most_without as f64,
                "teams that depend on it",
            )
            .help(advice(team, stated, declared.turnaround));
        for row in rows.iter().filter(|row| row.id != first.id).take(8) {
            let note = format!("{} depends on {}", row.from().label(), team.label());
            draft = draft.related(row.cell(Column::To), note);
        }
    }
}

fn advice(team: TeamRef<'_>, stated: bool, turnaround: bool) -> String {
    let name = team.label();
    let until = if turnaround {
        "and say what they do when the promised turnaround is not met"
    } else {
        "and until then publish its priorities and a turnaround"
    };
    if stated {
        format!("let teams help themselves to what they ask of {name} most often, {until}")
    } else {
        format!(
            "if teams use {name} without talking to it, declare it as self-service in the coordination table; else let them help themselves to what they ask most often, {until}"
        )
    }
}

/// Coordination rows by the unit that offers them.
struct Offers {
    rows: Lists,
}

impl Offers {
    fn new(org: &Org) -> Self {
        let rows = org.coordination.iter().enumerate();
        let rows: Vec<(u32, u32)> = rows
            .filter_map(|(index, row)| Some((row.from?.0, index as u32)))
            .collect();
        Self {
            rows: Lists::group(org.teams.len(), &rows),
        }
    }

    /// What the rows say that the team or a unit above it offers.
    fn of(&self, facts: &Facts<'_>, team: TeamId) -> Declared {
        let mut declared = Declared {
            self_service: false,
            turnaround: false,
        };
        let above = facts.tree().units().ancestors(team.0);
        for row in above.flat_map(|unit| self.rows.of(unit)) {
            let row = facts.org().coordination_row(CoordinationId(*row));
            let model = row.model().trim().replace(['_', ' '], "-");
            declared.self_service |= model.eq_ignore_ascii_case("self-service");
            declared.turnaround |= !row.text(Column::SlaDays).is_empty();
        }
        declared
    }
}

#[cfg(test)]
mod tests {
    use super::ProviderBottleneck;
    use crate::testing::check;

    fn rule() -> ProviderBottleneck {
        ProviderBottleneck {
            min_consumers: 3,
            unstated_consumers: 4,
            unstated_share: 0.6,
        }
    }

    #[test]
    fn many_wait_for_one() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napp\npay\nlaw\ninfra\ndata\n\
             == dependencies.csv\n\
             from,to,kind\n\
             web,infra,hard  #~ warning: 3 teams wait for infra: web, app and pay\n\
             app,infra,hard\n\
             pay,infra,hard\n\
             web,data,hard\n\
             app,data,hard\n\
             pay,data,soft\n",
        );
    }

    #[test]
    fn without_a_promise_it_is_an_error() {
        let tables = "== teams.csv\nid\nweb\napp\npay\nlaw\ninfra\ndata\n\
             == dependencies.csv\n\
             from,to,kind\n\
             web,infra,hard\n\
             app,infra,hard\n\
             pay,infra,hard\n";
        let error = tables.replacen(
            "infra,hard",
            "infra,hard #~ error: 3 teams wait for infra, which promises no turnaround: web, app and pay",
            1,
        );
        let head = "== coordination.csv\nmodel,from,to,sla-days\n";
        check(
            &rule(),
            &format!("{error}{head}service-provider,infra,web,\n"),
        );
        let warning = tables.replacen(
            "infra,hard",
            "infra,hard #~ warning: 3 teams wait for infra: web, app and pay",
            1,
        );
        check(
            &rule(),
            &format!("{warning}{head}service-provider,infra,web,5\n"),
        );
        check(&rule(), &format!("{tables}{head}Self service,infra,web,\n"));
    }

    #[test]
    fn unstated_strength_takes_more_teams_and_is_a_note() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napp\npay\nlaw\ninfra\ndata\nops\n\
             == dependencies.csv\n\
             from,to\n\
             web,infra  #~ note: 4 teams depend on infra: web, app, pay and law\n\
             app,infra\n\
             pay,infra\n\
             law,infra\n\
             web,data\n\
             app,data\n\
             pay,data\n",
        );
    }

    #[test]
    fn unstated_strength_of_a_large_share_is_a_warning() {
        check(
            &rule(),
            "== teams.csv\nid\nweb\napp\npay\nlaw\ninfra\ndata\n\
             == dependencies.csv\n\
             from,to\n\
             web,infra  #~ warning: 4 of 6 teams depend on infra: web, app, pay and law\n\
             app,infra\n\
             pay,infra\n\
             law,infra\n\
             web,data\n\
             app,data\n\
             pay,data\n",
        );
    }
}

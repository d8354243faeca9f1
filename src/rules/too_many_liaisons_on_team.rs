//! `too-many-liaisons-on-team`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, LiaisonId, PersonId, TeamId};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

declare_rule! {
    /// ## What it does
    /// Flags a team or unit that hosts liaisons from more than `max-homes` other parts of the
    /// organization. Several liaisons from one part count once. A liaison whose home is not known
    /// counts as a part of its own, and the message says so. Where the liaisons of a unit alone
    /// pass the limit, its teams are named only if they host more.
    ///
    /// ## Why it matters
    /// Every liaison is a relation that the team has to feed: somebody in its meetings, with
    /// questions of their own. A team can keep up with a couple of other parts; beyond that it
    /// explains itself more than it works.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,support
    /// cy,security
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// support,
    /// security,
    /// web,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web
    /// bo,support,web
    /// cy,security,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// amy,marketing
    /// bo,support
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// support,
    /// web,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web
    /// amy,marketing,web
    /// bo,support,web
    /// ```
    ///
    /// ## How to fix
    /// Serve the parts that need the least with written notes, hold one monthly meeting for all of
    /// them, or let the parts agree on one common liaison.
    ///
    /// ## Options
    /// - `max-homes` (default 2): liaisons from more parts are a warning, from more than one above it
    ///   an error; a couple of partners is what a team can keep up with.
    pub(super) static META = {
        name: "too-many-liaisons-on-team",
        summary: "a team hosts liaisons from too many parts of the organization",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons],
        implements: &["LM17"],
        sources: &[
            "Rubick: How to build silos, 2021 (few partners for each team)",
            "Rubick: The liaison model",
        ],
    }
}

/// Options of `too-many-liaisons-on-team`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TooManyLiaisonsOnTeam {
    max_homes: usize,
}

impl Default for TooManyLiaisonsOnTeam {
    fn default() -> Self {
        Self { max_homes: 2 }
    }
}

/// Where a liaison comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// A part of the organization.
    Part(TeamId),
    /// A person without a known home.
    Person(PersonId),
}

/// The liaisons on a unit by where they come from.
type Guests = BTreeMap<Origin, Vec<LiaisonId>>;

impl Rule for TooManyLiaisonsOnTeam {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let (tree, liaisons) = (cx.facts.tree(), cx.facts.liaisons());
        for team in cx.org.teams() {
            // Only a unit that rows name can host more than the unit above it.
            if liaisons.naming(team.id).len() == 0 {
                continue;
            }
            let guests = guests(cx, team.id);
            let above = tree
                .units()
                .parent(team.id.0)
                .map_or(0, |parent| self::guests(cx, TeamId(parent)).len())
                .max(self.max_homes);
            if guests.len() > above {
                self.report(cx, sink, team.id, &guests);
            }
        }
    }
}

impl TooManyLiaisonsOnTeam {
    fn report(&self, cx: Context<'_>, sink: &mut Sink, team: TeamId, guests: &Guests) {
        let team = cx.org.team(team);
        let known = guests.keys().filter(|o| matches!(o, Origin::Part(_)));
        let (all, known) = (guests.len(), known.count());
        let parts = list(guests.keys().map(|origin| name(cx, *origin)), 5);
        let message = match (known, all - known) {
            (_, 0) => format!(
                "{} hosts liaisons from {all} parts of the organization, more than {}: {parts}",
                team.label(),
                self.max_homes
            ),
            (0, _) => format!(
                "{} hosts {all} liaisons whose homes are not known, more than {}: {parts}",
                team.label(),
                self.max_homes
            ),
            (_, unknown) => format!(
                "{} hosts liaisons from {all} parts of the organization ({unknown} without a known home, each counted as one), more than {}: {parts}",
                team.label(),
                self.max_homes
            ),
        };
        let level = if known > self.max_homes + 1 {
            Level::Error
        } else {
            Level::Warning
        };
        sink.report(team.naming_cell(), message)
            .level(level)
            .subject(team.subject())
            .measure(
                all as f64,
                self.max_homes as f64,
                "parts of the organization",
            )
            .evidence(evidence(cx, guests))
            .help(help(cx, team.id, guests));
    }
}

/// The liaisons that cover a unit, by where they come from.
fn guests(cx: Context<'_>, unit: TeamId) -> Guests {
    let tree = cx.facts.tree();
    let mut guests = Guests::new();
    for id in cx.facts.liaisons().covering(tree, unit) {
        let row = &cx.org.liaisons[id.index()];
        let origin = row.home.map_or(Origin::Person(row.person), |home| {
            Origin::Part(tree.boundary(home))
        });
        guests.entry(origin).or_default().push(id);
    }
    guests
}

fn name(cx: Context<'_>, origin: Origin) -> &str {
    match origin {
        Origin::Part(unit) => cx.org.team(unit).label(),
        Origin::Person(person) => cx.org.person(person).short(),
    }
}

/// One line per origin: who they are.
fn evidence(cx: Context<'_>, guests: &Guests) -> Vec<(Place, String)> {
    guests
        .iter()
        .filter_map(|(origin, rows)| {
            let row = cx.org.liaison(*rows.first()?);
            let people: BTreeSet<PersonId> = rows
                .iter()
                .map(|id| cx.org.liaisons[id.index()].person)
                .collect();
            let people = list(people.iter().map(|id| cx.org.person(*id).short()), 3);
            let text = match origin {
                Origin::Part(_) => format!("{people} from {}", name(cx, *origin)),
                Origin::Person(_) => format!("{people}, home not known"),
            };
            Some((row.cell(Column::Targets), text))
        })
        .collect()
}

/// The part that asks for the least context could do with notes; with nothing known, a common
/// meeting at the unit above.
fn help(cx: Context<'_>, team: TeamId, guests: &Guests) -> String {
    let context = |rows: &Vec<LiaisonId>| {
        let mut known = rows.iter().map(|id| cx.org.liaisons[id.index()].context);
        known.try_fold(crate::model::Context::None, |most, context| {
            context.map(|context| most.max(context))
        })
    };
    let weighed: Vec<_> = guests
        .iter()
        .filter_map(|(origin, rows)| Some((context(rows)?, *origin)))
        .collect();
    let least = weighed.iter().min();
    let differ = weighed
        .iter()
        .any(|(c, _)| Some(c) != least.map(|(c, _)| c));
    let team = cx.org.team(team);
    let at = team.parent().map_or_else(
        || format!("with {}", team.label()),
        |parent| format!("at {}", parent.label()),
    );
    match least {
        Some((_, origin)) if differ => format!(
            "serve {}, which needs the least context, with written notes; hold one monthly meeting {at} for the others",
            name(cx, *origin)
        ),
        _ => format!(
            "hold one monthly meeting {at} for all of them, or serve the parts that need the least with written notes"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::TooManyLiaisonsOnTeam;
    use crate::testing::check;

    fn org(web: &str, unit: &str, liaisons: &str) -> String {
        format!(
            "== people.csv\n\
             id,name,team\n\
             ana,Ana,a\nbo,Bo,b\ncy,Cy,c\ndi,Di,d\nno,No,\n\
             == teams.csv\n\
             id,name,parent\n\
             co,,\n\
             a,A,co\n\
             b,B,co\n\
             c,C,co\n\
             d,D,co\n\
             eng,Engineering,co{unit}\n\
             web,Web,eng{web}\n\
             == liaisons.csv\n\
             person,targets\n\
             {liaisons}"
        )
    }

    #[test]
    fn three_parts_are_too_many_and_four_an_error() {
        let rule = TooManyLiaisonsOnTeam::default();
        check(
            &rule,
            &org(
                "   #~ warning: Web hosts liaisons from 3 parts of the organization, more than 2: A, B and C",
                "",
                "ana,web\nbo,web\ncy,eng\n",
            ),
        );
        check(
            &rule,
            &org(
                "   #~ error: Web hosts liaisons from 4 parts of the organization, more than 2: A, B, C and D",
                "",
                "ana,web\nbo,web\ncy,web\ndi,web\n",
            ),
        );
    }

    #[test]
    fn two_parts_are_fine_however_many_people_they_send() {
        let rows = "ana,web\nana,eng\nbo,web\nbo,web\n";
        check(&TooManyLiaisonsOnTeam::default(), &org("", "", rows));
    }

    #[test]
    fn a_unit_speaks_for_its_teams() {
        check(
            &TooManyLiaisonsOnTeam::default(),
            &org(
                "",
                "   #~ warning: Engineering hosts liaisons from 3 parts of the organization, more than 2: A, B and C",
                "ana,eng\nbo,eng\ncy,eng\nana,web\n",
            ),
        );
    }

    #[test]
    fn unknown_homes_are_counted_one_by_one() {
        check(
            &TooManyLiaisonsOnTeam::default(),
            &org(
                "   #~ warning: Web hosts liaisons from 3 parts of the organization (1 without a known home, each counted as one), more than 2: A, B and No",
                "",
                "ana,web\nbo,web\nno,web\n",
            ),
        );
    }
}

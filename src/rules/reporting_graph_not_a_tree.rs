//! `reporting-graph-not-a-tree`: see [`META`] for its documentation.

use crate::facts::solid_lines;
use crate::graph::krackhardt::{Dimensions, dimensions};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonRef};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Diagnoses the solid reporting lines as a whole when they are not one tree: how many tops,
    /// circles and lines too many there are, with Krackhardt's four measures, each 100 % for a
    /// tree. Connectedness is the share of pairs of people who are in one structure, hierarchy the
    /// share of superior and subordinate pairs that are so in one direction only, efficiency falls
    /// with every line beyond those a tree needs, and unity of command (his least upper
    /// boundedness) with every pair of people whom no one nearest superior has in common. Unity of
    /// command is left out above 2,000 people. Dotted lines do not count.
    ///
    /// It is off by default, for its parts have rules of their own that name the place to mend:
    /// `multiple-roots`, `reporting-cycle` and `two-solid-managers`. Turn it on to follow the whole
    /// over time. The four numbers are a diagnosis; there is no best value to aim for, and a
    /// federation is several trees by intention.
    ///
    /// ## Why it matters
    /// Headcounts, budgets and escalations that are added up along reporting lines are right only
    /// where the lines form a tree.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,
    /// dee,cyd
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,dotted-managers
    /// ada,,
    /// bob,ada,
    /// cyd,ada,bob
    /// ```
    ///
    /// ## How to fix
    /// Mend the parts: one top, no circle, one solid line for each person and dotted lines for the
    /// rest.
    ///
    /// ## Options
    /// There are none.
    pub(super) static META = {
        name: "reporting-graph-not-a-tree",
        summary: "the reporting lines are not one tree",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &[
            "Krackhardt: Graph theoretical dimensions of informal organizations, 1994",
        ],
    }
}

/// Options of `reporting-graph-not-a-tree`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ReportingGraphNotATree {}

/// What keeps the lines from being one tree.
struct Defects<'a> {
    tops: Vec<PersonRef<'a>>,
    circles: Vec<PersonRef<'a>>,
    surplus: Vec<(PersonRef<'a>, Place)>,
}

impl Rule for ReportingGraphNotATree {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let org = cx.org;
        let people = cx.facts.tree().people();
        let defects = Defects {
            tops: org
                .people()
                .filter(|p| p.record().manager.is_none())
                .collect(),
            circles: people
                .cycles()
                .iter()
                .filter_map(|cycle| cycle.first())
                .map(|id| org.person(crate::model::PersonId(*id)))
                .collect(),
            surplus: org
                .further_managers
                .iter()
                .map(|link| {
                    let column = org.column(link.row.file, Column::Manager);
                    (org.person(link.person), link.row.cell(column))
                })
                .collect(),
        };
        if defects.tops.len() > 1 || !defects.circles.is_empty() || !defects.surplus.is_empty() {
            defects.report(&dimensions(&solid_lines(org)), sink);
        }
    }
}

/// A share as `99.9 %`, cut off and not rounded: 100 % is for trees alone.
fn percent(share: f64) -> String {
    format!("{:.1} %", (share * 1000.0).floor() / 10.0)
}

impl Defects<'_> {
    fn report(&self, indices: &Dimensions, sink: &mut Sink) {
        let places: Vec<(Place, String)> = self
            .tops
            .iter()
            .skip(1)
            .map(|top| {
                (
                    top.cell(Column::Id),
                    format!("{} has no manager", top.label()),
                )
            })
            .chain(self.circles.iter().map(|person| {
                let note = format!("{} is in a circle of managers", person.label());
                (person.cell(Column::Manager), note)
            }))
            .chain(self.surplus.iter().map(|(person, place)| {
                (
                    *place,
                    format!("{} has a further solid line", person.label()),
                )
            }))
            .collect();
        let Some(((place, _), further)) = places.split_first() else {
            return;
        };
        let mut draft = sink
            .report(*place, self.message(indices))
            .subjects(self.people().map(PersonRef::subject))
            .identity("reporting lines")
            .amount(indices.connectedness, "connectedness")
            .help(self.advice());
        for (place, note) in further.iter().take(8) {
            draft = draft.related(*place, note.clone());
        }
        if further.len() > 8 {
            draft.related(*place, format!("and {} more places", further.len() - 8));
        }
    }

    /// Everyone concerned; a single top is not.
    fn people(&self) -> impl Iterator<Item = PersonRef<'_>> {
        let tops = self.tops.iter().filter(|_| self.tops.len() > 1);
        let surplus = self.surplus.iter().map(|(person, _)| person);
        tops.chain(&self.circles).chain(surplus).copied()
    }

    fn message(&self, indices: &Dimensions) -> String {
        let parts: Vec<String> = [
            (
                self.tops.len().saturating_sub(1),
                "top too many",
                "tops too many",
            ),
            (self.circles.len(), "circle", "circles"),
            (self.surplus.len(), "line too many", "lines too many"),
        ]
        .into_iter()
        .filter(|(number, _, _)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
        let hierarchy = indices.hierarchy.map_or("unknown".to_owned(), percent);
        let unity = indices.least_upper_bound.map_or(String::new(), |share| {
            format!(", unity of command {}", percent(share))
        });
        format!(
            "the reporting lines are not one tree: {}; connectedness {}, hierarchy {hierarchy}, efficiency {}{unity}",
            list(&parts, 3),
            percent(indices.connectedness),
            percent(indices.efficiency)
        )
    }

    fn advice(&self) -> String {
        let mut steps = Vec::new();
        if self.tops.len() > 1 {
            let names = list(self.tops.iter().map(|top| top.label()), 4);
            steps.push(format!(
                "say who is at the top and to whom the others of {names} report"
            ));
        }
        if !self.circles.is_empty() {
            let names = list(self.circles.iter().map(|person| person.label()), 4);
            steps.push(format!(
                "correct the manager of {names} or of somebody above"
            ));
        }
        if !self.surplus.is_empty() {
            steps.push("make the second solid line of a person a dotted one".to_owned());
        }
        list(&steps, 3)
    }
}

#[cfg(test)]
mod tests {
    use super::ReportingGraphNotATree;
    use crate::testing::check;

    #[test]
    fn says_what_and_how_far() {
        check(
            &ReportingGraphNotATree {},
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,ada\n\
             cyd,ada\n\
             dee,bob;cyd\n\
             eli,        #~ warning: the reporting lines are not one tree: 1 top too many and 1 line too many; connectedness 60.0 %, hierarchy 100.0 %, efficiency 88.8 %, unity of command 100.0 %\n",
        );
    }

    #[test]
    fn a_tree_is_quiet_whatever_its_dotted_lines() {
        check(
            &ReportingGraphNotATree {},
            "== people.csv\nid,manager,dotted-managers\nada,,\nbob,ada,\ncyd,ada,bob\n",
        );
    }

    #[test]
    fn one_person_who_manages_himself_is_a_top() {
        check(
            &ReportingGraphNotATree {},
            "== people.csv\nid,manager\nada,ada\nbob,ada\n",
        );
    }
}

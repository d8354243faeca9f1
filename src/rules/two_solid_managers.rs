//! `two-solid-managers`: see [`META`] for its documentation.

use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Link, Org, PersonId, PersonRef};
use crate::source::Place;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people with two or more solid-line managers. Where that holds for more than
    /// `matrix-share` of all people and at least `matrix-people` of them, the organization is a
    /// matrix by intention: then there is one finding, a warning, in place of one for each person.
    ///
    /// ## Why it matters
    /// Two solid lines mean two people who set goals, judge performance and grant leave. Where they
    /// disagree the report has to choose. It also breaks every sum along reporting lines.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// bob,ada
    /// cyd,ada;bob
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
    /// Keep the line of whoever decides about pay and performance as the solid one, and make the
    /// others dotted.
    ///
    /// ## Options
    /// - `matrix-share` (default 0.1, our own choice): share of people above which it is one finding.
    /// - `matrix-people` (default 10, our own choice): at least so many people make a matrix.
    pub(super) static META = {
        name: "two-solid-managers",
        summary: "a person has more than one solid-line manager",
        smell: Smell::Structure,
        level: Level::Error,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &[
            "Krackhardt: Graph theoretical dimensions of informal organizations, 1994 (efficiency)",
        ],
    }
}

/// Options of `two-solid-managers`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TwoSolidManagers {
    matrix_share: f64,
    matrix_people: usize,
}

impl Default for TwoSolidManagers {
    fn default() -> Self {
        Self {
            matrix_share: 0.1,
            matrix_people: 10,
        }
    }
}

impl Rule for TwoSolidManagers {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let org = cx.org;
        let mut further: BTreeMap<PersonId, Vec<Link>> = BTreeMap::new();
        for link in &org.further_managers {
            further.entry(link.person).or_default().push(*link);
        }
        let share = further.len() as f64 / org.people.len().max(1) as f64;
        if share > self.matrix_share && further.len() >= self.matrix_people {
            self.report_matrix(org, &further, share, sink);
            return;
        }
        for (person, links) in &further {
            report_person(org, *person, links, sink);
        }
    }
}

impl TwoSolidManagers {
    fn report_matrix(
        &self,
        org: &Org,
        further: &BTreeMap<PersonId, Vec<Link>>,
        share: f64,
        sink: &mut Sink,
    ) {
        let links: Vec<&Link> = further.values().filter_map(|links| links.first()).collect();
        let Some(first) = links.first() else {
            return;
        };
        let message = format!(
            "{} of {} ({}) have more than one solid-line manager: this is a matrix",
            further.len(),
            count(org.people.len(), "person", "people"),
            percent(share)
        );
        let mut draft = sink
            .report(manager_cell(org, first), message)
            .level(Level::Warning)
            .subjects(further.keys().map(|id| org.person(*id).subject()))
            .identity("matrix organization")
            .measure(
                further.len() as f64,
                (self.matrix_share * org.people.len() as f64).floor(),
                "people with two solid managers",
            )
            .help("decide which of the two lines sets goals and pay, keep that one solid and state the other as dotted: both stay visible, and every sum along the lines is right");
        for link in links.iter().skip(1).take(8) {
            draft = draft.related(
                manager_cell(org, link),
                managers(org, link.person, &further[&link.person]),
            );
        }
        if links.len() > 9 {
            draft.related(
                manager_cell(org, first),
                format!("and {} more people", links.len() - 9),
            );
        }
    }
}

fn report_person(org: &Org, id: PersonId, links: &[Link], sink: &mut Sink) {
    let Some(first) = links.first() else {
        return;
    };
    let person = org.person(id);
    let solid = person
        .manager()
        .map_or_else(String::new, |m| m.label().into_owned());
    let mut draft = sink
        .report(manager_cell(org, first), managers(org, id, links))
        .subject(person.subject())
        .measure(links.len() as f64 + 1.0, 1.0, "solid-line managers")
        .help(format!(
            "keep the line to whoever decides about pay and performance of {}, perhaps {solid}, and make the others dotted",
            person.short()
        ));
    // Rows that state the lines, where they are not one and the same.
    if first.row != person.record().row {
        draft = draft.related(
            person.cell(Column::Manager),
            "the first line is stated here",
        );
    }
    for link in links
        .iter()
        .skip(1)
        .filter(|link| link.row != first.row)
        .take(8)
    {
        draft = draft.related(
            manager_cell(org, link),
            format!("and {} here", org.person(link.manager).label()),
        );
    }
}

/// `Ana has 2 solid-line managers: Bo and Cy`.
fn managers(org: &Org, id: PersonId, links: &[Link]) -> String {
    let person = org.person(id);
    let names: Vec<_> = person
        .manager()
        .into_iter()
        .chain(links.iter().map(|link| org.person(link.manager)))
        .map(PersonRef::label)
        .collect();
    format!(
        "{} has {}: {}",
        person.label(),
        count(names.len(), "solid-line manager", "solid-line managers"),
        list(&names, 8)
    )
}

fn manager_cell(org: &Org, link: &Link) -> Place {
    link.row.cell(org.column(link.row.file, Column::Manager))
}

#[cfg(test)]
mod tests {
    use super::TwoSolidManagers;
    use crate::testing::check;

    #[test]
    fn names_the_managers() {
        check(
            &TwoSolidManagers::default(),
            "== people.csv\n\
             id,name,manager\n\
             ada,Ada,\n\
             bob,Bob,ada\n\
             cyd,Cyd,ada;bob  #~ error: Cyd (cyd) has 2 solid-line managers: Ada (ada) and Bob (bob)\n",
        );
    }

    #[test]
    fn many_are_a_matrix() {
        check(
            &TwoSolidManagers {
                matrix_share: 0.4,
                matrix_people: 2,
            },
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,ada\n\
             cyd,ada;bob  #~ warning: 2 of 4 people (50 %) have more than one solid-line manager: this is a matrix\n\
             dee,ada;bob\n",
        );
    }

    #[test]
    fn at_the_share_each_person_is_named() {
        check(
            &TwoSolidManagers {
                matrix_share: 0.25,
                matrix_people: 1,
            },
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             bob,ada\n\
             cyd,ada\n\
             dee,ada;bob  #~ error: dee has 2 solid-line managers: ada and bob\n",
        );
    }

    #[test]
    fn the_same_manager_twice_is_one() {
        check(
            &TwoSolidManagers::default(),
            "== people.csv\nid,manager\nada,\nbob,ada;ada\n",
        );
    }
}

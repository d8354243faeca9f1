//! `unexplained-liaison`: see [`META`] for its documentation.

use crate::facts::Assignment;
use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Liaison, Org, Table};
use crate::source::Place;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags a liaison whose row leaves open what they need to learn (`needs`), why they are there
    /// (`purpose`), or whether they were introduced. Only columns that the table has and that hold
    /// at least one value are looked at, so an export without them is passed over. Planned
    /// assignments need no introduction yet.
    ///
    /// ## Why it matters
    /// A guest whom nobody explained is taken for an observer or a controller. The team does not
    /// know what to bring up, and the liaison has to guess what matters.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// data,
    /// == liaisons.csv
    /// person,home,targets,needs
    /// ana,marketing,web,launch dates
    /// bo,marketing,data,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == liaisons.csv
    /// person,home,targets,needs
    /// ana,marketing,web,launch dates
    /// ```
    ///
    /// ## How to fix
    /// Write one line: what the home needs from this team, how often, and what it is used for. Say
    /// it in the first meeting.
    pub(super) static META = {
        name: "unexplained-liaison",
        summary: "nobody said why a liaison is there",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Liaisons,
            Needs::Any(&[
                Needs::Column(Table::Liaisons, Column::Needs),
                Needs::Column(Table::Liaisons, Column::Purpose),
                Needs::Column(Table::Liaisons, Column::Introduced),
            ]),
        ],
        implements: &["LM5", "LM22"],
        sources: &["Rubick: The liaison model"],
    }
}

/// Options of `unexplained-liaison`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnexplainedLiaison {}

impl Rule for UnexplainedLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let asked = Asked::of(cx.org);
        for assignment in cx.facts.assignments().all() {
            let open = asked.open(cx, assignment);
            let Some((place, _)) = open.first() else {
                continue;
            };
            let person = cx.org.person(assignment.person);
            let targets = list(assignment.target_names(cx.facts), 4);
            let message = format!(
                "{} is a liaison to {targets}, but the table does not say {}",
                person.label(),
                list(open.iter().map(|(_, what)| *what), 3)
            );
            let home = assignment
                .home
                .map_or("the home team", |home| cx.org.team(home).label());
            sink.report(*place, message)
                .subjects(assignment.subjects(cx.facts))
                .help(format!(
                    "write one line on what {home} needs from {targets} and why, and introduce {} with it",
                    person.label()
                ));
        }
    }
}

/// Which columns the table has.
struct Asked {
    needs: bool,
    purpose: bool,
    introduced: bool,
}

impl Asked {
    fn of(org: &Org) -> Self {
        let has = |column| org.has_column(Table::Liaisons, column);
        Self {
            needs: has(Column::Needs),
            purpose: has(Column::Purpose),
            introduced: has(Column::Introduced),
        }
    }

    /// What all rows of an assignment leave open, each with the cell to fill.
    fn open(&self, cx: Context<'_>, assignment: &Assignment) -> Vec<(Place, &'static str)> {
        let org = cx.org;
        let none = |said: &dyn Fn(&Liaison) -> bool| {
            let mut rows = assignment.rows.iter();
            !rows.any(|row| said(&org.liaisons[row.index()]))
        };
        let needs = self.needs && none(&|row| !org.text(row.needs).is_empty());
        let purpose = self.purpose && none(&|row| !org.text(row.purpose).is_empty());
        let introduced = self.introduced
            && assignment.in_force(cx.facts)
            && none(&|row| row.introduced == Some(true));
        [
            (needs, Column::Needs, "what they need to learn"),
            (purpose, Column::Purpose, "why they are there"),
            (introduced, Column::Introduced, "that they were introduced"),
        ]
        .into_iter()
        .filter(|(open, _, _)| *open)
        .map(|(_, column, what)| (org.liaison(assignment.rows[0]).cell(column), what))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::UnexplainedLiaison;
    use crate::lint::{Needs, Rule};
    use crate::testing::{check, org};

    const HEAD: &str = "== people.csv\n\
        id,name,team\n\
        ana,Ana,pmm\n\
        bo,Bo,pmm\n\
        == teams.csv\n\
        id,name,parent\n\
        pmm,,\n\
        web,Web,\n\
        data,Data,\n\
        == liaisons.csv\n";

    #[test]
    fn says_what_is_left_open() {
        check(
            &UnexplainedLiaison {},
            &format!(
                "{HEAD}person,targets,needs,purpose,introduced\n\
                 ana,web,dates,launches,yes\n\
                 ana,data,,launches,no   #~ warning: Ana (ana) is a liaison to Data, but the table does not say what they need to learn and that they were introduced\n\
                 bo,web,,,yes   #~ warning: Bo (bo) is a liaison to Web, but the table does not say what they need to learn and why they are there\n"
            ),
        );
    }

    #[test]
    fn planned_assignments_and_repeated_rows_are_given_credit() {
        check(
            &UnexplainedLiaison {},
            &format!(
                "{HEAD}person,targets,needs,introduced,status\n\
                 ana,web,dates,,planned\n\
                 bo,web,,yes,\n\
                 bo,web,faults,,\n"
            ),
        );
    }

    #[test]
    fn a_table_without_the_columns_is_skipped() {
        let org = org(&format!("{HEAD}person,targets\nana,web\n"));
        let missing = |need: &Needs| need.missing(&org).is_some();
        assert!(UnexplainedLiaison::META.needs.iter().any(missing));
    }
}

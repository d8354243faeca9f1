//! `paper-liaison`: see [`META`] for its documentation.

use crate::facts::{Assignment, Joined};
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::Column;
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Compares a declared liaison with what the meetings show: flags one who meets people of both
    /// sides but stands between none of them, because everybody of the home whom the liaison meets
    /// also meets everybody of the targets whom the liaison meets. In the terms of Gould and
    /// Fernandez the liaison is neither gatekeeper nor representative for a single pair. Meetings
    /// count that recur and have at most eighteen people. The home is the home team with the units
    /// below it. Who meets one side only is left to `absent-liaison` and `one-way-liaison`.
    ///
    /// ## Why it matters
    /// Where the two teams sit together anyway, the liaison is one more chair in the room and no way
    /// for news to travel.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// wes,web
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == meetings.csv
    /// id,host,attendees
    /// launch,web,ana;bo;wes
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,marketing
    /// wes,web
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// web,
    /// == meetings.csv
    /// id,host,attendees
    /// launch,web,ana;wes
    /// marketing-weekly,marketing,ana;bo
    /// == liaisons.csv
    /// person,targets
    /// ana,web
    /// ```
    ///
    /// ## How to fix
    /// End the assignment, or send the liaison to the team of the other side that nobody meets.
    ///
    /// ## Options
    /// - `min-people` (default 1): so many people of each side must be met before anything is said;
    ///   our own choice.
    pub(super) static META = {
        name: "paper-liaison",
        summary: "a liaison stands between people who meet anyway",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Attendees],
        sources: &[
            "Gould and Fernandez: Structures of mediation, Sociological Methodology 19, 1989",
            "our own choice (the use of it)",
        ],
    }
}

/// Options of `paper-liaison`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PaperLiaison {
    min_people: usize,
}

impl Default for PaperLiaison {
    fn default() -> Self {
        Self { min_people: 1 }
    }
}

impl Rule for PaperLiaison {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        for assignment in cx.facts.assignments().all() {
            let Some(home) = assignment.home.filter(|_| assignment.in_force(cx.facts)) else {
                continue;
            };
            let here = cx.facts.people_of(home);
            let there = assignment
                .targets
                .iter()
                .flat_map(|target| cx.facts.people_of(*target))
                .collect();
            let joined = cx
                .facts
                .encounters()
                .joined(assignment.person, &here, &there);
            let known = joined.here.len().min(joined.there.len()) >= self.min_people.max(1);
            if known && joined.apart == 0 {
                report(cx, assignment, &joined, sink);
            }
        }
    }
}

fn report(cx: Context<'_>, assignment: &Assignment, joined: &Joined, sink: &mut Sink) {
    let person = cx.org.person(assignment.person);
    let home = assignment.home.map_or("", |home| cx.org.team(home).label());
    let targets = list(assignment.target_names(cx.facts), 4);
    let message = format!(
        "{} is a liaison between {home} and {targets}, but the {} met on the one side and the {} on the other all meet directly",
        person.label(),
        count(joined.here.len(), "person", "people"),
        joined.there.len()
    );
    let short = |people: &[crate::model::PersonId]| {
        list(people.iter().map(|id| cx.org.person(*id).short()), 3)
    };
    let row = cx.org.liaison(assignment.rows[0]);
    sink.report(row.cell(Column::Person), message)
        .subjects(assignment.subjects(cx.facts))
        .amount(0.0, "pairs joined")
        .help(format!(
            "{} and {} sit together already: end the assignment, or send {} where nobody of {home} goes",
            short(&joined.here),
            short(&joined.there),
            person.short()
        ));
}

#[cfg(test)]
mod tests {
    use super::PaperLiaison;
    use crate::testing::check;

    fn org(meetings: &str, remark: &str) -> String {
        format!(
            "== people.csv\nid,name,team\nana,Ana,pmm\nbo,Bo,pmm\nwes,Wes,web\nwyn,Wyn,web\n\
             == teams.csv\nid,name,parent\npmm,Marketing,\nweb,Web,\n\
             == meetings.csv\nid,host,attendees\n{meetings}\
             == liaisons.csv\nperson,targets\nana,web {remark}\n"
        )
    }

    #[test]
    fn nobody_stands_between_people_who_meet() {
        check(
            &PaperLiaison::default(),
            &org(
                "m1,web,ana;bo;wes\nm2,web,bo;wyn\nm3,web,ana;wyn\n",
                "#~ warning: Ana (ana) is a liaison between Marketing and Web, but the 1 person met on the one side and the 2 on the other all meet directly",
            ),
        );
    }

    #[test]
    fn one_pair_that_does_not_meet_is_enough() {
        check(
            &PaperLiaison::default(),
            &org("m1,web,ana;bo;wes\nm3,web,ana;wyn\n", ""),
        );
    }

    #[test]
    fn who_meets_one_side_only_is_not_judged() {
        check(
            &PaperLiaison::default(),
            &org("m1,web,ana;wes\nm2,web,bo;wyn\n", ""),
        );
    }
}

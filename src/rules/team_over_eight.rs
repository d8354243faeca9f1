//! `team-over-eight`: see [`META`] for its documentation.

use crate::facts::Facts;
use crate::lint::words::count;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Org, PersonId, Table, TeamRef};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags teams of more than `max-people` people, further members and people embedded by a
    /// coordination row included; above `error-above` it is an error. A row that stands for several
    /// posts counts as so many people. The lead counts where the team is their home, as does everybody
    /// else; a lead whose home is elsewhere runs the team and fills no seat in it.
    ///
    /// What exports call a team is often a department, so a group counts as a team only if no unit
    /// below it has people and one of these holds: `same-manager` of its people report to one person; its
    /// kind says team, squad, pod, crew, product or platform; or the teams table lists it without a
    /// kind and it has at most `department-above` people. Rows that stand for several posts do not
    /// show who leads them day by day and are no reports in this sense. Where most of the group are the reports
    /// of one manager and make up most of that manager's span, `span-too-wide` speaks of it.
    ///
    /// ## Why it matters
    /// With every person more pairs have to stay in touch, and stand-ups and decisions take longer.
    /// Above eight or nine a team starts to fall into halves by itself.
    ///
    /// ## Example
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org fires
    /// == teams.csv
    /// id,kind
    /// web,squad
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,web
    /// ```
    ///
    /// ```toml
    /// max-people = 2
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,kind
    /// web,squad
    /// engineering,department
    /// == people.csv
    /// id,team
    /// ana,web
    /// bo,web
    /// cy,engineering
    /// dee,engineering
    /// eli,engineering
    /// ```
    ///
    /// ## How to fix
    /// Split the team along its work before it splits by itself, and write down who owns what
    /// afterwards. People who only advise can leave the team and stay its consultants.
    ///
    /// ## Options
    /// - `max-people` (default 8): more people than this are a warning; the post on embedding draws the line
    ///   at eight or nine.
    /// - `error-above` (default 9): more are an error.
    /// - `same-manager` (default 0.75, our own choice): share of the people, their manager not
    ///   counted, that has to report to one person to make a group a team.
    /// - `department-above` (default 30, our own choice): a group without kind whose people do not
    ///   report to one person is a department if it is larger than this.
    pub(super) static META = {
        name: "team-over-eight",
        summary: "a team has more than eight people",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Table(Table::People), Needs::Teams],
        sources: &[
            "Rubick: The embedded model, 2021 (eight or nine, embedded people included)",
            "Larson: An Elegant Puzzle, 2019 (six to eight)",
        ],
    }
}

/// Options of `team-over-eight`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TeamOverEight {
    max_people: usize,
    error_above: usize,
    department_above: usize,
    same_manager: f64,
}

impl Default for TeamOverEight {
    fn default() -> Self {
        Self {
            max_people: 8,
            error_above: 9,
            department_above: 30,
            same_manager: 0.75,
        }
    }
}

impl Rule for TeamOverEight {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let embedded = embedded(cx.org);
        for team in cx.org.teams() {
            let mut people: Vec<PersonId> = cx.facts.members().of(team.id).collect();
            people.extend(embedded.get(&team.id.0).into_iter().flatten());
            people.sort_unstable();
            people.dedup();
            let size = cx.org.heads(people.iter().copied());
            if size > self.max_people {
                self.judge(cx.facts, team, &people, size, sink);
            }
        }
    }
}

/// Words of a kind that make a group a team.
const TEAM: &[&str] = &[
    "team", "squad", "pod", "crew", "product", "platform", "feature",
];

/// People lent to each team by an embedded row.
fn embedded(org: &Org) -> BTreeMap<u32, Vec<PersonId>> {
    let mut lent: BTreeMap<u32, Vec<PersonId>> = BTreeMap::new();
    for row in org.coordination() {
        if row.model().trim().eq_ignore_ascii_case("embedded") {
            for team in &row.record().to {
                lent.entry(team.0).or_default().extend(&row.record().people);
            }
        }
    }
    lent
}

impl TeamOverEight {
    fn judge(
        &self,
        facts: &Facts<'_>,
        team: TeamRef<'_>,
        people: &[PersonId],
        size: usize,
        sink: &mut Sink,
    ) {
        let org = team.org;
        let inner = team
            .children()
            .any(|child| facts.members().size(child.id) > 0);
        let boss = self.common_manager(org, people, size);
        if inner || !(boss.is_some() || self.says_team(team, size)) {
            return;
        }
        let level = if size > self.error_above {
            Level::Error
        } else {
            Level::Warning
        };
        let reports = boss.map_or(String::new(), |(boss, reports)| {
            let share = if reports == size {
                "all".to_owned()
            } else {
                format!("{reports} of them")
            };
            format!(", {share} reports of {}", org.person(boss).label())
        });
        let message = format!(
            "{} has {}{reports}; more than {} are too many for one team",
            team.label(),
            count(size, "person", "people"),
            self.max_people
        );
        let draft = sink
            .report(team.naming_cell(), message)
            .level(level)
            .subject(team.subject())
            .measure(size as f64, self.max_people as f64, "people")
            .help(format!(
                "split {} along its work into teams that each own something, with a lead for each; people who only advise can leave and stay its consultants",
                team.label()
            ));
        if let Some((boss, reports)) = boss
            && reports * 2 > org.person(boss).reports().len()
        {
            draft.cause(format!("reports of {}", org.person(boss).key()));
        } else if facts.members().size(team.id) <= self.max_people && size > self.max_people {
            draft.cause(format!("embeds in {}", team.key()));
        }
    }

    /// Whether the tables call the group a team.
    fn says_team(&self, team: TeamRef<'_>, size: usize) -> bool {
        let (org, record) = (team.org, team.record());
        let kind = org.text(record.kind).trim().to_lowercase();
        if kind.is_empty() {
            let listed = org
                .reads_of(Table::Teams)
                .any(|read| read.file == record.row.file);
            return listed && size <= self.department_above;
        }
        kind.split(|c: char| !c.is_alphanumeric())
            .any(|word| TEAM.contains(&word))
    }
}

impl TeamOverEight {
    /// The manager to whom most of the others report, with the number of those reports. Rows of
    /// several posts are no reports: such tables name the nearest senior, not who leads the work.
    fn common_manager(
        &self,
        org: &Org,
        people: &[PersonId],
        size: usize,
    ) -> Option<(PersonId, usize)> {
        let mut reports: BTreeMap<PersonId, usize> = BTreeMap::new();
        for person in people {
            let row = &org.people[person.index()];
            if let Some(manager) = row.manager.filter(|_| row.posts <= 1.0) {
                *reports.entry(manager).or_default() += 1;
            }
        }
        let (boss, most) = reports
            .into_iter()
            .max_by_key(|(manager, reports)| (*reports, std::cmp::Reverse(*manager)))?;
        let others = size - usize::from(people.contains(&boss));
        (most as f64 >= self.same_manager * others as f64).then_some((boss, most))
    }
}

#[cfg(test)]
mod tests {
    use super::{META, TeamOverEight};
    use crate::testing::{check, org, run};

    fn rule() -> TeamOverEight {
        TeamOverEight {
            max_people: 3,
            error_above: 4,
            department_above: 5,
            same_manager: 0.75,
        }
    }

    #[test]
    fn the_more_the_worse() {
        check(
            &rule(),
            "== teams.csv\n\
             id,name,kind\n\
             web,Web,squad          #~ warning: Web has 4 people; more than 3 are too many for one team\n\
             ops,Ops,platform team  #~ error: Ops has 5 people; more than 3 are too many for one team\n\
             api,API,squad\n\
             == people.csv\n\
             id,team\n\
             a,web\nb,web\nc,web\nd,web\n\
             e,ops\nf,ops\ng,ops\nh,ops\ni,ops\n\
             j,api\nk,api\nl,api\n",
        );
    }

    #[test]
    fn reports_of_one_person_are_a_team_whatever_the_column_says() {
        let text = "== people.csv\n\
             id,manager,team\n\
             ada,,board\n\
             bob,ada,sales  #~ warning: sales has 4 people, all reports of ada; more than 3 are too many for one team\n\
             cyd,ada,sales\n\
             dee,ada,sales\n\
             eli,ada,sales\n";
        check(&rule(), text);
        let plain: String = text.split("#~").collect::<Vec<_>>()[0].to_owned()
            + "\ncyd,ada,sales\ndee,ada,sales\neli,ada,sales\n";
        let found = run(&rule(), &META, &org(&plain));
        assert_eq!(found[0].cause.as_deref(), Some("reports of ada"));
    }

    #[test]
    fn rows_of_several_posts_do_not_make_a_team() {
        check(
            &rule(),
            "== people.csv\n\
             id,manager,team,posts\n\
             ada,,board,1\n\
             bob,ada,policy,1\n\
             cyd,bob,policy,3\n\
             dee,bob,policy,4\n",
        );
    }

    #[test]
    fn a_department_is_no_team() {
        check(
            &rule(),
            "== people.csv\n\
             id,manager,department\n\
             ada,,sales\n\
             bob,ada,sales\n\
             cyd,ada,sales\n\
             dee,bob,sales\n\
             eli,bob,sales\n\
             fay,cyd,sales\n\
             gus,cyd,sales\n",
        );
    }

    #[test]
    fn staff_around_a_unit_with_teams_below_are_no_team() {
        check(
            &rule(),
            "== teams.csv\n\
             id,parent\nall,\nweb,all\n\
             == people.csv\n\
             id,team\na,all\nb,all\nc,all\nd,all\ne,web\n",
        );
    }

    #[test]
    fn an_embedded_person_takes_a_seat() {
        check(
            &rule(),
            "== teams.csv\n\
             id,kind\n\
             web,team     #~ warning: web has 4 people; more than 3 are too many for one team\n\
             design,team\n\
             == people.csv\n\
             id,team\na,web\nb,web\nc,web\nd,design\n\
             == coordination.csv\n\
             model,from,to,person\n\
             embedded,design,web,d\n",
        );
    }

    #[test]
    fn a_lead_counts_where_the_team_is_home() {
        let text = |home: &str, remark: &str| {
            format!(
                "== teams.csv\nid,lead,kind\nweb,a,squad {remark}\nops,,unit\n\
                 == people.csv\nid,team\na,{home}\nb,web\nc,web\nd,web\n"
            )
        };
        let told = "#~ warning: web has 4 people; more than 3 are too many for one team";
        check(&rule(), &text("web", told));
        check(&rule(), &text("ops", ""));
    }
}

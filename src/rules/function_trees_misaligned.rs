//! `function-trees-misaligned`: see [`META`] for its documentation.

use crate::facts::{Division, Head, divisions, to_move};
use crate::graph::partition::Contingency;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Table, TeamId};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Compares how two functions share out the teams in which both have people. For a function and
    /// a team it takes the manager outside the team to whom the function's people there answer; so
    /// each function divides the teams among its managers. The rule fires where neither division
    /// refines the other: some manager of the first function has teams of two managers of the
    /// second, and the other way round. People count in their team, or in the teams in which a
    /// coordination row embeds them; functions are those of the people table.
    ///
    /// ## Why it matters
    /// A head of product who works with two heads of engineering, each of whom works with two heads
    /// of product, can settle nothing in one conversation. And each function reorganizes along its own
    /// lines, which breaks those of the other.
    ///
    /// ## Example
    /// ```toml
    /// min-teams = 4
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,manager,team,function
    /// eve,,,engineering
    /// ed,,,engineering
    /// pia,,,product
    /// pat,,,product
    /// e1,eve,web,engineering
    /// e2,eve,mobile,engineering
    /// e3,ed,infra,engineering
    /// e4,ed,data,engineering
    /// p1,pia,web,product
    /// p2,pat,mobile,product
    /// p3,pia,infra,product
    /// p4,pat,data,product
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,team,function
    /// eve,,,engineering
    /// ed,,,engineering
    /// pia,,,product
    /// e1,eve,web,engineering
    /// e2,eve,mobile,engineering
    /// e3,ed,infra,engineering
    /// e4,ed,data,engineering
    /// p1,pia,web,product
    /// p2,pia,mobile,product
    /// p3,pia,infra,product
    /// p4,pia,data,product
    /// ```
    ///
    /// ## How to fix
    /// Let the heads of the functions reorganize together, along one line. The finding names the
    /// fewest teams that would have to change hands in one of the functions. Or put all functions of
    /// a team under one owner.
    ///
    /// ## Options
    /// - `min-teams` (default 4, our own choice): with fewer teams in common two functions are not
    ///   compared.
    pub(super) static META = {
        name: "function-trees-misaligned",
        summary: "two functions divide the same teams along different lines",
        smell: Smell::Mapping,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Managers,
            Needs::Teams,
            Needs::Column(Table::People, Column::Function),
        ],
        implements: &["LM18"],
        sources: &[
            "Rubick: The single-threaded owner model, 2021 (functions organized along different lines)",
            "Meilă: Comparing clusterings, 2007 (variation of information)",
        ],
    }
}

/// Options of `function-trees-misaligned`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FunctionTreesMisaligned {
    min_teams: usize,
}

impl Default for FunctionTreesMisaligned {
    fn default() -> Self {
        Self { min_teams: 4 }
    }
}

impl Rule for FunctionTreesMisaligned {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let divisions: Vec<(String, Division)> = divisions(cx.facts)
            .into_iter()
            .filter(|(_, division)| division.len() >= self.min_teams)
            .collect();
        for (index, first) in divisions.iter().enumerate() {
            for second in &divisions[index + 1..] {
                self.compare(cx.org, first, second, sink);
            }
        }
    }
}

impl FunctionTreesMisaligned {
    fn compare(&self, org: &Org, a: &(String, Division), b: &(String, Division), sink: &mut Sink) {
        let common =
            a.1.iter()
                .filter_map(|(team, head)| Some((*team, *head, *b.1.get(team)?)));
        let rows: Vec<(TeamId, Head, Head)> = common.collect();
        let [heads, others]: [Vec<u32>; 2] = [
            rows.iter().map(|row| row.1.manager.0).collect(),
            rows.iter().map(|row| row.2.manager.0).collect(),
        ];
        let table = Contingency::new(&heads, &others);
        let aligned = table.first_refines_second() || table.second_refines_first();
        if rows.len() < self.min_teams || aligned {
            return;
        }
        // Either function can follow the other; the one with fewer teams to hand over is proposed.
        let (moves_a, moves_b) = (to_move(&heads, &others), to_move(&others, &heads));
        let (who, moves, follows) = if moves_b.len() <= moves_a.len() {
            (&b.0, moves_b, &a.0)
        } else {
            (&a.0, moves_a, &b.0)
        };
        let head = |row: usize| {
            if *who == b.0 {
                rows[row].2
            } else {
                rows[row].1
            }
        };
        let Some(first) = moves.first() else {
            return;
        };
        let names: Vec<&str> = moves
            .iter()
            .map(|row| org.team(rows[*row].0).label())
            .collect();
        let message = format!(
            "{} and {} divide {} among their managers along different lines: {} of {} and {} of {}, and neither division refines the other",
            a.0,
            b.0,
            count(rows.len(), "team", "teams"),
            distinct(&heads),
            a.0,
            distinct(&others),
            b.0
        );
        sink.report(org.person(head(*first).report).cell(Column::Manager), message)
            .subjects(moves.iter().map(|row| org.team(rows[*row].0).subject()))
            .identity(format!("{} and {}", a.0, b.0))
            .amount(table.variation_of_information(), "bits between the two divisions")
            .evidence(moves.iter().map(|row| {
                let Head { manager, report } = head(*row);
                let text = format!(
                    "{who} in {} answers to {}",
                    org.team(rows[*row].0).label(),
                    org.person(manager).label()
                );
                (org.person(report).cell(Column::Manager), text)
            }))
            .help(format!(
                "reorganize the two together; {who} would follow the lines of {follows} if its people in {} changed to another manager",
                list(&names, 6)
            ));
    }
}

fn distinct(heads: &[u32]) -> String {
    let mut heads = heads.to_vec();
    heads.sort_unstable();
    heads.dedup();
    count(heads.len(), "manager", "managers")
}

#[cfg(test)]
mod tests {
    use super::{FunctionTreesMisaligned, META};
    use crate::testing::{check, org, run};

    const HEADS: &str = "== people.csv\n\
         id,manager,team,function\n\
         ceo,,,\neve,ceo,,eng\ned,ceo,,eng\npia,ceo,,pm\npat,ceo,,pm\n\
         lw,eve,web,eng\ne1,lw,web,eng\ne2,eve,mobile,eng\ne3,ed,infra,eng\ne4,ed,data,eng\n";

    #[test]
    fn neither_division_refines_the_other() {
        let text = format!(
            "{HEADS}p1,pia,web,pm\n\
             p2,pat,mobile,pm\n\
             p3,pia,infra,pm  #~ warning: eng and pm divide 4 teams among their managers along different lines: 2 managers of eng and 2 managers of pm, and neither division refines the other\n\
             p4,pat,data,pm\n"
        );
        check(&FunctionTreesMisaligned::default(), &text);
        let plain = text.split("  #~").next().unwrap().to_owned() + "\np4,pat,data,pm\n";
        let found = run(&FunctionTreesMisaligned::default(), &META, &org(&plain));
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "reorganize the two together; pm would follow the lines of eng if its people in \
                 infra and data changed to another manager"
            )
        );
        assert!(
            found[0]
                .measure
                .is_some_and(|m| (m.value - 2.0).abs() < 1e-9)
        );
    }

    #[test]
    fn a_finer_division_is_fine() {
        // pm has one manager for each pair of eng, and one more for a single team.
        check(
            &FunctionTreesMisaligned::default(),
            &format!("{HEADS}p1,pia,web,pm\np2,pia,mobile,pm\np3,pat,infra,pm\np4,ceo,data,pm\n"),
        );
    }

    #[test]
    fn too_few_common_teams_are_not_compared() {
        check(
            &FunctionTreesMisaligned { min_teams: 5 },
            &format!("{HEADS}p1,pia,web,pm\np2,pat,mobile,pm\np3,pia,infra,pm\np4,pat,data,pm\n"),
        );
    }

    #[test]
    fn embedded_people_count_where_they_work() {
        check(
            &FunctionTreesMisaligned::default(),
            &format!(
                "{HEADS}p1,pia,product,pm\n\
                 p2,pat,product,pm\n\
                 p3,pia,product,pm  #~ warning: eng and pm divide 4 teams among their managers along different lines: 2 managers of eng and 2 managers of pm, and neither division refines the other\n\
                 p4,pat,product,pm\n\
                 == coordination.csv\nmodel,from,to,person\n\
                 embedded,product,web,p1\nembedded,product,mobile,p2\n\
                 embedded,product,infra,p3\nembedded,product,data,p4\n"
            ),
        );
    }
}

//! `functional-split`: see [`META`] for its documentation.

use crate::facts::Edge;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Org, Table, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags two teams of different functions that wait for each other and work on one thing: they
    /// have the same product line, or the same unit above them. The top of the organization counts as
    /// such a unit only where it holds no other team. Frontend and backend of one product are the
    /// usual case. Where no row says that the dependencies are hard it is a note.
    ///
    /// ## Why it matters
    /// Neither team can finish anything a user would notice without the other, so every piece of work
    /// is planned twice and waits twice. The cut runs through the work rather than between two works.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent,function
    /// shop,,
    /// front,shop,frontend
    /// back,shop,backend
    /// == dependencies.csv
    /// from,to,kind
    /// front,back,hard
    /// back,front,hard
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent,function
    /// shop,,
    /// front,shop,frontend
    /// back,shop,backend
    /// == dependencies.csv
    /// from,to,kind
    /// front,back,hard
    /// back,front,soft
    /// ```
    ///
    /// ## How to fix
    /// Make one team of the two. If it would be larger than eight, make two teams that each have both
    /// functions and a part of the product.
    ///
    /// ## Options
    /// - `max-people` (default 8): up to this size the help proposes one team, above it two mixed ones.
    pub(super) static META = {
        name: "functional-split",
        summary: "two functions of one product wait for each other in separate teams",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Table(Table::Dependencies),
            Needs::Column(Table::Teams, Column::Function),
        ],
        implements: &["CM17"],
        sources: &[
            "Rubick: The independent executor model, 2021 (frontend and backend)",
            "Rubick: Coordination models (merged group)",
        ],
    }
}

/// Options of `functional-split`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FunctionalSplit {
    max_people: usize,
}

impl Default for FunctionalSplit {
    fn default() -> Self {
        Self { max_people: 8 }
    }
}

impl Rule for FunctionalSplit {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let dependencies = cx.facts.dependencies();
        for edge in dependencies
            .edges()
            .iter()
            .filter(|edge| edge.hard && edge.from < edge.to)
        {
            let back = dependencies
                .find(edge.to, edge.from)
                .filter(|back| back.hard);
            let (a, b) = (cx.org.team(edge.from), cx.org.team(edge.to));
            if let (Some(back), Some(bond)) = (back, bond(a, b)) {
                self.report(cx, edge, back, &bond, sink);
            }
        }
    }
}

/// What two teams of different functions work on together.
fn bond(a: TeamRef<'_>, b: TeamRef<'_>) -> Option<String> {
    let (one, other) = (function(a), function(b));
    if one.is_empty() || other.is_empty() || one.eq_ignore_ascii_case(other) {
        return None;
    }
    let line = |team: TeamRef<'_>| a.org.text(team.record().product_line).trim().to_owned();
    if !line(a).is_empty() && line(a).eq_ignore_ascii_case(&line(b)) {
        return Some(format!("both of product line {}", line(a)));
    }
    let parent = a.parent()?;
    // Under the top of the organization stands everything; that says nothing about the work.
    let shared = b.parent().is_some_and(|other| other.id == parent.id) && parent.parent().is_some();
    let small = parent.parent().is_none() && parent.children().len() == 2;
    (shared || small && b.parent().map(|p| p.id) == Some(parent.id))
        .then(|| format!("both in {}", parent.label()))
}

fn function(team: TeamRef<'_>) -> &str {
    team.org.text(team.record().function).trim()
}

impl FunctionalSplit {
    fn report(&self, cx: Context<'_>, edge: &Edge, back: &Edge, bond: &str, sink: &mut Sink) {
        let org = cx.org;
        let (a, b) = (org.team(edge.from), org.team(edge.to));
        let stated = edge.stated_hard && back.stated_hard;
        let verb = if stated { "wait for" } else { "depend on" };
        let message = format!(
            "{} ({}) and {} ({}) {verb} each other, {bond}",
            a.label(),
            function(a),
            b.label(),
            function(b)
        );
        let (Some(there), Some(here)) = (hard_row(org, edge), hard_row(org, back)) else {
            return;
        };
        let members = cx.facts.members();
        let people = members.of(a.id).chain(members.of(b.id));
        let mut people: Vec<_> = people.collect();
        people.sort_unstable();
        people.dedup();
        let how = if people.len() > self.max_people {
            format!(
                "make two teams of the {} people, each with {} and {} and a part of the product",
                people.len(),
                function(a),
                function(b)
            )
        } else {
            format!(
                "make one team of {} and {}; begin by lending a person each way",
                a.label(),
                b.label()
            )
        };
        let mut keys = [a.key(), b.key()];
        keys.sort_unstable();
        sink.report(there.cell(Column::To), message)
            .level(if stated { Level::Warning } else { Level::Note })
            .subjects([a.subject(), b.subject()])
            .cause(format!("circle of {}", keys.join(" ")))
            .related(
                here.cell(Column::To),
                format!("{} depends on {}", b.label(), a.label()),
            )
            .help(how);
    }
}

fn hard_row<'a>(org: &'a Org, edge: &Edge) -> Option<crate::model::DependencyRef<'a>> {
    let mut rows = edge.rows.iter().map(|row| org.dependency(*row));
    rows.find(|row| row.is_hard())
}

#[cfg(test)]
mod tests {
    use super::{FunctionalSplit, META};
    use crate::testing::{check, org, run};

    const TEAMS: &str = "== teams.csv\n\
         id,name,parent,function,product_line\n\
         all,,,,\nshop,Shop,all,,\nfront,Front,shop,frontend,\nback,Back,shop,backend,\n\
         sales,Sales,all,sales,gateway\nlab,Lab,shop,hardware,Gateway\nops,Ops,all,operations,\n";

    #[test]
    fn functions_of_one_unit_or_line_wait_for_each_other() {
        check(
            &FunctionalSplit::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind\n\
                 back,front,hard\n\
                 front,back,hard   #~ warning: Front (frontend) and Back (backend) wait for each other, both in Shop\n\
                 sales,lab,        #~ note: Sales (sales) and Lab (hardware) depend on each other, both of product line gateway\n\
                 lab,sales,\n"
            ),
        );
    }

    #[test]
    fn one_function_one_way_or_nothing_in_common_is_fine() {
        check(
            &FunctionalSplit::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,kind\n\
                 front,back,hard\nback,front,soft\nsales,ops,hard\nops,sales,hard\n"
            ),
        );
        check(
            &FunctionalSplit::default(),
            "== teams.csv\nid,parent,function\nall,,\nshop,all,\na,shop,Backend\nb,shop,backend\n\
             == dependencies.csv\nfrom,to,kind\na,b,hard\nb,a,hard\n",
        );
    }

    #[test]
    fn the_help_knows_the_size() {
        let help = |max_people| {
            let text = format!(
                "{TEAMS}== people.csv\nid,team\np,front\nq,back\n\
                 == dependencies.csv\nfrom,to,kind\nfront,back,hard\nback,front,hard\n"
            );
            let rule = FunctionalSplit { max_people };
            run(&rule, &META, &org(&text)).remove(0).help.unwrap()
        };
        assert_eq!(
            help(2),
            "make one team of Front and Back; begin by lending a person each way"
        );
        assert_eq!(
            help(1),
            "make two teams of the 2 people, each with frontend and backend and a part of the product"
        );
    }
}

//! `uncovered-dependency`: see [`META`] for its documentation.

use crate::facts::{DependencyFacts, Edge};
use crate::lint::words::thousands;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{self, Column, DependencyRef, Org, Table};
use crate::source::Row;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

declare_rule! {
    /// ## What it does
    /// Flags dependencies between different parts of the organization that nothing covers: no
    /// coordination row between the two teams or units above them, no liaison from one to the
    /// other, and no recurring meeting of at most 18 people that somebody of both attends. A
    /// dependency that needs medium or high context is an error, any other a warning. The message
    /// names what was looked at; where no meeting lists its attendees, a shared meeting may exist
    /// unseen, and the level is one lower; where more than `group-above` are uncovered in that case,
    /// they are one note for the organization. Without any coordination rows, liaisons or attendance
    /// there is nothing to compare with, and the rule is skipped.
    ///
    /// ## Why it matters
    /// One team needs another and they have no way to talk: they learn of changes when something
    /// breaks. Inside one part of the organization the shared director is a way; across parts there
    /// is none by itself.
    ///
    /// ## Example
    /// ```org fires
    /// == teams.csv
    /// id,parent
    /// all,
    /// product,all
    /// sales,all
    /// web,product
    /// api,product
    /// shop,sales
    /// == dependencies.csv
    /// from,to,context
    /// shop,web,low
    /// == coordination.csv
    /// model,from,to
    /// self-service,api,web
    /// ```
    ///
    /// ```org quiet
    /// == teams.csv
    /// id,parent
    /// all,
    /// product,all
    /// sales,all
    /// web,product
    /// api,product
    /// shop,sales
    /// == dependencies.csv
    /// from,to,context
    /// shop,web,medium
    /// web,api,medium
    /// == coordination.csv
    /// model,from,to
    /// self-service,web,shop
    /// ```
    ///
    /// ## How to fix
    /// Choose the cheapest way that carries the context: notes where little is needed, a liaison or
    /// a short shared meeting for more, an embedded person where it is deep. Then write it down.
    ///
    /// ## Options
    /// - `group-above` (default 10, our own choice): where no meeting lists its attendees, more
    ///   uncovered dependencies than this are one note.
    pub(super) static META = {
        name: "uncovered-dependency",
        summary: "two parts depend on each other and nothing connects them",
        smell: Smell::Dependency,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[
            Needs::Table(Table::Dependencies),
            Needs::Any(&[
                Needs::Table(Table::Coordination),
                Needs::Liaisons,
                Needs::Attendees,
            ]),
        ],
        sources: &[
            "Tamburri, Palomba, Kazman: Exploring community smells in open source, 2019 (organisational silo, missing link)",
            "Cataldo, Wagstrom, Herbsleb, Carley: Identification of coordination requirements, 2006",
        ],
    }
}

/// Options of `uncovered-dependency`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UncoveredDependency {
    group_above: usize,
}

impl Default for UncoveredDependency {
    fn default() -> Self {
        Self { group_above: 10 }
    }
}

impl Rule for UncoveredDependency {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let (tree, dependencies) = (cx.facts.tree(), cx.facts.dependencies());
        let looked_at = DependencyFacts::ways(cx.org);
        let (mut far, mut uncovered) = (0, Vec::new());
        for (number, edge) in dependencies.edges().iter().enumerate() {
            if !tree.crosses_boundary(edge.from, edge.to) || tree.nested(edge.from, edge.to) {
                continue;
            }
            far += 1;
            if dependencies.coverage(number).is_none() {
                uncovered.push(edge);
            }
        }
        if cx.org.attendance.is_empty() && uncovered.len() > self.group_above {
            report_all(cx.org, &uncovered, far, &looked_at, sink);
            return;
        }
        for edge in uncovered {
            report(cx.org, edge, &looked_at, sink);
        }
    }
}

/// One note where most of what could connect two teams is not in the files: so many gaps say more
/// about the files than about the teams.
fn report_all(org: &Org, uncovered: &[&Edge], far: usize, looked_at: &str, sink: &mut Sink) {
    let mut rows: Vec<DependencyRef<'_>> = uncovered
        .iter()
        .filter_map(|edge| deepest(org, edge))
        .collect();
    let Some(file) = rows.first().map(|row| row.record().row.file) else {
        return;
    };
    let subjects: Vec<_> = rows.iter().map(|row| row.subject()).collect();
    rows.sort_by_key(|row| (Reverse(row.record().context), row.id));
    let message = format!(
        "for {} of {} dependencies between parts of the organization nothing in the files shows a connection; attendance is not given",
        thousands(uncovered.len()),
        thousands(far)
    );
    let evidence = rows.iter().take(WORST).map(|row| {
        let need = need(row.record().context);
        let text = format!(
            "{} depends on {}{need}",
            row.from().label(),
            row.to().label()
        );
        (row.cell(Column::To), text)
    });
    let header = Row { file, number: 0 }.cell(org.column(file, Column::To));
    sink.report(header, message)
        .level(Level::Note)
        .subjects(subjects)
        .identity("all dependencies")
        .amount(uncovered.len() as f64, "dependencies without a connection")
        .evidence(evidence)
        .help(format!(
            "no {looked_at} connects them: give an attendance table, or attendees in the meetings table, and record the other ways as coordination rows; what then remains is worth a look one by one"
        ));
}

/// As many of the worst dependencies are shown.
const WORST: usize = 5;

/// The row of a dependency that needs most, of several the first.
fn deepest<'a>(org: &'a Org, edge: &Edge) -> Option<DependencyRef<'a>> {
    let rows = edge.rows.iter().map(|row| org.dependency(*row));
    rows.rev().max_by_key(|row| row.record().context)
}

/// ` with high context`, or nothing where the row does not say.
fn need(context: Option<model::Context>) -> String {
    context.map_or(String::new(), |context| {
        format!(" with {} context", context.name())
    })
}

fn report(org: &Org, edge: &Edge, looked_at: &str, sink: &mut Sink) {
    let rows = || edge.rows.iter().map(|row| org.dependency(*row));
    let context = rows().filter_map(|row| row.record().context).max();
    let Some(row) = deepest(org, edge) else {
        return;
    };
    let (from, to, need) = (row.from(), row.to(), need(context));
    let message = format!(
        "{} depends on {}{need}, and no {looked_at} connects them",
        from.label(),
        to.label()
    );
    let deep = context >= Some(model::Context::Medium);
    let level = match (deep, org.attendance.is_empty()) {
        (true, false) => Level::Error,
        (true, true) | (false, false) => Level::Warning,
        (false, true) => Level::Note,
    };
    let mut draft = sink
        .report(row.cell(Column::To), message)
        .level(level)
        .subject(row.subject())
        .cause(format!("dependency {}>{}", from.key(), to.key()))
        .help(advice(context, from.label(), to.label()));
    if let Some(context) = context {
        draft = draft.amount(f64::from(context as u8), "context, 0 to 3");
    }
    for other in rows().filter(|other| other.id != row.id).take(8) {
        draft = draft.related(other.cell(Column::To), "stated here too");
    }
}

/// The cheapest way that carries the context.
fn advice(context: Option<model::Context>, from: &str, to: &str) -> String {
    use model::Context as C;
    match context {
        Some(C::None | C::Low) => {
            format!(
                "let {to} send its notes or release notes to {from}, and record that as a coordination row"
            )
        }
        Some(C::Medium) => format!(
            "give {from} a liaison to {to}, or both a short recurring meeting, and record it"
        ),
        Some(C::High) => format!(
            "lend a person of one to the other ({from}, {to}) for most of the time, or bring both under one director"
        ),
        None => format!(
            "say how much context the dependency needs; notes of {to} do for little, a liaison or a short shared meeting with {from} for more"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{META, UncoveredDependency};
    use crate::testing::{check, org, run};

    const TEAMS: &str = "== teams.csv\n\
         id,parent\nall,\nproduct,all\nsales,all\nweb,product\napi,product\nshop,sales\n\
         == people.csv\nid,team\nana,web\nbo,shop\ncy,api\n";

    #[test]
    fn says_what_connects_nobody() {
        check(
            &UncoveredDependency::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,context\n\
                 shop,web,high  #~ error: shop depends on web with high context, and no shared meeting connects them\n\
                 web,shop,low   #~ warning: web depends on shop with low context, and no shared meeting connects them\n\
                 shop,api,      #~ warning: shop depends on api, and no shared meeting connects them\n\
                 web,api,high\n\
                 == meetings.csv\nid,attendees\nm1,ana;cy\n"
            ),
        );
    }

    #[test]
    fn a_liaison_a_meeting_or_a_declared_model_connects() {
        let dependency = "== dependencies.csv\nfrom,to,context\nshop,web,high\n";
        for cover in [
            "== liaisons.csv\nperson,home,targets\nana,web,shop\n",
            "== meetings.csv\nid,attendees\nm1,ana;bo\n",
            "== coordination.csv\nmodel,from,to\nservice-provider,product,sales\n",
        ] {
            check(
                &UncoveredDependency::default(),
                &format!("{TEAMS}{dependency}{cover}"),
            );
        }
    }

    #[test]
    fn without_attendance_it_speaks_lower() {
        check(
            &UncoveredDependency::default(),
            &format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,context\n\
                 shop,web,high  #~ warning: shop depends on web with high context, and no liaison connects them\n\
                 web,shop,      #~ note: web depends on shop, and no liaison connects them\n\
                 == liaisons.csv\nperson,home,targets\ncy,api,shop\n"
            ),
        );
    }

    #[test]
    fn with_nothing_to_compare_it_is_skipped() {
        check(
            &UncoveredDependency::default(),
            &format!("{TEAMS}== dependencies.csv\nfrom,to,context\nshop,web,high\n"),
        );
    }

    #[test]
    fn many_without_attendance_are_one_note() {
        let tables = |first: &str| {
            format!(
                "{TEAMS}== dependencies.csv\n\
                 from,to,context{first}\n\
                 shop,api,low\nshop,web,high\nweb,shop,\n\
                 == liaisons.csv\nperson,home,targets\nana,web,sales\n"
            )
        };
        let rule = UncoveredDependency { group_above: 0 };
        check(
            &rule,
            &tables(
                "  #~ note: for 1 of 3 dependencies between parts of the organization nothing in the files shows a connection; attendance is not given",
            ),
        );
    }

    #[test]
    fn the_one_note_is_about_all_and_shows_the_worst_first() {
        let org = org(&format!(
            "{TEAMS}== dependencies.csv\n\
             from,to,context\nshop,web,low\nshop,api,high\n\
             == liaisons.csv\nperson,home,targets\nana,web,api\n"
        ));
        let found = run(&UncoveredDependency { group_above: 1 }, &META, &org);
        assert_eq!(found.len(), 1);
        let subjects: Vec<&str> = found[0]
            .subjects
            .iter()
            .map(crate::model::Subject::as_str)
            .collect();
        let related: Vec<&str> = found[0].related.iter().map(|r| r.text.as_str()).collect();
        assert_eq!(subjects, ["dependency:shop>web", "dependency:shop>api"]);
        assert_eq!(
            related,
            [
                "shop depends on api with high context",
                "shop depends on web with low context"
            ]
        );
        let found = run(&UncoveredDependency { group_above: 2 }, &META, &org);
        assert_eq!(found.len(), 2);
    }
}

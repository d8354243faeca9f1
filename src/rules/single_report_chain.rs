//! `single-report-chain`: see [`META`] for its documentation.

use crate::facts::Spans;
use crate::lint::words::{count, list};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, PersonRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags managers whose only direct report is a manager too. Where several such follow each other
    /// one finding tells the whole row. The top of the organization is left out, for a chair and a
    /// chief executive are two by intention, and so are people in a circle of managers.
    ///
    /// ## Why it matters
    /// Two people do one job: every question goes through both, and nobody below can say which of them
    /// decides.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager
    /// ada,
    /// zoe,ada
    /// bob,ada
    /// cyd,bob
    /// dee,cyd
    /// eli,cyd
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager
    /// ada,
    /// cyd,ada
    /// dee,cyd
    /// eli,cyd
    /// ```
    ///
    /// ## How to fix
    /// Let the lower of the two report to the manager above, and give the upper one a group or work
    /// without one.
    ///
    /// ## Options
    /// There are none; that this is a smell at all is our own choice.
    pub(super) static META = {
        name: "single-report-chain",
        summary: "a manager's only direct report is a manager",
        smell: Smell::Structure,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Managers],
        sources: &["our own choice"],
    }
}

/// Options of `single-report-chain`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SingleReportChain {}

impl Rule for SingleReportChain {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let spans = Spans::of(cx.org);
        let mut in_circle = vec![false; cx.org.people.len()];
        for person in cx.facts.tree().people().cycles().iter().flatten() {
            in_circle[*person as usize] = true;
        }
        let next = |person| only_manager(&spans, &in_circle, person);
        for top in cx.org.people() {
            let follows = top.manager().is_some_and(|above| next(above).is_some());
            if follows || next(top).is_none() {
                continue;
            }
            let mut row = vec![top];
            // Nobody in a circle is next, so the walk ends.
            while let Some(below) = row.last().and_then(|last| next(*last)) {
                row.push(below);
            }
            report(&row, sink);
        }
    }
}

/// The only report of someone below the top, if that is a manager.
fn only_manager<'a>(
    spans: &Spans,
    in_circle: &[bool],
    person: PersonRef<'a>,
) -> Option<PersonRef<'a>> {
    person.manager()?;
    let only = person.reports().next()?;
    let outside = !in_circle[person.id.index()] && !in_circle[only.id.index()];
    (outside && spans.posts(person.id) == 1 && only.reports().len() > 0).then_some(only)
}

/// Reports a row of people of whom each but the last has the next as only report.
fn report(row: &[PersonRef<'_>], sink: &mut Sink) {
    let [top, below, ..] = row else {
        return;
    };
    let layers = row.len() - 1;
    let message = match row {
        [top, below] => format!(
            "{} has a single direct report, {}, who is a manager",
            top.label(),
            below.label()
        ),
        _ => format!(
            "{} managers in a row have a single direct report each: {}",
            layers,
            list(row.iter().map(|person| person.label()), 5)
        ),
    };
    let above = top
        .manager()
        .map_or_else(|| "the manager above".into(), PersonRef::label);
    let last = row.last().unwrap_or(below);
    sink.report(below.cell(Column::Manager), message)
        .subjects(row[..layers].iter().map(|person| person.subject()))
        .amount(layers as f64, "layers that could go")
        .cause(format!("reports of {}", top.key()))
        .evidence(row.windows(2).skip(1).map(|pair| {
            let text = format!(
                "{} is the only report of {}",
                pair[1].label(),
                pair[0].label()
            );
            (pair[1].cell(Column::Manager), text)
        }))
        .help(format!(
            "let {} report to {above}, which takes {} out; give {} a group or work without one",
            last.label(),
            count(layers, "layer", "layers"),
            list(row[..layers].iter().map(|person| person.label()), 5)
        ));
}

#[cfg(test)]
mod tests {
    use super::{META, SingleReportChain};
    use crate::testing::{check, org, run};

    #[test]
    fn a_row_of_single_reports_is_one_finding() {
        let text = "== people.csv\n\
             id,name,manager\n\
             ada,Ada,\n\
             zoe,Zoe,ada\n\
             bob,Bob,ada\n\
             cyd,Cyd,bob\n\
             dee,Dee,cyd\n\
             eli,,dee\n\
             fay,,dee\n";
        let found = run(&SingleReportChain {}, &META, &org(text));
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "2 managers in a row have a single direct report each: Bob (bob), Cyd (cyd) and Dee (dee)"
        );
        assert_eq!(
            found[0].help.as_deref(),
            Some(
                "let Dee (dee) report to Ada (ada), which takes 2 layers out; give Bob (bob) and \
                 Cyd (cyd) a group or work without one"
            )
        );
    }

    #[test]
    fn one_manager_of_one_manager() {
        check(
            &SingleReportChain {},
            "== people.csv\n\
             id,manager\n\
             ada,\n\
             zoe,ada\n\
             bob,zoe\n\
             cyd,bob  #~ warning: bob has a single direct report, cyd, who is a manager\n\
             dee,cyd\n\
             eli,zoe\n",
        );
    }

    #[test]
    fn the_top_a_single_person_and_several_posts_are_fine() {
        // ada is the top; cyd manages one person who manages nobody; a row of two posts is no
        // single report; a second solid line is a second report.
        check(
            &SingleReportChain {},
            "== people.csv\nid,manager\nada,\nbob,ada\ncyd,bob\ndee,cyd\neli,bob\n",
        );
        check(
            &SingleReportChain {},
            "== people.csv\nid,manager,posts\nada,,\nzoe,ada,\nbob,zoe,2\ncyd,bob,1\n",
        );
        check(
            &SingleReportChain {},
            "== people.csv\nid,manager\nada,\nzoe,ada\nbob,ada\ncyd,bob\ndee,cyd\neli,zoe;bob\n",
        );
    }

    #[test]
    fn a_circle_is_no_chain() {
        check(
            &SingleReportChain {},
            "== people.csv\nid,manager\nada,cyd\nbob,ada\ncyd,bob\ndee,cyd\neli,dee\nfay,eli\ngus,dee\n",
        );
        check(
            &SingleReportChain {},
            "== people.csv\nid,manager\nada,cyd\nbob,ada\ncyd,bob\n",
        );
    }
}

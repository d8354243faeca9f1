//! `embed-without-one-director-of-work`: see [`META`] for its documentation.

use crate::lint::words::list;
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, CoordinationModel, PersonRef, Table, TeamRef};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Flags embedded rows in force whose `work-director` is blank or names several people. Tables
    /// without that column are left alone.
    ///
    /// ## Why it matters
    /// An embedded person has a manager at home and colleagues elsewhere. If it is not said who
    /// decides what to do on Monday, both do, and the person sorts it out alone.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// web
    /// qa
    /// == coordination.csv
    /// model,from,to,person,work_director
    /// embedded,qa,web,quinn,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// quinn,qa
    /// == teams.csv
    /// id
    /// web
    /// qa
    /// == coordination.csv
    /// model,from,to,person,work_director
    /// embedded,qa,web,quinn,wanda
    /// ```
    ///
    /// ## How to fix
    /// Agree on one person, usually the lead of the team that the work is for.
    pub(super) static META = {
        name: "embed-without-one-director-of-work",
        summary: "nobody, or more than one person, directs the work of an embedded person",
        smell: Smell::Coordination,
        level: Level::Warning,
        recommended: true,
        since: "0.2.0",
        needs: &[Needs::Table(Table::Coordination)],
        sources: &[
            "Rubick: The embedded model, 2021",
        ],
    }
}

/// Options of `embed-without-one-director-of-work`: none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EmbedWithoutOneDirectorOfWork {}

impl Rule for EmbedWithoutOneDirectorOfWork {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let ids = cx.facts.coordination().of(CoordinationModel::Embedded);
        for row in ids.iter().map(|id| cx.org.coordination_row(*id)) {
            let column = Column::WorkDirector;
            if cx.org.column(row.record().row.file, column).is_none() {
                continue;
            }
            let cells = row.text(column).split([';', '|', ',']);
            let directing: Vec<&str> = cells
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .collect();
            let who = list(row.people().map(PersonRef::short), 3);
            let who = if who.is_empty() {
                "somebody"
            } else {
                who.as_str()
            };
            let to = list(row.to().map(TeamRef::label), 3);
            let directors = match directing.as_slice() {
                [_] => continue,
                [] => "nobody directs".to_owned(),
                several => format!("{} direct", list(several, 3)),
            };
            let lead = row.to().find_map(TeamRef::lead);
            let lead = lead.map_or("the lead of the team".to_owned(), |lead| {
                lead.short().to_owned()
            });
            sink.report(
                row.cell(column),
                format!("{who} is embedded in {to}, and {directors} the work"),
            )
            .subject(row.subject())
            .subjects(row.people().map(PersonRef::subject))
            .cause(format!("work director of {}", row.subject()))
            .help(format!(
                "agree on one person who directs the daily work, usually {lead}"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EmbedWithoutOneDirectorOfWork;
    use crate::testing::check;

    const ORG: &str = "== people.csv\nid,name,team\nq,Quinn,qa\nw,Wanda,web\n== teams.csv\nid,lead\nqa,\nweb,w\n\
        == coordination.csv\nmodel,from,to,person,work_director\n";

    #[test]
    fn none_and_two_are_told() {
        check(
            &EmbedWithoutOneDirectorOfWork::default(),
            &format!(
                "{ORG}embedded,qa,web,q, #~ warning: Quinn is embedded in web, and nobody directs the work\n\
                 embedded,qa,web,q,w;q #~ warning: Quinn is embedded in web, and w and q direct the work\n"
            ),
        );
    }

    #[test]
    fn one_is_right_and_other_models_need_none() {
        check(
            &EmbedWithoutOneDirectorOfWork::default(),
            &format!("{ORG}embedded,qa,web,q,w\nliaison,qa,web,q,\n"),
        );
        check(
            &EmbedWithoutOneDirectorOfWork::default(),
            "== people.csv\nid,team\nq,qa\n== teams.csv\nid\nqa\nweb\n== coordination.csv\nmodel,from,to,person\nembedded,qa,web,q\n",
        );
    }
}

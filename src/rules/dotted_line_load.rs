//! `dotted-line-load`: see [`META`] for its documentation.

use crate::lint::words::{count, list, percent};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Link, Org, PersonId, Table};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

declare_rule! {
    /// ## What it does
    /// Flags people with `max-lines` dotted lines or more, and organizations in which there are more
    /// dotted lines than `max-share` of the solid ones. In the second case one finding speaks for
    /// all and names the managers to whom most dotted lines lead.
    ///
    /// It is off by default, for a matrix has its dotted lines by intention.
    ///
    /// ## Why it matters
    /// A dotted line says that somebody else has a say and leaves open in what. One is a remark on a
    /// chart; many are a second structure that nobody runs.
    ///
    /// ## Example
    /// ```org fires
    /// == people.csv
    /// id,manager,dotted-managers
    /// ada,,
    /// bob,ada,
    /// cyd,ada,
    /// eli,ada,
    /// dee,bob,ada;cyd
    /// fay,bob,
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,manager,dotted-managers
    /// ada,,
    /// bob,ada,
    /// cyd,ada,
    /// eli,ada,
    /// dee,bob,cyd
    /// fay,bob,
    /// ```
    ///
    /// ## How to fix
    /// Say what the dotted line stands for: an embedded person has one work director, a community of
    /// practice needs no line at all. Then drop the line.
    ///
    /// ## Options
    /// - `max-lines` (default 2, our own choice): so many dotted lines of one person are told.
    /// - `max-share` (default 0.2, our own choice): dotted lines for each solid line.
    pub(super) static META = {
        name: "dotted-line-load",
        summary: "a person or the organization has many dotted lines",
        smell: Smell::Structure,
        level: Level::Note,
        recommended: false,
        since: "0.1.0",
        needs: &[Needs::Managers, Needs::Column(Table::People, Column::DottedManagers)],
        sources: &["our own choice", "Rubick: The embedded model, 2021 (one director of work)"],
    }
}

/// Options of `dotted-line-load`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DottedLineLoad {
    max_lines: usize,
    max_share: f64,
}

impl Default for DottedLineLoad {
    fn default() -> Self {
        Self {
            max_lines: 2,
            max_share: 0.2,
        }
    }
}

impl Rule for DottedLineLoad {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let org = cx.org;
        let mut of_person: BTreeMap<PersonId, Vec<&Link>> = BTreeMap::new();
        for link in &org.dotted {
            let links = of_person.entry(link.person).or_default();
            if links.iter().all(|known| known.manager != link.manager) {
                links.push(link);
            }
        }
        let solid = org
            .people
            .iter()
            .filter(|person| person.manager.is_some())
            .count()
            + org.further_managers.len();
        let dotted: usize = of_person.values().map(Vec::len).sum();
        if dotted as f64 > self.max_share * solid as f64 {
            self.report_all(org, &of_person, dotted, solid, sink);
            return;
        }
        for (person, links) in of_person {
            if links.len() >= self.max_lines.max(1) {
                self.report(org, person, &links, sink);
            }
        }
    }
}

impl DottedLineLoad {
    fn report(&self, org: &Org, person: PersonId, links: &[&Link], sink: &mut Sink) {
        let person = org.person(person);
        let names = list(links.iter().map(|link| org.person(link.manager).label()), 4);
        let message = format!(
            "{} has {}, to {names}",
            person.label(),
            count(links.len(), "dotted line", "dotted lines")
        );
        sink.report(person.cell(Column::DottedManagers), message)
            .subject(person.subject())
            .measure(links.len() as f64, (self.max_lines.max(1) - 1) as f64, "dotted lines")
            .help(format!(
                "say in the coordination table what {} does for {names}, with one director of the work, and drop the lines",
                person.label()
            ));
    }

    fn report_all(
        &self,
        org: &Org,
        of_person: &BTreeMap<PersonId, Vec<&Link>>,
        dotted: usize,
        solid: usize,
        sink: &mut Sink,
    ) {
        let mut of_manager: BTreeMap<PersonId, Vec<&Link>> = BTreeMap::new();
        for link in of_person.values().flatten() {
            of_manager.entry(link.manager).or_default().push(link);
        }
        let mut managers: Vec<(PersonId, Vec<&Link>)> = of_manager.into_iter().collect();
        managers.sort_by_key(|(_, links)| std::cmp::Reverse(links.len()));
        let Some(first) = managers.first().and_then(|(_, links)| links.first()) else {
            return;
        };
        let cell = |link: &Link| {
            link.row
                .cell(org.column(link.row.file, Column::DottedManagers))
        };
        let names = managers
            .iter()
            .map(|(id, links)| format!("{} ({})", org.person(*id).label(), links.len()));
        let share = dotted as f64 / (solid.max(1)) as f64;
        let message = format!(
            "there are {} beside {} ({}); they lead to {}",
            count(dotted, "dotted line", "dotted lines"),
            count(solid, "solid line", "solid lines"),
            percent(share),
            list(names, 4)
        );
        sink.report(cell(first), message)
            .subjects(managers.iter().map(|(id, _)| org.person(*id).subject()))
            .identity("dotted lines")
            .measure(share, self.max_share, "dotted lines for each solid line")
            .evidence(managers.iter().skip(1).filter_map(|(id, links)| {
                let count = count(links.len(), "dotted line leads", "dotted lines lead");
                Some((cell(links.first()?), format!("{count} to {}", org.person(*id).label())))
            }))
            .help(format!(
                "begin with {}: say in the coordination table what the dotted lines stand for, and drop them",
                org.person(first.manager).label()
            ));
    }
}

#[cfg(test)]
mod tests {
    use super::DottedLineLoad;
    use crate::testing::check;

    #[test]
    fn two_dotted_lines_of_one_person() {
        check(
            &DottedLineLoad {
                max_share: 0.5,
                ..DottedLineLoad::default()
            },
            "== people.csv\n\
             id,name,manager,dotted-managers\n\
             ada,Ada,,\nbob,,ada,\ncyd,,ada,bob\n\
             dee,Dee,ada,bob;cyd;bob  #~ note: Dee (dee) has 2 dotted lines, to bob and cyd\n\
             eli,,ada,\nfay,,ada,\ngus,,ada,\n",
        );
    }

    #[test]
    fn many_in_all_are_one_finding() {
        check(
            &DottedLineLoad::default(),
            "== people.csv\n\
             id,name,manager,dotted-managers\n\
             ada,Ada,,\nbob,,ada,cyd\n\
             cyd,,ada,bob      #~ note: there are 5 dotted lines beside 4 solid lines (125 %); they lead to bob (3) and cyd (2)\n\
             dee,,ada,cyd;bob\n\
             eli,,ada,bob\n",
        );
    }

    #[test]
    fn is_quiet_at_the_threshold() {
        check(
            &DottedLineLoad::default(),
            "== people.csv\nid,manager,dotted-managers\n\
             ada,,\nbob,ada,\ncyd,ada,bob\ndee,ada,\neli,ada,\nfay,ada,\n",
        );
    }
}

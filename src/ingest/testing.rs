//! Text in, text out: reads small files and shows what became of them. For tests only.

use super::{Input, Options, read};
use crate::model::{Org, TeamOrigin, TeamRef};

/// Reads files given as name and text.
pub(super) fn org(files: &[(&str, &str)]) -> Org {
    org_with(files, &Options::default())
}

/// Reads files with options.
pub(super) fn org_with(files: &[(&str, &str)], options: &Options) -> Org {
    let inputs = files.iter().map(|(name, text)| Input::new(*name, *text));
    let org = read(inputs.collect(), options).unwrap();
    assert_eq!(org.verify(), Vec::<String>::new());
    org
}

/// One line per person: key, name, `@home` (unless it was made of managers), `<manager`, `+further`,
/// `~dotted`.
pub(super) fn people(org: &Org) -> String {
    let lines = org.people().map(|person| {
        let mut line = person.label().into_owned();
        if let Some(team) = person.team()
            && org.team_origin != TeamOrigin::Managers
        {
            line.extend([" @", team.key()]);
        }
        if let Some(manager) = person.manager() {
            line.extend([" <", manager.key()]);
        }
        let links = [("+", &org.further_managers), ("~", &org.dotted)];
        for (mark, links) in links {
            for link in links.iter().filter(|link| link.person == person.id) {
                line.extend([" ", mark, org.person(link.manager).key()]);
            }
        }
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// One line per team: key, `<parent`, `*lead`.
pub(super) fn teams(org: &Org) -> String {
    let line = |team: TeamRef<'_>| {
        let parent = team
            .parent()
            .map_or(String::new(), |up| format!(" <{}", up.key()));
        let lead = team
            .lead()
            .map_or(String::new(), |lead| format!(" *{}", lead.key()));
        format!("{}{parent}{lead}", team.key())
    };
    org.teams().map(line).collect::<Vec<_>>().join("\n")
}

/// One line per issue: place, kind and message.
pub(super) fn issues(org: &Org) -> String {
    let lines = org.issues.iter().map(|issue| {
        let at = org.sources.locate(issue.place);
        let file = &org.sources.get(issue.place.file).name;
        format!(
            "{file}:{}:{} {:?} {}",
            at.line, at.column, issue.kind, issue.message
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The notes, one a line.
pub(super) fn notes(org: &Org) -> String {
    org.notes.join("\n")
}

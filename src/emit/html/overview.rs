//! The first screen: six numbers, and what to do first.

use super::{Badge, View, findings, sentence, told};
use crate::emit::totals;
use crate::lint::Finding;
use crate::lint::words::{count, thousands};
use crate::model::Table;
use crate::report::{self, Group, Report};
use maud::{Markup, html};

/// What was read and found, in big figures.
pub(super) fn numbers(report: &Report<'_>) -> Markup {
    let org = report.org;
    let found = report.findings.len();
    let posts = org.posts().round() as usize;
    let people_note = (posts != org.people.len()).then(|| count(posts, "post", "posts"));
    // Nothing found in a table is a number; no table is none.
    let known =
        |number: usize, table: Table| (number > 0 || org.has_table(table)).then_some(number);
    let levels: Vec<String> = totals::levels(report)
        .into_iter()
        .map(|(.., words)| words)
        .collect();
    html! {
        section aria-label="In numbers" {
            dl class="numbers" {
                (number("People", known(org.people.len(), Table::People), people_note.as_deref()))
                (number("Teams", Some(org.teams.len()), None))
                (number("Dependencies", known(org.dependencies.len(), Table::Dependencies), None))
                (number("Meetings", known(org.meetings.len(), Table::Meetings), None))
                (number("Liaison rows", known(org.liaisons.len(), Table::Liaisons), None))
                (number("Findings", Some(found), Some(&levels.join(", "))))
            }
        }
    }
}

fn number(what: &str, value: Option<usize>, note: Option<&str>) -> Markup {
    let note = note.or(value.is_none().then_some("no table"));
    html! {
        div {
            dt { (what) }
            dd {
                @match value {
                    Some(value) => span class="figure" { (thousands(value)) },
                    None => span class="figure faint" aria-hidden="true" { "–" },
                }
                @if let Some(note) = note { span class="soft" { (note) } }
            }
        }
    }
}

/// The worst finding of each rule, the rules that matter most first.
pub(super) fn first_steps(view: View<'_>, groups: &[Group<'_>]) -> Markup {
    let first = report::first_steps(groups);
    html! {
        section id="first" aria-labelledby="first-heading" {
            h2 id="first-heading" { "What to do first" }
            @if first.is_empty() {
                p class="calm" {
                    "Nothing to mend: every rule that could look at your files is content."
                }
            } @else {
                p class="soft" { "The worst findings first, one of each kind." }
                ol class="steps" {
                    @for (group, finding) in first {
                        li { (step(view, group, finding)) }
                    }
                }
            }
        }
    }
}

fn step(view: View<'_>, group: &Group<'_>, finding: &Finding) -> Markup {
    let others = group.findings.len() - 1;
    html! {
        p class="message" { (Badge(finding.level)) " " (told(&finding.message)) }
        @if let Some(help) = &finding.help {
            p class="help" { (told(&sentence(help))) "." }
        }
        p class="where" {
            (findings::place(view, finding.place))
            " · " a href={ "#rule/" (group.rule.name) } {
                @if others == 0 { "see the finding" }
                @else { "and " (thousands(others)) " more like it" }
            }
        }
    }
}

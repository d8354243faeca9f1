//! What lets a reader look at one unit, rule or level alone: the controls of the page, the attributes they go
//! by, and the table of units for those without a script.

use super::{View, sentence, text};
use crate::lint::words::{count, thousands};
use crate::lint::{Finding, Level};
use crate::report::{Group, Listed, Report, Units, units};
use maud::{Markup, html};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Units of the table that stand open.
const OPEN: usize = 12;
/// Units that the page lists at all: past this the smallest, which are the deepest, are left out.
const LISTED: usize = 2_000;

/// Where each finding stands among the others.
pub(super) struct Index {
    /// Units and what they are about.
    pub(super) units: Units,
    at: BTreeMap<*const Finding, usize>,
    worst: Vec<usize>,
}

impl Index {
    /// The findings of a report.
    pub(super) fn of(report: &Report<'_>) -> Self {
        let findings = &report.findings;
        let mut order: Vec<usize> = (0..findings.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&findings[*a], &findings[*b]);
            b.level
                .cmp(&a.level)
                .then(b.severity().total_cmp(&a.severity()))
        });
        let mut worst = vec![0; findings.len()];
        for (rank, at) in order.into_iter().enumerate() {
            worst[at] = rank;
        }
        let at = findings.iter().enumerate();
        Self {
            units: units(report),
            at: at.map(|(at, f)| (std::ptr::from_ref(f), at)).collect(),
            worst,
        }
    }

    /// Number of a finding in the order of the files.
    fn at(&self, finding: &Finding) -> Option<usize> {
        self.at.get(&std::ptr::from_ref(finding)).copied()
    }

    /// The place among the files, the rank by weight and the units of a finding, as attributes.
    pub(super) fn attributes(&self, finding: &Finding) -> [Option<String>; 3] {
        let Some(at) = self.at(finding) else {
            return [None, None, None];
        };
        let units: Vec<String> = self.units.within[at].iter().map(usize::to_string).collect();
        let units = (!units.is_empty()).then(|| units.join(" "));
        [
            Some(at.to_string()),
            Some(self.worst[at].to_string()),
            units,
        ]
    }

    /// The units that a finding is about, nearest first.
    pub(super) fn about(&self, finding: &Finding) -> impl Iterator<Item = &Listed> {
        let about = self.at(finding).map(|at| &self.units.about[at]);
        about
            .into_iter()
            .flatten()
            .filter(|index| **index < LISTED)
            .map(|index| &self.units.listed[*index])
    }

    fn listed(&self) -> &[Listed] {
        &self.units.listed[..self.units.listed.len().min(LISTED)]
    }
}

/// A key as part of an address, the way a browser's `encodeURIComponent` writes it.
pub(super) fn encoded(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}"); // writing to a String cannot fail
        }
    }
    out
}

/// Search, filters and order; shown by the script alone.
pub(super) fn tools(view: View<'_>, groups: &[Group<'_>]) -> Markup {
    html! {
        @if !groups.is_empty() {
            section id="tools" class="tools" role="search" aria-label="Search and filter the findings" hidden {
                label { "Search" input id="f-search" type="search" placeholder="name, file, word"; }
                label { "Level" select id="f-level" {
                    option value="" { "all" }
                    @for level in [Level::Error, Level::Warning, Level::Note] {
                        @let many = view.report.count(level);
                        @if many > 0 { option value=(level.name()) { (level.name()) " (" (thousands(many)) ")" } }
                    }
                } }
                label { "Rule" select id="f-rule" {
                    option value="" { "all" }
                    @for group in groups {
                        option value=(group.rule.name) { (group.rule.name) " (" (thousands(group.findings.len())) ")" }
                    }
                } }
                label { "Unit" select id="f-team" {
                    option value="" { "all" }
                    @for (number, listed) in view.index.listed().iter().enumerate() {
                        @let team = view.report.org.team(listed.team);
                        option value=(encoded(team.key())) data-unit=(number) {
                            ("\u{a0}\u{a0}".repeat(listed.depth.min(8))) (text(team.label())) " (" (thousands(listed.total())) ")"
                        }
                    }
                } }
                label { "Order" select id="f-sort" {
                    option value="" { "by rule" }
                    option value="worst" { "worst first" }
                    option value="place" { "by file and line" }
                    option value="text" { "by rule and name" }
                } }
                p { output id="count" aria-live="polite" {} " " button id="clear" type="button" hidden { "Clear" } }
            }
            p id="none" class="soft" hidden { "No finding fits." }
            div id="flat" hidden {}
        }
    }
}

/// Units by the number of findings about them and what is below them.
pub(super) fn by_unit(view: View<'_>) -> Markup {
    let mut listed: Vec<&Listed> = view.index.listed().iter().collect();
    listed.sort_by_key(|listed| Reverse((listed.found, listed.depth)));
    let (open, rest) = listed.split_at(listed.len().min(OPEN));
    let out = view.index.units.listed.len() - listed.len();
    html! {
        @if !open.is_empty() {
            section id="units" aria-labelledby="units-heading" {
                h2 id="units-heading" { "Findings by unit" }
                p class="soft" { "A unit counts what is found in the units below it, so a finding between two units counts in both." }
                (table(view, open, "Units with the most findings"))
                @if !rest.is_empty() {
                    details {
                        summary { (count(rest.len(), "further unit", "further units")) }
                        (table(view, rest, "Further units"))
                    }
                }
                @if out > 0 { p class="soft" { (thousands(out)) " more are left out here." } }
            }
        }
    }
}

fn table(view: View<'_>, listed: &[&Listed], caption: &str) -> Markup {
    html! {
        table class="units" {
            caption class="hidden" { (caption) }
            thead { tr {
                th scope="col" { "Unit" }
                @for level in ["Errors", "Warnings", "Notes"] { th scope="col" class="number" { (level) } }
            } }
            tbody {
                @for listed in listed {
                    @let team = view.report.org.team(listed.team);
                    @let key = encoded(team.key());
                    tr id={ "team/" (key) } {
                        th scope="row" {
                            a href={ "#team/" (key) } { (text(team.label())) }
                            @if let Some(above) = team.parent() { " " span class="soft" { "in " (text(above.label())) } }
                        }
                        @for many in listed.found {
                            td class="number" { @if many > 0 { (thousands(many)) } @else { span class="faint" { "–" } } }
                        }
                    }
                }
            }
        }
    }
}

/// Links to what else is found about the units of a finding.
pub(super) fn unit_links(view: View<'_>, finding: &Finding) -> Markup {
    html! {
        @for listed in view.index.about(finding).take(3) {
            @let team = view.report.org.team(listed.team);
            " · " a href={ "#team/" (encoded(team.key())) } { (text(&sentence(team.label()))) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn keys_are_written_as_a_browser_writes_them() {
        assert_eq!(encoded("web"), "web");
        assert_eq!(encoded("R&D/É \"x\""), "R%26D%2F%C3%89%20%22x%22");
        assert_eq!(encoded("-_.!~*'()"), "-_.!~*'()");
    }
}

//! `chains`: plans that hold only if several teams in a row deliver, each link with the odds that all
//! before it held. The odds fall from left to right, as the work does. Knows chains, judges none.

use super::files::source;
use super::flags;
use super::limits::limit;
use super::names;
use super::shorten::shorten;
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scale::Band;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::theme::{self, Ink, Tone, percent};
use crate::facts::FirmDependencies;
use crate::lint::words::{count, thousands};
use crate::lint::{Level, Needs};
use crate::model::{Column, DependencyRef, Subject, Table, TeamRef};

/// The chart of chains.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "chains",
    summary: "which plans rest on several teams in a row, and how the odds fall with each link",
    needs: &[Needs::Column(Table::Dependencies, Column::Kind)],
    draw,
};

/// Chance that one dependency does not hold: the default of `plan-on-a-chain`.
const RISK: f64 = 0.1;
/// Rows at most.
const ROWS: usize = 10;
/// Links of a row at most; of longer chains the middle is left out.
const LINKS: usize = 9;
/// Room for the plan at the left and for its odds at the right.
const PLAN: i32 = 29 * theme::STEP;
const ODDS: i32 = 16 * theme::STEP;
/// Height of a bar at 100 %, and of a row.
const BAR: i32 = 5 * theme::STEP;
const ROW: i32 = 11 * theme::STEP;
/// Widest link.
const WIDEST: i32 = 24 * theme::STEP;

/// A plan and what it rests on.
struct Plan<'a> {
    name: String,
    subject: String,
    /// Whose work is waited for, the first to deliver first.
    links: Vec<Link<'a>>,
    /// Whether each link waits for the one before.
    chain: bool,
    level: Option<Level>,
}

struct Link<'a> {
    provider: TeamRef<'a>,
    consumer: TeamRef<'a>,
}

impl Plan<'_> {
    fn odds(&self) -> f64 {
        odds(self.links.len())
    }
}

/// That so many links hold together.
fn odds(links: usize) -> f64 {
    (1.0 - RISK).powi(i32::try_from(links).unwrap_or(i32::MAX))
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let mut plans = plans(view);
    if plans.is_empty() {
        return None;
    }
    plans.sort_by_key(|plan| {
        (
            std::cmp::Reverse(plan.level),
            std::cmp::Reverse(plan.links.len()),
        )
    });
    let all = plans.len();
    let title = title(&plans, limit(view.findings, "plan-on-a-chain", 2.0));
    plans.truncate(ROWS);
    let longest = plans.iter().map(|plan| plan.links.len()).max().unwrap_or(1);
    let slots = longest.min(LINKS);
    let (mut canvas, body) = Frame {
        title: &title,
        subtitle: &subtitle(&plans, all, longest),
        source: &source(
            view.facts.org(),
            &[Table::Teams, Table::Dependencies, Table::Projects],
        ),
        description: &description(&plans),
        width: super::WIDTH,
    }
    .open(ROW * plans.len() as i32);
    let room = (body.width - PLAN - ODDS).min(WIDEST * slots as i32);
    let band = Band::new(body.x + PLAN, room, slots);
    for (at, plan) in plans.iter().enumerate() {
        let row = Area::new(body.x, body.y + ROW * at as i32, body.width, ROW);
        draw_plan(&mut canvas, row, plan, &band);
    }
    Some(canvas.finish())
}

/// Chains of two links and more, and projects that rest on two dependencies and more.
fn plans<'a>(view: &View<'a>) -> Vec<Plan<'a>> {
    let (facts, org) = (view.facts, view.facts.org());
    let firm = FirmDependencies::of(org, facts.dependencies());
    let levels = |subject: &str, chain: bool| {
        let found = view.findings.iter().filter(|finding| {
            let links = finding
                .measure
                .is_some_and(|measure| measure.unit == "links in a row");
            finding.rule.name == "plan-on-a-chain" && links == chain
        });
        found
            .filter(|finding| match &finding.identity {
                Some(identity) => identity == subject,
                None => finding
                    .subjects
                    .first()
                    .is_some_and(|first| first.as_str() == subject),
            })
            .map(|finding| finding.level)
            .max()
    };
    let link = |row: &DependencyRef<'a>| Link {
        provider: row.to(),
        consumer: row.from(),
    };
    let mut plans: Vec<Plan<'a>> = Vec::new();
    for chain in firm.chains(org, 2) {
        let Some(first) = chain.first().map(|row| row.from()) else {
            continue;
        };
        plans.push(Plan {
            name: format!("Plan of {}", names::team(first)),
            subject: first.subject().as_str().to_owned(),
            level: levels(first.subject().as_str(), true),
            links: chain.iter().rev().map(link).collect(),
            chain: true,
        });
    }
    for project in &org.projects {
        let needed = firm.of_project(org, project);
        if needed.len() > 1 {
            let key = org.text(project.key);
            plans.push(Plan {
                name: format!("Project {key}"),
                subject: String::new(),
                level: levels(&format!("project {key}"), false),
                links: needed.iter().map(link).collect(),
                chain: false,
            });
        }
    }
    plans
}

/// The links of a row that are shown: all, or the first and last with `None` for those between.
fn shown(links: usize, slots: usize) -> Vec<Option<usize>> {
    if links <= slots {
        return (0..links).map(Some).collect();
    }
    let head = slots / 2;
    let tail = slots - head - 1;
    let last = (links - tail..links).map(Some);
    (0..head).map(Some).chain([None]).chain(last).collect()
}

fn draw_plan(canvas: &mut Canvas, row: Area, plan: &Plan<'_>, band: &Band) {
    let base = row.y + theme::STEP * 3 + BAR;
    let room = PLAN - theme::GAP * 2;
    canvas
        .text(
            row.x,
            base - theme::STEP * 3,
            shorten(&plan.name, theme::STRONG, room),
        )
        .style(theme::STRONG)
        .middle()
        .title(plan.name.as_str())
        .subject(plan.subject.as_str());
    let links = plan.links.len();
    let told = if plan.chain {
        format!("waits for {} in a row", count(links, "team", "teams"))
    } else {
        format!(
            "rests on {}",
            count(links, "hard dependency", "hard dependencies")
        )
    };
    canvas
        .text(row.x, base - theme::STEP, told)
        .style(theme::LABEL)
        .ink(Ink::Soft)
        .middle();
    let tone = flags::look(plan.level).0;
    let mut end = row.x + PLAN;
    for (slot, link) in shown(links, LINKS).into_iter().enumerate() {
        let (x, width) = band.at(slot);
        end = x + width;
        let Some(at) = link else {
            let hidden = links + 1 - LINKS;
            canvas
                .text(
                    x + width / 2,
                    base - theme::STEP,
                    format!("… {} …", thousands(hidden)),
                )
                .style(theme::LABEL)
                .ink(Ink::Faint)
                .centred()
                .middle();
            continue;
        };
        let tone = if at + 1 == links { tone } else { Tone::Neutral };
        let area = Area::new(x, base - BAR, width - 2, BAR);
        draw_link(canvas, plan, at, area, tone);
    }
    let (_, ink, _) = flags::look(plan.level);
    let all = flags::marked(plan.level, &percent(plan.odds()));
    canvas
        .text(end + theme::GAP, base - theme::STEP * 3 / 2, all)
        .style(theme::TITLE)
        .ink(ink)
        .middle();
    canvas
        .text(end + theme::GAP, base + theme::STEP, "that all deliver")
        .style(theme::NOTE)
        .ink(Ink::Faint)
        .middle();
}

/// A link: how far it could be sure, how far it is, the odds over it and who delivers below it.
fn draw_link(canvas: &mut Canvas, plan: &Plan<'_>, at: usize, area: Area, tone: Tone) {
    let link = &plan.links[at];
    let odds = odds(at + 1);
    let height = ((f64::from(area.height) * odds).round() as i32).max(2);
    let (from, to) = (names::team(link.consumer), names::team(link.provider));
    let title = format!("{from} cannot work without {to}: {} so far", percent(odds));
    let subject = Subject::dependency(link.consumer.key(), link.provider.key());
    canvas.rect(area).fill(Tone::Panel);
    let top = area.bottom() - height;
    canvas
        .rect(Area::new(area.x, top, area.width, height))
        .fill(tone)
        .title(title)
        .subject(subject.as_str());
    canvas
        .text(area.x + 2, area.y - theme::STEP, percent(odds))
        .style(theme::LABEL)
        .ink(Ink::Soft)
        .middle();
    canvas
        .text(
            area.x + 2,
            area.bottom() + theme::STEP * 3 / 2,
            shorten(to, theme::LABEL, area.width - 4),
        )
        .style(theme::LABEL)
        .middle()
        .title(to);
}

fn title(plans: &[Plan<'_>], limit: f64) -> String {
    let found = plans.iter().filter(|plan| plan.level.is_some()).count();
    let longest = plans.first();
    let lowest = plans.iter().map(Plan::odds).fold(1.0, f64::min);
    match (found, longest) {
        (0, Some(first)) => format!(
            "No plan rests on more than {limit:.0} links in a row; {} on {}",
            first
                .name
                .replacen("Plan", "the plan", 1)
                .replacen("Project", "project", 1),
            first.links.len()
        ),
        (1, Some(first)) => format!(
            "{} holds only if {} deliver, {} of the time",
            first.name,
            count(first.links.len(), "other", "others"),
            percent(first.odds())
        ),
        _ => format!(
            "{} plans hold only if several teams deliver; the least sure {} of the time",
            thousands(found),
            percent(lowest)
        ),
    }
}

fn subtitle(plans: &[Plan<'_>], all: usize, longest: usize) -> String {
    let mut parts = vec![format!(
        "Who must deliver, from left to right, and the odds that all have so far, if each hard dependency without a fallback holds {} of the time",
        percent(1.0 - RISK)
    )];
    if plans.len() < all {
        parts.push(format!("the {} longest of {}", plans.len(), thousands(all)));
    }
    if longest > LINKS {
        parts.push(format!("of more than {LINKS} links the middle left out"));
    }
    parts.push("circles left out, they have no end".to_owned());
    parts.join(" · ")
}

fn description(plans: &[Plan<'_>]) -> String {
    let told: Vec<String> = plans
        .iter()
        .map(|plan| {
            format!(
                "{}: {} links, {}",
                plan.name,
                plan.links.len(),
                percent(plan.odds())
            )
        })
        .collect();
    format!("{}.", told.join("; "))
}

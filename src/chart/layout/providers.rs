//! `providers`: how many teams depend on each against how many of them cannot work without it.
//!
//! Where no row says how hard a dependency is, the height is how many teams it depends on itself. The
//! lines between the quarters are the limits of the rules. Knows dependencies and no rule's judgement.

use super::files::{sentence, source};
use super::flags;
use super::labels::{Label, Labels};
use super::limits::limit;
use super::names;
use super::provider_plot::{Plot, Side};
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::text;
use crate::chart::theme::{self, Ink, Tone, percent};
use crate::facts::{Edge, Facts};
use crate::lint::words::{count, list, thousands};
use crate::lint::{Level, Needs};
use crate::model::{Table, TeamId};
use std::collections::{BTreeMap, BTreeSet};

/// The scatter of providers.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "providers",
    summary: "which teams many others depend on, and how many of these wait: service provider or self-service",
    needs: &[Needs::Table(Table::Dependencies)],
    draw,
};

/// Rule whose findings are bottlenecks.
const RULE: &str = "provider-bottleneck";
/// Bubbles that are named although nothing was found about them.
const NAMED: usize = 8;
/// Height of the plot with the names of its quarters.
const HEIGHT: i32 = 78 * theme::STEP;
/// Side of the squares within which bubbles become one; larger where they would be more than this.
const SAME: i32 = 2 * theme::STEP;
const BUBBLES: usize = 300;

/// A team that others depend on.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) team: TeamId,
    /// Teams that depend on it.
    pub(super) consumers: usize,
    /// Those of them that say they cannot work without it.
    pub(super) hard: usize,
    /// Teams that it depends on.
    pub(super) needs: usize,
    /// People in the teams that depend on it.
    pub(super) people: usize,
    /// Of the finding about it.
    pub(super) level: Option<Level>,
}

/// Teams at one place of the plot.
struct Bubble {
    at: (i32, i32),
    radius: i32,
    members: Vec<usize>,
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let providers = providers(view);
    // Where nobody is needed by two there is no provider to speak of.
    if providers.iter().all(|provider| provider.consumers < 2) {
        return None;
    }
    let stated = facts.dependencies().strength_is_stated();
    let side = if stated { Side::Hard } else { Side::Needs };
    let (across, up) = (
        limit(view.findings, RULE, if stated { 3.0 } else { 7.0 }),
        limit(view.findings, "too-many-dependencies", 4.0),
    );
    let most = |get: fn(&Provider) -> usize| providers.iter().map(get).max().unwrap_or(0);
    let sizes = providers.iter().any(|provider| provider.people > 0);
    let (mut canvas, body) = Frame {
        title: &title(facts, &providers, across),
        subtitle: &subtitle(&providers, side, sizes),
        source: &source(facts.org(), &[Table::Teams, Table::Dependencies]),
        description: &description(facts, &providers),
        width: super::WIDTH,
    }
    .open(HEIGHT);
    let plot = Plot::new(
        body,
        side,
        (across, up),
        (most(|p| p.consumers), most(|p| p.needs)),
    );
    plot.draw_ground(&mut canvas);
    let bubbles = bubbles(&providers, &plot);
    let mut labels = Labels::new(plot.area);
    for line in plot.lines_taken() {
        labels.take(line);
    }
    let mut numbers = Labels::new(plot.area);
    for bubble in &bubbles {
        draw_bubble(&mut canvas, facts, &providers, bubble, &plot);
        draw_number(&mut canvas, &providers, bubble, &mut numbers);
        let ((x, y), radius) = (bubble.at, bubble.radius);
        labels.take(Area::new(x - radius, y - radius, 2 * radius, 2 * radius));
    }
    name_bubbles(&mut canvas, facts, &providers, &bubbles, &mut labels);
    Some(canvas.finish())
}

/// Every team that another depends on, the most wanted first.
fn providers(view: &View<'_>) -> Vec<Provider> {
    let facts = view.facts;
    let dependencies = facts.dependencies();
    let levels = flags::levels(view.findings, &[RULE]);
    let size = |team: u32| facts.members().of(TeamId(team)).count();
    let mut found: Vec<Provider> = facts
        .org()
        .teams()
        .filter_map(|team| {
            let graph = dependencies.graph();
            let others = graph
                .in_edges(team.id.0)
                .filter(|(from, _)| *from != team.id.0);
            let edges: Vec<(u32, &Edge)> = others
                .map(|(from, edge)| (from, &dependencies.edges()[edge as usize]))
                .collect();
            (!edges.is_empty()).then(|| Provider {
                team: team.id,
                consumers: edges.len(),
                hard: edges.iter().filter(|(_, edge)| edge.stated_hard).count(),
                needs: graph
                    .out(team.id.0)
                    .iter()
                    .filter(|to| **to != team.id.0)
                    .count(),
                people: edges.iter().map(|(from, _)| size(*from)).sum(),
                level: levels.get(team.subject().as_str()).copied(),
            })
        })
        .collect();
    found.sort_by_key(|provider| std::cmp::Reverse((provider.consumers, provider.hard)));
    found
}

/// Teams within one small square are one bubble, but for the first about which something was found.
fn bubbles(providers: &[Provider], plot: &Plot) -> Vec<Bubble> {
    let mut same = SAME;
    loop {
        let found = bubbles_within(providers, plot, same);
        if found.len() <= BUBBLES || same > 64 * SAME {
            return found;
        }
        same += same / 2;
    }
}

fn bubbles_within(providers: &[Provider], plot: &Plot, same: i32) -> Vec<Bubble> {
    const ALONE: usize = 40; // bubbles of findings that stand for themselves
    let most = providers.iter().map(|p| p.people).max().unwrap_or(0);
    let mut places: BTreeMap<(i32, i32, usize), Vec<usize>> = BTreeMap::new();
    for (at, provider) in providers.iter().enumerate() {
        let (x, y) = plot.at(provider);
        let own = if provider.level.is_some() && at < ALONE {
            at + 1
        } else {
            0
        };
        places
            .entry((x / same, y / same, own))
            .or_default()
            .push(at);
    }
    let mut bubbles: Vec<Bubble> = places
        .into_values()
        .filter_map(|members| {
            let first = &providers[*members.first()?];
            let people = members.iter().map(|at| providers[*at].people).max()?;
            Some(Bubble {
                at: plot.at(first),
                radius: radius(people, most),
                members,
            })
        })
        .collect();
    // Large ones below; those of findings on top.
    bubbles.sort_by_key(|bubble| {
        let found = bubble
            .members
            .iter()
            .any(|at| providers[*at].level.is_some());
        (found, std::cmp::Reverse(bubble.radius))
    });
    bubbles
}

/// The area counts people; where no people are known all bubbles are alike.
fn radius(people: usize, most: usize) -> i32 {
    const LEAST: i32 = 7;
    const MOST: f64 = 26.0;
    if most == 0 {
        return LEAST + 2;
    }
    let share = people as f64 / most as f64;
    ((share.sqrt() * MOST) as i32).max(LEAST)
}

fn level(providers: &[Provider], bubble: &Bubble) -> Option<Level> {
    bubble
        .members
        .iter()
        .filter_map(|at| providers[*at].level)
        .max()
}

fn draw_bubble(
    canvas: &mut Canvas,
    facts: &Facts<'_>,
    providers: &[Provider],
    bubble: &Bubble,
    plot: &Plot,
) {
    let tone = tone(level(providers, bubble));
    let name = |at: &usize| names::team(facts.org().team(providers[*at].team));
    let told: Vec<String> = bubble
        .members
        .iter()
        .take(8)
        .map(|at| format!("{}: {}", name(at), plot.told(&providers[*at])))
        .collect();
    let more = bubble.members.len() - told.len();
    let more = if more > 0 {
        format!("; and {more} more")
    } else {
        String::new()
    };
    let first = bubble
        .members
        .first()
        .map(|at| facts.org().team(providers[*at].team).subject());
    canvas
        .circle(bubble.at, bubble.radius)
        .fill(tone)
        .title(format!("{}{more}", told.join("; ")))
        .subject(first.as_ref().map_or("", |subject| subject.as_str()));
    canvas
        .circle(bubble.at, bubble.radius)
        .stroke(Tone::Paper, 1);
}

/// How many teams a bubble stands for, where it has room for that and no other number is as near.
fn draw_number(canvas: &mut Canvas, providers: &[Provider], bubble: &Bubble, numbers: &mut Labels) {
    let ((x, y), high) = (bubble.at, theme::NOTE.leading());
    let words = thousands(bubble.members.len());
    let width = text::pixels(&words, theme::NOTE.size, theme::NOTE.weight);
    let area = Area::new(x - width / 2 - 1, y - high / 2, width + 2, high);
    let room = width + 4 <= 2 * bubble.radius;
    if bubble.members.len() > 1 && room && numbers.claim(area) {
        canvas
            .text(x, y, words)
            .style(theme::NOTE)
            .ink(Ink::On(tone(level(providers, bubble))))
            .centred()
            .middle();
    }
}

/// Grey where nothing was found.
fn tone(level: Option<Level>) -> Tone {
    match flags::look(level).0 {
        Tone::Neutral => Tone::Muted,
        tone => tone,
    }
}

/// Names what was found, then the most wanted, where there is room.
fn name_bubbles(
    canvas: &mut Canvas,
    facts: &Facts<'_>,
    providers: &[Provider],
    bubbles: &[Bubble],
    labels: &mut Labels,
) {
    let wanted = |bubble: &Bubble| bubble.members.first().copied().unwrap_or(usize::MAX);
    let mut order: Vec<&Bubble> = bubbles.iter().collect();
    order.sort_by_key(|bubble| (std::cmp::Reverse(level(providers, bubble)), wanted(bubble)));
    let all: Vec<&str> = providers
        .iter()
        .map(|provider| names::team(facts.org().team(provider.team)))
        .collect();
    let start = names::shared_start(&all);
    let found = bubbles
        .iter()
        .filter(|bubble| level(providers, bubble).is_some())
        .count();
    for bubble in order.into_iter().take(found.min(2 * NAMED) + NAMED) {
        let level = level(providers, bubble);
        // A crowd among many is not worth its names.
        if level.is_none() && bubble.members.len() > 2 && bubbles.len() > NAMED + NAMED / 2 {
            continue;
        }
        let teams: Vec<&str> = bubble
            .members
            .iter()
            .map(|at| &names::team(facts.org().team(providers[*at].team))[start..])
            .collect();
        let words = list(&teams, 2);
        let (x, y) = bubble.at;
        let reach = bubble.radius + 2;
        let label = Label {
            words: &flags::marked(level, &words),
            style: if level > Some(Level::Note) {
                theme::LABEL_STRONG
            } else {
                theme::LABEL
            },
            ink: flags::look(level).1,
            most: 30 * theme::STEP,
            title: "",
            subject: "",
        };
        labels.put(
            canvas,
            Area::new(x - reach, y - reach, 2 * reach, 2 * reach),
            &label,
        );
    }
}

fn title(facts: &Facts<'_>, providers: &[Provider], limit: f64) -> String {
    let name = |provider: &Provider| names::team(facts.org().team(provider.team));
    let stated = facts.dependencies().strength_is_stated();
    let found: Vec<&Provider> = providers.iter().filter(|p| p.level.is_some()).collect();
    let Some(first) = providers.first() else {
        return String::new();
    };
    let teams: BTreeSet<u32> = facts
        .dependencies()
        .edges()
        .iter()
        .map(|edge| edge.from.0)
        .collect();
    if !stated {
        return format!(
            "{} of {} that depend on others depend on {}",
            thousands(first.consumers),
            count(teams.len(), "team", "teams"),
            name(first)
        );
    }
    let worst = found.iter().max_by_key(|p| p.hard);
    match (worst, found.len()) {
        (None, _) => format!(
            "No team is a bottleneck: none of {} has more than {limit:.0} teams waiting for it",
            count(providers.len(), "provider", "providers")
        ),
        (Some(only), 1) => sentence(&format!(
            "{} is a bottleneck: {} cannot work without it",
            name(only),
            count(only.hard, "team", "teams")
        )),
        (Some(worst), some) => format!(
            "{some} teams are bottlenecks; {} cannot work without {}",
            count(worst.hard, "team", "teams"),
            name(worst)
        ),
    }
}

fn subtitle(providers: &[Provider], side: Side, sizes: bool) -> String {
    let teams = count(providers.len(), "team", "teams");
    let mut parts = vec![match side {
        Side::Hard => format!(
            "{teams} that others depend on, by how many do and how many of these cannot work without it"
        ),
        Side::Needs => format!(
            "{teams} that others depend on, by how many do and how many it depends on itself; no row says how hard"
        ),
    }];
    if sizes {
        parts.push("area: people in the teams that depend on it".to_owned());
    }
    parts.push("teams at one place are one bubble with their number".to_owned());
    parts.join(" · ")
}

fn description(facts: &Facts<'_>, providers: &[Provider]) -> String {
    let told: Vec<String> = providers
        .iter()
        .take(10)
        .map(|provider| {
            format!(
                "{}: {} depend on it, {} of them hard",
                names::team(facts.org().team(provider.team)),
                count(provider.consumers, "team", "teams"),
                percent(provider.hard as f64 / provider.consumers.max(1) as f64)
            )
        })
        .collect();
    format!("{}.", told.join("; "))
}

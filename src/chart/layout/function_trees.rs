//! `function-trees`: how two functions divide the same teams among their managers, face to face. A
//! line joins each team with itself; where the lines tangle, no two managers can settle anything alone.
//!
//! Knows two divisions of teams; the order is planned next door.

use super::files::{sentence, source};
use super::names;
use super::shorten::shorten;
use super::tangle::{Side, Tangle};
use super::tangle_ribbons;
use super::{ChartEntry, View};
use crate::chart::plot::Frame;
use crate::chart::scene::{Area, Canvas, Scene};
use crate::chart::theme::{self, Ink, Tone};
use crate::facts::{Division, divisions, to_move};
use crate::graph::partition::Contingency;
use crate::lint::Needs;
use crate::lint::words::{count, list};
use crate::model::{Column, PersonId, Table, TeamId};

/// The tanglegram.
pub(super) const ENTRY: ChartEntry = ChartEntry {
    name: "function-trees",
    summary: "how two functions divide the same teams among their managers, and which teams would change hands",
    needs: &[
        Needs::Managers,
        Needs::Teams,
        Needs::Column(Table::People, Column::Function),
    ],
    draw,
};

/// Rule that compares functions.
const RULE: &str = "function-trees-misaligned";
/// With fewer teams in common two functions are not compared: the default of the rule.
const COMMON: usize = 4;
/// Functions compared at most, those with most teams.
const FUNCTIONS: usize = 12;
/// Teams drawn one by one at most.
const TEAMS: usize = 40;
/// Height of a team, gap between managers.
const ROW: i32 = 3 * theme::STEP - 2;
const GAP: i32 = 2 * theme::STEP;
/// Room for managers and for teams on each side.
const MANAGERS: i32 = 27 * theme::STEP;
const NAMES: i32 = 36 * theme::STEP;
/// Height of the heads of the sides.
const HEAD: i32 = 4 * theme::STEP;

/// Two functions and how they divide the teams that both have.
pub(super) struct Pair {
    /// Names of the functions.
    pub(super) functions: [String; 2],
    /// Teams with their managers in both.
    pub(super) teams: Vec<(TeamId, [PersonId; 2])>,
    /// Rows of `teams` that would change hands, and in which function.
    pub(super) moves: (usize, Vec<usize>),
    /// Whether neither division refines the other.
    pub(super) tangled: bool,
}

impl Pair {
    fn of(a: &(String, Division), b: &(String, Division)) -> Option<(Self, f64)> {
        let common =
            a.1.iter()
                .filter_map(|(team, head)| Some((*team, [head.manager, b.1.get(team)?.manager])));
        let teams: Vec<(TeamId, [PersonId; 2])> = common.collect();
        if teams.len() < COMMON {
            return None;
        }
        let [first, second] = [0, 1]
            .map(|side| -> Vec<u32> { teams.iter().map(|(_, heads)| heads[side].0).collect() });
        let table = Contingency::new(&first, &second);
        let tangled = !table.first_refines_second() && !table.second_refines_first();
        let (left, right) = (to_move(&first, &second), to_move(&second, &first));
        let moves = if !tangled {
            (1, Vec::new())
        } else if right.len() <= left.len() {
            (1, right)
        } else {
            (0, left)
        };
        let pair = Self {
            functions: [a.0.clone(), b.0.clone()],
            teams,
            moves,
            tangled,
        };
        Some((pair, table.variation_of_information()))
    }
}

fn draw(view: &View<'_>) -> Option<Scene> {
    let facts = view.facts;
    let pair = worst_pair(view)?;
    let tangle = Tangle::of(&pair);
    let ribbons = pair.teams.len() > TEAMS;
    let tables = [Table::People, Table::Teams, Table::Coordination];
    let height = if ribbons {
        tangle_ribbons::HEIGHT
    } else {
        tangle.height(ROW, GAP)
    };
    let (mut canvas, body) = Frame {
        title: &title(&pair),
        subtitle: &subtitle(&pair, ribbons),
        source: &source(facts.org(), &tables),
        description: &title(&pair),
        width: super::WIDTH,
    }
    .open(HEAD + height);
    heads(&mut canvas, &pair, body);
    let body = body.split_top(HEAD).1;
    if ribbons {
        tangle_ribbons::draw(&mut canvas, view, &pair, body);
        return Some(canvas.finish());
    }
    lines(&mut canvas, &pair, &tangle, body);
    for side in [Side::Left, Side::Right] {
        draw_side(&mut canvas, view, &pair, &tangle, (side, body));
    }
    Some(canvas.finish())
}

/// Of the pairs about which something was found the one furthest apart; else of all pairs.
fn worst_pair(view: &View<'_>) -> Option<Pair> {
    let mut all: Vec<(String, Division)> = divisions(view.facts).into_iter().collect();
    all.sort_by_key(|(_, division)| std::cmp::Reverse(division.len()));
    all.truncate(FUNCTIONS);
    let found = |pair: &Pair| {
        let [a, b] = &pair.functions;
        let told = [format!("{a} and {b}"), format!("{b} and {a}")];
        view.findings.iter().any(|finding| {
            let identity = finding.identity.as_ref();
            finding.rule.name == RULE && identity.is_some_and(|known| told.contains(known))
        })
    };
    let mut best: Option<(Pair, (bool, bool, f64, usize))> = None;
    for (at, a) in all.iter().enumerate() {
        for b in &all[at + 1..] {
            let Some((pair, far)) = Pair::of(a, b) else {
                continue;
            };
            let rank = (found(&pair), pair.tangled, far, pair.teams.len());
            if best.as_ref().is_none_or(|(_, known)| rank > *known) {
                best = Some((pair, rank));
            }
        }
    }
    best.map(|(pair, _)| pair)
}

fn heads(canvas: &mut Canvas, pair: &Pair, body: Area) {
    let y = body.y + theme::STEP * 2;
    let name = |side: usize| sentence(&pair.functions[side]);
    let room = body.width / 2 - theme::STEP * 2;
    let style = theme::STRONG;
    canvas
        .text(body.x, y, shorten(&name(0), style, room))
        .style(style);
    canvas
        .text(body.right(), y, shorten(&name(1), style, room))
        .style(style)
        .ending();
}

/// The line of each team from side to side, those that stay first.
fn lines(canvas: &mut Canvas, pair: &Pair, tangle: &Tangle, body: Area) {
    let (from, to) = (body.x + MANAGERS + NAMES, body.right() - MANAGERS - NAMES);
    let third = (to - from) / 3;
    let mut order: Vec<usize> = (0..pair.teams.len()).collect();
    order.sort_by_key(|team| pair.moves.1.contains(team));
    for team in order {
        let moves = pair.moves.1.contains(&team);
        let [a, b] =
            [Side::Left, Side::Right].map(|side| body.y + tangle.middle(side, team, ROW, GAP));
        let pen = canvas.curve([(from, a), (from + third, a), (to - third, b), (to, b)]);
        if moves {
            pen.stroke(Tone::Bad, 3);
        } else {
            pen.stroke(Tone::Axis, 1);
        }
    }
}

fn draw_side(
    canvas: &mut Canvas,
    view: &View<'_>,
    pair: &Pair,
    tangle: &Tangle,
    (side, body): (Side, Area),
) {
    let org = view.facts.org();
    let left = side == Side::Left;
    let bar = if left {
        body.x + MANAGERS
    } else {
        body.right() - MANAGERS
    };
    for (manager, teams) in tangle.blocks(side) {
        let places = teams
            .iter()
            .map(|team| body.y + tangle.middle(side, *team, ROW, GAP));
        let (top, bottom) = (places.clone().min().unwrap_or(0), places.max().unwrap_or(0));
        canvas
            .line(&[(bar, top - ROW / 2 + 2), (bar, bottom + ROW / 2 - 2)])
            .stroke(Tone::Axis, 2);
        let who = org.person(*manager);
        let words = shorten(&names::person(who), theme::BODY, MANAGERS - theme::GAP * 2);
        let x = if left {
            bar - theme::GAP
        } else {
            bar + theme::GAP
        };
        let pen = canvas.text(x, i32::midpoint(top, bottom), words);
        pen.middle()
            .title(who.label())
            .subject(who.subject().as_str());
        if left {
            pen.ending();
        }
        for team in teams {
            let moves = pair.moves.1.contains(team);
            let own = moves && pair.moves.0 == side as usize;
            let name = names::team(org.team(pair.teams[*team].0));
            let style = if moves {
                theme::LABEL_STRONG
            } else {
                theme::LABEL
            };
            let words = if own {
                format!("✗ {name}")
            } else {
                name.to_owned()
            };
            let y = body.y + tangle.middle(side, *team, ROW, GAP);
            let x = if left {
                body.x + MANAGERS + NAMES - theme::GAP
            } else {
                body.right() - MANAGERS - NAMES + theme::GAP
            };
            let pen = canvas.text(x, y, shorten(&words, style, NAMES - theme::GAP * 3));
            pen.style(style)
                .ink(if moves { Ink::Bad } else { Ink::Soft })
                .middle()
                .title(name)
                .subject(org.team(pair.teams[*team].0).subject().as_str());
            if left {
                pen.ending();
            }
        }
    }
}

fn title(pair: &Pair) -> String {
    let [a, b] = &pair.functions;
    let teams = count(pair.teams.len(), "team", "teams");
    if !pair.tangled {
        return sentence(&format!(
            "{a} and {b} divide {teams} among their managers along the same lines"
        ));
    }
    let moves = count(pair.moves.1.len(), "team", "teams");
    sentence(&format!(
        "{a} and {b} divide {teams} along different lines; {moves} would have to change hands in {}",
        pair.functions[pair.moves.0]
    ))
}

fn subtitle(pair: &Pair, ribbons: bool) -> String {
    let sides = list(pair.functions.iter().map(|name| sentence(name)), 2);
    let mut said = format!(
        "{sides}: to whom the people of each function in a team answer, the manager of most of them; teams in which both have people"
    );
    said.push_str(if ribbons {
        " · more than 40 teams: a band joins two managers and is as broad as the number of teams they share"
    } else {
        " · a line joins each team with itself"
    });
    if !pair.moves.1.is_empty() {
        said.push_str(
            " · red: the fewest teams after whose move one division would fit into the other",
        );
    }
    said
}

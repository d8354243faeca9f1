//! What is said about liaison arcs: title, subtitle, description.
//!
//! Knows assignments and units that are shown; knows no pixels.

use super::View;
use super::arc_ties::Ties;
use super::fold::Shown;
use super::names;
use super::shorten::shorten;
use crate::chart::theme;
use crate::lint::words::{count, list, thousands};
use crate::model::TeamId;
use std::collections::BTreeMap;

/// The finding.
pub(super) fn title(view: &View<'_>, ties: &Ties) -> String {
    let all = ties.all.len();
    let noun = count(all, "liaison assignment", "liaison assignments");
    let found = ties.all.iter().filter(|tie| tie.level.is_some()).count();
    if found > 0 {
        let stay = if found == 1 { "stays" } else { "stay" };
        return format!(
            "{} of {noun} {stay} within one part of the organization, where the heads meet anyway",
            thousands(found)
        );
    }
    let crossing = ties.all.iter().filter(|tie| tie.crosses).count();
    let reach = match crossing {
        some if some == all => "all reach into another part of the organization".to_owned(),
        0 => "none reaches into another part of the organization".to_owned(),
        1 => "1 reaches into another part of the organization".to_owned(),
        some => format!(
            "{} reach into another part of the organization",
            thousands(some)
        ),
    };
    let mut homes: BTreeMap<TeamId, usize> = BTreeMap::new();
    for tie in &ties.all {
        *homes.entry(tie.home).or_default() += 1;
    }
    let most = homes
        .iter()
        .max_by_key(|(home, number)| (**number, std::cmp::Reverse(**home)));
    match most {
        Some((home, sent)) if homes.len() > 1 && *sent > 1 => {
            let name = names::unit(view.facts.org().team(*home));
            let name = shorten(&name, theme::TITLE, 60 * theme::STEP);
            format!("{name} sends {} of {noun}; {reach}", thousands(*sent))
        }
        Some((home, _)) if homes.len() == 1 && all > 1 => {
            let name = names::unit(view.facts.org().team(*home));
            let name = shorten(&name, theme::TITLE, 60 * theme::STEP);
            format!("{name} sends all {noun}; {reach}")
        }
        _ => format!("{noun}; {reach}"),
    }
}

/// What is shown and what is left out.
pub(super) fn subtitle(
    view: &View<'_>,
    shown: &[Shown],
    ties: &Ties,
    (levels, left_out): (Option<u32>, usize),
) -> String {
    let mut parts = vec!["From home to target, as thick as there are assignments".to_owned()];
    let all = view.facts.tree().units().len();
    if shown.len() < all {
        parts.push(format!(
            "{} of {}: those without liaisons are left out, counted with +",
            shown.len(),
            count(all, "unit", "units")
        ));
    }
    if let Some(levels) = levels {
        let levels = count(levels as usize, "level", "levels");
        parts.push(format!(
            "the top {levels}, arcs of deeper units end at the unit above"
        ));
    }
    if left_out > 0 {
        parts.push(format!(
            "{} with fewest assignments left out",
            count(left_out, "unit", "units")
        ));
    }
    if ties.homeless > 0 {
        parts.push(format!(
            "{} without a known home left out",
            thousands(ties.homeless)
        ));
    }
    parts.join(" · ")
}

/// How many assignments of each home cross.
pub(super) fn describe(view: &View<'_>, ties: &Ties) -> String {
    let org = view.facts.org();
    let mut by_home: BTreeMap<TeamId, (usize, usize)> = BTreeMap::new();
    for tie in &ties.all {
        let (all, crossing) = by_home.entry(tie.home).or_default();
        *all += 1;
        *crossing += usize::from(tie.crosses);
    }
    let told = by_home.iter().map(|(home, (all, crossing))| {
        format!(
            "{}: {crossing} of {all} cross",
            names::unit(org.team(*home))
        )
    });
    format!("{}.", list(told, 20))
}

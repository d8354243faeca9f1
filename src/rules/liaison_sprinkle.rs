//! `liaison-sprinkle`: see [`META`] for its documentation.

use crate::facts::{LiaisonSpread, TeamMove};
use crate::lint::words::{count, list, percent, thousands};
use crate::lint::{Context, Level, Needs, Rule, RuleMeta, Sink, Smell, declare_rule};
use crate::model::{Column, Subject, Table};
use serde::{Deserialize, Serialize};

declare_rule! {
    /// ## What it does
    /// Looks at all liaisons together and flags the organization when at least two of four signs
    /// say that they are sprinkled rather than placed (three signs are an error): a large share of
    /// the people are liaisons; a large share of the teams host liaisons from two or more
    /// functions (the function of the home team, else its part of the organization); many liaisons
    /// have no need behind them or one that takes low context at most; liaisons join more pairs of
    /// parts of the organization than dependencies do. Signs whose tables are missing do not count,
    /// and fewer than `min-liaisons` liaisons are never a sprinkle.
    ///
    /// The finding carries the structural panel: up to three moves of a single team to another part of
    /// the organization, the one that makes most liaisons unnecessary first. Each says how many assignments and dependencies
    /// would no longer cross from part to part and how many would begin to, how many people move,
    /// how many of them get another manager, and how many mapping rows name the team. A move is
    /// told only where it saves at least two assignments more than it creates; where there is none, as
    /// in a flat organization, the finding says so.
    ///
    /// ## Why it matters
    /// Liaisons everywhere mean that information does not flow by itself. Each new one treats a
    /// symptom and adds a person to rooms; the cause is usually the structure: teams that work
    /// together but live in different parts, or parts that publish nothing.
    ///
    /// ## Example
    /// ```toml
    /// min-liaisons = 3
    /// ```
    ///
    /// ```org fires
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,support
    /// cy,security
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// support,
    /// security,
    /// web,
    /// data,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web;data
    /// bo,support,web;data
    /// cy,security,web;support;marketing
    /// bo,support,marketing
    /// ```
    ///
    /// ```org quiet
    /// == people.csv
    /// id,team
    /// ana,marketing
    /// bo,support
    /// cy,security
    /// == teams.csv
    /// id,parent
    /// marketing,
    /// support,
    /// security,
    /// web,
    /// data,
    /// == liaisons.csv
    /// person,home,targets
    /// ana,marketing,web
    /// bo,support,data
    /// ```
    ///
    /// ## How to fix
    /// Do not add liaisons. Find the two parts that most of them join and bring the teams that work
    /// together under one head, publish notes for everybody who only needs to know, and let the
    /// parts that need the same thing share one common liaison. The moves that come with the finding
    /// say where a change of structure would pay, not that it should be made: compare what each
    /// saves with what it costs.
    ///
    /// ## Options
    /// All are our own choice.
    /// - `min-liaisons` (default 5): fewer people than this are never a sprinkle.
    /// - `max-people-share` (default 0.1): share of the people who are liaisons.
    /// - `max-teams-share` (default 0.5): share of the teams that host liaisons of two functions.
    /// - `max-unneeded-share` (default 0.25): share of the liaisons without a real need.
    /// - `max-pairs-ratio` (default 1.0): pairs of parts joined by liaisons over pairs joined by
    ///   dependencies.
    pub(super) static META = {
        name: "liaison-sprinkle",
        summary: "liaisons are sprinkled over the organization",
        smell: Smell::Liaison,
        level: Level::Warning,
        recommended: true,
        since: "0.1.0",
        needs: &[Needs::Liaisons, Needs::Table(Table::People)],
        implements: &["LM17", "LM18"],
        sources: &[
            "Rubick: The liaison model",
            "Lawrence and Lorsch: Organization and Environment, 1967 (integrators grow with uncertainty)",
            "our own choice (all limits)",
        ],
    }
}

/// Options of `liaison-sprinkle`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LiaisonSprinkle {
    min_liaisons: usize,
    max_people_share: f64,
    max_teams_share: f64,
    max_unneeded_share: f64,
    max_pairs_ratio: f64,
}

impl Default for LiaisonSprinkle {
    fn default() -> Self {
        Self {
            min_liaisons: 5,
            max_people_share: 0.1,
            max_teams_share: 0.5,
            max_unneeded_share: 0.25,
            max_pairs_ratio: 1.0,
        }
    }
}

impl Rule for LiaisonSprinkle {
    const META: &'static RuleMeta = &META;

    fn check(&self, cx: Context<'_>, sink: &mut Sink) {
        let people = cx.facts.liaisons().people().len();
        let Some(first) = cx.org.liaisons().next() else {
            return;
        };
        let spread = LiaisonSpread::of(cx.facts);
        let signs = self.signs(&spread);
        if people < self.min_liaisons || signs.len() < 2 {
            return;
        }
        let message = format!(
            "Liaisons are sprinkled over the organization: {}",
            list(&signs, 4)
        );
        let level = if signs.len() > 2 {
            Level::Error
        } else {
            Level::Warning
        };
        let panel = spread.moves.iter().enumerate().map(|(index, found)| {
            let place = cx.org.team(found.team).naming_cell();
            (place, panel_line(cx, index + 1, found))
        });
        let file = cx.org.sources.get(first.record().row.file).short_name();
        sink.report(first.cell(Column::Person), message)
            .level(level)
            .subject(Subject::file(file))
            .identity("all liaisons")
            .measure(signs.len() as f64, 1.0, "signs of sprinkling")
            .evidence(panel)
            .help(help(cx, &spread));
    }
}

impl LiaisonSprinkle {
    /// The signs that hold, in words.
    fn signs(&self, spread: &LiaisonSpread) -> Vec<String> {
        let (joined, needed) = spread.pairs;
        [
            (
                share(spread.people) > self.max_people_share,
                format!("{} people are liaisons", of(spread.people)),
            ),
            (
                share(spread.crowded) > self.max_teams_share,
                format!(
                    "{} teams host liaisons from two or more functions",
                    of(spread.crowded)
                ),
            ),
            (
                share(spread.unneeded) > self.max_unneeded_share,
                format!(
                    "{} assignments have no need behind them, or one that notes could serve",
                    of(spread.unneeded)
                ),
            ),
            (
                share(spread.pairs) > self.max_pairs_ratio,
                format!(
                    "liaisons join {} pairs of parts of the organization where dependencies join {}",
                    thousands(joined),
                    thousands(needed)
                ),
            ),
        ]
        .into_iter()
        .filter_map(|(holds, text)| holds.then_some(text))
        .collect()
    }
}

/// A part over a whole; nothing of nothing is nothing.
fn share((part, whole): (usize, usize)) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// `6 of 40 (15 %)`.
fn of((part, whole): (usize, usize)) -> String {
    format!(
        "{} of {} ({})",
        thousands(part),
        thousands(whole),
        percent(share((part, whole)))
    )
}

/// Where to look first: the two parts that most liaisons join, and the one move of a team that
/// would make most liaisons unnecessary.
fn help(cx: Context<'_>, spread: &LiaisonSpread) -> String {
    let name = |team| cx.org.team(team).label();
    let busiest = spread.busiest.map(|(a, b, number)| {
        let (a, b) = (name(a), name(b));
        format!("; begin between {a} and {b}, which {number} assignments join")
    });
    let moved = match spread.moves.first() {
        Some(best) => format!(
            "; with {} under {}, {} would stay inside",
            name(best.team),
            name(best.part),
            count(best.saved, "assignment", "assignments")
        ),
        // Said aloud, so that a panel without moves is not taken for one that nobody looked for.
        None => "; no move of a single team to another part would make two or more of them \
                 unnecessary, so look at what each home sends its liaisons for"
            .to_owned(),
    };
    format!(
        "add no further liaison and look for what is structural{}{}",
        busiest.unwrap_or_default(),
        moved
    )
}

/// One line of the structural panel: what a move saves and what it costs.
fn panel_line(cx: Context<'_>, rank: usize, found: &TeamMove) -> String {
    let name = |team| cx.org.team(team).label();
    let both = |assignments: usize, dependencies: usize| {
        let parts = [
            (assignments, "assignment", "assignments"),
            (dependencies, "dependency", "dependencies"),
        ];
        let told = parts.into_iter().filter(|(number, _, _)| *number > 0);
        list(told.map(|(number, one, many)| count(number, one, many)), 2)
    };
    let begin = match both(found.lost, found.parted) {
        none if none.is_empty() => none,
        some => format!(", {some} begin to"),
    };
    let cost: Vec<String> = [
        (found.people, "person moves", "people move"),
        (
            found.new_managers,
            "gets another manager",
            "get another manager",
        ),
        (
            found.mapping_rows,
            "mapping row names it",
            "mapping rows name it",
        ),
    ]
    .into_iter()
    .filter(|(number, _, _)| *number > 0)
    .map(|(number, one, many)| count(number, one, many))
    .collect();
    format!(
        "move {rank}, {} under {}: {} no longer cross parts{begin}; {}",
        name(found.team),
        name(found.part),
        both(found.saved, found.joined),
        if cost.is_empty() {
            "nobody moves".to_owned()
        } else {
            list(&cost, 3)
        }
    )
}

#[cfg(test)]
mod tests {
    use super::LiaisonSprinkle;
    use crate::testing::{check, org as read, run};

    /// Twenty people, two of them liaisons on two of four teams.
    fn org(people: usize, dependencies: &str, liaisons: &str) -> String {
        let others: Vec<String> = (0..people).map(|n| format!("p{n},a1\n")).collect();
        let others = others.concat();
        format!(
            "== people.csv\n\
             id,team\n\
             ana,m1\nbo,s1\n{others}\
             == teams.csv\n\
             id,name,parent\n\
             co,,\n\
             m,Market,co\nm1,,m\n\
             s,Service,co\ns1,,s\n\
             a,Apps,co\na1,One,a\na2,Two,a\n\
             {dependencies}\
             == liaisons.csv\n\
             person,targets\n\
             {liaisons}"
        )
    }

    fn rule() -> LiaisonSprinkle {
        LiaisonSprinkle {
            min_liaisons: 2,
            max_teams_share: 0.25,
            ..LiaisonSprinkle::default()
        }
    }

    #[test]
    fn two_signs_make_a_sprinkle() {
        let rows = "ana,a1   #~ warning: Liaisons are sprinkled over the organization: 2 of 10 (20 %) people are liaisons and 2 of 4 (50 %) teams host liaisons from two or more functions\n\
                    ana,a2\nbo,a1\nbo,a2\n";
        check(&rule(), &org(8, "", rows));
    }

    #[test]
    fn three_signs_are_an_error() {
        let rows = "ana,a1   #~ error: Liaisons are sprinkled over the organization: 2 of 10 (20 %) people are liaisons, 2 of 4 (50 %) teams host liaisons from two or more functions and liaisons join 2 pairs of parts of the organization where dependencies join 1\n\
                    ana,a2\nbo,a1\nbo,a2\n";
        check(
            &rule(),
            &org(8, "== dependencies.csv\nfrom,to\nm1,a1\nm1,a2\n", rows),
        );
    }

    #[test]
    fn a_share_at_the_limit_is_no_sign() {
        // Two of twenty are a tenth; one sign alone is none.
        check(&rule(), &org(18, "", "ana,a1\nana,a2\nbo,a1\nbo,a2\n"));
    }

    #[test]
    fn a_flat_organization_is_told_that_no_move_helps() {
        let text = "== people.csv\nid,team\nana,m\nbo,s\ncy,a\n\
             == teams.csv\nid\nm\ns\na\nb\n\
             == liaisons.csv\nperson,home,targets\nana,m,a\nana,m,b\nbo,s,a\nbo,s,b\n";
        let found = run(&rule(), &super::META, &read(text));
        let help = found[0].help.as_deref().unwrap();
        assert!(help.contains("no move of a single team"), "{help}");
        assert!(found[0].related.is_empty());
    }

    #[test]
    fn few_liaisons_are_no_sprinkle() {
        check(
            &LiaisonSprinkle::default(),
            &org(8, "", "ana,a1\nana,a2\nbo,a1\nbo,a2\n"),
        );
    }

    #[test]
    fn the_panel_ranks_moves_with_what_they_cost() {
        let rows = "ana,a1\nana,a2\nbo,a1\np0,m1\np1,m1\np2,s1\n";
        let text = org(8, "== dependencies.csv\nfrom,to\nm1,a1\nm1,a2\n", rows);
        let found = run(&rule(), &super::META, &read(&text));
        let panel: Vec<&str> = found[0].related.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            panel,
            [
                "move 1, m1 under Apps: 4 assignments and 2 dependencies no longer cross parts; 1 person moves",
                "move 2, One under Market: 3 assignments and 1 dependency no longer cross parts; 8 people move",
                "move 3, s1 under Apps: 2 assignments no longer cross parts; 1 person moves",
            ]
        );
    }
}

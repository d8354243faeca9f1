//! The reason of a row with names and numbers in it. Knows no row of the decision table.

use super::desk::Desk;
use super::feature::{Feature as F, Features};
use super::measure::Pair;
use super::table::Row;

impl Desk<'_> {
    /// Fills the braces of a row's reason.
    pub(super) fn reason(&self, row: &Row, pair: &Pair<'_>, features: &Features) -> String {
        let mut text = String::with_capacity(row.reason.len() + 64);
        let mut rest = row.reason;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(&self.fill(name, pair, features));
            rest = tail;
        }
        text.push_str(rest);
        text
    }

    fn fill(&self, name: &str, pair: &Pair<'_>, features: &Features) -> String {
        let number = |feature| features.get(feature).to_string();
        match name {
            "a" => self.name(pair.a).to_owned(),
            "b" => self.name(pair.b).to_owned(),
            "part" => self.name(self.facts.tree().boundary(pair.a)).to_owned(),
            "host" => self.name(self.ends_of_embed(pair, features).1).to_owned(),
            "function" => self.function(pair),
            "need" => F::Need.word(features.get(F::Need)),
            "context" => match features.get(F::Context) {
                0 => "no".to_owned(),
                value => F::Context.word(value),
            },
            "frequency" => match features.get(F::Frequency) {
                0 => "now and then".to_owned(),
                value => F::Frequency.word(value),
            },
            "consumers" => number(F::Consumers),
            "imposed" => number(F::Imposed),
            "territories" => number(F::Territories),
            "mesh" => number(F::Mesh),
            "project-teams" => number(F::ProjectTeams),
            // A brace that names nothing shows itself in the tests.
            other => format!("{{{other}}}"),
        }
    }

    fn function(&self, pair: &Pair<'_>) -> String {
        if let Some((craft, _)) = self.craft(pair) {
            return craft.to_owned();
        }
        let function = self.org().text(self.org().teams[pair.a.index()].function);
        function.replace(['-', '_'], " ")
    }
}

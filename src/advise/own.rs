//! Models of one's own beside the decision table: which of them says of itself that it fits a pair.

use super::feature::{Feature as F, Features, dependency};
use super::{Advice, Advised};
use crate::model::same_word;
use crate::models::Custom;
use crate::models::condition::Match;

impl Advised<'_> {
    /// Names for each pair that needs something the models of one's own whose condition holds. The
    /// answer of the table stays: a condition says when a model fits, not that it is the best.
    pub fn consider(&mut self, models: &[Custom]) {
        for pair in &mut self.pairs {
            let fitting = models.iter().filter(|custom| fits(custom, &pair.features));
            pair.own = fitting.map(|custom| custom.model).collect();
        }
    }

    /// For how many pairs a model of one's own fits, after [`Self::consider`].
    pub fn fitting(&self, name: &str) -> usize {
        let fits = |pair: &&Advice| pair.own.iter().any(|model| model.name == name);
        self.pairs.iter().filter(fits).count()
    }
}

fn fits(custom: &Custom, features: &Features) -> bool {
    let needed = !features.is(F::Dependency, dependency::NONE);
    needed
        && matches!(
            custom.recommended(|feature| value(features, feature.name())),
            Match::Yes(_)
        )
}

/// The value of a feature by the name that conditions use, assumed or known as the table takes it.
fn value(features: &Features, name: &str) -> Option<i32> {
    let feature = F::ALL
        .iter()
        .find(|feature| same_word(feature.name(), name))?;
    Some(features.get(*feature))
}

#[cfg(test)]
mod tests {
    use crate::advise::feature::Feature as F;
    use crate::advise::{Options, advise};
    use crate::config::Config;
    use crate::facts::{FactOptions, Facts};
    use crate::model::same_word;
    use crate::models::condition::Feature;
    use crate::testing::org;

    #[test]
    fn a_model_fits_where_its_condition_holds_and_only_there() {
        let config = Config::parse(
            "orglint.toml",
            "[models.office-hours]\nmeaning = \"An hour a week to ask.\"\ninvariants = [\"has-owner\"]\n\
             recommend-when = [{ need = \"advice\", context-at-most = \"low\" }]\n",
        )
        .unwrap();
        let org = org(
            "== teams.csv\nid,parent\nco,\na,co\nb,co\nc,co\n== dependencies.csv\nfrom,to,kind,need,context\n\
             a,b,soft,advice,low\na,c,soft,advice,high\nc,b,soft,information,low\n",
        );
        let facts = Facts::new(&org, FactOptions::default());
        let mut advised = advise(&facts, Options::default());
        assert_eq!(advised.fitting("office-hours"), 0);
        advised.consider(&config.models);
        let fitting: Vec<(&str, &str)> = advised
            .pairs
            .iter()
            .filter(|pair| !pair.own.is_empty())
            .map(|pair| (org.team(pair.from).key(), org.team(pair.to).key()))
            .collect();
        assert_eq!(fitting, [("a", "b")]);
        assert_eq!(advised.fitting("office-hours"), 1);
    }

    #[test]
    fn every_feature_of_a_condition_is_one_of_the_advisor() {
        for feature in Feature::ALL {
            let known = F::ALL.iter().any(|f| same_word(f.name(), feature.name()));
            assert!(known, "{}", feature.name());
        }
    }
}

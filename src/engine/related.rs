//! Which rules a reader of one rule should know of. Knows no single rule.

use super::all_rules;
use crate::lint::RuleMeta;
use crate::models;

/// Rules that implement a sentence of the posts that this one implements too, and for the rule of a
/// coordination model those that speak of its rows; and the other way round. In the order of the
/// registry.
pub fn related(rule: &RuleMeta) -> Vec<&'static RuleMeta> {
    all_rules()
        .filter(|other| other.name != rule.name)
        .filter(|other| {
            let shared = rule
                .implements
                .iter()
                .any(|id| other.implements.contains(id));
            // Centralized models and roles have a sentence each in common that says little.
            let apart = is_model(rule) && is_model(other);
            (shared && !apart) || speaks_of(rule, other) || speaks_of(other, rule)
        })
        .collect()
}

fn is_model(rule: &RuleMeta) -> bool {
    rule.name.starts_with("model-")
}

/// Whether a rule speaks of declared rows of the model that another checks.
fn speaks_of(rule: &RuleMeta, other: &RuleMeta) -> bool {
    let model = other.name.strip_prefix("model-").and_then(models::find);
    model.is_some_and(|model| model.also.contains(&rule.name))
}

#[cfg(test)]
mod tests {
    use super::related;
    use crate::engine::all_rules;

    fn names(name: &str) -> Vec<&'static str> {
        let rule = all_rules().find(|rule| rule.name == name).unwrap();
        related(rule).iter().map(|other| other.name).collect()
    }

    #[test]
    fn rules_of_one_sentence_are_related_both_ways() {
        assert_eq!(names("liaison-mesh"), ["model-centralized-liaison"]);
        assert!(names("model-centralized-liaison").contains(&"liaison-mesh"));
        assert!(names("model-embedded").contains(&"embed-over-team-size"));
        assert!(!names("model-tenets").contains(&"model-metrics"));
        assert!(names("bad-interval").is_empty());
    }
}

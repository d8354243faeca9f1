//! Configurations good and bad, text in, text out.

use super::{Config, Preset};
use crate::lint::Level;
use crate::model::{Column, Table};

#[track_caller]
fn error(text: &str) -> String {
    Config::parse("orglint.toml", text).unwrap_err().to_string()
}

#[test]
fn reads_levels_options_suppressions_and_tables() {
    let config = Config::parse(
        "orglint.toml",
        r#"
preset = "all"
boundary-depth = 2
as-of = "2026-01-31"

[rules]
team-over-eight = "error"

[rules.span-too-wide]
level = "note"
max-reports = 12

[[allow]]
rule = "span-too-wide"
subjects = ["person:ada"]
reason = "runs the switchboard"
until = "2026-12-31"

[[tables.people]]
file = ["senior.csv", "more.csv"]
columns = { id = "Post", team = ["Department", "Unit"] }

[[tables.people]]
file = "junior.csv"

[tables.dependencies]
values.kind = { stakeholder = "soft" }
"#,
    )
    .unwrap();
    assert_eq!(config.preset, Preset::All);
    assert_eq!(config.facts.boundary_depth, 2);
    assert_eq!(config.rules["team-over-eight"].level, Some(Level::Error));
    assert_eq!(config.rules["span-too-wide"].options["max-reports"], 12);
    assert_eq!(config.allow[0].until.unwrap().to_string(), "2026-12-31");
    let files: Vec<_> = config.files.iter().map(|spec| spec.file.clone()).collect();
    assert_eq!(files[0], None);
    assert_eq!(files[1].as_deref(), Some("senior.csv"));
    assert_eq!(files.len(), 4);
    assert_eq!(config.files[1].table, Table::People);
    assert_eq!(config.files[1].columns[1].0, Column::Team);
    assert_eq!(config.files[1].columns[1].1, ["Department", "Unit"]);
}

#[test]
fn slips_are_named_with_their_place_and_the_nearest_word() {
    assert_eq!(
        error("preset = \"al\"\n"),
        "orglint.toml:1:10: unknown preset `al`; did you mean `all`?"
    );
    assert_eq!(
        error("\n[rules]\nspan-to-wide = \"error\"\n"),
        "orglint.toml:3:1: unknown rule `span-to-wide`; did you mean `span-too-wide`?"
    );
    assert!(error("[rules]\nspan-too-wide = \"loud\"\n").contains("unknown level `loud`"));
    assert!(
        error("[rules.span-too-wide]\nmax-report = 3\n").contains("did you mean `max-reports`?")
    );
    assert!(error("presett = \"all\"\n").contains("did you mean `preset`?"));
    assert!(error("[tables.peple]\n").contains("did you mean `people`?"));
    assert!(error("[tables.people]\ncolumns = { manger = \"Boss\" }\n").contains("`manager`"));
    assert!(error("[tables.people]\nfiel = \"a.csv\"\n").contains("did you mean `file`?"));
    assert!(error("boundary-depth = 0\n").contains("at least 1"));
}

#[test]
fn a_suppression_needs_a_reason() {
    let text = "[[allow]]\nrule = \"span-too-wide\"\nreason = \" \"\n";
    assert!(error(text).contains("must not be blank"));
    let text = "[[allow]]\nrule = \"span-too-wide\"\n";
    assert!(error(text).contains("reason"));
}

#[test]
fn a_day_may_be_a_string_or_a_date() {
    for text in ["as-of = \"2026-01-31\"", "as-of = 2026-01-31"] {
        let day = Config::parse("x.toml", text).unwrap().as_of;
        assert_eq!(
            day.map(|day| day.to_string()).as_deref(),
            Some("2026-01-31")
        );
    }
    let wrong = Config::parse("x.toml", "as-of = 31").unwrap_err();
    assert!(wrong.to_string().contains("expected a day"), "{wrong}");
}

#[test]
fn options_of_metrics_are_checked() {
    let config = Config::parse(
        "orglint.toml",
        "[metrics]\npermutations = 99\nseed = 7\nbands = { coach = 8 }\n",
    )
    .unwrap();
    assert_eq!((config.metrics.permutations, config.metrics.seed), (99, 7));
    assert_eq!(
        (config.metrics.bands.coach, config.metrics.bands.supervisor),
        (8, 10)
    );
    let unknown = error("[metrics]\npermutation = 99\n");
    assert!(unknown.starts_with("orglint.toml:2:1: "), "{unknown}");
    assert!(
        unknown.ends_with("did you mean `permutations`?"),
        "{unknown}"
    );
    let band = error("[metrics.bands]\ncoch = 8\n");
    assert!(band.ends_with("did you mean `coach`?"), "{band}");
    assert!(error("[metrics]\npermutations = 5\n").contains("between 19"));
    assert!(error("[metrics]\nsamples = 0\n").contains("at least 1"));
    assert!(error("[metrics]\nbands = { coach = 5 }\n").contains("rise"));
}

/// The least that describes a model, with further lines.
fn model(name: &str, more: &str) -> String {
    format!("[models.{name}]\nmeaning = \"Pairs.\"\n{more}\n")
}

#[test]
fn a_model_of_ones_own_is_read() {
    let text = model(
        "guild-pair",
        "invariants = [\"has-owner\", { check = \"lasts\", min-days = 90, level = \"error\" }]\n\
         recommend-when = [{ context-at-most = 1, need = [\"joint work\", \"Advice\"] }]\n\
         [rules.model-guild-pair]\nlevel = \"note\"\nmin-days = 30\n\
         [[allow]]\nrule = \"model-guild-pair\"\nreason = \"new\"",
    );
    let config = Config::parse("orglint.toml", &text).unwrap();
    let custom = &config.models[0];
    assert_eq!(custom.model.title, "guild pair");
    let levels: Vec<_> = custom.model.invariants.iter().map(|i| i.level).collect();
    assert_eq!(levels, [Level::Warning, Level::Error]);
    assert_eq!(custom.model.invariants[1].number.unwrap().default, 90);
    assert_eq!(
        custom.model.recommend_when,
        "need is joint-work or advice, context is at most low"
    );
    assert_eq!(config.rules["model-guild-pair"].level, Some(Level::Note));
}

#[test]
fn slips_in_a_model_are_named_with_their_place() {
    let fault = |more: &str| error(&model("guild-pair", more));
    assert_eq!(
        fault("invariants = [\n  \"has-owner\",\n  \"has-artefact\",\n]"),
        "orglint.toml:5:3: unknown check `has-artefact`; did you mean `has-artifact`?"
    );
    assert_eq!(
        fault("invariants = [{ check = \"lasts\", min-day = 3 }]"),
        "orglint.toml:3:15: unknown parameter of `lasts` `min-day`; did you mean `min-days`?"
    );
    assert!(fault("invariants = [{ level = \"error\" }]").contains("names its building block"));
    assert!(fault("invariants = []").contains("at least one"));
    assert!(fault("invariants = [\"lasts\"]\ncategory = \"teams\"").contains("mean `team`?"));
    let when = |condition: &str| {
        fault(&format!(
            "invariants = [\"lasts\"]\nrecommend-when = [{{ {condition} }}]"
        ))
    };
    assert_eq!(
        when("contxt = 1"),
        "orglint.toml:4:19: unknown feature `contxt`; did you mean `context`?"
    );
    assert!(when("need = \"advise\"").contains("unknown need `advise`; did you mean `advice`?"));
    assert!(when("hard = \"yes\"").contains("`hard` is true or false"));
    assert!(when("because = \"so\"").contains("at least one feature"));
    assert!(when("consumers-at-least = \"many\"").contains("`consumers` is a whole number"));
    assert!(
        fault("invariants = [\"lasts\"]\n[rules.model-guild-pair]\nmin-day = 3")
            .contains("did you mean `min-days`?")
    );
}

#[test]
fn a_model_of_the_catalogue_is_not_described_anew() {
    let named = |name: &str| error(&model(name, "invariants = [\"lasts\"]"));
    assert_eq!(
        named("liaison"),
        "orglint.toml:1:9: `liaison` is a model of the catalogue; choose another name"
    );
    assert!(named("guild").contains("means the model `community-of-practice`"));
    assert!(named("Guild_Pair").contains("lower case with hyphens"));
    let title = model("pair", "title = \"Task Force\"\ninvariants = [\"lasts\"]");
    assert!(error(&title).contains("means the model `task-force`"));
    let twins = model("a-b", "invariants = [\"lasts\"]")
        + &model("c", "title = \"A B\"\ninvariants = [\"lasts\"]");
    assert!(error(&twins).contains("`a-b` and `c` have the same title"));
}

#[test]
fn the_advisor_has_thresholds_of_its_own() {
    let config = Config::parse("orglint.toml", "[advise]\nmany-consumers = 5\n").unwrap();
    assert_eq!(config.advise.many_consumers, 5);
    assert_eq!(config.advise.mesh_teams, 4);
    let text = error("[advise]\nmany-consumer = 5\n");
    assert!(
        text.starts_with("orglint.toml:2:1: unknown field `many-consumer`"),
        "{text}"
    );
    assert!(text.ends_with("did you mean `many-consumers`?"), "{text}");
}

//! `[models.NAME]`: coordination models of one's own, made of building blocks.

use super::hint::nearest;
use super::raw::{Fault, level, unknown};
use crate::model::{CoordinationModel, Term, same_word};
use crate::models::condition::{Condition, Feature, Kind, Relation, Test};
use crate::models::{Category, Custom, Description, Given, checks};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// `[models.NAME]` tables by name.
pub(super) type RawModels = BTreeMap<Spanned<String>, RawModel>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawModel {
    title: Option<Spanned<String>>,
    meaning: Spanned<String>,
    category: Option<Spanned<String>>,
    invariants: Spanned<Vec<Spanned<RawInvariant>>>,
    #[serde(default)]
    recommend_when: Vec<Spanned<toml::Table>>,
}

/// `"has-owner"`, or `{ check = "meeting-at-most-eight", max-people = 6, level = "error" }`.
#[derive(Deserialize)]
#[serde(untagged)]
enum RawInvariant {
    Name(String),
    Table(toml::Table),
}

/// Models in the order of their names.
pub(super) fn resolve(raw: RawModels) -> Result<Vec<Custom>, Fault> {
    let mut models: Vec<Custom> = Vec::new();
    for (name, model) in raw {
        let description = describe(&name, &model)?;
        let title = &description.title;
        if let Some(other) = (models.iter()).find(|other| same_word(other.model.title, title)) {
            let message = format!(
                "`{}` and `{}` have the same title",
                other.model.name,
                name.get_ref()
            );
            return Err(Fault::at(&name, message));
        }
        models.push(Custom::new(description));
    }
    Ok(models)
}

fn describe(name: &Spanned<String>, raw: &RawModel) -> Result<Description, Fault> {
    free_name(name)?;
    let title = match &raw.title {
        None => name.get_ref().replace('-', " "),
        Some(title) => {
            filled(title, "title")?;
            taken(title)?;
            title.get_ref().trim().to_owned()
        }
    };
    filled(&raw.meaning, "meaning")?;
    if raw.invariants.get_ref().is_empty() {
        let message =
            "`invariants` names at least one building block; `orglint explain checks` lists them";
        return Err(Fault::at(&raw.invariants, message));
    }
    let invariants = raw.invariants.get_ref().iter().map(invariant);
    let conditions = raw.recommend_when.iter().map(condition);
    Ok(Description {
        name: name.get_ref().clone(),
        title,
        meaning: raw.meaning.get_ref().trim().to_owned(),
        category: raw.category.as_ref().map_or(Ok(Category::Team), category)?,
        invariants: invariants.collect::<Result<_, _>>()?,
        recommend_when: conditions.collect::<Result<_, _>>()?,
    })
}

/// A name is kebab-case, for it becomes part of the name of a rule, and means nothing else.
fn free_name(name: &Spanned<String>) -> Result<(), Fault> {
    let text = name.get_ref();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let kebab = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(plain)
        && !text.ends_with('-')
        && !text.contains("--");
    if !kebab {
        let message = format!(
            "the name of a model is lower case with hyphens, such as `guild-pair`, not `{text}`"
        );
        return Err(Fault::at(name, message));
    }
    taken(name)
}

fn taken(word: &Spanned<String>) -> Result<(), Fault> {
    let Some(kind) = CoordinationModel::parse(word.get_ref()) else {
        return Ok(());
    };
    let (text, model) = (word.get_ref(), kind.name());
    Err(Fault::at(
        word,
        if text == model {
            format!("`{model}` is a model of the catalogue; choose another name")
        } else {
            format!("`{text}` means the model `{model}` of the catalogue; choose another name")
        },
    ))
}

fn filled(text: &Spanned<String>, key: &str) -> Result<(), Fault> {
    if text.get_ref().trim().is_empty() {
        return Err(Fault::at(text, format!("`{key}` must not be blank")));
    }
    Ok(())
}

fn category(word: &Spanned<String>) -> Result<Category, Fault> {
    let found = Category::ALL
        .iter()
        .find(|category| category.name() == word.get_ref());
    let names = Category::ALL.iter().map(|category| category.name());
    found
        .copied()
        .ok_or_else(|| unknown(word, "category", word.get_ref(), names))
}

fn invariant(raw: &Spanned<RawInvariant>) -> Result<Given, Fault> {
    let (name, table) = match raw.get_ref() {
        RawInvariant::Name(name) => (name.as_str(), None),
        RawInvariant::Table(table) => {
            let check = table.get("check").and_then(toml::Value::as_str);
            let missing = "an invariant names its building block: `{ check = \"has-owner\" }`";
            (check.ok_or_else(|| Fault::at(raw, missing))?, Some(table))
        }
    };
    let block = checks::find(name).ok_or_else(|| {
        let names = checks::ALL.iter().map(|invariant| invariant.name);
        let hint = nearest(name, names).map_or_else(
            || "`orglint explain checks` lists them".to_owned(),
            |hint| format!("did you mean `{hint}`?"),
        );
        Fault::at(raw, format!("unknown check `{name}`; {hint}"))
    })?;
    let mut given = Given {
        block,
        level: None,
        number: None,
    };
    for (key, value) in table.into_iter().flatten() {
        parameter(raw, &mut given, key, value)?;
    }
    Ok(given)
}

fn parameter(
    place: &Spanned<RawInvariant>,
    given: &mut Given,
    key: &str,
    value: &toml::Value,
) -> Result<(), Fault> {
    let own = given.block.number.map(|number| number.key);
    match key {
        "check" => {}
        "level" => given.level = Some(level(place, value.as_str().unwrap_or_default())?),
        key if own == Some(key) => {
            let number = value.as_integer().and_then(|n| u32::try_from(n).ok());
            let message = || format!("`{key}` is a whole number from 0");
            given.number = Some(number.ok_or_else(|| Fault::at(place, message()))?);
        }
        key => {
            let valid: Vec<&str> = ["check", "level"].into_iter().chain(own).collect();
            let what = format!("parameter of `{}`", given.block.name);
            return Err(unknown(place, &what, key, valid));
        }
    }
    Ok(())
}

fn condition(raw: &Spanned<toml::Table>) -> Result<Condition, Fault> {
    let mut condition = Condition::default();
    for (key, value) in raw.get_ref() {
        if key == "because" {
            condition.because = value.as_str().map(|text| text.trim().to_owned());
        } else {
            condition.tests.push(test(raw, key, value)?);
        }
    }
    condition.tests.sort_by_key(|test| test.feature);
    if condition.tests.is_empty() {
        let message = "a condition compares at least one feature: `{ need = \"availability\" }`";
        return Err(Fault::at(raw, message));
    }
    Ok(condition)
}

fn test(place: &Spanned<toml::Table>, key: &str, value: &toml::Value) -> Result<Test, Fault> {
    let ordered = |name: &str| Feature::from_name(name).filter(|feature| is_ordered(*feature));
    let least = key.strip_suffix("-at-least").and_then(ordered);
    let most = key.strip_suffix("-at-most").and_then(ordered);
    let (feature, relation) = if let Some(feature) = least {
        (feature, Relation::AtLeast(one(place, feature, value)?))
    } else if let Some(feature) = most {
        (feature, Relation::AtMost(one(place, feature, value)?))
    } else if let Some(feature) = Feature::from_name(key) {
        let values = match value {
            toml::Value::Array(values) => values.iter().collect(),
            value => vec![value],
        };
        let values = values.into_iter().map(|each| one(place, feature, each));
        (feature, Relation::Is(values.collect::<Result<_, _>>()?))
    } else {
        let names = keys();
        let names = names.iter().map(String::as_str);
        return Err(unknown(place, "feature", key, names));
    };
    Ok(Test { feature, relation })
}

fn is_ordered(feature: Feature) -> bool {
    matches!(feature.kind(), Kind::Number | Kind::Scale(_))
}

/// Every key that a condition may have.
fn keys() -> Vec<String> {
    let mut keys = vec!["because".to_owned()];
    for feature in Feature::ALL {
        let name = feature.name();
        keys.push(name.to_owned());
        if is_ordered(*feature) {
            keys.extend([format!("{name}-at-least"), format!("{name}-at-most")]);
        }
    }
    keys
}

fn one(place: &Spanned<toml::Table>, feature: Feature, value: &toml::Value) -> Result<i32, Fault> {
    let wrong = |expected: &str| {
        let message = format!("`{}` is {expected}", feature.name());
        Fault::at(place, message)
    };
    let word = |words: &'static [&'static str]| {
        let text = value.as_str().unwrap_or_default();
        let at = words.iter().position(|known| same_word(known, text));
        let known = || words.iter().copied();
        at.and_then(|at| i32::try_from(at).ok())
            .ok_or_else(|| unknown(place, feature.name(), text, known()))
    };
    let number = || value.as_integer().and_then(|n| i32::try_from(n).ok());
    match feature.kind() {
        Kind::Truth => value
            .as_bool()
            .map(i32::from)
            .ok_or_else(|| wrong("true or false")),
        Kind::Number => number().ok_or_else(|| wrong("a whole number")),
        Kind::Scale(words) => match number() {
            Some(at) if (0..).zip(words).any(|(known, _)| known == at) => Ok(at),
            _ => word(words),
        },
        Kind::Word(words) => word(words),
    }
}

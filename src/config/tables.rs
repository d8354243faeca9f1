//! `[tables.NAME]`: which file fills a table and which column means what.

use super::hint::nearest;
use super::raw::{Fault, unknown};
use crate::ingest::can_delimit;
use crate::model::{Column, Table};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

/// How one file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSpec {
    /// Table that it fills.
    pub table: Table,
    /// File, relative to the data or to the configuration; `None` binds every file of the table.
    pub file: Option<String>,
    /// Headers of each column; several headers of `team` are a path of units, coarse to fine.
    pub columns: Vec<(Column, Vec<String>)>,
    /// Words of the file and what they mean, by column.
    pub values: Vec<(Column, Vec<(String, String)>)>,
    /// Delimiter, where inspection gets it wrong.
    pub delimiter: Option<u8>,
}

/// `[tables.people]` or `[[tables.people]]`.
pub(super) type RawTables = BTreeMap<Spanned<String>, OneOrMany>;

pub(super) struct OneOrMany(Vec<RawFile>);

/// By hand, because an untagged enum would swallow the message about an unknown key.
impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Files;
        impl<'de> Visitor<'de> for Files {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table or an array of tables")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<OneOrMany, A::Error> {
                RawFile::deserialize(MapAccessDeserializer::new(map))
                    .map(|file| OneOrMany(vec![file]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut files: A) -> Result<OneOrMany, A::Error> {
                let mut all = Vec::new();
                while let Some(file) = files.next_element()? {
                    all.push(file);
                }
                Ok(OneOrMany(all))
            }
        }
        deserializer.deserialize_any(Files)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawFile {
    file: Option<Names>,
    #[serde(default)]
    columns: BTreeMap<Spanned<String>, Names>,
    #[serde(default)]
    values: BTreeMap<Spanned<String>, BTreeMap<String, String>>,
    delimiter: Option<Spanned<String>>,
}

/// One name or several.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

impl Names {
    fn list(&self) -> Vec<String> {
        match self {
            Self::One(name) => vec![name.clone()],
            Self::Many(names) => names.clone(),
        }
    }
}

pub(super) fn resolve(raw: RawTables) -> Result<Vec<FileSpec>, Fault> {
    let mut specs = Vec::new();
    for (name, files) in raw {
        let table = Table::from_name(name.get_ref()).ok_or_else(|| {
            let tables: Vec<&str> = Table::ALL.iter().map(|table| table.name()).collect();
            unknown(&name, "table", name.get_ref(), tables)
        })?;
        for file in files.0 {
            resolve_file(table, &file, &mut specs)?;
        }
    }
    Ok(specs)
}

fn resolve_file(table: Table, raw: &RawFile, specs: &mut Vec<FileSpec>) -> Result<(), Fault> {
    let columns = raw
        .columns
        .iter()
        .map(|(name, headers)| Ok((column(name)?, headers.list())))
        .collect::<Result<Vec<_>, Fault>>()?;
    let values = raw
        .values
        .iter()
        .map(|(name, words)| {
            let words = words.iter().map(|(a, b)| (a.clone(), b.clone())).collect();
            Ok((column(name)?, words))
        })
        .collect::<Result<Vec<_>, Fault>>()?;
    let files = match &raw.file {
        None => vec![None],
        Some(names) => names.list().into_iter().map(Some).collect(),
    };
    let delimiter = raw.delimiter.as_ref().map(delimiter).transpose()?;
    specs.extend(files.into_iter().map(|file| FileSpec {
        table,
        file,
        columns: columns.clone(),
        values: values.clone(),
        delimiter,
    }));
    Ok(())
}

fn column(name: &Spanned<String>) -> Result<Column, Fault> {
    let plain = name.get_ref().replace('_', "-");
    Column::from_name(&plain).ok_or_else(|| {
        let names = Column::ALL.iter().map(|column| column.name());
        let hint = nearest(&plain, names).map_or_else(
            || "the README lists the columns of each table".to_owned(),
            |hint| format!("did you mean `{hint}`?"),
        );
        Fault::at(name, format!("unknown column `{}`; {hint}", name.get_ref()))
    })
}

fn delimiter(text: &Spanned<String>) -> Result<u8, Fault> {
    match text.get_ref().as_bytes() {
        [byte] if can_delimit(*byte) => Ok(*byte),
        _ => Err(Fault::at(
            text,
            "`delimiter` is one mark, such as `;`: no letter, digit, quotation mark or line end",
        )),
    }
}

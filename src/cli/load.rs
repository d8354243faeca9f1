//! From arguments to an organization with its configuration.

use super::CliError;
use super::args::{Anonymize, InputArgs, ReadArgs};
use crate::config::{Config, FileSpec, Preset, nearest};
use crate::engine;
use crate::ingest::{self, Input, PastFolder, TableSpec, files};
use crate::lint::Level;
use crate::model::{Org, Veil};
use crate::source::{FileId, Source};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// An organization and how it is to be judged.
pub(super) struct Loaded {
    pub(super) org: Org,
    pub(super) config: Config,
    /// The configuration among the sources of the organization.
    pub(super) config_file: Option<FileId>,
}

/// Reads the configuration and the tables, and picks the rules.
pub(super) fn load(args: &InputArgs) -> Result<Loaded, CliError> {
    let mut config = config_of(&args.read)?;
    select_rules(args, &mut config)?;
    read_with(&args.read, config)
}

/// Reads the configuration and the tables where no rule is going to run.
pub(super) fn read(args: &ReadArgs) -> Result<Loaded, CliError> {
    read_with(args, config_of(args)?)
}

fn config_of(args: &ReadArgs) -> Result<Config, CliError> {
    Ok(match config_path(args) {
        Some(path) => read_config(&path)?,
        None => Config::default(),
    })
}

fn read_with(args: &ReadArgs, mut config: Config) -> Result<Loaded, CliError> {
    let inputs = inputs(args, &config)?;
    let options = ingest::Options {
        as_of: args.as_of.or(config.as_of),
        keep_leavers: args.keep_leavers || config.keep_leavers,
        models: config.model_words(),
        veil: veil(args)?,
    };
    let mut org = ingest::read_with_past(inputs, past(args, &config)?, &options)?;
    if let Some(names) = &org.pseudonyms {
        // Acceptances are written with the names in the files, and so may be their reasons.
        for allow in &mut config.allow {
            allow.reason = names.text(&allow.reason);
            for subject in &mut allow.subjects {
                *subject = names.subject(subject);
            }
        }
    }
    let config_file = config.source.clone().map(|(name, text)| {
        org.sources.add(Source {
            name,
            text: text.into(),
            delimiter: 0,
        })
    });
    Ok(Loaded {
        org,
        config,
        config_file,
    })
}

/// Whose names are to be hidden, if any.
fn veil(args: &ReadArgs) -> Result<Option<Veil>, CliError> {
    let Some(what) = args.anonymize else {
        return Ok(None);
    };
    let key = match &args.anonymize_key {
        Some(path) => files::text(path)?.trim().as_bytes().to_vec(),
        None => Vec::new(),
    };
    if key.is_empty() && args.anonymize_key.is_some() {
        return Err(CliError::Usage(
            "the file of --anonymize-key is empty; write a secret into it".to_owned(),
        ));
    }
    Ok(Some(Veil {
        all: what == Anonymize::All,
        key,
    }))
}

fn read_config(path: &Path) -> Result<Config, CliError> {
    let text = files::text(path)?;
    Ok(Config::parse(&files::shown(path), &text)?)
}

/// The configuration of a command that reads no organization: the one given, else `orglint.toml` in
/// this folder.
pub(super) fn configuration(given: Option<&Path>) -> Result<Config, CliError> {
    let here = Path::new("orglint.toml");
    let path = given.or_else(|| here.is_file().then_some(here));
    path.map_or_else(|| Ok(Config::default()), read_config)
}

/// `--config`, else `orglint.toml` in the first directory given, else in this folder.
fn config_path(args: &ReadArgs) -> Option<PathBuf> {
    args.config.clone().or_else(|| {
        let beside = args.paths.iter().map(|path| {
            let folder = if path.is_dir() {
                Some(path.as_path())
            } else {
                path.parent()
            };
            folder.unwrap_or(Path::new("")).join("orglint.toml")
        });
        beside
            .chain([PathBuf::from("orglint.toml")])
            .find(|path| path.is_file())
    })
}

fn select_rules(args: &InputArgs, config: &mut Config) -> Result<(), CliError> {
    if args.all_rules {
        config.preset = Preset::All;
    }
    if args.rules.is_empty() {
        return Ok(());
    }
    let known: Vec<&str> = engine::rules_of(config).map(|meta| meta.name).collect();
    for name in &args.rules {
        if !known.contains(&name.as_str()) {
            return Err(CliError::Usage(unknown_rule(name, &known)));
        }
    }
    config.preset = Preset::None;
    for name in known {
        let setting = config.rules.entry(name.to_owned()).or_default();
        if !args.rules.iter().any(|wanted| wanted == name) {
            setting.level = Some(Level::Allow);
        } else if setting.level == Some(Level::Allow) {
            setting.level = None;
        }
    }
    Ok(())
}

/// What to say about a rule that does not exist.
pub(super) fn unknown_rule(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(hint) => format!("unknown rule `{name}`; did you mean `{hint}`?"),
        None => format!("unknown rule `{name}`; `orglint rules` lists all rules"),
    }
}

fn inputs(args: &ReadArgs, config: &Config) -> Result<Vec<Input>, CliError> {
    let tables = args.tables.files();
    if args.paths.is_empty() && tables.is_empty() {
        return Err(CliError::Usage(
            "nothing to read; give an org directory, such as `orglint check org/`, or files by \
             table, such as `--people export.csv`"
                .to_owned(),
        ));
    }
    let given = args.paths.iter().chain(tables.iter().map(|(_, path)| path));
    if given.filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(CliError::Usage(
            "`-` stands for standard input and can be given only once".to_owned(),
        ));
    }
    let mut inputs = Vec::new();
    for path in &args.paths {
        inputs.extend(open(path)?);
    }
    for (table, path) in tables {
        let mut opened = open(&path)?;
        for input in &mut opened {
            input.spec.table = Some(table);
        }
        inputs.extend(opened);
    }
    for spec in &config.files {
        bind(&mut inputs, spec, &beside_config(config))?;
    }
    Ok(inputs)
}

/// The earlier states beside the tables of each directory, to be understood as these are.
fn past(args: &ReadArgs, config: &Config) -> Result<Vec<PastFolder>, CliError> {
    let mut folders = Vec::new();
    for path in args.paths.iter().filter(|path| path.is_dir()) {
        for folder in files::snapshots(path)? {
            let specs = config.files.clone();
            folders.push(folder.then(move |inputs| {
                for spec in &specs {
                    assign(inputs, spec);
                }
            }));
        }
    }
    Ok(folders)
}

/// What a path holds; `-` is standard input.
fn open(path: &Path) -> Result<Vec<Input>, CliError> {
    if path.as_os_str() != "-" {
        return Ok(files::open([path])?);
    }
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::Io("standard input".to_owned(), error))?;
    Ok(vec![Input::new("stdin", bytes)])
}

/// The folder of the configuration.
fn beside_config(config: &Config) -> PathBuf {
    let name = config.source.as_ref().map_or("", |(name, _)| name);
    Path::new(name)
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// Gives each file the specification that names it. A file that is named but was not opened is
/// looked for beside the configuration.
fn bind(inputs: &mut Vec<Input>, spec: &FileSpec, beside: &Path) -> Result<(), CliError> {
    if assign(inputs, spec) {
        return Ok(());
    }
    let file = spec.file.iter().map(|file| beside.join(file));
    for mut input in files::open(file)? {
        input.spec = table_spec(spec);
        inputs.push(input);
    }
    Ok(())
}

/// Gives the specification to the files it is for; whether it names no file that is not among them.
fn assign(inputs: &mut [Input], spec: &FileSpec) -> bool {
    let Some(file) = &spec.file else {
        for input in inputs {
            let named = || ingest::table_by_name(&input.name);
            if input.spec.table.or_else(named) == Some(spec.table) {
                input.spec = table_spec(spec);
            }
        }
        return true;
    };
    let named = inputs
        .iter_mut()
        .find(|input| input.name == *file || input.name.ends_with(&format!("/{file}")));
    named.map(|input| input.spec = table_spec(spec)).is_some()
}

fn table_spec(spec: &FileSpec) -> TableSpec {
    TableSpec {
        table: Some(spec.table),
        columns: spec.columns.clone(),
        values: spec.values.clone(),
        delimiter: spec.delimiter,
    }
}

//! Configuration: reads the settings file.

mod key_bindings;
mod paths;
mod settings;
mod themes;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

pub use paths::Paths;
pub(crate) use paths::within;
pub(crate) use settings::{SETTINGS, SettingSpec, path_line, template};
use toml::de::DeValue;

use self::settings::CONFIG_KEYS;
use self::themes::Themes;
use crate::assessment::{AssessmentFile, Origin, SourceFile};
use crate::state::{Keymap, Theme};
use crate::store::is_server;
use crate::text::{DateFormat, nearest};
use crate::toml_reader::checked_text::name;
use crate::toml_reader::{
    ConfigProblem, Diagnostic, Expected, FieldName, Findings, Problem, Severity, TableKind,
    TableReader, TomlValue, read, string, wrong_type,
};

const GLYPHS: &[&str] = &["auto", "unicode", "ascii"];

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The default name of the person.
    pub name: Option<String>,
    /// Whether a digit also goes to the next category.
    pub advance: bool,
    pub glyphs: Glyphs,
    pub theme: Theme,
    pub themes: Themes,
    pub date: DateFormat,
    /// A file or a URL.
    pub store: Option<PathBuf>,
    /// The user's directories of assessments, instead of the default one.
    pub assessments: Option<Vec<PathBuf>>,
    pub mouse: bool,
    pub keys: Keymap,
}

/// The characters for drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// ASCII on the Linux console, and Unicode elsewhere.
    #[default]
    Auto,
    Unicode,
    Ascii,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: None,
            advance: true,
            glyphs: Glyphs::Auto,
            theme: Theme::TERMINAL,
            themes: Themes::default(),
            date: DateFormat::default(),
            store: None,
            assessments: None,
            mouse: false,
            keys: Keymap::default(),
        }
    }
}

/// The settings of a file, with its problems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigRead {
    /// With the default for each invalid value.
    pub config: Config,
    /// The text that the diagnostics refer to.
    pub text: String,
    pub diagnostics: Vec<Diagnostic>,
    /// The offset of each setting and action in the file.
    pub places: BTreeMap<String, usize>,
}

impl ConfigRead {
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|found| found.severity == Severity::Error)
    }
}

/// Reads a configuration. Relative paths in it start at its directory.
pub fn read_config(source: SourceFile, paths: &Paths) -> ConfigRead {
    let folder = source.path.parent().unwrap_or(Path::new("")).to_path_buf();
    match source.content {
        Ok(bytes) if std::str::from_utf8(&bytes).is_ok() => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            parse(text, &folder, paths)
        }
        content => {
            // Problems in reading a file are the same as for assessments.
            let origin = Origin::Given;
            let path = source.path;
            let mut file = AssessmentFile::read(SourceFile {
                origin,
                path,
                content,
            });
            for found in &mut file.diagnostics {
                if let Problem::Folder(place) = &mut found.problem {
                    *place = TableKind::Config;
                }
            }
            ConfigRead {
                config: Config::default(),
                text: file.text,
                diagnostics: file.diagnostics,
                places: BTreeMap::new(),
            }
        }
    }
}

fn parse(text: &str, folder: &Path, paths: &Paths) -> ConfigRead {
    let mut findings = Findings::default();
    let (table, broken) = read(text, &mut findings);
    let fields = TableReader::new(table.get_ref(), 0..0, TableKind::Config, CONFIG_KEYS);
    for (span, problem) in fields.unknown(&[]) {
        findings.warning(span, problem);
    }
    let resolve = |path: &str| paths.resolve(path, folder);
    let store = |place: &str| match Path::new(place) {
        server if is_server(server) => server.to_path_buf(),
        _ => resolve(place),
    };
    let (keys, mut places) = self::key_bindings::read(fields.get("keys"), &mut findings);
    let set = CONFIG_KEYS.iter().filter(|key| fields.get(key).is_some());
    places.extend(set.map(|key| ((*key).to_owned(), fields.key_span(key).start)));
    let themes = self::themes::read(&fields, &mut findings, &mut places);
    let config = Config {
        name: fields
            .string("name", &mut findings)
            .and_then(|(text, span)| name(text, &span, FieldName::Name, &mut findings)),
        advance: fields.boolean("advance", &mut findings).unwrap_or(true),
        glyphs: glyphs(&fields, &mut findings),
        theme: self::themes::selected(&fields, &themes, &mut findings).unwrap_or_default(),
        themes,
        date: date_format(&fields, &mut findings),
        store: fields
            .string("store", &mut findings)
            .and_then(|(text, span)| path(text, span, &mut findings))
            .map(store),
        assessments: folders(&fields, &mut findings)
            .map(|folders| folders.into_iter().map(resolve).collect()),
        mouse: fields.boolean("mouse", &mut findings).unwrap_or(false),
        keys,
    };
    broken.silence(&mut findings);
    ConfigRead {
        config,
        text: text.to_owned(),
        diagnostics: findings.into_sorted(),
        places,
    }
}

fn glyphs(fields: &TableReader<'_, '_>, findings: &mut Findings) -> Glyphs {
    match fields.string("glyphs", findings) {
        None | Some(("auto", _)) => Glyphs::Auto,
        Some(("unicode", _)) => Glyphs::Unicode,
        Some(("ascii", _)) => Glyphs::Ascii,
        Some((other, span)) => {
            findings.error(span, not_one_of(other, GLYPHS));
            Glyphs::Auto
        }
    }
}

fn not_one_of(found: &str, choices: &'static [&'static str]) -> Problem {
    Problem::NotOneOf {
        found: found.to_owned(),
        choices,
        nearest: nearest(found, choices.iter().copied()),
    }
}

fn folders<'t>(fields: &TableReader<'t, '_>, findings: &mut Findings) -> Option<Vec<&'t str>> {
    let value: &TomlValue<'_> = fields.get("assessments")?;
    let mut one = |item: &'t TomlValue<'_>| {
        let (text, span) = string(item, findings)?;
        path(text, span, findings)
    };
    match value.get_ref() {
        DeValue::String(_) => one(value).map(|path| vec![path]),
        DeValue::Array(items) => Some(items.iter().filter_map(one).collect()),
        _ => {
            wrong_type(value, Expected::StringOrStrings, findings);
            None
        }
    }
}

/// A path that is not empty: an empty one would be the current directory.
fn path<'t>(path: &'t str, span: Range<usize>, findings: &mut Findings) -> Option<&'t str> {
    if path.trim().is_empty() {
        findings.error(span, Problem::EmptyPath);
        return None;
    }
    Some(path)
}

fn date_format(fields: &TableReader<'_, '_>, findings: &mut Findings) -> DateFormat {
    let Some((pattern, span)) = fields.string("date", findings) else {
        return DateFormat::default();
    };
    DateFormat::new(pattern).unwrap_or_else(|why| {
        findings.error(span, Problem::Config(ConfigProblem::BadDate(why)));
        DateFormat::default()
    })
}

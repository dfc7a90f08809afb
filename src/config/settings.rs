//! The table of settings: their names, descriptions, examples, and current values. A new setting has a
//! row here, a field in [`Config`], and a line in `parse`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::paths::Paths;
use super::{Config, Glyphs};
use crate::state::{ACTIONS, ActionSpec};
use crate::text::DateFormat;

pub(crate) struct SettingSpec {
    pub key: &'static str,
    /// The lines of its description in the file.
    pub about: &'static [&'static str],
    /// The variable that overrides the file.
    pub variable: Option<&'static str>,
    /// The option that overrides both.
    pub option: Option<&'static str>,
    /// Valid TOML for the new file, with the default if there is one.
    pub example: fn(&Paths) -> String,
    /// The current value as TOML; `None` if it is not set and has no default.
    pub shown: fn(&Config, &Paths) -> Option<String>,
}

/// All settings, in the order of the file. Tables are last: lines below them belong to them.
pub(crate) const SETTINGS: &[SettingSpec] = &[
    SettingSpec {
        key: "name",
        about: &[
            "Default name of the person whose answers are saved.",
            "Without it, screens and take --plain use the most recent name, or your account name;",
            "submit needs --name, or a name in the answers.",
        ],
        variable: Some("LEVELUP_NAME"),
        option: Some("--name"),
        example: |_| "name = \"Test User\"".to_owned(),
        shown: |config, _| config.name.as_deref().map(|name| line("name", name)),
    },
    SettingSpec {
        key: "advance",
        about: &["Digits rate the category and go to the next one. Set to false to stay."],
        variable: None,
        option: None,
        example: |_| "advance = true".to_owned(),
        shown: |config, _| Some(format!("advance = {}", config.advance)),
    },
    SettingSpec {
        key: "glyphs",
        about: &[
            "Glyphs for screens and reports: \"unicode\", \"ascii\" for terminals and fonts \
            without",
            "Unicode, or \"auto\": ASCII on the Linux console, Unicode everywhere else.",
        ],
        variable: None,
        option: None,
        example: |_| "glyphs = \"auto\"".to_owned(),
        shown: |config, _| {
            let glyphs = match config.glyphs {
                Glyphs::Auto => "auto",
                Glyphs::Unicode => "unicode",
                Glyphs::Ascii => "ascii",
            };
            Some(line("glyphs", glyphs))
        },
    },
    SettingSpec {
        key: "theme",
        about: &[
            "Color theme: \"terminal\" (the colors of your terminal), \"light\", \"dark\",",
            "\"high-contrast\", \"mono\", or your own theme. No theme paints the background.",
        ],
        variable: Some("LEVELUP_THEME"),
        option: None,
        example: |_| "theme = \"terminal\"".to_owned(),
        shown: |config, _| {
            let name = config.themes.name_of(&config.theme)?;
            Some(line("theme", name))
        },
    },
    SettingSpec {
        key: "date",
        about: &["Date format on screens and in text, in strftime syntax."],
        variable: None,
        option: None,
        example: |_| line("date", DateFormat::default().pattern()),
        shown: |config, _| Some(line("date", config.date.pattern())),
    },
    SettingSpec {
        key: "mouse",
        about: &[
            "Mouse support: click to select and rate, scroll with the wheel. To select text in \
            the terminal,",
            "hold Shift.",
        ],
        variable: None,
        option: None,
        example: |_| "mouse = false".to_owned(),
        shown: |config, _| Some(format!("mouse = {}", config.mouse)),
    },
    SettingSpec {
        key: "store",
        about: &[
            "File that holds the results. Relative paths start at the directory of this file;",
            "~/ is your home directory. Or a server: postgres://USER@HOST/DATABASE",
        ],
        variable: Some("LEVELUP_STORE"),
        option: Some("--store"),
        example: |paths| path_line("store", &paths.store),
        shown: |config, paths| {
            let store = config.store.as_ref().unwrap_or(&paths.store);
            Some(path_line("store", &crate::results::shown(store)))
        },
    },
    SettingSpec {
        key: "assessments",
        about: &[
            "Your directories of assessments; the first one with a slug is used. ./assessments \
            overrides",
            "them, and the directory given by LEVELUP_ASSESSMENTS or --assessments overrides \
            both.",
        ],
        variable: None,
        option: None,
        example: |paths| paths_line("assessments", std::slice::from_ref(&paths.assessments)),
        shown: |config, paths| {
            let own = std::slice::from_ref(&paths.assessments);
            let folders = config.assessments.as_deref().unwrap_or(own);
            Some(paths_line("assessments", folders))
        },
    },
    SettingSpec {
        key: "themes",
        about: &[
            "Your own themes: the style of each role (text, dim, strong, accent, strong-accent, \
            error),",
            "as a color (red, bright-red, default, 0 to 255, \"#rrggbb\") or a table with fg, \
            bg, bold,",
            "dim, italic, underlined, reversed. Roles you omit are inherited from the base theme.",
        ],
        variable: None,
        option: None,
        example: |_| {
            let lines = [
                "[themes.mine]",
                "based-on = \"dark\"",
                "accent = \"#d08ce0\"",
                "error = { fg = \"bright-red\", underlined = true }",
            ];
            lines.join("\n")
        },
        shown: |config, _| {
            let own = config.themes.own_names();
            let lines = own.iter().map(|name| format!("# your theme: {name}"));
            (!own.is_empty()).then(|| lines.collect::<Vec<_>>().join("\n"))
        },
    },
    SettingSpec {
        key: "keys",
        about: &[
            "Key bindings of each action: one key, several in a list, or none: []. A key is a \
            character,",
            "or a name: Space, Enter, Esc, Tab, Shift-Tab, Backspace, Delete, Up, Down, Left, \
            Right,",
            "Home, End, PgUp, PgDn, Ctrl-R, Alt-x, F1 to F12. Ctrl-C always quits. In text \
            fields,",
            "letters are text. Run `levelup keys` for the current bindings and what each action \
            does.",
        ],
        variable: None,
        option: None,
        example: |_| keys_table(),
        shown: |config, _| {
            let rows = config.keys.rows().iter().zip(ACTIONS);
            let changed = rows.filter(|(row, default)| row.keys != default.keys);
            let lines: Vec<_> = changed.map(|(row, _)| keys_line(row)).collect();
            (!lines.is_empty()).then(|| format!("[keys]\n{}", lines.join("\n")))
        },
    },
];

pub(super) const CONFIG_KEYS: &[&str] = &NAMES;

const NAMES: [&str; SETTINGS.len()] = {
    let mut names = [""; SETTINGS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = SETTINGS[at].key;
        at += 1;
    }
    names
};

/// The new file, with all settings commented out with `# `, and descriptions with `## `, so that the file
/// is still valid if each `# ` is removed.
pub(crate) fn template(paths: &Paths) -> String {
    let mut out = String::from(
        "## levelup configuration. To change a setting, remove the \"# \" in front of it;\n\
         ## run `levelup config` to see the current settings and where each one comes from.\n",
    );
    for setting in SETTINGS {
        out.push('\n');
        for line in setting.about {
            let _ = writeln!(out, "## {line}");
        }
        let overrides = match (setting.variable, setting.option) {
            (Some(variable), Some(option)) => {
                format!("## {variable} overrides it, and {option} overrides both.\n")
            }
            (Some(variable), None) => format!("## {variable} overrides it.\n"),
            (None, _) => String::new(),
        };
        out.push_str(&overrides);
        for line in (setting.example)(paths).lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
    out
}

/// A text setting as TOML.
pub(super) fn line(key: &str, text: &str) -> String {
    format!("{key} = {}", toml::Value::from(text))
}

/// A path setting as TOML.
pub(crate) fn path_line(key: &str, path: &Path) -> String {
    line(key, &path.to_string_lossy())
}

fn paths_line(key: &str, paths: &[PathBuf]) -> String {
    let texts = paths
        .iter()
        .map(|path| toml::Value::from(&*path.to_string_lossy()).to_string());
    format!("{key} = [{}]", texts.collect::<Vec<_>>().join(", "))
}

fn keys_table() -> String {
    let lines: Vec<_> = ACTIONS.iter().map(keys_line).collect();
    format!("[keys]\n{}", lines.join("\n"))
}

/// The key bindings of an action as TOML.
fn keys_line(row: &ActionSpec) -> String {
    let keys: Vec<_> = row
        .keys
        .iter()
        .map(|key| toml::Value::from(key.to_string()).to_string())
        .collect();
    match keys.as_slice() {
        [key] => format!("{} = {key}", row.name()),
        _ => format!("{} = [{}]", row.name(), keys.join(", ")),
    }
}

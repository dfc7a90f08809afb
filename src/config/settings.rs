//! Every setting, in one place: its name, what it is about, what holds by itself, and how what is
//! in force is shown. A new one has a row here, a field in [`Config`] and a line in `parse`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::paths::Paths;
use super::{Config, Glyphs};
use crate::state::ACTIONS;
use crate::text::DateFormat;

/// A setting.
pub(crate) struct SettingSpec {
    /// Its name in the file.
    pub key: &'static str,
    /// What it is about, in lines for the file.
    pub about: &'static [&'static str],
    /// The variable of the environment that comes before the file.
    pub variable: Option<&'static str>,
    /// The option of the command line that comes before both.
    pub option: Option<&'static str>,
    /// What stands in the new file: TOML that is valid as it stands, with what holds by itself
    /// where that can be written down.
    pub example: fn(&Paths) -> String,
    /// What is in force, as TOML; none where nothing is set, and nothing holds by itself.
    pub shown: fn(&Config, &Paths) -> Option<String>,
}

/// All settings, in the order of the file. Tables come last: what stands below one is in it.
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
            "Your directories of assessments; the first one that has a slug wins. ./assessments \
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
            let changed = rows.filter(|(row, by_itself)| row.keys != by_itself.keys);
            let lines: Vec<_> = changed.map(|(row, _)| keys_line(row)).collect();
            (!lines.is_empty()).then(|| format!("[keys]\n{}", lines.join("\n")))
        },
    },
];

/// The names of the settings.
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

/// The new file: everything explained, and everything commented out. What explains has `##` in
/// front: who takes the `# ` away from every line has a valid file.
pub(crate) fn template(paths: &Paths) -> String {
    let mut out = String::from(
        "## The configuration of levelup. Take the \"# \" in front of a setting away to change it;\n\
         ## `levelup config` shows what is in force, and where it comes from.\n",
    );
    for setting in SETTINGS {
        out.push('\n');
        for line in setting.about {
            let _ = writeln!(out, "## {line}");
        }
        let before = match (setting.variable, setting.option) {
            (Some(variable), Some(option)) => {
                format!("## {variable} comes before it, and {option} before both.\n")
            }
            (Some(variable), None) => format!("## {variable} comes before it.\n"),
            (None, _) => String::new(),
        };
        out.push_str(&before);
        for line in (setting.example)(paths).lines() {
            let _ = writeln!(out, "# {line}");
        }
    }
    out
}

/// A setting that is a text, as TOML.
pub(super) fn line(key: &str, text: &str) -> String {
    format!("{key} = {}", toml::Value::from(text))
}

/// A setting that is a path, as TOML.
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

/// The keys of an action, as TOML.
pub(super) fn keys_line(row: &crate::state::ActionSpec) -> String {
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

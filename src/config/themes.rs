//! Reads themes: tables with a style for each role.

use std::collections::BTreeMap;
use std::ops::Range;

use anstyle::{Ansi256Color, Color, RgbColor};
use toml::de::{DeTable, DeValue};

use crate::state::{Attribute, Role, TextStyle, Theme};
use crate::text::nearest;
use crate::toml_reader::{
    ConfigProblem, Expected, Findings, Problem, TableKind, TableReader, TomlValue, string,
    wrong_type,
};

/// The keys of a theme: its base, and one for each role.
const THEME_KEYS: &[&str] = &[
    "based-on",
    Role::NAMES[0],
    Role::NAMES[1],
    Role::NAMES[2],
    Role::NAMES[3],
    Role::NAMES[4],
    Role::NAMES[5],
];

/// The keys of a style.
const STYLE_KEYS: &[&str] = &[
    "fg",
    "bg",
    Attribute::NAMED[0].1,
    Attribute::NAMED[1].1,
    Attribute::NAMED[2].1,
    Attribute::NAMED[3].1,
    Attribute::NAMED[4].1,
];

/// The names of the built-in themes.
const BUILT_IN: &[&str] = &[
    Theme::BUILT_IN[0].0,
    Theme::BUILT_IN[1].0,
    Theme::BUILT_IN[2].0,
    Theme::BUILT_IN[3].0,
    Theme::BUILT_IN[4].0,
];

/// The names of the 16 colors of a terminal in their order, and of its default color.
const COLORS: [&str; 17] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
    DEFAULT,
];
const DEFAULT: &str = "default";

/// The themes of the configuration, which override the built-in ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Themes {
    own: Vec<(String, Theme)>,
}

impl Themes {
    pub fn find(&self, name: &str) -> Option<Theme> {
        let own = self.own.iter().find(|(other, _)| other == name);
        own.map(|(_, theme)| *theme)
            .or_else(|| Theme::built_in(name))
    }

    /// All names, those of the configuration first.
    pub fn names(&self) -> Vec<&str> {
        let own = self.own.iter().map(|(name, _)| name.as_str());
        let built_in = BUILT_IN.iter().copied();
        let own: Vec<_> = own.collect();
        let built_in = built_in.filter(|name| !own.contains(name));
        own.iter().copied().chain(built_in).collect()
    }

    pub fn name_of(&self, theme: &Theme) -> Option<&str> {
        let mut names = self.names().into_iter();
        names.find(|name| self.find(name).as_ref() == Some(theme))
    }

    /// The names of the themes of the configuration.
    pub fn own_names(&self) -> Vec<&str> {
        self.own.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The most similar name.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.names())
    }
}

/// Reads the tables `[themes.NAME]`, and adds the offset of each to `places`.
pub(super) fn read(
    fields: &TableReader<'_, '_>,
    findings: &mut Findings,
    places: &mut BTreeMap<String, usize>,
) -> Themes {
    let mut themes = Themes::default();
    let Some(value) = fields.get("themes") else {
        return themes;
    };
    let DeValue::Table(table) = value.get_ref() else {
        wrong_type(value, Expected::Themes, findings);
        return themes;
    };
    for (name, value) in table {
        match value.get_ref() {
            DeValue::Table(table) => {
                let theme = theme(table, value.span(), findings);
                if BUILT_IN.contains(&name.get_ref().as_ref()) {
                    let problem = ConfigProblem::OverriddenTheme(name.get_ref().to_string());
                    let problem = Problem::Config(problem);
                    findings.warning(name.span(), problem);
                }
                places.insert(format!("themes.{}", name.get_ref()), name.span().start);
                themes.own.push((name.get_ref().to_string(), theme));
            }
            _ => wrong_type(value, Expected::Theme, findings),
        }
    }
    themes
}

/// Reads `theme = "NAME"`.
pub(super) fn selected(
    fields: &TableReader<'_, '_>,
    themes: &Themes,
    findings: &mut Findings,
) -> Option<Theme> {
    let (name, span) = fields.string("theme", findings)?;
    let found = themes.find(name);
    if found.is_none() {
        findings.error(span, no_such_theme(name, themes));
    }
    found
}

fn no_such_theme(name: &str, themes: &Themes) -> Problem {
    Problem::Config(ConfigProblem::NoSuchTheme {
        name: name.to_owned(),
        nearest: themes.nearest(name).map(str::to_owned),
        known: themes.names().into_iter().map(str::to_owned).collect(),
    })
}

fn theme(table: &DeTable<'_>, span: Range<usize>, findings: &mut Findings) -> Theme {
    let fields = TableReader::new(table, span, TableKind::Theme, THEME_KEYS);
    for (span, problem) in fields.unknown(&[]) {
        findings.warning(span, problem);
    }
    let mut theme = based_on(&fields, findings);
    for (role, name) in Role::ALL.into_iter().zip(Role::NAMES) {
        if let Some(value) = fields.get(name)
            && let Some(style) = style(value, findings)
        {
            theme.set(role, style);
            if role == Role::Accent && fields.get("strong-accent").is_none() {
                let attributes = style.attributes.set(Attribute::Bold, true);
                theme.set(
                    Role::StrongAccent,
                    TextStyle {
                        attributes,
                        ..style
                    },
                );
            }
        }
    }
    theme
}

fn based_on(fields: &TableReader<'_, '_>, findings: &mut Findings) -> Theme {
    let Some((name, span)) = fields.string("based-on", findings) else {
        return Theme::TERMINAL;
    };
    Theme::built_in(name).unwrap_or_else(|| {
        findings.error(span, super::not_one_of(name, BUILT_IN));
        Theme::TERMINAL
    })
}

/// Reads the style of a role: a color, or a table.
fn style(value: &TomlValue<'_>, findings: &mut Findings) -> Option<TextStyle> {
    let DeValue::Table(table) = value.get_ref() else {
        let fg = color(value, Expected::Look, findings)?;
        return Some(TextStyle {
            fg,
            ..TextStyle::default()
        });
    };
    let fields = TableReader::new(table, value.span(), TableKind::Look, STYLE_KEYS);
    for (span, problem) in fields.unknown(&[]) {
        findings.warning(span, problem);
    }
    let mut color_of = |key| {
        let value = fields.get(key)?;
        color(value, Expected::Color, findings).flatten()
    };
    let (fg, bg) = (color_of("fg"), color_of("bg"));
    let mut style = TextStyle {
        fg,
        bg,
        ..TextStyle::default()
    };
    for (attribute, name) in Attribute::NAMED {
        let on = fields.boolean(name, findings).unwrap_or(false);
        style.attributes = style.attributes.set(attribute, on);
    }
    Some(style)
}

/// A color: a name, a number from 0 to 255, or `#rrggbb`. The inner `None` is the terminal's default.
#[allow(clippy::option_option)]
fn color(
    value: &TomlValue<'_>,
    expected: Expected,
    findings: &mut Findings,
) -> Option<Option<Color>> {
    if let Some(number) = value.get_ref().as_integer() {
        let index = u8::from_str_radix(number.as_str(), number.radix());
        if let Ok(index) = index {
            return Some(Some(Ansi256Color(index).into()));
        }
        findings.error(value.span(), Problem::Config(ConfigProblem::ColorNumber));
        return None;
    }
    if value.get_ref().as_str().is_none() {
        wrong_type(value, expected, findings);
        return None;
    }
    let (name, span) = string(value, findings)?;
    let found = named(name);
    if found.is_none() {
        findings.error(span, bad_color(name));
    }
    found
}

#[allow(clippy::option_option)]
fn named(name: &str) -> Option<Option<Color>> {
    if name == DEFAULT {
        return Some(None);
    }
    if let Some(digits) = name.strip_prefix('#') {
        return hex(digits).map(|rgb| Some(rgb.into()));
    }
    let index = COLORS.iter().position(|other| *other == name)?;
    let color = Ansi256Color(u8::try_from(index).ok()?).into_ansi()?;
    Some(Some(color.into()))
}

fn hex(digits: &str) -> Option<RgbColor> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(RgbColor(part(0)?, part(2)?, part(4)?))
}

fn bad_color(name: &str) -> Problem {
    // Terminals call gray "bright black".
    let nearest = match name {
        "grey" | "gray" | "dark-grey" | "dark-gray" => Some("bright-black"),
        name => nearest(name, COLORS),
    };
    Problem::Config(ConfigProblem::BadColor {
        found: name.to_owned(),
        nearest,
    })
}

use super::OverlayContext;
use crate::state::keymap::{ActionSpec, Key, KeyContext, Keymap};
use crate::state::layout::{ListMove, cells};
use crate::state::text_field::Filter;
use crate::text::{text_key, wrapped};

/// Where explanations of metrics begin, after the longest name.
const EXPLAINED_AT: u16 = 14;

/// The help page: the keys of a screen, and how its metrics are calculated.
#[derive(Debug, Clone)]
pub struct HelpPage {
    pub of: KeyContext,
    /// The first line shown.
    pub top: usize,
    pub filter: Filter,
    /// Names and explanations of metrics.
    pub metrics: Vec<(String, String)>,
}

impl HelpPage {
    pub(crate) fn new(of: KeyContext, metrics: Vec<(String, String)>) -> Self {
        Self {
            of,
            top: 0,
            filter: Filter::default(),
            metrics,
        }
    }

    /// Returns the rows that match the filter, wrapped to `width`: metrics with their explanations,
    /// then keys with the descriptions of their actions.
    pub fn rows(&self, keymap: &Keymap, width: u16) -> Vec<(String, String)> {
        let mut rows = self.explained(width);
        let query = text_key(self.filter.text());
        let matches = |spec: &ActionSpec, keys: &str| {
            let texts = [spec.description, keys, spec.footer, spec.action.name()];
            texts.iter().any(|text| text_key(text).contains(&query))
        };
        let specs = keymap.of(self.of);
        let specs = specs.filter(|spec| !spec.description.is_empty());
        let found = specs.map(|spec| (keymap.in_words(&spec), spec.into_owned()));
        let found = found.filter(|(keys, spec)| matches(spec, keys));
        let found: Vec<_> = found
            .map(|(keys, spec)| (or_none(keys), spec.description.to_owned()))
            .collect();
        let names = rows.iter().chain(&found);
        let widest = names.map(|(keys, _)| cells(keys)).max().unwrap_or(0);
        let room = width.saturating_sub(widest + 4).max(12);
        for (keys, description) in found {
            rows.extend(lines_of(keys, &description, room));
        }
        rows
    }

    fn explained(&self, width: u16) -> Vec<(String, String)> {
        let query = text_key(self.filter.text());
        let room = width.saturating_sub(EXPLAINED_AT + 2).clamp(12, 76);
        let mut rows = Vec::new();
        for (name, how) in &self.metrics {
            if text_key(&format!("{name} {how}")).contains(&query) {
                rows.extend(lines_of(name.clone(), how, room));
            }
        }
        if !rows.is_empty() {
            rows.push((String::new(), String::new()));
        }
        rows
    }

    pub(super) fn scroll(&mut self, movement: ListMove, cx: &OverlayContext<'_>) {
        let rows = self.rows(cx.keymap, cx.size.width).len();
        let height = usize::from(cx.size.body_height());
        self.top = movement.scrolled(self.top, rows, height);
    }

    pub(super) fn type_key(&mut self, key: Key) {
        if matches!(key, Key::Enter | Key::Esc) {
            self.filter.is_typed = false;
        } else {
            self.filter.field.press(key);
            self.top = 0;
        }
    }
}

/// Returns `keys`, or a text for an action without a key.
fn or_none(keys: String) -> String {
    if keys.is_empty() {
        "(no key)".to_owned()
    } else {
        keys
    }
}

/// Returns a name with its explanation, in lines of at most `room` cells.
fn lines_of(name: String, text: &str, room: u16) -> impl Iterator<Item = (String, String)> {
    let names = std::iter::once(name).chain(std::iter::repeat(String::new()));
    names.zip(wrapped(text, room, usize::MAX))
}

use crate::state::keymap::{ActionSpec, KeyContext, Keymap};
use crate::state::layout::{ListMove, cells};
use crate::state::text_field::TextField;
use crate::text::{text_key, wrapped};

/// Where explanations begin: behind the longest name.
const EXPLAINED_AT: u16 = 14;

/// The keys of the screen below.
#[derive(Debug, Clone)]
pub struct HelpPage {
    /// Whose keys.
    pub of: KeyContext,
    /// The first visible line.
    pub top: usize,
    /// What the keys are filtered by.
    pub filter: TextField,
    /// Whether the filter takes the keys.
    pub filtering: bool,
    /// How the numbers of the screen are made: name, and how.
    pub figures: Vec<(String, String)>,
}

impl HelpPage {
    /// The keys of `of`, from the top.
    pub fn new(of: KeyContext) -> Self {
        Self {
            of,
            top: 0,
            filter: TextField::default(),
            filtering: false,
            figures: Vec::new(),
        }
    }

    /// The rows that the filter leaves, in a terminal that is `width` cells wide: keys, and what
    /// they do; before them how the numbers of the screen are made.
    pub fn rows(&self, keymap: &Keymap, width: u16) -> Vec<(String, String)> {
        let mut rows = self.explained(width);
        let wanted = text_key(self.filter.text());
        // The action's own name counts as well: who looks for "redo" finds "make it again".
        let matches = |spec: &ActionSpec, keys: &str| {
            let name = spec.action.name();
            let texts = [spec.description, keys, spec.footer, name];
            texts.iter().any(|text| text_key(text).contains(&wanted))
        };
        let told = keymap
            .of(self.of)
            .filter(|spec| !spec.description.is_empty());
        let told = told.map(|spec| (keymap.in_words(&spec), spec));
        let told = told.filter(|(keys, spec)| matches(spec, keys));
        let told: Vec<_> = told
            .map(|(keys, spec)| (or_none(keys), spec.description.to_owned()))
            .collect();
        let names = rows.iter().chain(&told);
        let widest = names.map(|(keys, _)| cells(keys)).max().unwrap_or(0);
        let room = width.saturating_sub(widest + 4).max(12);
        for (keys, does) in told {
            rows.extend(lines_of(keys, &does, room));
        }
        rows
    }

    fn explained(&self, width: u16) -> Vec<(String, String)> {
        let wanted = text_key(self.filter.text());
        let room = width.saturating_sub(EXPLAINED_AT + 2).clamp(12, 76);
        let mut rows = Vec::new();
        for (name, how) in &self.figures {
            if !text_key(&format!("{name} {how}")).contains(&wanted) {
                continue;
            }
            rows.extend(lines_of(name.clone(), how, room));
        }
        if !rows.is_empty() {
            rows.push((String::new(), String::new()));
        }
        rows
    }

    /// Scrolls, in a window of `height` rows.
    pub fn go(&mut self, movement: ListMove, rows: usize, height: usize) {
        self.top = movement.scrolled(self.top, rows, height);
    }
}

/// What stands in the place of keys that the configuration took away.
fn or_none(keys: String) -> String {
    if keys.is_empty() {
        "(no key)".to_owned()
    } else {
        keys
    }
}

/// A name with its explanation, in lines of at most `room` cells.
fn lines_of(name: String, text: &str, room: u16) -> impl Iterator<Item = (String, String)> {
    let names = std::iter::once(name).chain(std::iter::repeat(String::new()));
    names.zip(wrapped(text, room, usize::MAX))
}

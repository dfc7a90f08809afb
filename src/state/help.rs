use super::{Action, ActionSpec, Context, Field, Key, Keymap, Move};

/// The keys of the screen below.
#[derive(Debug, Clone)]
pub struct Help {
    /// Whose keys.
    pub of: Context,
    /// The first visible line.
    pub top: usize,
    /// What the keys are filtered by.
    pub filter: Field,
    /// Whether the filter takes the keys.
    pub filtering: bool,
}

impl Help {
    /// The keys of `of`, from the top.
    pub fn new(of: Context) -> Self {
        Self {
            of,
            top: 0,
            filter: Field::default(),
            filtering: false,
        }
    }

    /// The rows that the filter leaves: keys, and what they do.
    pub fn rows(&self, keymap: &Keymap) -> Vec<(String, &'static str)> {
        let wanted = self.filter.text().to_lowercase();
        // The action's own name counts as well: who looks for "redo" finds "make it again".
        let matches = |spec: &&ActionSpec| {
            let keys = keys_in_words(spec.action, spec.keys);
            let texts = [
                spec.does.to_owned(),
                keys,
                spec.foot.to_owned(),
                format!("{:?}", spec.action),
            ];
            texts
                .iter()
                .any(|text| text.to_lowercase().contains(&wanted))
        };
        let told = keymap.of(self.of).filter(|spec| !spec.does.is_empty());
        told.filter(matches)
            .map(|spec| (keys_in_words(spec.action, spec.keys), spec.does))
            .collect()
    }

    /// Scrolls, in a window of `height` rows.
    pub fn go(&mut self, movement: Move, rows: usize, height: usize) {
        let last = rows.saturating_sub(height);
        self.top = match movement {
            Move::Up => self.top.saturating_sub(1),
            Move::Down => self.top + 1,
            Move::First => 0,
            Move::Last => last,
            Move::PageUp => self.top.saturating_sub(height),
            Move::PageDown => self.top + height,
        }
        .min(last);
    }
}

/// The keys of an action as people read them: the digits as one.
pub fn keys_in_words(action: Action, keys: &[Key]) -> String {
    if matches!(action, Action::Rate(_)) {
        return "1-9".to_owned();
    }
    keys.iter()
        .map(Key::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

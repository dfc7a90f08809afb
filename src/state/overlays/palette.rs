//! The command palette: any action of the screen, found by a few letters of its name.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::{Overlay, OverlayContext, OverlayStep};
use crate::state::keymap::{Action, ActionSpec, Key, KeyContext};
use crate::state::layout::{ListCursor, ListMove};
use crate::state::text_field::TextField;

/// A match in the name counts more than one in the description by this.
const IN_NAME: u32 = 40;
/// A match in the footer label counts more than one in the description by this.
const IN_FOOTER: u32 = 20;

#[derive(Debug, Clone)]
pub struct Palette {
    /// Whose actions it lists.
    pub of: KeyContext,
    pub field: TextField,
    /// The matches, best first; without a query in the order of the action table.
    pub rows: Vec<PaletteRow>,
    pub list: ListCursor,
    /// The overlay that it covers.
    covered: Option<Box<Overlay>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteRow {
    pub action: Action,
    pub name: &'static str,
    pub keys: String,
    pub description: String,
}

impl Palette {
    pub(crate) fn new(covered: Option<Overlay>, cx: &OverlayContext<'_>) -> Self {
        let of = match &covered {
            Some(Overlay::Unanswered) => KeyContext::Unanswered,
            _ => cx.screen.as_state().context(),
        };
        let mut palette = Self {
            of,
            field: TextField::default(),
            rows: Vec::new(),
            list: ListCursor::default(),
            covered: covered.map(Box::new),
        };
        palette.find(cx);
        palette
    }

    fn go(&mut self, movement: ListMove, height: usize) {
        self.list.go(movement, self.rows.len(), height);
        self.follow(height);
    }

    /// Scrolls to the selected row, in a window of `height` rows.
    pub(super) fn follow(&mut self, height: usize) {
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        let at = self.list.at;
        self.list.show(at, at + 1, self.rows.len(), height);
    }

    pub(super) fn type_key(&mut self, key: Key, cx: &OverlayContext<'_>) -> OverlayStep {
        let height = usize::from(cx.size.body_height());
        match key {
            Key::Esc => return OverlayStep::Close(self.covered.take().map(|covered| *covered)),
            Key::Enter => return self.run(),
            Key::Up | Key::BackTab => self.go(ListMove::Up, height),
            Key::Down | Key::Tab => self.go(ListMove::Down, height),
            Key::PageUp => self.go(ListMove::PageUp, height),
            Key::PageDown => self.go(ListMove::PageDown, height),
            key => {
                if self.field.press(key) {
                    self.find(cx);
                }
            }
        }
        OverlayStep::Stay
    }

    pub(super) fn paste(&mut self, text: &str, cx: &OverlayContext<'_>) {
        self.field.paste(text);
        self.find(cx);
    }

    /// Runs the selected action. Without a match, the palette stays open.
    fn run(&mut self) -> OverlayStep {
        let Some(row) = self.rows.get(self.list.at) else {
            return OverlayStep::Stay;
        };
        // Return to an open question; close help and message pages.
        let covered = self.covered.take().map(|covered| *covered);
        let question = covered.filter(|covered| matches!(covered, Overlay::Unanswered));
        OverlayStep::Run(question, row.action)
    }

    /// Lists the actions that have an effect and match the query, best first.
    fn find(&mut self, cx: &OverlayContext<'_>) {
        self.list = ListCursor::default();
        let specs = cx.keymap.of(self.of);
        let specs = specs.filter(|spec| has_effect(spec, cx));
        let rows = specs.filter_map(|spec| Some((row(&spec, cx)?, spec.footer)));
        let Some(mut query) = PaletteQuery::new(self.field.text()) else {
            // Movements have well-known keys, so they come last.
            let is_move = |row: &PaletteRow| matches!(row.action, Action::Move(_));
            let (moves, others): (Vec<_>, Vec<_>) = rows.map(|(row, _)| row).partition(is_move);
            self.rows = others.into_iter().chain(moves).collect();
            return;
        };
        let scored = rows.filter_map(|(row, footer)| Some((query.score(&row, footer)?, row)));
        let mut scored: Vec<_> = scored.collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.rows = scored.into_iter().map(|(_, row)| row).collect();
    }
}

fn has_effect(spec: &ActionSpec, cx: &OverlayContext<'_>) -> bool {
    let screen = cx.screen.as_state();
    let is_own = spec.context == screen.context();
    spec.action != Action::Palette && (!is_own || screen.offers(spec.action))
}

fn row(spec: &ActionSpec, cx: &OverlayContext<'_>) -> Option<PaletteRow> {
    let (keys, description) = if let Action::Rate(level) = spec.action {
        let rating = cx.screen.as_state().ladder().get(usize::from(level) - 1)?;
        let keys: Vec<_> = spec.keys.iter().map(Key::to_string).collect();
        (keys.join(" "), format!("Rate {}", rating.name))
    } else {
        (cx.keymap.in_words(spec), spec.description.to_owned())
    };
    (!description.is_empty()).then_some(PaletteRow {
        action: spec.action,
        name: spec.action.name(),
        keys,
        description,
    })
}

/// The words of a query, each of which must match.
struct PaletteQuery {
    words: Vec<Atom>,
    matcher: Matcher,
    letters: Vec<char>,
}

impl PaletteQuery {
    fn new(query: &str) -> Option<Self> {
        let (case, normal) = (CaseMatching::Ignore, Normalization::Smart);
        let words = query.split_whitespace();
        let words: Vec<_> = words
            .map(|word| Atom::new(word, case, normal, AtomKind::Fuzzy, false))
            .collect();
        (!words.is_empty()).then(|| Self {
            words,
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
        })
    }

    /// Returns how well an action matches, or `None` if a word does not match.
    fn score(&mut self, row: &PaletteRow, footer: &str) -> Option<u32> {
        let mut total = 0;
        for word in &self.words {
            let mut one = |text: &str| {
                let haystack = Utf32Str::new(text, &mut self.letters);
                word.score(haystack, &mut self.matcher).map(u32::from)
            };
            let name = one(row.name).map(|score| score + IN_NAME);
            let footer = one(footer).map(|score| score + IN_FOOTER);
            // Match within single words: the letters of most queries occur in order in a long sentence.
            let description = row.description.split_whitespace().filter_map(one).max();
            total += name.max(footer).max(description)?;
        }
        Some(total)
    }
}

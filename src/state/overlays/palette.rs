//! The command palette: any action of the screen, found by a few letters of its name.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::messages::MessagesPage;
use crate::state::effect::{Effect, ResultView};
use crate::state::keymap::{Action, ActionSpec, Key, KeyContext};
use crate::state::layout::{ListCursor, ListMove};
use crate::state::screen::{Overlay, Screen};
use crate::state::state::State;
use crate::state::text_field::TextField;

/// What a match in the name is worth more than one in what the action does.
const IN_NAME: u32 = 40;
/// What a match in the word of the bottom line is worth more.
const IN_FOOTER: u32 = 20;

/// The command palette.
#[derive(Debug, Clone)]
pub struct Palette {
    /// Whose commands.
    pub of: KeyContext,
    /// What is looked for.
    pub field: TextField,
    /// What matches, best first; without a query in the order of the table.
    pub rows: Vec<PaletteRow>,
    /// The chosen row.
    pub list: ListCursor,
    /// What it lies over, and gives back.
    over: Option<Box<Overlay>>,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaletteRow {
    /// What it does, for the reducer.
    pub action: Action,
    /// Its name.
    pub name: &'static str,
    /// Its keys, as people read them.
    pub keys: String,
    /// What it does, for people.
    pub description: String,
}

impl Palette {
    fn go(&mut self, movement: ListMove, height: usize) {
        self.list.go(movement, self.rows.len(), height);
        self.follow(height);
    }

    /// Scrolls so that the chosen row shows, in a window of `height` rows.
    pub(crate) fn follow(&mut self, height: usize) {
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
        let at = self.list.at;
        self.list.show(at, at + 1, self.rows.len(), height);
    }
}

impl State {
    /// Opens the palette over whatever shows.
    pub(crate) fn open_palette(&mut self) -> Vec<Effect> {
        let of = match &self.overlay {
            Some(Overlay::Unanswered) => KeyContext::Unanswered,
            _ => self.screen.context(),
        };
        let palette = Palette {
            of,
            field: TextField::default(),
            rows: self.commands(of, ""),
            list: ListCursor::default(),
            over: self.overlay.take().map(Box::new),
        };
        self.overlay = Some(Overlay::Palette(palette));
        Vec::new()
    }

    /// Opens the page of the last messages.
    pub(crate) fn open_messages(&mut self) -> Vec<Effect> {
        self.overlay = Some(Overlay::Messages(MessagesPage::default()));
        Vec::new()
    }

    pub(crate) fn act_on_messages(&mut self, action: Action) -> Vec<Effect> {
        let (count, page) = (
            self.log.newest_first().len(),
            self.size.body_height().into(),
        );
        match (action, &mut self.overlay) {
            (Action::Move(movement), Some(Overlay::Messages(messages))) => {
                messages.go(movement, count, page);
            }
            (Action::Back | Action::Messages | Action::Open, _) => self.overlay = None,
            _ => {}
        }
        Vec::new()
    }

    /// A key while the palette is open. `Enter` does what is chosen, `Esc` leaves.
    pub(crate) fn type_in_palette(&mut self, key: Key) -> Vec<Effect> {
        let height = usize::from(self.size.body_height());
        let Some(Overlay::Palette(palette)) = &mut self.overlay else {
            return Vec::new();
        };
        match key {
            Key::Esc => self.overlay = palette.over.take().map(|over| *over),
            Key::Enter => return self.run_command(),
            Key::Up | Key::BackTab => palette.go(ListMove::Up, height),
            Key::Down | Key::Tab => palette.go(ListMove::Down, height),
            Key::PageUp => palette.go(ListMove::PageUp, height),
            Key::PageDown => palette.go(ListMove::PageDown, height),
            key => {
                if palette.field.press(key) {
                    self.find_commands();
                }
            }
        }
        Vec::new()
    }

    /// Text was pasted into the palette: it looks for it, and runs nothing.
    pub(crate) fn paste_into_palette(&mut self, text: &str) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.field.paste(text);
            self.find_commands();
        }
    }

    fn find_commands(&mut self) {
        let Some(Overlay::Palette(palette)) = &self.overlay else {
            return;
        };
        let rows = self.commands(palette.of, palette.field.text());
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.rows = rows;
            palette.list = ListCursor::default();
        }
    }

    /// Does what is chosen, on what lies below. Where nothing matches, the palette stays.
    fn run_command(&mut self) -> Vec<Effect> {
        let Some(Overlay::Palette(palette)) = &mut self.overlay else {
            return Vec::new();
        };
        let Some(row) = palette.rows.get(palette.list.at) else {
            return Vec::new();
        };
        let action = row.action;
        // A question goes on; pages of text were on the way.
        let over = palette.over.take().map(|over| *over);
        self.overlay = over.filter(|over| matches!(over, Overlay::Unanswered));
        self.act(action)
    }

    /// The commands that make sense in `of` and match what is `wanted`, best first.
    fn commands(&self, of: KeyContext, wanted: &str) -> Vec<PaletteRow> {
        let specs = self.keymap.of(of).filter(|spec| self.makes_sense(spec));
        let rows = specs.filter_map(|spec| Some((self.row(&spec)?, spec.footer)));
        let Some(mut search) = PaletteQuery::new(wanted) else {
            // Moving has better keys: it comes last where nothing is looked for.
            let moves = |row: &PaletteRow| matches!(row.action, Action::Move(_));
            let (moving, doing): (Vec<_>, Vec<_>) = rows.map(|(row, _)| row).partition(moves);
            return doing.into_iter().chain(moving).collect();
        };
        let scored = rows.filter_map(|(row, footer)| Some((search.score(&row, footer)?, row)));
        let mut scored: Vec<_> = scored.collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, row)| row).collect()
    }

    fn row(&self, spec: &ActionSpec) -> Option<PaletteRow> {
        let (keys, description) = match (spec.action, &self.screen) {
            (Action::Rate(level), Screen::Take(take)) => {
                let label = take.assessment.label(take.list.at, level)?;
                let keys = spec.keys.iter().map(Key::to_string).collect::<Vec<_>>();
                (keys.join(" "), format!("Rate {label}"))
            }
            _ => (self.keymap.in_words(spec), spec.description.to_owned()),
        };
        (!description.is_empty()).then_some(PaletteRow {
            action: spec.action,
            name: spec.action.name(),
            keys,
            description,
        })
    }

    /// Whether a command can do anything as things are.
    fn makes_sense(&self, spec: &ActionSpec) -> bool {
        let own = spec.context != KeyContext::Everywhere;
        match (&self.screen, spec.action) {
            (_, Action::Palette) => false,
            (Screen::Take(take), action) if own && spec.context == KeyContext::Take => {
                let any = !take.assessment.categories.is_empty();
                match action {
                    Action::Name | Action::About => true,
                    Action::CopyPrevious | Action::CopyAllPrevious => any && take.last.is_some(),
                    Action::OtherDraft => take.others > 0,
                    _ => any,
                }
            }
            (Screen::Result(screen), Action::Open) => screen.view != ResultView::Plan,
            (Screen::Team(team), action) if own => team.does(action),
            _ => true,
        }
    }
}

/// What is looked for: every word of it must match.
struct PaletteQuery {
    words: Vec<Atom>,
    matcher: Matcher,
    letters: Vec<char>,
}

impl PaletteQuery {
    fn new(wanted: &str) -> Option<Self> {
        let (case, normal) = (CaseMatching::Ignore, Normalization::Smart);
        let words = wanted.split_whitespace();
        let words: Vec<_> = words
            .map(|word| Atom::new(word, case, normal, AtomKind::Fuzzy, false))
            .collect();
        (!words.is_empty()).then(|| Self {
            words,
            matcher: Matcher::new(Config::DEFAULT),
            letters: Vec::new(),
        })
    }

    /// How well a command matches; none where a word does not match at all.
    fn score(&mut self, row: &PaletteRow, footer: &str) -> Option<u32> {
        let mut total = 0;
        for word in &self.words {
            let mut one = |text: &str| {
                let haystack = Utf32Str::new(text, &mut self.letters);
                word.score(haystack, &mut self.matcher).map(u32::from)
            };
            let name = one(row.name).map(|score| score + IN_NAME);
            let footer = one(footer).map(|score| score + IN_FOOTER);
            // Word by word: the letters of anything stand somewhere in a whole sentence.
            let description = row.description.split_whitespace().filter_map(one).max();
            total += name.max(footer).max(description)?;
        }
        Some(total)
    }
}

//! The names that people have for actions: in the configuration, in `levelup keys`, in the
//! palette. Configurations rely on them, so they stay as they are.

use super::action::{Action, KeyContext};
use super::action_spec::ActionSpec;
use crate::state::layout::ListMove;

const RATES: [&str; 9] = [
    "rate-1", "rate-2", "rate-3", "rate-4", "rate-5", "rate-6", "rate-7", "rate-8", "rate-9",
];

impl KeyContext {
    /// Every context.
    pub const ALL: [Self; 14] = [
        Self::Everywhere,
        Self::Home,
        Self::Take,
        Self::Result,
        Self::Browse,
        Self::Compare,
        Self::Trend,
        Self::Team,
        Self::Broken,
        Self::About,
        Self::Ask,
        Self::Help,
        Self::Palette,
        Self::Messages,
    ];

    /// Its name, the first half of an action's whole name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Home => "home",
            Self::Take => "take",
            Self::Result => "result",
            Self::Browse => "browse",
            Self::Compare => "compare",
            Self::Trend => "trend",
            Self::Team => "team",
            Self::Broken => "broken",
            Self::About => "about",
            Self::Ask => "ask",
            Self::Help => "help",
            Self::Palette => "palette",
            Self::Messages => "messages",
        }
    }
}

impl Action {
    /// Its name, without that of the context.
    pub fn name(self) -> &'static str {
        match self {
            Self::Move(ListMove::Up) => "up",
            Self::Move(ListMove::Down) => "down",
            Self::Move(ListMove::First) => "first",
            Self::Move(ListMove::Last) => "last",
            Self::Move(ListMove::PageUp) => "page-up",
            Self::Move(ListMove::PageDown) => "page-down",
            Self::Open => "open",
            Self::Back => "back",
            Self::Help => "help",
            Self::Palette => "palette",
            Self::Messages => "messages",
            Self::About => "about",
            Self::Leave => "leave",
            Self::Suspend => "suspend",
            Self::Redraw => "redraw",
            Self::Browse => "browse",
            Self::Filter => "filter",
            Self::Rate(level) => RATES[usize::from(level.clamp(1, 9)) - 1],
            Self::Lower => "lower",
            Self::Raise => "raise",
            Self::LevelUp => "level-up",
            Self::WantMore => "want-more",
            Self::WantLess => "want-less",
            Self::NotApplicable => "not-applicable",
            Self::DontKnow => "dont-know",
            Self::Clear => "clear",
            Self::NextOpen => "next-open",
            Self::PreviousOpen => "previous-open",
            Self::Find => "find",
            Self::Note => "note",
            Self::EditNote => "edit-note",
            Self::Name => "name",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Save => "save",
            Self::TakeOver => "take-over",
            Self::TakeOverAll => "take-over-all",
            Self::OtherDraft => "other-draft",
            Self::WriteOut => "write-out",
            Self::GoToOpen => "go-to-open",
            Self::CountAsLowest => "count-as-lowest",
            Self::SaveOpen => "save-open",
            Self::NextView => "next-view",
            Self::Copy => "copy",
            Self::Export => "export",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Mark => "mark",
            Self::Unmark => "unmark",
            Self::Compare => "compare",
            Self::Trend => "trend",
            Self::Team => "team",
            Self::Left => "left",
            Self::Right => "right",
            Self::HideNames => "hide-names",
        }
    }
}

impl ActionSpec {
    /// The whole name, such as `take.level-up`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.context.name(), self.action.name())
    }
}

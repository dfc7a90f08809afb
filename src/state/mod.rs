//! The reducer: `update(&mut State, Event) -> Vec<Effect>`. Pure: what is slow or can fail is an
//! [`Effect`]; its outcome is an [`Event`], and so are time, IDs, and sizes.

mod context;
mod effect;
mod event;
mod keymap;
mod layout;
mod message;
mod mouse;
mod outcomes;
mod overlays;
pub(crate) mod plain;
mod screen;
mod screens;
mod state;
mod text_field;
mod theme;
mod transition;
mod type_ahead;
mod typing;
mod update;

pub use context::Settings;
pub(crate) use effect::ResultView;
pub use effect::{
    DraftEffect, Effect, ProgramEffect, ResultsEffect, RowRange, RowsRequest, SearchEffect,
};
pub(crate) use event::EditorFailure;
pub use event::{CopyOutcome, DraftFound, Event, FailedOperation, HomeData, MouseEvent, MouseKind};
pub use keymap::{ACTIONS, Action, Key, KeyContext, Keymap};
pub(crate) use keymap::{ActionSpec, KeyClash};
pub(crate) use layout::{
    CategoryColumns, CategoryDetail, ColumnGrid, DetailLine, LEAST, ListMove, Panes, PlanLine,
    SIZE_MAX, foot,
};
pub use layout::{ListLine, MARKER, Size, cells};
pub(crate) use message::{Many, Message};
pub(crate) use overlays::{About, HelpPage, MessagesPage, Palette, PaletteRow};
pub use plain::{COMMANDS, perform, read_line};
pub(crate) use plain::{LineError, LineRequest, PlainPage};
pub use screen::{Overlay, Screen};
pub(crate) use screens::{
    BrokenFileScreen, Browse, CHART, CompareScreen, EditKind, Home, HomeRow, RECENT, ResultScreen,
    TakePhase, TeamScreen, TrendScreen,
};
pub use screens::{DraftStatus, MARKS_MOST, TakeScreen, TeamView};
pub use state::State;
pub(crate) use text_field::TextField;
pub(crate) use theme::Attribute;
pub use theme::{ColorDepth, Role, TextStyle, Theme};
pub(crate) use typing::TypingInto;
pub use update::update;

//! The reducer: `update(&mut State, Event) -> Vec<Effect>`. Pure: what is slow or can fail is an
//! [`Effect`]; its outcome is an [`Event`], and so are time, IDs, and sizes.

mod context;
mod effect;
mod effect_outcomes;
mod event;
mod footer;
mod keymap;
mod layout;
mod message;
mod mouse;
mod overlays;
pub(crate) mod plain;
mod screens;
mod state;
mod text_field;
mod theme;
mod type_ahead;
mod typing;
mod update;

pub use context::Settings;
pub(crate) use effect::ResultView;
pub use effect::{
    DraftEffect, Effect, ProgramEffect, ResultsEffect, RowRange, RowsRequest, SearchEffect,
};
pub(crate) use event::EditorFailure;
pub use event::{
    CopyOutcome, DraftFound, DraftSplit, Event, FailedOperation, HomeData, MouseEvent, MouseKind,
    RowsRead, TeamData, TrendData,
};
pub(crate) use footer::footer_keys;
pub use keymap::{ACTIONS, Action, Key, KeyContext, Keymap};
pub(crate) use keymap::{ActionSpec, KeyClash};
pub(crate) use layout::{
    CategoryColumns, CategoryDetail, ColumnGrid, DetailLine, LEAST, ListArea, ListMove, Panes,
    PlanLine, SIZE_MAX,
};
pub use layout::{ListLine, MARKER, Size, cells};
pub(crate) use message::Message;
pub use overlays::Overlay;
pub(crate) use overlays::{About, HelpPage, MessagesPage, Palette, PaletteRow};
pub use plain::{COMMANDS, perform, read_line};
pub(crate) use plain::{LineError, LineRequest, PlainPage};
pub use screens::*;
pub use state::State;
pub(crate) use text_field::TextField;
pub(crate) use theme::Attribute;
pub use theme::{ColorDepth, Role, TextStyle, Theme};
pub use update::update;

//! THE REDUCER: `update(&mut State, Event) -> Vec<Effect>`. Pure: what is slow or can fail is an
//! [`Effect`]; its outcome comes back as an [`Event`], and so do time, ids and sizes.

mod copied;
mod effect;
mod event;
mod keymap;
mod layout;
mod message;
mod mouse;
mod outcomes;
mod overlays;
pub(crate) mod plain;
mod screens;
mod state;
mod sync_status_changed;
mod text_field;
mod theme;
mod transition;
mod type_ahead;
mod typing;
mod update;

pub use copied::Sent;
pub use effect::{Effect, Stretch};
pub use event::{DraftFound, Errand, Event, HomeData};
pub use keymap::{ACTIONS, Action, Context, Key, Keymap};
pub(crate) use keymap::{ActionSpec, Clash};
pub(crate) use layout::{
    Columns, Grid, LEAST, Move, Panes, PlanLine, SIZE_MAX, Sheet, SheetLine, foot, is_plain,
};
pub use layout::{Line, MARKER, Size, cells, cut, wrapped};
pub(crate) use message::{Many, Message};
pub use mouse::{Mouse, MouseKind};
pub(crate) use overlays::{About, Help, Messages, Palette, PaletteRow};
pub use plain::{COMMANDS, ask, read_line};
pub(crate) use plain::{Page, Request, Wrong};
pub(crate) use screens::{
    Broken, Browse, CHART, Compare, EditFailure, EditKind, Home, HomeRow, RECENT, ResultScreen,
    ResultView, TeamScreen, Trend,
};
pub use screens::{MARKS_MOST, Saving, Take, TeamView};
pub use state::{Overlay, Screen, Settings, State};
pub(crate) use text_field::Field;
pub(crate) use theme::Attribute;
pub use theme::{Depth, Look, Role, Theme};
pub(crate) use typing::Typing;
pub use update::update;

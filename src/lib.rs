//! `levelup`: assess yourself, your team or your product level by level.
//!
//! The screen, and the room that draws or does each part of it:
//!
//! ```text
//!  levelup › Software engineer › Test User      6 of 12 answered · saved   view/bands.rs
//!                                         │                      │  └────── state/take_save.rs
//!    CRAFT                                │ Testing              └───────── results/answers.rs
//!    Design         ○ ● ○ ○  Competent    │ How faults are found.           view/category.rs
//!  ▌ Testing        ● ▲ ○ ○  Beginner  ▲  │                                 assessment/category.rs
//!    Debugging      ?        don't know   │ ● 1 Beginner          now
//!                   └─ view/marks.rs      │     Adds tests when asked to.
//!    DELIVERY       └─ results/answer.rs  │ ▲ 2 Competent    level up
//!    Planning       · · · ·  –            │     Tests what was changed.
//!                                         │
//!  state/outline.rs: which line is what   │ ✎ pairing with the payments team
//!  state/columns.rs: how wide             │
//!  Space level up · 1-4 rate · Tab next open · s save · ? help             state/action.rs
//! ```
//!
//! The way of a key is one way:
//!
//! ```text
//! terminal ─► runtime/input ─► Event::Key ─► state/keymap ─► Action ─► state/take.rs
//!                                                                         │ Vec<Effect>
//!     view/take.rs ◄── State ◄── Event::DraftSaved ◄── store ◄── runtime/keeper.rs
//! ```
//!
//! `--record` writes down every event that passes and what came of it (`runtime/recording`); `levelup
//! replay` lets them pass again, without the store.
//!
//! Floors, ground first; a room uses only those below its own (`tests/library/architecture.rs` holds it):
//!
//! | floor | rooms |
//! |---|---|
//! | 0 | [`assessment`]: what is asked |
//! | 1 | [`results`]: what came out |
//! | 2 | [`state`]: the reducer · [`report`]: on paper · [`store`]: where it is kept |
//! | 3 | [`view`]: the picture; [`crate::view::plain`]: the same in words |
//! | 4 | [`runtime`]: the loop |
//! | 5 | [`cli`]: the door |
//!
//! Without a screen a line takes the place of a key: `runtime/plain` ─► `state/plain` ─► the same
//! `state/take.rs`, and `view/plain` says what came of it.
//!
//! `assessment`, `results`, `state` and `report` are pure: time, ids, sizes and the contents of
//! files come in as values. What can go wrong with a store, and the place of a result in the order
//! of results, are words of `results`, because the reducer speaks them and must not know a store.

mod assessment;
mod cli;
mod config;
mod json;
mod report;
mod results;
mod runtime;
mod state;
mod store;
#[doc(hidden)]
pub mod testing;
mod text;
mod toml_reader;
mod view;
mod words;

pub use cli::main;

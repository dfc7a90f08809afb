//! `levelup`: assess yourself, your team, or your product level by level, in the terminal.
//!
//! # Directories
//!
//! A directory imports only from directories above it in this table; those in one row never import
//! each other. `tests/library/architecture.rs` checks it.
//!
//! | directory | contents |
//! |---|---|
//! | `text/` | width, wrapping, padding, numbers, dates: text without any knowledge of assessments |
//! | `toml_reader/` | TOML to checked values; every problem with its place in the file |
//! | `assessment/` | assessments, categories, ratings, built-in files, the catalog, version differences |
//! | `results/` | answers, drafts, results, scores, plan, comparison, team, search; what stores report |
//! | `words/` | phrases that more than one kind of output uses |
//! | `json/`, `report/`, `state/`, `store/` | results as JSON; documents for people; the reducer; where results are stored |
//! | `view/`, `config/` | draws a `&State`; the configuration file |
//! | `runtime/` | the event loop, the terminal, effects, plain mode, recordings |
//! | `cli/` | arguments, output, exit codes, one file per command |
//!
//! `text/` to `report/`, `state/`, and `config/` are pure: time, IDs, sizes, and file contents come in
//! as values.
//!
//! # The path of a key
//!
//! ```text
//! runtime/terminal/input -> Incoming::Event(Key) -> runtime/event_loop.rs -> state/update.rs
//!   -> state/keymap: Action -> state/screens/take: Transition { effects, message, navigation }
//!   -> runtime/effects -> store -> Incoming::Event(DraftSaved) -> state/update.rs
//!   -> view/screens/take.rs -> ratatui
//! ```
//!
//! What is slow or can fail is an `Effect`; its outcome is an `Event`. `--record` writes every event
//! and its outcome to a file (`runtime/recording`), and `levelup replay` runs them again without the
//! store. In plain mode, a line takes the place of a key: `runtime/plain`, `state/plain`, the same
//! `state/screens/take`, and `view/plain`.
//!
//! # The parts of the form
//!
//! ```text
//!  levelup › Software engineer › Test User      6 of 12 answered · saved   view/header_footer.rs
//!                                         │                      │  └────── state/screens/take/saving.rs
//!    CRAFT                                │ Testing              └───────── results/answers.rs
//!    Design         ○ ● ○ ○  Competent    │ How faults are found.           view/category_detail.rs
//!  ▌ Testing        ● ▲ ○ ○  Beginner  ▲  │                                 assessment/assessment.rs
//!    Debugging      ?        don't know   │ ● 1 Beginner      current
//!                   └─ view/level_marks.rs│     Adds tests when asked to.
//!    DELIVERY       └─ results/answer.rs  │ ▲ 2 Competent        goal
//!    Planning       · · · ·  –            │     Tests what was changed.
//!                                         │
//!  state/layout/grouped_lines.rs: lines   │ ✎ pairing with the payments team
//!  state/layout/category_columns.rs: widths
//!  Space level up · 1-4 rate · Tab unanswered · s save · ? help     state/keymap/action_table.rs
//! ```

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

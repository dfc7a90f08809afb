//! The test interface: what tests, benchmarks, and fuzz targets use of the library. Tests that can go
//! through the screens or the command line do not need a name here.

pub use crate::assessment::{
    Assessment, AssessmentFile, Catalogue, CatalogueEntry, Category, CategoryDiff,
    CategoryDiffKind, Origin, Parsed, Rating, ReadProblem, SourceFile, built_in, is_key, is_slug,
    match_categories, parse, schema, version_diff,
};
pub use crate::cli::{SyncArgs, SyncFormat, Synced, sync};
pub use crate::config::{Paths, read_config};
pub use crate::json::{
    AnswersFile, FieldError, JsonError, ResultReader, ResultSplitter, ResultText,
    answers_from_json, comparison_json, from_json, team_json, to_json, to_json_array, to_json_line,
    trend_json,
};
pub use crate::report::{
    TextOptions, answer_heads, answer_lines, comparison_html, comparison_markdown, comparison_text,
    diagnostics, escaped, line_and_column, lines, one_line, plan_markdown, render,
    result_file_name, result_html, result_markdown, result_svg, result_text, results_csv,
    results_table, team_csv, team_html, team_markdown, team_text, trend_csv, trend_text,
};
pub use crate::results::{
    Answer, AnswerEntry, AnswerError, Answers, AssessmentResult, Delta, Draft, DraftOutcome,
    DraftPlace, Examination, Finding, GoalStatus, IdAt, IdRef, IdRefError, LevelChange, Mean,
    NAME_MAX, NOTE_MAX, NotAFile, OutOfRange, PendingReason, PendingResult, Position, ReadAnswer,
    ResultRow, Scorer, SearchIndex, SearchQuery, SearchRow, SearchRows, SharedName, StoreError,
    StorePart, Submission, SubmissionError, SubmissionFields, SubmissionInput, SubmissionRemark,
    SyncStatus, Team, TypedGoal, UnreadableReason, change_since, compare, demo, history,
    person_key, plan, previous, read_answer, submission, team,
};
pub use crate::runtime::{
    Clock, Conversation, ConversationEnd, Difference, EffectRunner, EventLoop, Incoming,
    NoteEditor, OpenDrafts, Parser, Program, Recording, Redactor, Replay, ReplayOutcome, RunEnd,
    Speaker, StartScreen, StdinLine, StoreThread, TerminalBackend, TerminalDevice, account,
    send_sync_status,
};
pub use crate::state::{
    ACTIONS, Action, COMMANDS, ColorDepth, CopyOutcome, DraftEffect, DraftFound, DraftSplit,
    DraftStatus, Effect, Event, FailedOperation, HomeData, Key, KeyContext, Keymap, ListLine,
    MARKER, MARKS_MOST, MouseEvent, MouseKind, Overlay, ProgramEffect, ResultsEffect, Role,
    RowRange, RowsRead, RowsRequest, Screen, SearchEffect, Settings, Size, State, TakeScreen,
    TeamData, TeamView, TextStyle, Theme, TrendData, cells, perform, read_line, update,
};
pub use crate::store::{
    AllDrafts, Batch, Bulk, CopyError, Direction, Drafts, FileSystem, ImportConflict,
    ImportOutcome, ImportSource, Imported, LatestResults, Location, Maintenance, Migration,
    OnProgress, OnSyncStatus, OutboxFile, Page, RedbStore, Relay, RemoteStore, Results,
    STORE_DEADLINE, Scope, ScreenStore, ServerRole, ServerTiming, SourceStopped, Store,
    TrashedResult, Unreadable, check_copy, copy_results, fuzzing, open, open_with_outbox,
};
pub use crate::text::{
    DateFormat, LATEST, cut, is_bidi, is_hidden, paragraphs, text_key, thousands, visible, width,
    wrap, wrap_start, wrapped,
};
pub use crate::toml_reader::{Diagnostic, Problem, Severity};
pub use crate::view::{Styles, draw, plain, render_frame};
pub use crate::words::{CommandLine, local_date, mean_words, quoted, row_mean_words, short_id};

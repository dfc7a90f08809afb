use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::results::{AssessmentResult, Draft, Position, StoreError};

/// Which rows of a list to load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RowRange {
    Top,
    Bottom,
    Below(RowPlace),
    Above(RowPlace),
    /// The row and its neighbors; if it was deleted, the rows around its position.
    Around(RowPlace),
}

/// The position of a row in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RowPlace {
    /// Among all results, latest first.
    pub at: Position,
    /// The number of rows above it if a filter is set.
    pub number: usize,
}

/// The rows to load for the browser.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowsRequest {
    /// The filter.
    pub query: String,
    pub stretch: RowRange,
    /// How many rows to load.
    pub wanted: usize,
    /// Returned with the rows, to tell the reply from earlier ones.
    pub ticket: u64,
}

/// What the reducer requests, grouped by who runs it in `runtime/`.
///
/// Recordings contain the serialized inner effect.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Effect {
    Draft(DraftEffect),
    Results(ResultsEffect),
    Search(SearchEffect),
    Program(ProgramEffect),
}

/// Drafts and saves: run by the store thread, also if the store is on a server.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum DraftEffect {
    /// Find the draft of a person, or create an ID for a new one. Answered by
    /// [`super::event::Event::DraftOpened`].
    OpenDraft {
        /// `None` if the name is not known yet.
        name: Option<String>,
        slug: String,
        /// The open draft, to get the next one.
        instead_of: Option<Uuid>,
    },
    /// Save a draft, or remove it if it has no answers. Answered by
    /// [`super::event::Event::DraftSaved`].
    SaveDraft {
        draft: Box<Draft>,
        revision: u64,
    },
    /// Save the selected category in the stored draft, and keep its answers. No reply.
    SavePlace {
        id: Uuid,
        category: String,
    },
    RemoveDraft {
        name: String,
        slug: String,
    },
    /// Save a result and remove its draft. Answered by [`super::event::Event::ResultSaved`].
    SaveResult(Box<AssessmentResult>),
}

/// Results: run by the store thread, or by the server thread if the store is on a server.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum ResultsEffect {
    /// Read the data of the home screen. Answered by [`super::event::Event::Home`].
    LoadHome {
        /// `None` if the name is not known yet.
        name: Option<String>,
        slugs: Vec<String>,
    },
    /// Answered by [`super::event::Event::ResultOpened`].
    OpenResult(Uuid),
    /// Read rows for the browser without a filter. Answered by [`super::event::Event::Rows`].
    LoadRows(RowsRequest),
    /// Read these results. Answered by [`super::event::Event::Compared`].
    Compare(Vec<Uuid>),
    /// Read this result and the previous one. Answered by [`super::event::Event::Compared`].
    CompareWithBefore(Uuid),
    /// Read the latest results of a person. Answered by [`super::event::Event::TrendRead`].
    LoadTrend { name: String, slug: String },
    /// Read the latest result of each person. Answered by [`super::event::Event::TeamRead`].
    LoadTeam { slug: String },
    /// Move a result to trash. Answered by [`super::event::Event::Deleted`].
    Delete(Uuid),
    /// Answered by [`super::event::Event::Restored`].
    Restore(Uuid),
    /// Check whether results changed. Answered by [`super::event::Event::Changes`].
    LookForChanges,
}

/// Filters: run by the search thread. The end of the program does not wait for them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum SearchEffect {
    /// Read rows for the browser with a filter. Answered by [`super::event::Event::Rows`], and
    /// before by [`super::event::Event::Counted`] if it takes long.
    LoadRows(RowsRequest),
    /// Read the search index before a filter is typed. No reply.
    PrepareSearch,
}

/// Files, the terminal, and the end of the program: run by the event loop and plain mode.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum ProgramEffect {
    /// Write a result to a new file in the format of its extension. Answered by
    /// [`super::event::Event::Written`].
    WriteOut {
        path: String,
        result: Box<AssessmentResult>,
    },
    /// Edit a note in the external editor. Answered by [`super::event::Event::NoteEdited`].
    EditNote { category: String, note: String },
    /// Copy a result to the clipboard in the format of the view. Answered by
    /// [`super::event::Event::Copied`].
    Copy {
        result: Box<AssessmentResult>,
        view: ResultView,
    },
    /// Start or stop watching for changes by other programs.
    Watch(bool),
    /// Clear the terminal and draw everything again.
    Redraw,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Quit with this exit code.
    Quit(u8),
    /// Quit because the store cannot be used, and report this error.
    Fail(StoreError),
}

/// A view of a result, and the format in which it is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ResultView {
    #[default]
    Table,
    /// A radar, or bars if a radar would not be readable.
    Chart,
    /// The level-ups as steps.
    Plan,
}

impl ResultView {
    /// Returns the next view; after the last one, the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Table => Self::Chart,
            Self::Chart => Self::Plan,
            Self::Plan => Self::Table,
        }
    }
}

impl Effect {
    /// Returns the name of the inner variant: `SaveDraft`.
    pub(crate) fn kind(&self) -> String {
        let text = match self {
            Self::Draft(effect) => format!("{effect:?}"),
            Self::Results(effect) => format!("{effect:?}"),
            Self::Search(effect) => format!("{effect:?}"),
            Self::Program(effect) => format!("{effect:?}"),
        };
        let end = text.find(|c: char| !c.is_alphanumeric());
        text[..end.unwrap_or(text.len())].to_owned()
    }
}

impl From<RowsRequest> for Effect {
    fn from(request: RowsRequest) -> Self {
        if request.query.trim().is_empty() {
            ResultsEffect::LoadRows(request).into()
        } else {
            SearchEffect::LoadRows(request).into()
        }
    }
}

impl From<DraftEffect> for Effect {
    fn from(effect: DraftEffect) -> Self {
        Self::Draft(effect)
    }
}

impl From<ResultsEffect> for Effect {
    fn from(effect: ResultsEffect) -> Self {
        Self::Results(effect)
    }
}

impl From<SearchEffect> for Effect {
    fn from(effect: SearchEffect) -> Self {
        Self::Search(effect)
    }
}

impl From<ProgramEffect> for Effect {
    fn from(effect: ProgramEffect) -> Self {
        Self::Program(effect)
    }
}

use serde::Serialize;
use uuid::Uuid;

use crate::results::{AssessmentResult, Draft, Position, StoreError};
use crate::state::screens::ResultView;

/// Which rows of a list are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RowRange {
    /// The first.
    Top,
    /// The last.
    Bottom,
    /// Those next below a row.
    Below(RowPlace),
    /// Those next above a row.
    Above(RowPlace),
    /// The row and those around it; where it is gone, those around the place where it was.
    Around(RowPlace),
}

/// Where a row stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RowPlace {
    /// Among all results, newest first.
    pub at: Position,
    /// How many rows stand above it, where a filter is on.
    pub number: usize,
}

/// What the reducer wants done: plain data, carried out by `runtime/`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Effect {
    /// Read what the home screen shows. Answered by [`super::event::Event::Home`].
    LoadHome {
        /// Whose; none where it is not known yet.
        name: Option<String>,
        /// The assessments to look up.
        slugs: Vec<String>,
    },
    /// Find the draft of a person, or make an id for a new one. Answered by
    /// [`super::event::Event::DraftOpened`].
    OpenDraft {
        /// Whose; none where it is not known yet.
        name: Option<String>,
        /// Of which assessment.
        slug: String,
        /// The draft that is open, where another one is wanted.
        instead_of: Option<Uuid>,
    },
    /// Keep a draft; one without entries is forgotten instead. Answered by
    /// [`super::event::Event::DraftSaved`].
    SaveDraft {
        /// The draft.
        draft: Box<Draft>,
        /// Which of its changes this is.
        revision: u64,
    },
    /// Write the selected category into the draft in the store, and keep its answers. No reply.
    SavePlace {
        /// The draft's id.
        id: Uuid,
        /// The key of the category.
        category: String,
    },
    /// Forget a draft.
    RemoveDraft {
        /// Whose.
        name: String,
        /// Of which assessment.
        slug: String,
    },
    /// Save a result, and forget its draft. Answered by [`super::event::Event::ResultSaved`].
    SaveResult(Box<AssessmentResult>),
    /// Read a result. Answered by [`super::event::Event::ResultOpened`].
    OpenResult(Uuid),
    /// Read rows for the browser. Answered by [`super::event::Event::Rows`], where it takes long after
    /// some [`super::event::Event::Counted`].
    LoadRows {
        /// The filter.
        query: String,
        /// Which of the rows.
        stretch: RowRange,
        /// How many rows are wanted.
        wanted: usize,
        /// Given back with the rows, so that an older answer is told from a newer one.
        ticket: u64,
    },
    /// A filter is about to be typed: what a search needs can be read already. Not answered.
    PrepareSearch,
    /// Write a result to a new file, as what its name ends with: JSON, which `submit --answers`
    /// takes, else Markdown, HTML, SVG or text. Answered by
    /// [`super::event::Event::Written`].
    WriteOut {
        /// The file, as typed.
        path: String,
        /// The answers.
        result: Box<AssessmentResult>,
    },
    /// Read these results, to put them side by side. Answered by [`super::event::Event::Compared`].
    Compare(Vec<Uuid>),
    /// Read this result and the one before it, of the same person and assessment. Answered by
    /// [`super::event::Event::Compared`].
    CompareWithBefore(Uuid),
    /// Read the newest results of a person in an assessment. Answered by
    /// [`super::event::Event::TrendRead`].
    LoadTrend {
        /// Whose.
        name: String,
        /// Of which assessment.
        slug: String,
    },
    /// Read the newest result of each person in an assessment. Answered by
    /// [`super::event::Event::TeamRead`].
    LoadTeam {
        /// Of which assessment.
        slug: String,
    },
    /// Put a result into the bin. Answered by [`super::event::Event::Deleted`].
    Delete(Uuid),
    /// Take a result out of the bin. Answered by [`super::event::Event::Restored`].
    Restore(Uuid),
    /// Look whether the results changed. Answered by [`super::event::Event::Changes`].
    LookForChanges,
    /// Open a note in the person's editor. Answered by [`super::event::Event::NoteEdited`].
    EditNote {
        /// The category's key.
        category: String,
        /// The note as it is.
        note: String,
    },
    /// Copy a result to the clipboard, as the view shows it. Answered by
    /// [`super::event::Event::Copied`].
    Copy {
        /// The result.
        result: Box<AssessmentResult>,
        /// As what.
        view: ResultView,
    },
    /// Watch for other programs' saves, or stop doing so.
    Watch(bool),
    /// Clear the terminal and draw everything again.
    Redraw,
    /// Give the terminal back for a while.
    Suspend,
    /// Leave with this exit code.
    Quit(u8),
    /// Leave because the store cannot be used: say why, once the terminal is restored.
    Fail(StoreError),
}

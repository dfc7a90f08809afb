use crate::results::{PendingReason, StoreError};

/// What an error of a server means for other calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ServerFailure {
    /// The server could not be reached or stopped responding: the same call may succeed later.
    Away,
    /// The server can be reached and is busy, for example because another login locked a table.
    Busy,
    /// The server rejects the call, and every other save.
    CannotSave,
    /// The server rejects the call.
    Rejected,
    /// The error is about a result: the server can be used.
    Result,
}

impl From<&StoreError> for ServerFailure {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::Away { .. } => Self::Away,
            StoreError::Busy { .. } => Self::Busy,
            StoreError::Full { .. } | StoreError::ReadOnly { .. } => Self::CannotSave,
            StoreError::Conflict { .. }
            | StoreError::NotFound { .. }
            | StoreError::Unreadable { .. } => Self::Result,
            _ => Self::Rejected,
        }
    }
}

impl ServerFailure {
    /// Whether a save failed for a reason that is neither the result nor the login.
    pub(crate) fn is_of_server(self) -> bool {
        matches!(self, Self::Away | Self::Busy | Self::CannotSave)
    }

    pub(crate) fn is_rejection(self) -> bool {
        matches!(self, Self::CannotSave | Self::Rejected)
    }
}

/// Why a result is pending after this error.
pub(crate) fn pending_reason(error: &StoreError) -> PendingReason {
    match error {
        StoreError::Conflict { .. } => PendingReason::Conflict,
        StoreError::Full { .. } => PendingReason::Full,
        StoreError::Busy { .. } => PendingReason::Busy,
        StoreError::Away { .. } | StoreError::ReadOnly { .. } => PendingReason::Away,
        _ => PendingReason::Refused,
    }
}

use crate::results::{StoreError, WaitingWhy};

/// Whether an error says that the server was not reached, or could not do it at this time: the
/// same may go well later. What it says of the result or of the store itself is no such error.
pub(super) fn is_away(error: &StoreError) -> bool {
    !matches!(
        error,
        StoreError::Conflict { .. }
            | StoreError::NotFound { .. }
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::Damaged { .. }
            | StoreError::NoFile { .. }
            | StoreError::Unreadable { .. }
            | StoreError::ReadOnly { .. }
    )
}

/// What keeps a result here after this error.
pub(super) fn why(error: &StoreError) -> WaitingWhy {
    match error {
        StoreError::Conflict { .. } => WaitingWhy::Conflict,
        StoreError::Full { .. } => WaitingWhy::Full,
        error if is_away(error) => WaitingWhy::Away,
        _ => WaitingWhy::Refused,
    }
}

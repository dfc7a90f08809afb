use crate::results::{PendingReason, StoreError};

/// Whether an error means that the server could not be reached or stopped responding, so that the
/// same request may succeed later.
pub(crate) fn is_away(error: &StoreError) -> bool {
    matches!(error, StoreError::Away { .. })
}

/// Whether an error means that the server was reached and is busy, for example because another login
/// has locked a table.
pub(crate) fn is_busy(error: &StoreError) -> bool {
    matches!(error, StoreError::Busy { .. })
}

/// Whether a save failed for a reason other than the result: the server is away, busy, full, or
/// read-only.
pub(crate) fn stops_all(error: &StoreError) -> bool {
    is_away(error) || is_busy(error) || is_for_all(error)
}

/// Whether an error will be the same for every other result.
pub(crate) fn is_for_all(error: &StoreError) -> bool {
    matches!(error, StoreError::Full { .. } | StoreError::ReadOnly { .. })
}

/// Whether an error says that the server does not do what it is asked, though it is there.
pub(crate) fn is_refusal(error: &StoreError) -> bool {
    let is_of_one = matches!(
        error,
        StoreError::Conflict { .. } | StoreError::NotFound { .. } | StoreError::Unreadable { .. }
    );
    !is_of_one && !is_away(error) && !is_busy(error)
}

/// What keeps a result here after this error.
pub(crate) fn why(error: &StoreError) -> PendingReason {
    match error {
        StoreError::Conflict { .. } => PendingReason::Conflict,
        StoreError::Full { .. } => PendingReason::Full,
        StoreError::Busy { .. } => PendingReason::Busy,
        error if stops_all(error) => PendingReason::Away,
        _ => PendingReason::Refused,
    }
}

use crate::results::{StoreError, WaitingWhy};

/// Whether an error says that the server was not reached, or had no time: the same may go well a
/// moment later. What it says of a result, of the person or of the store itself is no such error.
pub(super) fn is_away(error: &StoreError) -> bool {
    matches!(error, StoreError::Away { .. } | StoreError::Busy { .. })
}

/// Whether no save can go well at this time, whatever is saved: the server is away, has no room,
/// or is one that stands by.
pub(super) fn stops_all(error: &StoreError) -> bool {
    is_away(error) || matches!(error, StoreError::Full { .. } | StoreError::ReadOnly { .. })
}

/// Whether an error says that the server does not do what it is asked, though it is there.
pub(super) fn is_refusal(error: &StoreError) -> bool {
    let is_of_one = matches!(
        error,
        StoreError::Conflict { .. } | StoreError::NotFound { .. } | StoreError::Unreadable { .. }
    );
    !is_of_one && !is_away(error)
}

/// What keeps a result here after this error.
pub(super) fn why(error: &StoreError) -> WaitingWhy {
    match error {
        StoreError::Conflict { .. } => WaitingWhy::Conflict,
        StoreError::Full { .. } => WaitingWhy::Full,
        error if stops_all(error) => WaitingWhy::Away,
        _ => WaitingWhy::Refused,
    }
}

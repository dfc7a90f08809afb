use crate::results::{StoreError, WaitingWhy};

/// Whether an error says that the server was not reached, or fell silent: the same may go well a
/// moment later. What it says of a result, of the person or of the store itself is no such error.
pub(super) fn is_away(error: &StoreError) -> bool {
    matches!(error, StoreError::Away { .. })
}

/// Whether an error says that the server is there and had no time, such as for another's lock on a
/// table.
pub(super) fn is_busy(error: &StoreError) -> bool {
    matches!(error, StoreError::Busy { .. })
}

/// Whether a save did not go well for a reason that is not the result's: the server is away or busy,
/// has no room, or is one that stands by.
pub(super) fn stops_all(error: &StoreError) -> bool {
    is_away(error) || is_busy(error) || is_for_all(error)
}

/// Whether an error says that no other result fares better.
pub(super) fn is_for_all(error: &StoreError) -> bool {
    matches!(error, StoreError::Full { .. } | StoreError::ReadOnly { .. })
}

/// Whether an error says that the server does not do what it is asked, though it is there.
pub(super) fn is_refusal(error: &StoreError) -> bool {
    let is_of_one = matches!(
        error,
        StoreError::Conflict { .. } | StoreError::NotFound { .. } | StoreError::Unreadable { .. }
    );
    !is_of_one && !is_away(error) && !is_busy(error)
}

/// What keeps a result here after this error.
pub(super) fn why(error: &StoreError) -> WaitingWhy {
    match error {
        StoreError::Conflict { .. } => WaitingWhy::Conflict,
        StoreError::Full { .. } => WaitingWhy::Full,
        StoreError::Busy { .. } => WaitingWhy::Busy,
        error if stops_all(error) => WaitingWhy::Away,
        _ => WaitingWhy::Refused,
    }
}

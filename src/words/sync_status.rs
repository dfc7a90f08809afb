use crate::results::SyncStatus;
use crate::text::count;

/// The status for the top line; `None` if all results are synced.
pub(crate) fn short(status: SyncStatus) -> Option<String> {
    let server = match status {
        SyncStatus { away: true, .. } => Some("offline".to_owned()),
        SyncStatus { refuses: true, .. } => Some("access denied".to_owned()),
        SyncStatus { busy: true, .. } => Some("server busy".to_owned()),
        _ => None,
    };
    let waiting = (status.waiting > 0).then(|| format!("{} pending", status.waiting));
    let parts: Vec<_> = server.into_iter().chain(waiting).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The message when the status has changed.
pub(crate) fn sentence(status: SyncStatus) -> String {
    let number = usize::try_from(status.waiting).unwrap_or(usize::MAX);
    let waiting = count(number, "result pending", "results pending");
    match status {
        SyncStatus {
            away: true,
            waiting: 0,
            ..
        } => "Offline: drafts and results are kept on this machine until the server is reachable"
            .into(),
        SyncStatus { away: true, .. } => {
            format!("Offline: {waiting}; sent automatically when the server is reachable")
        }
        SyncStatus {
            refuses: true,
            waiting: 0,
            ..
        } => "Server access denied: run levelup sync for details".into(),
        SyncStatus { refuses: true, .. } => {
            format!("Server access denied: {waiting}; run levelup sync for details")
        }
        SyncStatus {
            busy: true,
            waiting: 0,
            ..
        } => "The server is busy: another login has locked one of its tables".into(),
        SyncStatus { busy: true, .. } => {
            format!("The server is busy: {waiting}; sent automatically later")
        }
        SyncStatus { conflicts: 1.., .. } => {
            format!(
                "{waiting}: the server has a different result with the same ID; run levelup \
            sync for details"
            )
        }
        SyncStatus { refused: 1.., .. } => {
            format!("{waiting}: rejected by the server; run levelup sync for details")
        }
        SyncStatus { waiting: 0, .. } => "All results synced".into(),
        _ => format!("Online again: {waiting}, sending now"),
    }
}

use crate::results::SyncStatus;
use crate::text::count;

/// What every screen shows of it in its top line; nothing where all is well.
pub(crate) fn short(outlook: SyncStatus) -> Option<String> {
    let server = match outlook {
        SyncStatus { away: true, .. } => Some("offline".to_owned()),
        SyncStatus { refuses: true, .. } => Some("access denied".to_owned()),
        SyncStatus { busy: true, .. } => Some("server busy".to_owned()),
        _ => None,
    };
    let waiting = (outlook.waiting > 0).then(|| format!("{} pending", outlook.waiting));
    let said: Vec<_> = server.into_iter().chain(waiting).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// What is told where it has changed.
pub(crate) fn sentence(outlook: SyncStatus) -> String {
    let some = usize::try_from(outlook.waiting).unwrap_or(usize::MAX);
    let waiting = count(some, "result pending", "results pending");
    match outlook {
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

use crate::results::SyncStatus;
use crate::text::count;

/// What every screen shows of it in its top line; nothing where all is well.
pub(crate) fn short(outlook: SyncStatus) -> Option<String> {
    let server = match outlook {
        SyncStatus { away: true, .. } => Some("server away".to_owned()),
        SyncStatus { refuses: true, .. } => Some("server refuses".to_owned()),
        SyncStatus { busy: true, .. } => Some("server busy".to_owned()),
        _ => None,
    };
    let waiting = (outlook.waiting > 0).then(|| format!("{} waiting", outlook.waiting));
    let said: Vec<_> = server.into_iter().chain(waiting).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// What is told where it has changed.
pub(crate) fn sentence(outlook: SyncStatus) -> String {
    let some = usize::try_from(outlook.waiting).unwrap_or(usize::MAX);
    let waiting = count(some, "result is waiting here", "results are waiting here");
    let it = if some == 1 { "goes" } else { "go" };
    match outlook {
        SyncStatus {
            away: true,
            waiting: 0,
            ..
        } => {
            "The server cannot be reached: drafts and results are kept here until it is back".into()
        }
        SyncStatus { away: true, .. } => {
            format!("The server cannot be reached; {waiting}, and {it} out later")
        }
        SyncStatus {
            refuses: true,
            waiting: 0,
            ..
        } => "The server does not let you do this; levelup sync says why".into(),
        SyncStatus { refuses: true, .. } => {
            format!("The server does not take everything; {waiting}, and levelup sync says why")
        }
        SyncStatus {
            busy: true,
            waiting: 0,
            ..
        } => "The server is busy: another login has locked one of its tables".into(),
        SyncStatus { busy: true, .. } => {
            format!("The server is busy; {waiting}, and {it} out later")
        }
        SyncStatus { conflicts: 1.., .. } => {
            format!("{waiting}: the server has another with the same id; levelup sync says more")
        }
        SyncStatus { refused: 1.., .. } => {
            format!("{waiting}: the server does not take it; levelup sync says why")
        }
        SyncStatus { waiting: 0, .. } => "The server has everything: nothing waits here".into(),
        _ => format!("The server is back; {waiting}, and on the way"),
    }
}

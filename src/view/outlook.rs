use super::words::count;
use crate::results::Outlook;

/// What every screen shows of it in its top line; nothing where all is well.
pub fn short(outlook: Outlook) -> Option<String> {
    let waiting = format!("{} waiting", outlook.waiting);
    match (outlook.away, outlook.waiting) {
        (false, 0) => None,
        (true, 0) => Some("server away".to_owned()),
        (false, _) => Some(waiting),
        (true, _) => Some(format!("server away · {waiting}")),
    }
}

/// What is told where it has changed.
pub fn sentence(outlook: Outlook) -> String {
    let some = usize::try_from(outlook.waiting).unwrap_or(usize::MAX);
    let waiting = count(some, "result is waiting here", "results are waiting here");
    match outlook {
        Outlook {
            away: true,
            waiting: 0,
            ..
        } => {
            "The server cannot be reached: drafts and results are kept here until it is back".into()
        }
        Outlook { away: true, .. } => {
            let it = if some == 1 { "goes" } else { "go" };
            format!("The server cannot be reached; {waiting}, and {it} out later")
        }
        Outlook { conflicts: 1.., .. } => {
            format!("{waiting}: the server has another with the same id; levelup sync says more")
        }
        Outlook { waiting: 0, .. } => "The server has everything: nothing waits here".into(),
        _ => format!("The server is back; {waiting}, and on the way"),
    }
}

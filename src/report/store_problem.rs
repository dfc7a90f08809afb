use crate::assessment::visible;
use crate::results::StoreError;

/// What is wrong with the store, and what to do about it, for people.
pub fn store_problem(error: &StoreError) -> (String, Option<String>) {
    let (what, hint) = words(error);
    (
        visible(&what).into_owned(),
        hint.map(|hint| visible(&hint).into_owned()),
    )
}

fn words(error: &StoreError) -> (String, Option<String>) {
    match error {
        StoreError::Busy { path } => (
            format!(
                "the store {} is busy: another program has been writing to it",
                path.display()
            ),
            Some("try again when the other levelup is done".into()),
        ),
        StoreError::Newer { path } => (
            format!(
                "the store {} was written by a newer levelup",
                path.display()
            ),
            Some("update levelup; the file was left as it is".into()),
        ),
        StoreError::Older { path } => (
            format!("the store {} has an older file format", path.display()),
            Some("open it once with the levelup that wrote it; the file was left as it is".into()),
        ),
        StoreError::Damaged { path, what } => (
            format!("the store {} cannot be read: {what}", path.display()),
            Some("the file was left as it is; --store PATH uses another".into()),
        ),
        StoreError::ReadOnly { path } => (
            format!("the store {} may not be written", path.display()),
            Some("check the rights of the file and of its folder, or use --store PATH".into()),
        ),
        StoreError::Full { path } => (
            format!("no space left for the store {}", path.display()),
            Some("make room on that disk and try again".into()),
        ),
        StoreError::NotFound { id } => (format!("no result has the id {id}"), None),
        StoreError::Conflict { id } => (
            format!("another result has the id {id} already"),
            Some("nothing was changed".into()),
        ),
        StoreError::Io { path, message } => {
            (format!("the store {}: {message}", path.display()), None)
        }
    }
}

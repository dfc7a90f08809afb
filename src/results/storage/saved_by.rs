use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Who saved a result on a server, as recorded by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedBy {
    pub id: Uuid,
    pub at: Timestamp,
    /// The login that saved it, for any person.
    pub by: String,
}

/// A name under which several logins saved results of one assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedName {
    /// The key that all spellings of the name share: [`person_key`](crate::results::person::person_key).
    pub person: String,
    /// The logins, in order.
    pub logins: Vec<String>,
}

/// Marks a name under which several logins saved results.
pub(crate) const SHARED_MARK: &str = "*";

/// The name, with [`SHARED_MARK`] if several logins saved results under it.
pub(crate) fn marked(name: &str, logins: &[String]) -> String {
    let mark = if logins.is_empty() { "" } else { SHARED_MARK };
    format!("{name}{mark}")
}

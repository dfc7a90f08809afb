//! SQL that a login writes itself.

use std::fmt::Write as _;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{AsyncMessage, Client, NoTls, SimpleQueryMessage};

use super::postgres::Database;

/// A connection of a login that sends any SQL.
pub struct SqlSession {
    runtime: Runtime,
    client: Client,
    notices: Arc<Mutex<String>>,
}

impl SqlSession {
    pub fn new(database: &Database, login: &str) -> Self {
        Self::with(database, login, "")
    }

    /// A connection with options for the server, such as `-c role=…`.
    pub fn with(database: &Database, login: &str, options: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let notices = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&notices);
        let mut config: tokio_postgres::Config = database.url(login).parse().unwrap();
        let client = runtime.block_on(async {
            let (client, connection) = config.options(options).connect(NoTls).await.unwrap();
            tokio::spawn(async move {
                let mut connection = pin!(connection);
                while let Some(Ok(message)) =
                    poll_fn(|cx| connection.as_mut().poll_message(cx)).await
                {
                    if let AsyncMessage::Notice(notice) = message {
                        writeln!(kept.lock().unwrap(), "notice: {notice}").unwrap();
                    }
                }
            });
            client
        });
        Self {
            runtime,
            client,
            notices,
        }
    }

    /// The full response of the server: rows, errors with all their fields, and notices.
    pub fn ask(&self, sql: &str) -> String {
        let told = self.tell(sql);
        for tidy in ["ROLLBACK", "RESET SESSION AUTHORIZATION", "DISCARD ALL"] {
            self.tell(tidy);
        }
        told
    }

    pub fn tell(&self, sql: &str) -> String {
        self.notices.lock().unwrap().clear();
        let mut told = String::new();
        match self.runtime.block_on(self.client.simple_query(sql)) {
            Ok(messages) => {
                for message in messages {
                    if let SimpleQueryMessage::Row(row) = message {
                        let cells = (0..row.len()).map(|at| row.get(at).unwrap_or("NULL"));
                        writeln!(told, "{}", cells.collect::<Vec<_>>().join("|")).unwrap();
                    }
                }
            }
            Err(error) => {
                let details = error.as_db_error().map(|error| {
                    let code = error.code().code();
                    let (what, detail) = (error.message(), error.detail());
                    (what, detail, error.hint(), error.where_(), code)
                });
                writeln!(told, "error: {error} {details:?}").unwrap();
            }
        }
        told.push_str(&self.notices.lock().unwrap());
        told
    }
}

/// The parameters of `levelup.save_result` for a new result, as SQL.
const SAVE: [(&str, &str); 18] = [
    ("id", "'00000000-0000-0000-0000-0000000000a0'"),
    ("taken_at", "1"),
    ("slug", "'club'"),
    ("person", "'ada'"),
    ("assessment", "'Running club'"),
    ("name", "'Ada'"),
    ("notes", "''"),
    ("categories", "2"),
    ("rated", "2"),
    ("level_ups", "1"),
    ("mean_sum", "3"),
    ("mean_rated", "2"),
    ("mean_of", "3"),
    ("definition", "sha256('x')"),
    ("record", "'\\x010000000000'"),
    ("wording", "'\\x010000000078'"),
    ("all_drafts", "true"),
    ("known", "'{}'"),
];

pub fn save(changed: &str, value: &str) -> String {
    let values = SAVE.map(|(name, its)| if name == changed { value } else { its });
    format!(
        "SELECT outcome FROM levelup.save_result(3, {})",
        values.join(", ")
    )
}

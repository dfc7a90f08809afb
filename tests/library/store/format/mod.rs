//! Stored bytes: records of every version, migrations, and files that are not stores.

mod migration;
mod outbox_records;
pub mod records;
mod rejected_files;

//! One file per command.

pub(crate) mod assessments;
pub(crate) mod results;
pub(crate) mod screens;
pub(crate) mod setup;
pub(crate) mod stores;

pub(crate) use assessments::{CheckArgs, NewArgs};
pub(crate) use results::{
    CompareArgs, DeleteArgs, ExportArgs, ImportArgs, RestoreArgs, ResultsArgs, ShowArgs,
    SubmitArgs, TeamArgs, TrendArgs,
};
pub(crate) use screens::{BrowseArgs, DemoArgs, RecordArgs, ReplayArgs, TakeArgs};
pub(crate) use setup::{CompletionsArgs, ConfigArgs, KeysArgs, answer, init};
pub(crate) use stores::{BackupArgs, CopyArgs, DoctorArgs, StoreArgs};
pub use stores::{SyncArgs, SyncFormat, Synced, sync};

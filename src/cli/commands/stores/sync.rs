use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::tz::TimeZone;

use super::sync_output;
use crate::cli::context::CommandContext;
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::PathParser;
use crate::cli::pending_notes::note_pending_elsewhere;
use crate::cli::result_reference::some_results;
use crate::cli::stdout::print_data;
use crate::report::shown_path;
use crate::results::{PendingReason, StoreError};
use crate::runtime::system::time_zone;
use crate::store::{Delivery, Relay, STORE_DEADLINE, Store, open_behind};
use crate::text::{DateFormat, count};
use crate::words::{CommandLine, Hint, short_id, store_error_words};

const EXAMPLES: &str = "\
levelup sync  # list and send pending results
levelup sync --format json | jq .pending  # for scripts";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = HELP)]
pub struct SyncArgs {
    /// Send pending results from another outbox file, as listed by `levelup paths`, to this server
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath, value_parser = PathParser)]
    pub from: Option<PathBuf>,
    /// Give results new IDs if the server has different results with the same IDs, so that both are kept
    #[arg(long)]
    pub keep_both: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t)]
    pub format: SyncFormat,
}

const HELP: &str = "\
A result that cannot be sent to its server is kept on this machine and sent automatically later, \
exactly once. This command lists pending results and sends them now.

The exit code is 0 if nothing is left, 5 if the server cannot be reached, and 4 if the server has a \
different result with the same ID: nothing is dropped, and --keep-both saves both.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum SyncFormat {
    /// One line per result
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// `levelup sync`: lists and sends pending results.
pub(crate) fn run(args: &SyncArgs, context: &CommandContext) -> Result<(), Failure> {
    let store = if let Some(file) = &args.from {
        server_with_outbox(file, context)?
    } else {
        note_pending_elsewhere(context);
        context.store()? as Arc<dyn Store>
    };
    let ended = sync(&*store, args, &time_zone::local(), &context.config.date);
    ended.notes.iter().for_each(|note| context.note(note));
    print_data(&ended.text)?;
    ended.outcome
}

/// The server, with another outbox than its own.
fn server_with_outbox(file: &Path, context: &CommandContext) -> Result<Arc<dyn Store>, Failure> {
    if !file.is_file() {
        let error = format!("file {} does not exist", shown_path(file));
        let paths = Hint::run(CommandLine::new("paths"));
        return Err(Failure::store(error).hint(paths.text(" to see the outbox files")));
    }
    let relay = open_behind(file, &context.location()?, STORE_DEADLINE);
    Ok(relay.ok_or_else(|| {
        let send = CommandLine::new("sync").switch("--store postgres://USER@HOST/DATABASE");
        let send = send.option("--from", file);
        Failure::usage("--from sends to a server, but the store is a file")
            .hint(format!("use {send}"))
    })?)
}

/// The output of `levelup sync`: `text` for stdout, and `notes` for stderr.
#[derive(Debug)]
pub struct Synced {
    pub text: String,
    pub notes: Vec<String>,
    pub outcome: Result<(), Failure>,
}

/// Sends the pending results of a store.
#[doc(hidden)]
pub fn sync(store: &dyn Store, args: &SyncArgs, zone: &TimeZone, dates: &DateFormat) -> Synced {
    let mut notes = Vec::new();
    let delivery = match store.relay() {
        None => {
            notes.push("nothing to sync: the store is a file on this machine".to_owned());
            Ok(Delivery::default())
        }
        Some(relay) => send(relay, args, &mut notes),
    };
    let delivery = match delivery {
        Ok(delivery) => delivery,
        Err(failure) => {
            return Synced {
                text: String::new(),
                notes,
                outcome: Err(failure),
            };
        }
    };
    // If sending stopped, the error already includes the pending count.
    if store.relay().is_some() && delivery.stopped.is_none() {
        notes.push(summary(&delivery));
    } else if !delivery.sent.is_empty() {
        notes.push(format!("{} sent", some_results(delivery.sent.len())));
    }
    let unreadable = store.relay().map_or(Ok(0), Relay::unreadable);
    let text = match args.format {
        SyncFormat::Json => sync_output::json(&delivery),
        SyncFormat::Text => sync_output::text(&delivery, zone, dates),
    };
    Synced {
        text,
        notes,
        outcome: outcome(&delivery, args).and_then(|()| readable(unreadable?)),
    }
}

/// Fails if pending results cannot be read, because they are not sent.
fn readable(unreadable: u64) -> Result<(), Failure> {
    if unreadable == 0 {
        return Ok(());
    }
    let count = some_results(unreadable);
    let error = format!("{count} in the outbox cannot be read");
    let doctor = Hint::run(CommandLine::new("doctor"));
    Err(Failure::store(error).hint(doctor.text(" to see them; all others are sent")))
}

fn send(relay: &Relay, args: &SyncArgs, notes: &mut Vec<String>) -> Result<Delivery, Failure> {
    let delivery = relay.send_pending()?;
    if !args.keep_both {
        return Ok(delivery);
    }
    let renewed = relay.renew_ids()?;
    for (id, fresh) in &renewed {
        notes.push(format!("result {id} now has ID {fresh}"));
    }
    if renewed.is_empty() {
        return Ok(delivery);
    }
    let mut again = relay.send_pending()?;
    again.sent.splice(0..0, delivery.sent);
    Ok(again)
}

fn summary(delivery: &Delivery) -> String {
    match (delivery.sent.len(), delivery.left.len()) {
        (0, 0) => "no pending results".to_owned(),
        (sent, 0) => format!("{} sent; no pending results", some_results(sent)),
        (0, left) => pending_words(left),
        (sent, left) => format!("{} sent; {}", some_results(sent), pending_words(left)),
    }
}

fn pending_words(left: usize) -> String {
    count(left, "result is pending", "results are pending")
}

fn outcome(delivery: &Delivery, args: &SyncArgs) -> Result<(), Failure> {
    if let Some(error) = &delivery.stopped {
        return Err(stopped_by(error, delivery, args));
    }
    let conflicts = delivery.left.iter();
    let conflicts: Vec<_> = conflicts.map(|one| short_id(one.id)).collect();
    if conflicts.is_empty() {
        return Ok(());
    }
    let error = format!(
        "the server has different results with the same IDs: {}",
        conflicts.join(", ")
    );
    let hint = Hint::from("nothing is dropped; run ")
        .command(CommandLine::new("show ID"))
        .text(" to see the one on the server, or ")
        .command(again(args).switch("--keep-both"))
        .text(" to save both");
    Err(Failure::new(Exit::Invalid, error).hint(hint))
}

/// The failure if the server stopped sending.
fn stopped_by(error: &StoreError, delivery: &Delivery, args: &SyncArgs) -> Failure {
    let left = pending_words(delivery.left.len());
    let mut reasons = delivery.left.iter().map(|one| one.why);
    let is_rejected = reasons.any(|why| why == PendingReason::Refused);
    let retried = "nothing is lost: pending results are sent automatically";
    let (what, hint) = match error {
        StoreError::Away { why, .. } => (format!("cannot be reached: {why}"), retried),
        StoreError::Denied { why, .. } => (
            format!("denied access: {why}"),
            "nothing is lost; ask the server administrator for the right role",
        ),
        error if is_rejected => (
            format!("rejected a result: {}", store_error_words(error).0),
            "nothing is lost",
        ),
        error => (
            format!("cannot be reached: {}", store_error_words(error).0),
            retried,
        ),
    };
    let hint = Hint::from(hint).text("; to try again, run ");
    Failure::store(format!("the server {what}; {left}")).hint(hint.command(again(args)))
}

/// The same command, to send the rest.
fn again(args: &SyncArgs) -> CommandLine {
    let sync = CommandLine::new("sync");
    match &args.from {
        Some(file) => sync.option("--from", file),
        None => sync,
    }
}

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use uuid::Uuid;

use crate::cli::context::{CommandContext, is_same_store};
use crate::cli::failure::{Exit, Failure};
use crate::cli::option_values::PathParser;
use crate::cli::result_reference::{some_results, some_were};
use crate::cli::stderr::ProgressLine;
use crate::results::{UnreadableReason, shown};
use crate::store::{
    Copied, CopyCheck, CopySide, CopyStopped, check_copy, copy_drafts, copy_results,
};
use crate::text::{count, thousands};
use crate::words::CommandLine;

/// The most results that are reported one by one.
const REPORTED: usize = 20;

const EXAMPLES: &str = "\
levelup copy --from team.redb --to ~/levelup.redb  # copy what is missing";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = HELP)]
pub(crate) struct CopyArgs {
    /// Store to copy from; not changed
    #[arg(long, value_name = "STORE", value_parser = PathParser)]
    pub from: PathBuf,
    /// Store to copy to; created if it does not exist
    #[arg(long, value_name = "STORE", value_parser = PathParser)]
    pub to: PathBuf,
}

const HELP: &str = "\
Copies all results with their wording, the results in trash, all drafts, and the most recent name. \
Identical items that already exist are not changed. To resume an interrupted copy, run the same \
command again. At the end, both stores are read and compared. A result that is in trash in one \
store but not in the other is not in trash in the copy, if you have the right to restore results.

If the other store has a different result with the same ID, it is reported, neither is changed, \
everything else is copied, and the exit code is 4.";

/// `levelup copy`: copies a store into another one, and compares them.
pub(crate) fn run(args: &CopyArgs, context: &CommandContext) -> Result<(), Failure> {
    if is_same_store(&args.from, &args.to) {
        return Err(Failure::invalid("--from and --to are the same store")
            .hint("nothing was copied; choose a different store"));
    }
    let from = context.existing_store(&args.from)?;
    let to = context.store_named(&args.to)?;
    let mut progress = ProgressLine::new();
    let copied = copy_results(&*from, &*to, &mut |done, all| {
        progress.show(|| format!("copied {} of {} results", thousands(done), thousands(all)));
    });
    let copied = copied.map_err(|stopped| stopped_by(stopped, args))?;
    let drafts = copy_drafts(&*from, &*to).map_err(|stopped| stopped_by(stopped, args))?;
    let checked = check_copy(&*from, &*to, &copied.conflicts, &mut |done, all| {
        progress.show(|| format!("compared {} of {} results", thousands(done), thousands(all)));
    });
    let checked = checked.map_err(|stopped| stopped_by(stopped, args))?;
    drop(progress);
    let (drafts, unreadable) = drafts;
    context.note(&summary(&copied, drafts));
    report_skipped(&copied, context);
    if unreadable > 0 {
        let are = count(
            unreadable,
            "draft cannot be read and was",
            "drafts cannot be read and were",
        );
        context.error(&format!("{are} not copied"));
    }
    outcome(&copied, &checked, args, context)?;
    if unreadable > 0 {
        let doctor = doctor(&args.from);
        return Err(Failure::told(Exit::Store).hint(format!("run {doctor} to see more")));
    }
    Ok(())
}

fn doctor(store: &Path) -> CommandLine {
    CommandLine::new("doctor").option("--store", store)
}

fn stopped_by(stopped: CopyStopped, args: &CopyArgs) -> Failure {
    let side = match stopped.side {
        CopySide::From => &args.from,
        CopySide::To => &args.to,
    };
    let failure = Failure::from(stopped.error);
    let error = failure.error.unwrap_or_default();
    Failure::new(
        failure.exit,
        format!("the copy stopped at {}: {error}", shown(side).display()),
    )
    .hint("everything copied so far is kept; run the same command again to continue")
}

/// "3 results copied, 1 was already there; 1 result moved to trash; 2 drafts copied".
fn summary(copied: &Copied, drafts: usize) -> String {
    let mut text = format!("{} copied", some_results(copied.done.added));
    let others = [
        (copied.done.restored, "restored from trash"),
        (copied.done.unchanged, "already there"),
    ];
    for (number, what) in others.into_iter().filter(|(number, _)| *number > 0) {
        let _ = write!(text, ", {} {what}", some_were(number));
    }
    if copied.binned > 0 {
        let _ = write!(text, "; {} moved to trash", some_results(copied.binned));
    }
    if drafts > 0 {
        let drafts = count(drafts, "draft", "drafts");
        let _ = write!(text, "; {drafts} copied");
    }
    text
}

/// Reports conflicts and unreadable results.
fn report_skipped(copied: &Copied, context: &CommandContext) {
    let each = |ids: &[Uuid], words: &dyn Fn(Uuid) -> String| {
        ids.iter()
            .take(REPORTED)
            .for_each(|id| context.error(&words(*id)));
        if ids.len() > REPORTED {
            context.error(&format!("and {} more", ids.len() - REPORTED));
        }
    };
    each(&copied.conflicts, &|id| {
        if copied.kept_in_bin.contains(&id) {
            format!("result {id} is in the trash of the other store and stays there")
        } else {
            format!("the other store has a different result with ID {id} and keeps it")
        }
    });
    let unreadable = |why| -> Vec<Uuid> {
        let those = copied.unreadable.iter().filter(|(_, its)| *its == why);
        those.map(|(id, _)| *id).collect()
    };
    each(&unreadable(UnreadableReason::Newer), &|id| {
        format!("result {id} was written by a newer version of levelup and was not copied")
    });
    each(&unreadable(UnreadableReason::Damaged), &|id| {
        format!("result {id} is damaged and was not copied")
    });
}

fn outcome(
    copied: &Copied,
    checked: &CopyCheck,
    args: &CopyArgs,
    context: &CommandContext,
) -> Result<(), Failure> {
    if !checked.missing.is_empty() {
        let missing = some_results(checked.missing.len());
        return Err(Failure::store(format!("{missing} not copied"))
            .hint("results were saved or deleted during the copy; run the same command again"));
    }
    if !checked.is_whole() {
        return Err(Failure::store("the two stores differ").hint(format!(
            "run {} and {} to see which of them has problems",
            doctor(&args.from),
            doctor(&args.to)
        )));
    }
    let mut hash = String::new();
    for byte in &checked.to[..8] {
        let _ = write!(hash, "{byte:02x}");
    }
    let mut compared = some_results(checked.results);
    if checked.binned > 0 {
        let _ = write!(compared, " and {} in trash", thousands(checked.binned));
    }
    context.note(&format!(
        "{compared} compared, identical in both stores (SHA-256 {hash}…)"
    ));
    if !copied.conflicts.is_empty() {
        let export = CommandLine::new("export").option("--store", &args.from);
        let import = CommandLine::new("import").option("--store", &args.to);
        let import = import.switch("--replace").operand("-");
        return Err(Failure::told(Exit::Invalid).hint(format!(
            "neither was changed; to replace those in --to, run {export} | {import}"
        )));
    }
    if !copied.unreadable.is_empty() {
        let doctor = doctor(&args.from);
        return Err(Failure::told(Exit::Store).hint(format!("run {doctor} to see more")));
    }
    Ok(())
}

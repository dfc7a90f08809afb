use std::ffi::OsString;

use clap::{Args as _, Command, FromArgMatches as _};

use super::args::{Arguments, Command as Chosen, GlobalOptions};
use super::option_values::refuse_empty;
use crate::cli::commands::{BrowseArgs, RecordArgs, TakeArgs};

/// Reads a command line that opens a screen without making the twenty other commands first, which
/// takes as long as drawing the first frame. None where it is another command, or a wrong one: all
/// of them are needed to say what is wrong, and to help.
pub(crate) fn parse(words: &[OsString]) -> Option<Arguments> {
    if let Some(plain) = without_options(words) {
        return Some(plain);
    }
    let is_option = |word: &OsString| word.as_encoded_bytes().starts_with(b"-");
    let opens_screen = |word: &OsString| is_option(word) || word == "take" || word == "browse";
    if !words.get(1).is_some_and(opens_screen) {
        return None;
    }
    let mut command = screens();
    let matches = command.try_get_matches_from_mut(words).ok()?;
    refuse_empty(&command, &matches).ok()?;
    Arguments::from_arg_matches(&matches).ok()
}

/// `levelup`, `levelup browse` and `levelup take SLUG`: there is nothing to parse.
fn without_options(words: &[OsString]) -> Option<Arguments> {
    let words: Option<Vec<_>> = words.iter().skip(1).map(|word| word.to_str()).collect();
    let command = match words?[..] {
        [] => None,
        ["browse"] => Some(Chosen::Browse(BrowseArgs::default())),
        ["take", slug] if !slug.starts_with('-') => Some(Chosen::Take(TakeArgs {
            slug: slug.to_owned(),
            name: None,
            record: RecordArgs::default(),
            plain: false,
        })),
        _ => return None,
    };
    let global = GlobalOptions::of_environment();
    let record = RecordArgs::default();
    Some(Arguments {
        global,
        record,
        command,
    })
}

fn screens() -> Command {
    RecordArgs::augment_args(GlobalOptions::augment_args(Command::new("levelup")))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand(TakeArgs::augment_args(bare("take")))
        .subcommand(BrowseArgs::augment_args(bare("browse")))
}

fn bare(name: &'static str) -> Command {
    Command::new(name).disable_help_flag(true)
}

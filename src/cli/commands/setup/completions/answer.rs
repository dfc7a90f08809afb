use std::ffi::OsString;
use std::io::{self, Write as _};
use std::sync::Arc;

use clap::Command;
use clap_complete::env::Shells;

use super::shell_quoting::unquoted_word;
use super::typed_line::TypedLine;
use super::values::{KnownValues, with_values};
use super::{SHELL_VARIABLE, bash};
use crate::cli::help;
use crate::runtime::panics;

/// Writes the values for a completion script. Returns `false` if none calls.
///
/// Errors are not reported: they would appear in the line that is being typed.
pub(crate) fn answer(words: &[OsString]) -> bool {
    let Some(shell) = calling_shell() else {
        return false;
    };
    let Some(start) = words.iter().position(|word| word == "--") else {
        return false;
    };
    panics::keep_messages();
    let answer = panics::caught(|| answer_to(&shell, &words[start + 1..]));
    let mut out = io::stdout().lock();
    let _ = out.write_all(&answer.unwrap_or_default());
    let _ = out.flush();
    true
}

fn calling_shell() -> Option<String> {
    let name = std::env::var(SHELL_VARIABLE).ok()?;
    Shells::builtins().completer(&name).map(|_| name)
}

fn answer_to(shell: &str, given: &[OsString]) -> Vec<u8> {
    let mut answer = Vec::new();
    if shell == "bash" {
        let typed = bash::typed(given);
        let mut command = command(&typed.words);
        bash::write(&mut command, typed, &mut answer);
        return answer;
    }
    let builtins = Shells::builtins();
    if let Some(completer) = builtins.completer(shell) {
        let words = typed(shell, given.to_vec());
        let mut command = command(&words);
        let folder = std::env::current_dir().ok();
        let _ = completer.write_complete(&mut command, words, folder.as_deref(), &mut answer);
    }
    answer
}

/// The words up to the one that is completed, which can be empty.
fn typed(shell: &str, mut words: Vec<OsString>) -> Vec<OsString> {
    let index = std::env::var("_CLAP_COMPLETE_INDEX").ok();
    let index = index.and_then(|text| text.parse::<usize>().ok());
    if let Some(index) = index.filter(|_| shell != "fish") {
        words.resize(index + 1, OsString::new());
    }
    match shell {
        "zsh" => words
            .iter_mut()
            .for_each(|word| *word = unquoted_word(word)),
        // fish removes the quotes of all words but the last.
        "fish" => {
            if let Some(last) = words.last_mut() {
                *last = unquoted_word(last);
            }
        }
        _ => {}
    }
    words
}

/// All commands, with the values for a line that starts with these words.
fn command(words: &[OsString]) -> Command {
    let (current, before) = match words.split_last() {
        Some((current, before)) => (current.is_empty(), before),
        None => (true, words),
    };
    let known = Arc::new(KnownValues::new(TypedLine::read(before)));
    let command = with_values(help::command(), &known);
    if current {
        return without_options(command);
    }
    command
}

/// Hides options until a `-` is typed, so that they do not follow each list of values.
fn without_options(command: Command) -> Command {
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| match arg.get_long() {
            Some(_) => arg.hide(true),
            None => arg,
        })
        .mut_subcommands(without_options)
}

//! `levelup completions`: the script that a shell asks with, and the answers to what it asks.
//!
//! The script calls the program again at each Tab, with what stands on the line. So what may come
//! next is what is really there: the assessments, the people and results of the store, the
//! categories of the assessment that the line names.

mod answer;
mod bash;
mod shell_quoting;
mod store_lookup;
mod typed_line;
mod values;
mod zsh;

use std::path::{Path, PathBuf};
use std::{env, fs};

pub(crate) use answer::answer;
use clap::{Args, ValueEnum};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell};

use self::bash::Bash;
use self::zsh::Zsh;
use crate::cli::failure::Failure;
use crate::cli::stdout::print_data;

/// The variable by which a script asks; its value is the name of the shell.
const ASKS: &str = "COMPLETE";

/// What the program is called, on the line and in the script.
const PROGRAM: &str = "levelup";

/// What `levelup completions` is asked.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell to print the script for
    #[arg(value_enum)]
    pub shell: Shell,
}

/// The shells that can ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// source <(levelup completions bash), in ~/.bashrc
    Bash,
    /// eval (levelup completions elvish | slurp), in ~/.config/elvish/rc.elv
    Elvish,
    /// levelup completions fish > ~/.config/fish/completions/levelup.fish
    Fish,
    /// levelup completions powershell | Out-String | Invoke-Expression, in $PROFILE
    Powershell,
    /// source <(levelup completions zsh), in ~/.zshrc
    Zsh,
}

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &Bash,
            Self::Elvish => &Elvish,
            Self::Fish => &Fish,
            Self::Powershell => &Powershell,
            Self::Zsh => &Zsh,
        }
    }
}

/// `levelup completions`: prints the script. It needs neither the configuration nor the store: it
/// runs at each start of a shell.
///
/// # Errors
/// Where stdout cannot be written.
pub(crate) fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    print_data(&script(args.shell))
}

fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    // Nothing can fail on the way into memory.
    let _ = shell.completer().write_registration(
        ASKS,
        PROGRAM,
        PROGRAM,
        &program_to_ask(),
        &mut script,
    );
    let script = String::from_utf8_lossy(&script);
    format!("{}\n", script.trim())
}

/// The program to ask: by its name where a shell finds it by that, else by its whole path.
fn program_to_ask() -> String {
    let called = PathBuf::from(env::args_os().next().unwrap_or_default());
    let whole = match env::current_dir() {
        Ok(folder) if called.components().count() > 1 => folder.join(called),
        _ => return called.to_string_lossy().into_owned(),
    };
    let file = format!("{PROGRAM}{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH").unwrap_or_default();
    let mut found = env::split_paths(&folders).map(|folder| folder.join(&file));
    let found = found.find(|path| path.is_file());
    let real = |path: &Path| fs::canonicalize(path).ok();
    match found.and_then(|path| real(&path)) {
        Some(path) if real(&whole).as_ref() == Some(&path) => PROGRAM.to_owned(),
        _ => whole.to_string_lossy().into_owned(),
    }
}

/// A shell's script, for this program: with the variable that asks it, its name, and how it is
/// called.
fn filled(text: &str, variable: &str, name: &str, completer: &str) -> String {
    text.replace("VAR=", &format!("{variable}="))
        .replace("COMPLETER", &shell_words::quote(completer))
        .replace("BIN", name)
}

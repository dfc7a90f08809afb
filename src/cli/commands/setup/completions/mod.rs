//! `levelup completions`: the scripts for shells, and the answers to them.
//!
//! At each Tab, a script calls this program with the line. The values come from the assessments, the
//! store, and the configuration that the line selects.

mod answer;
mod bash;
mod script;
mod shell_quoting;
mod store_lookup;
mod typed_line;
mod values;

pub(crate) use answer::answer;
use clap::{Args, ValueEnum};

use self::script::script;
use crate::cli::failure::Failure;
use crate::cli::stdout::print_data;

/// The variable with the name of the shell, set by its script.
const SHELL_VARIABLE: &str = "COMPLETE";

/// The name of this program on the line and in the script.
const PROGRAM: &str = "levelup";

const EXAMPLES: &str = "\
source <(levelup completions bash)  # in ~/.bashrc
source <(levelup completions zsh)  # in ~/.zshrc";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CompletionsArgs {
    /// Shell to print the script for
    #[arg(value_enum)]
    pub shell: Shell,
}

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

/// `levelup completions`: prints the script.
pub(crate) fn run(args: &CompletionsArgs) -> Result<(), Failure> {
    print_data(&script(args.shell))
}

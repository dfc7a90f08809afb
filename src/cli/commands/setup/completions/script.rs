//! The completion script of each shell.

use std::path::{Path, PathBuf};
use std::{env, fs};

use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell};

use super::{PROGRAM, SHELL_VARIABLE, Shell};

/// bash breaks words at `=`, `@`, and `:`, so the script passes the line as well. It adds no space
/// after `KEY=` and directories.
const BASH: &str = r#"
_levelup() {
    local IFS=$'\013'
    COMPREPLY=( $( \
        VAR=bash \
        _CLAP_COMPLETE_INDEX="$COMP_CWORD" \
        _LEVELUP_LINE="${COMP_LINE:0:COMP_POINT}" \
        _LEVELUP_WORD="$2" \
        COMPLETER -- "${COMP_WORDS[@]}" 2>/dev/null \
    ) )
    if [[ "${COMPREPLY-}" =~ [=/]$ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -o bashdefault -o nosort -F _levelup BIN
else
    complete -o bashdefault -F _levelup BIN
fi
"#;

/// zsh, with no space after `KEY=` and directories. The script also works as a file in `$fpath`, where
/// the first Tab runs all of it.
const ZSH: &str = r#"#compdef BIN
_levelup_complete() {
    local -a answers whole open
    local answer
    answers=("${(@f)$( \
        VAR=zsh \
        _CLAP_COMPLETE_INDEX=$((CURRENT - 1)) \
        _CLAP_IFS=$'\n' \
        COMPLETER -- "${words[@]}" 2>/dev/null \
    )}")
    for answer in $answers; do
        case ${answer%%:*} in
            *[=/]) open+=("$answer") ;;
            *) whole+=("$answer") ;;
        esac
    done
    [[ -n $open ]] && _describe -V 'values' open -S ''
    [[ -n $whole ]] && _describe -V 'values' whole
}
if [[ ${funcstack[1]-} == _levelup ]]; then
    _levelup_complete
else
    compdef _levelup_complete BIN
fi
"#;

/// The script for a shell, which calls this program.
pub(super) fn script(shell: Shell) -> String {
    let program = program_to_call();
    let script = match shell {
        Shell::Bash => filled(BASH, &program),
        Shell::Zsh => filled(ZSH, &program),
        Shell::Elvish => registration(&Elvish, &program),
        Shell::Fish => registration(&Fish, &program),
        Shell::Powershell => registration(&Powershell, &program),
    };
    format!("{}\n", script.trim())
}

fn filled(template: &str, program: &str) -> String {
    template
        .replace("VAR=", &format!("{SHELL_VARIABLE}="))
        .replace("COMPLETER", &shell_words::quote(program))
        .replace("BIN", PROGRAM)
}

fn registration(shell: &dyn EnvCompleter, program: &str) -> String {
    let mut script = Vec::new();
    // Writing to memory does not fail.
    let _ = shell.write_registration(SHELL_VARIABLE, PROGRAM, PROGRAM, program, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The name of this program if a shell finds it in `PATH`, and otherwise its full path.
fn program_to_call() -> String {
    let called = PathBuf::from(env::args_os().next().unwrap_or_default());
    let full = match env::current_dir() {
        Ok(folder) if called.components().count() > 1 => folder.join(called),
        _ => return called.to_string_lossy().into_owned(),
    };
    let file = format!("{PROGRAM}{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH").unwrap_or_default();
    let mut found = env::split_paths(&folders).map(|folder| folder.join(&file));
    let found = found.find(|path| path.is_file());
    let real = |path: &Path| fs::canonicalize(path).ok();
    match found.and_then(|path| real(&path)) {
        Some(path) if real(&full).as_ref() == Some(&path) => PROGRAM.to_owned(),
        _ => full.to_string_lossy().into_owned(),
    }
}

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::Command;
use clap_complete::env::{EnvCompleter, Zsh as Answering};

use super::filled;

/// zsh, with a script of our own: no space behind `KEY=`, where the answer goes on, and good in a
/// folder of `$fpath` as well, where the first Tab runs the whole file.
pub(crate) struct Zsh;

const SCRIPT: &str = r#"#compdef BIN
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

impl EnvCompleter for Zsh {
    fn name(&self) -> &'static str {
        "zsh"
    }

    fn is(&self, name: &str) -> bool {
        name == self.name()
    }

    fn write_registration(
        &self,
        var: &str,
        _: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn io::Write,
    ) -> io::Result<()> {
        buf.write_all(filled(SCRIPT, var, bin, completer).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        args: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn io::Write,
    ) -> io::Result<()> {
        Answering.write_complete(command, args, folder, buf)
    }
}

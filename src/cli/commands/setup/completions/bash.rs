use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::Command;
use clap_complete::engine::complete;
use clap_complete::env::EnvCompleter;

use super::filled;
use super::shell_quoting::{open_quote, unquoted, written};

/// bash, which breaks words at `=`, `@` and `:` where no shell does, and takes what it is given for
/// the text of the line. So the line itself is asked what belongs together, and names with spaces
/// are written with backslashes.
pub(crate) struct Bash;

const SCRIPT: &str = r#"
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

/// Stands between two answers.
const BETWEEN: &str = "\u{b}";

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
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
        _: Option<&Path>,
        buf: &mut dyn io::Write,
    ) -> io::Result<()> {
        let mut answer = Vec::new();
        write(command, typed(&args), &mut answer);
        buf.write_all(&answer)
    }
}

/// What somebody has typed up to the cursor.
pub(crate) struct Typed {
    /// The words as a shell takes them; the last is being completed.
    pub(crate) words: Vec<OsString>,
    /// What of the last word stands before that which bash will replace.
    before: String,
    /// The quote that is open in it.
    quote: Option<char>,
}

/// Reads what the script hands over.
pub(crate) fn typed(given: &[OsString]) -> Typed {
    let variable = |name| std::env::var(name).unwrap_or_default();
    let index = variable("_CLAP_COMPLETE_INDEX").parse();
    let index = index.unwrap_or(given.len().saturating_sub(1));
    let given: Vec<_> = given
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let line = variable("_LEVELUP_LINE");
    let mut words = together(&given[..index.min(given.len())], &line).unwrap_or_else(|| {
        let mut words = given;
        words.resize(index + 1, String::new());
        words
    });
    let last = words.pop().unwrap_or_default();
    let replaced = variable("_LEVELUP_WORD");
    let quote = open_quote(&last);
    let before = match quote {
        // Inside quotes, bash replaces the text after the quote.
        Some((at, _)) => &last[..at],
        None => last.strip_suffix(replaced.as_str()).unwrap_or_default(),
    };
    let before = unquoted(before);
    words.push(last);
    Typed {
        words: words.iter().map(|word| unquoted(word).into()).collect(),
        before,
        quote: quote.map(|(_, quote)| quote),
    }
}

/// The words before the cursor as they stand on the line, and behind them what is left of it: what
/// has no space between belongs together. None where the line is another one.
fn together(before: &[String], line: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = line;
    let mut add = |part: &str, apart: bool| match words.last_mut() {
        Some(last) if !apart => last.push_str(part),
        _ => words.push(part.to_owned()),
    };
    for part in before {
        let at = rest.find(part.as_str())?;
        add(part, at > 0);
        rest = &rest[at + part.len()..];
    }
    let last = rest.trim_start();
    add(last, last.len() < rest.len());
    Some(words)
}

/// Writes what may stand in the place of that which bash replaces.
pub(crate) fn write(command: &mut Command, typed: Typed, answer: &mut Vec<u8>) {
    let index = typed.words.len() - 1;
    let folder = std::env::current_dir().ok();
    let found = complete(command, typed.words, index, folder.as_deref()).unwrap_or_default();
    let mut between = "";
    for candidate in found {
        let value = candidate.get_value().to_string_lossy();
        let Some(rest) = value.strip_prefix(typed.before.as_str()) else {
            continue;
        };
        if !rest.is_empty() {
            answer.extend_from_slice(between.as_bytes());
            answer.extend_from_slice(written(rest, typed.quote).as_bytes());
            between = BETWEEN;
        }
    }
}

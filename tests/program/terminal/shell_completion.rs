use std::process::Command;

use crate::terminal::workspace;

/// Types at the prompt of a real shell, with its Tab key, what a person would.
fn completes_in(shell: &str, start: &str, completions: &str) {
    if Command::new(shell).arg("--version").output().is_err() {
        eprintln!("no {shell}: nothing is tested");
        return;
    }
    let workspace = workspace();
    let script = format!("export PS1='> '; PATH=$(dirname \"$1\"):$PATH exec {start}");
    let mut at_prompt = workspace.script(&script, &[]);
    at_prompt.shows(">");
    at_prompt.press(&format!("{completions}; echo rea''dy\r"));
    at_prompt.shows("ready");

    at_prompt.press("levelup sub\trun\t");
    at_prompt.shows("levelup submit running-club");
    at_prompt.press("--set jum\t");
    at_prompt.shows("--set jumping=");
    at_prompt.press("2+ --name 'Test User'; echo en''ded\r");
    at_prompt.shows("ended");
    assert_eq!(workspace.results()[0].name, "Test User");

    at_prompt.press("levelup results --na\tTe\t");
    at_prompt.shows("--name Test\\ User");
    at_prompt.press("--format csv | wc -l | tr -d ' ' | sed s/^/lines-/\r");
    at_prompt.shows("lines-2");
    at_prompt.press(
        "levelup results --name 'Test U\t --format csv | wc -l | tr -d ' ' | sed s/^/rows-/\r",
    );
    at_prompt.shows("rows-2");
    at_prompt.press(
        "levelup results --name=\"Test U\t --format csv | wc -l | tr -d ' ' | sed s/^/seen-/\r",
    );
    at_prompt.shows("seen-2");
    at_prompt.press("exit\r");
}

#[test]
fn bash_completes_from_the_store() {
    completes_in(
        "bash",
        "bash --norc --noprofile -i",
        "source <(levelup completions bash)",
    );
}

#[test]
fn zsh_completes_from_the_store() {
    completes_in(
        "zsh",
        "zsh -f -i",
        "autoload -U compinit; compinit -u -D; source <(levelup completions zsh)",
    );
}

//! Colors, themes and days, as the environment and the configuration ask for them.

use crate::cli::saved_results::with_results;
use crate::support::workspace::Workspace;

/// A cli that does not say `NO_COLOR`.
fn cli() -> Workspace {
    with_results().variable("NO_COLOR", "")
}

fn is_colored(text: &str) -> bool {
    text.contains("\u{1b}[")
}

#[test]
fn pipe_output_has_no_color_unless_forced() {
    let show = |name: &str, value: &str, line: &str| {
        is_colored(&cli().variable(name, value).run(line).stdout)
    };

    assert!(!show("TERM", "xterm", "show @"));
    assert!(show("CLICOLOR_FORCE", "1", "show @"));
    assert!(!show("CLICOLOR_FORCE", "0", "show @"));
    assert!(!show("CLICOLOR_FORCE", "", "show @"));
    assert!(show("CLICOLOR_FORCE", "1", "--help"));
    assert!(!show("TERM", "xterm", "--help"));
    assert!(!show("CLICOLOR_FORCE", "1", "show @ --color never"));
    assert!(!show("CLICOLOR_FORCE", "1", "--help --color never"));
}

#[test]
fn no_color_beats_environment_and_option_beats_both() {
    let forced = || Workspace::new().variable("CLICOLOR_FORCE", "1");

    assert!(!is_colored(&forced().run("list x").stderr));
    assert!(!is_colored(&forced().run("--help").stdout));
    assert!(is_colored(&forced().run("list x --color always").stderr));
    assert!(is_colored(&forced().run("--help --color always").stdout));
    let clear = forced().variable("NO_COLOR", "");
    assert!(is_colored(&clear.run("list x").stderr));
}

#[test]
fn unknown_theme_is_reported_with_its_place() {
    let cli = Workspace::new().config("theme = \"drak\"\n");
    cli.run("list").snapshot("theme_unknown");
    let cli = Workspace::new().variable("LEVELUP_THEME", "lihgt");
    let outcome = cli.run("list");
    assert_eq!(outcome.code, 4);
    outcome.snapshot("theme_unknown_in_environment");
}

#[test]
fn errors_in_custom_themes_have_their_places() {
    let outcome = Workspace::new()
        .config(
            "theme = \"mine\"\n\n[themes.mine]\nbased-on = \"drak\"\ntext = 256\ndim = \"grey\"\n\
             acent = \"red\"\naccent = \"magneta\"\nerror = { fg = \"#12345\", bolt = true, bold = 1 }\n\
             strong = [1]\n\n[themes]\nother = 1\n",
        )
        .run("list");

    assert_eq!(outcome.code, 4);
    outcome.snapshot("theme_mistakes");
}

#[test]
fn valid_custom_theme_is_silent() {
    let outcome = Workspace::new()
        .config(
            "theme = \"mine\"\ndate = \"%d.%m.%Y\"\nglyphs = \"auto\"\n\n[themes.mine]\n\
             based-on = \"dark\"\ntext = \"default\"\ndim = 244\naccent = \"#d08ce0\"\n\
             strong = { bold = true, underlined = true }\n\
             error = { fg = \"bright-red\", bg = \"black\", italic = true, dim = false, reversed = false }\n",
        )
        .variable("LEVELUP_THEME", "mine")
        .run("list");

    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn date_format_applies_to_text_but_not_data() {
    let cli = with_results().config("date = \"%-d. %b %Y\"\n");

    let table = cli.run("results");
    table.snapshot("results_dates");
    for line in ["show @", "compare @ @~1", "team running-club"] {
        let text = cli.run(line).stdout;
        assert!(text.contains("22. Nov 2026"), "{line}: {text}");
        assert!(!text.contains("2026-11-22"), "{line}: {text}");
    }
    let trend = cli.run("trend running-club --name 'Ada Lovelace'").stdout;
    assert!(trend.contains("20. Nov 2026") && trend.contains("22. Nov 2026"));
    for line in [
        "show @ --format json",
        "show @ --format markdown",
        "results --format csv",
        "results 2026-11-22",
    ] {
        let text = cli.run(line).stdout;
        assert!(text.contains("2026") && text.contains("22"), "{line}");
        assert!(
            line.ends_with("22") || text.contains("2026-11-22"),
            "{line}"
        );
    }
}

#[test]
fn invalid_date_is_shown_at_its_place() {
    for (name, pattern) in [
        ("date_unknown", "%Y-%J-%d"),
        ("date_empty", ""),
        ("date_long", "%A, the %-d of the month of %B in the year %Y"),
        ("date_control", "%Y\\n%m"),
    ] {
        let outcome = Workspace::new()
            .config(&format!("date = \"{pattern}\"\n"))
            .run("list");
        assert_eq!(outcome.code, 4, "{name}");
        outcome.snapshot(name);
    }
}

#[test]
fn ascii_setting_applies_to_command_output() {
    let cli = with_results().config("glyphs = \"ascii\"\n");

    for line in [
        "list",
        "results",
        "show @",
        "compare @ @~1",
        "trend running-club --name 'Ada Lovelace'",
        "team running-club",
    ] {
        let text = cli.run(line).stdout;
        assert!(text.len() > 40 && text.is_ascii(), "{line}: {text}");
    }
}

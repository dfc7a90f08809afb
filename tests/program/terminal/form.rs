use levelup::testing::Answer;

use crate::terminal::{FORM, draft, form, workspace};

#[test]
fn saved_result_is_found_and_terminal_restored() {
    let workspace = workspace();
    let mut program = form(&workspace);

    program.press("2 13");
    program.shows("3 of 3 answered · saved");
    program.press("s");
    program.shows("3 of 3 rated");
    program.press("q");

    assert_eq!(program.code(), 0);
    program.gives_the_terminal_back();
    assert_eq!(program.seen().text().trim(), "");
    let results = workspace.results();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].name, "Test User");
    let rated = |level, level_up| Answer::rated(level, level_up, 3);
    assert_eq!(
        results[0].answers,
        [rated(2, false), rated(1, true), rated(3, false)]
    );
    assert_eq!(draft(&workspace), None);
    let mut browser = workspace.levelup(&["browse"]);
    browser.shows("Test User");
    browser.press("q");
    assert_eq!(browser.code(), 0);
}

#[test]
fn keys_before_the_first_frame_are_not_lost() {
    let workspace = workspace();
    // In line mode, the terminal turns Enter into a line feed.
    let mut program = workspace.script("read wait; exec \"$@\"", &FORM);

    program.press("\r2n");
    program.press("before the first frame\r3s");
    program.shows("1 category is unanswered");
    program.press("\u{1b}");
    program.until("back in the form", |seen| {
        !seen.text().contains("1 category")
    });
    program.press("k");

    program.shows("before the first frame");
    program.shows("2 of 3 answered · saved");
    let written = program.seen().bytes.clone();
    for query in [
        "\x1b[c", "\x1b[0c", "\x1b[>", "\x1b[6n", "\x1b[5n", "\x1b[?u", "$p", "\x1bP",
    ] {
        let asked = written
            .windows(query.len())
            .any(|bytes| bytes == query.as_bytes());
        assert!(!asked, "the terminal was asked {query:?}");
    }
    program.press("\u{3}");
    assert_eq!(program.code(), 0);
}

#[test]
fn ctrl_h_backspace_key_deletes() {
    let workspace = workspace();
    let mut program = form(&workspace);
    program.press("2k");
    program.shows("1 of 3 answered · saved");
    program.press("\u{8}");
    program.shows("0 of 3 answered");
    program.press("nabc\u{8}d\r");
    program.shows("✎ abd");
    program.press("q");
    assert_eq!(program.code(), 0);
    assert_eq!(draft(&workspace).unwrap().entries[0].1.note, "abd");
}

#[test]
fn paste_is_text_only_in_a_field() {
    let workspace = workspace();
    let mut program = form(&workspace);

    program.press("\x1b[200~q\n2s\x1b[201~n");
    program.shows("✎ Jumping");
    program.press("\x1b[200~first\r\nq s\t\u{3}\u{7}\u{9b}second\r\n\x1b[201~");
    program.shows("Jumping: first q s second");
    program.press("\r2");
    program.shows("1 of 3 answered · saved");
    program.press("q");

    assert_eq!(program.code(), 0);
    let draft = draft(&workspace).unwrap();
    assert_eq!(draft.answered(), 1);
    assert_eq!(draft.entries[0].1.note, "first q s second");
}

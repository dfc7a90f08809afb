use crate::terminal::{FORM, draft, form, workspace};

/// From the fewest with which the system starts the program to enough for the form and the store.
const FEW: std::ops::RangeInclusive<u8> = 4..=10;

#[test]
fn form_continues_if_files_may_not_grow() {
    let workspace = workspace();
    let recorded = [
        "take",
        "running-club",
        "--name",
        "Test User",
        "--record",
        "run.jsonl",
    ];
    let mut program = workspace.script("ulimit -f 1; exec \"$@\"", &recorded);
    program.shows("0 of 3 answered");

    program.press("2");
    program.shows("no space left");
    program.press("3");
    program.shows("2 of 3 answered");
    program.press("\u{3}");

    assert_eq!(program.code(), 1);
    program.gives_the_terminal_back();
    let told = program.seen().text().replace('\n', "");
    assert!(
        told.contains("the latest answers are not on disk"),
        "{told}"
    );
    assert!(
        told.contains("the recording run.jsonl is incomplete: No space left"),
        "{told}"
    );
}

#[test]
fn editor_gets_the_file_size_limit_of_the_shell() {
    let workspace = workspace().variable("EDITOR", "sh -c 'kill -XFSZ $$; exit 0'");
    let mut program = form(&workspace);

    program.press("e");

    // The signal ended the editor, as it does without the program.
    program.shows("sh was terminated by a signal");
    program.press("q");
    assert_eq!(program.code(), 0);
}

#[test]
fn terminal_of_any_size_gets_a_screen() {
    let workspace = workspace();
    let huge = "ulimit -v 4000000; stty cols 65535 rows 65535; exec \"$@\"";
    let mut program = workspace.script(huge, &FORM);
    program.until("drawn", |seen| seen.bytes.len() > 1_000);
    let before = program.seen().bytes.len();

    program.claims(65_535, 40_000);
    program.until("drawn again", |seen| seen.bytes.len() > before + 1_000);
    program.press("q");

    assert_eq!(program.code(), 0);
}

#[test]
fn too_few_file_descriptors_end_the_form_with_an_error() {
    for most in FEW {
        let workspace = workspace();
        let mut program = workspace.script(&format!("ulimit -n {most}; exec \"$@\""), &FORM);
        program.press("2");
        program.until("saved, or why not", |seen| {
            let text = seen.text().replace('\n', "").to_lowercase();
            text.contains("1 of 3 answered · saved") || text.contains("too many open files")
        });
        if !program.seen().text().contains("cannot use the terminal") {
            program.press("\u{3}");
        }

        let code = program.code();

        program.gives_the_terminal_back();
        let told = program.seen().text().replace('\n', "");
        if code == 0 {
            assert_eq!(draft(&workspace).unwrap().answered(), 1, "{most}: {told}");
            continue;
        }
        assert_eq!(code, 1, "{most}: {told}");
        let ends_in_words = [
            "error: cannot use the terminal: Too many open files",
            "error: the latest answers are not on disk",
        ];
        assert!(
            ends_in_words.iter().any(|words| told.contains(words)),
            "{most}: {told}"
        );
        assert!(told.contains("hint: "), "{most}: {told}");
    }
}

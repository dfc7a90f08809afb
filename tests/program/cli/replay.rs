use crate::support::workspace::Workspace;

const KEPT: &str = include_str!("../../recordings/form.jsonl");

fn with(text: &str) -> Workspace {
    Workspace::new().file("work/run.jsonl", text)
}

#[test]
fn equal_replay_is_code_0_with_frames() {
    let cli = with(KEPT);

    let outcome = cli.run("replay run.jsonl");
    assert_eq!(outcome.code, 0);
    assert!(
        outcome
            .stdout
            .ends_with("identical, including the last frame\n")
    );
    assert_eq!(outcome.stdout.lines().count(), 1);

    let frames = cli.run("replay run.jsonl --frames --size 80x24").stdout;
    assert!(frames.contains(" · key 2 → SaveDraft\n"), "{frames}");
    assert!(frames.contains("▌ Planing"));
    assert!(!frames.contains('\u{1b}'));
}

#[test]
fn different_replay_is_code_1_with_differences() {
    let outcome =
        with(&KEPT.replacen("{\"Char\":\"2\"}", "{\"Char\":\"j\"}", 1)).run("replay run.jsonl");

    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stdout.contains("\n- SaveDraft\n+ nothing\n"),
        "{}",
        outcome.stdout
    );
    let frame = with(&KEPT.replace("1 of 1", "2 of 1")).run("replay run.jsonl");
    assert_eq!(frame.code, 1);
    assert!(frame.stdout.contains("row 1:\n- "), "{}", frame.stdout);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_read_up_to_a_limit() {
    let cli = Workspace::new();
    let pipe = cli.path("work/pipe.jsonl");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    // A writer that writes nothing.
    let mut options = std::fs::OpenOptions::new();
    let _writer = options.read(true).write(true).open(&pipe).unwrap();

    let of_pipe = cli.run("replay pipe.jsonl");
    assert_eq!(of_pipe.code, 1);
    assert!(of_pipe.stderr.contains("named pipe"), "{}", of_pipe.stderr);
    let of_device = cli.run("replay /dev/zero");
    assert_eq!(of_device.code, 4);
    assert!(of_device.stderr.contains("64 MiB"), "{}", of_device.stderr);
}

#[test]
fn invalid_recording_is_reported() {
    let cli = with("{}").file(
        "work/newer.jsonl",
        KEPT.replacen("\"format\":1", "\"format\":2", 1),
    );

    let other = cli.run("replay run.jsonl");
    assert_eq!(other.code, 4);
    assert!(other.stderr.contains("no recording header"));
    let newer = cli.run("replay newer.jsonl");
    assert_eq!(newer.code, 4);
    assert!(newer.stderr.contains("it has format 2"));
    let line = with(&KEPT.replacen("{\"event\"", "{\"evnt\"", 1)).run("replay run.jsonl");
    assert_eq!(line.code, 4);
    assert!(
        line.stderr.contains("line 3 is not part of a recording"),
        "{}",
        line.stderr
    );
    assert_eq!(cli.run("replay none.jsonl").code, 1);
    assert_eq!(cli.run("replay run.jsonl --size 0x9").code, 2);

    let list = cli.run("--record a.jsonl list");
    assert_eq!(list.code, 2);
    assert!(
        list.stderr
            .contains("works only with commands that open a screen")
    );
    assert!(!cli.path("work/a.jsonl").exists());
}

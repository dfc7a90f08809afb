use crate::cli::saved_results::{saved, with_results};

#[test]
fn trash_round_trip() {
    let cli = with_results();

    let deleted = cli.run("delete @ 1111aaaa @");
    assert_eq!((deleted.code, deleted.stdout.as_str()), (0, ""));
    deleted.snapshot("delete");
    assert_eq!(saved(&cli).len(), 1);

    let restored = cli.run("restore bbbb 019a0000-0000-7000-8000-00001111aaaa");
    assert_eq!((restored.code, restored.stdout.as_str()), (0, ""));
    restored.snapshot("restore");
    assert_eq!(saved(&cli).len(), 3);
    cli.run("restore bbbb @").snapshot("restore_no_op");
    assert_eq!(saved(&cli).len(), 3);
}

#[test]
fn unknown_id_moves_nothing() {
    let cli = with_results();
    cli.run("delete bbbb");

    for line in [
        "delete 0000aaaa cccc",
        "delete 0000aaaa 019a0000-0000-7000-8000-00002222cccc",
        "delete 0000aaaa bbbb",
        "restore bbbb cccc",
        "restore bbbb 019a0000-0000-7000-8000-00002222cccc",
    ] {
        assert_eq!(cli.run(line).code, 3, "{line}");
        assert_eq!(saved(&cli).len(), 2, "{line}");
    }
    assert_eq!(cli.run("delete aaaa").code, 4, "two results end like this");
    assert_eq!(cli.run("restore aaaa").code, 4);
}

use levelup::testing::paragraphs;

#[test]
fn markdown_becomes_plain_paragraphs() {
    let told = [
        ("", vec![]),
        (
            "One line, without marks: 50 % of it.",
            vec!["One line, without marks: 50 % of it."],
        ),
        ("Tom & Jerry, 2 < 3", vec!["Tom & Jerry, 2 < 3"]),
        ("Tom &amp; Jerry", vec!["Tom & Jerry"]),
        (
            "So **bold**, so _light_, `so`",
            vec!["So bold, so light, so"],
        ),
        ("A [link](https://example.org)!", vec!["A link!"]),
        ("1. first\n2. second", vec!["- first", "- second"]),
        ("# Heading", vec!["Heading"]),
        ("two\nlines\n\nand one", vec!["two lines", "and one"]),
        ("a space behind ", vec!["a space behind"]),
        ("  indented", vec!["indented"]),
        ("a \\* star", vec!["a * star"]),
    ];

    for (markdown, texts) in told {
        assert_eq!(paragraphs(markdown), texts, "{markdown}");
    }
}

//! Results on their way out of the program and in again: file names, cells, pieces of a stream.

use levelup::testing::{
    JsonError, ResultReader, ResultSplitter, ResultText, answer_heads, answer_lines,
    result_file_name, to_json, to_json_line,
};

use super::{result, settings};

#[test]
fn file_name_is_safe_everywhere() {
    let name_of = |name: &str| {
        let mut result = result();
        result.name = name.to_owned();
        result_file_name(&result, false)
    };
    let part = |name: &str| {
        let name = name_of(name);
        let rest = name.strip_prefix("2026-11-22-running-club-").unwrap();
        rest.strip_suffix("-456789ab.json").unwrap().to_owned()
    };
    for (name, expected) in [
        ("Test User", "Test-User"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?e\"f<g>h|i", "a-b-c-d-e-f-g-h-i"),
        ("O'Neil, Jr.", "O-Neil-Jr"),
        ("Zoë", "Zoë"),
        ("Zoe\u{308}", "Zoë"),
        ("名前", "名前"),
        ("...", "unnamed"),
        ("👩‍👩‍👧", "unnamed"),
        ("\u{202e}gnp.exe", "gnp-exe"),
        ("-rf", "rf"),
        ("nul", "nul"),
    ] {
        assert_eq!(part(name), expected, "{name}");
    }
    assert_eq!(part(&"x".repeat(200)).len(), 80);
    assert_eq!(part(&"漢".repeat(200)).len(), 78);
    assert_eq!(
        result_file_name(&result(), true),
        "2026-11-22-running-club-Test-User-019a00000000700080000123456789ab.json"
    );
}

#[test]
fn every_answer_has_a_csv_row() {
    let csv = answer_heads() + &answer_lines(&result());
    settings().bind(|| {
        insta::assert_snapshot!(
            "csv",
            csv.escape_debug().to_string().replace("\\r\\n", "\n")
        );
    });
}

#[test]
fn no_csv_cell_is_a_formula() {
    let cell = |note: &str| {
        let mut result = result();
        result.notes[0] = note.to_owned();
        let lines = answer_lines(&result);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(lines.as_bytes());
        let record = reader.records().next().unwrap().unwrap();
        record[15].to_owned()
    };
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1"] {
        assert_eq!(cell(formula), format!("'{formula}"));
    }
    for (text, written) in [
        (" =1", " '=1"),
        ("\u{a0}\u{3000}@x", "\u{a0}\u{3000}'@x"),
        ("'=1", "''=1"),
        ("\tx", "'\tx"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("todo; -1", "todo; '-1"),
        ("a\t+1\n - b", "a\t'+1\n '- b"),
    ] {
        assert_eq!(cell(text), written);
    }
    for text in [
        "a=1",
        "' =1",
        "a; b - c",
        "\0\u{1b}[31m\u{7}",
        "a\r\nb\rc\n",
        "\"q\", ;\u{202e}",
    ] {
        assert_eq!(cell(text), text);
    }
}

/// What a splitter makes of a text: the lines at which whole results stand, and the errors.
fn split(text: &str) -> (Vec<usize>, Vec<String>) {
    let mut splitter = ResultSplitter::default();
    let mut pieces: Vec<_> = text
        .bytes()
        .filter_map(|byte| splitter.push(byte))
        .collect();
    pieces.extend(splitter.finish());
    for size in [3, 50, text.len().max(1)] {
        assert_eq!(in_chunks(text, size), pieces, "{size} bytes at a time");
    }
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    let mut reader = ResultReader::default();
    for piece in pieces {
        let read = piece.and_then(|piece| piece.result(&mut reader).map(|read| (piece.line, read)));
        match read {
            Ok((line, read)) => {
                assert_eq!(read, result());
                lines.push(line);
            }
            Err(error) => errors.push(error.to_string()),
        }
    }
    (lines, errors)
}

/// The same, taken so many bytes at a time.
fn in_chunks(text: &str, size: usize) -> Vec<Result<ResultText, JsonError>> {
    let mut splitter = ResultSplitter::default();
    let mut pieces = Vec::new();
    for mut chunk in text.as_bytes().chunks(size) {
        while !chunk.is_empty() {
            let (used, given) = splitter.push_some(chunk);
            pieces.extend(given);
            chunk = &chunk[used..];
        }
    }
    pieces.extend(splitter.finish());
    pieces
}

#[test]
fn stream_is_split_at_each_result() {
    let line = to_json_line(&result());
    let pretty = to_json(&result());
    let height = pretty.lines().count();

    assert_eq!(split(""), (vec![], vec![]));
    assert_eq!(split(" \r\n\t"), (vec![], vec![]));
    assert_eq!(split(&line.repeat(3)), (vec![1, 2, 3], vec![]));
    assert_eq!(split(&pretty.repeat(2)), (vec![1, height + 1], vec![]));
    assert_eq!(
        split(&format!("\u{feff}\n[{line},{line}]")),
        (vec![2, 3], vec![])
    );
    assert_eq!(split("[]"), (vec![], vec![]));
}

#[test]
fn error_in_a_stream_has_its_place() {
    let line = to_json_line(&result());
    let one = line.trim_end();
    let error = |text: &str| {
        let (_, errors) = split(text);
        assert_eq!(errors.len(), 1, "{text}: {errors:?}");
        errors[0].clone()
    };
    let pretty = to_json(&result()).replace("\"knee\"", "knee");
    let told = [
        error("[1]"),
        error(&format!("[{line}{line}]")),
        error(&format!("[{line},]")),
        error(&format!("[{line},")),
        error(&format!("[{line}")),
        error(&format!("[{line}] {line}")),
        error("["),
        error("]"),
        error("nonsense {}"),
        error(&format!("{line}\nnonsense {{}}\n{line}")),
        error(&format!("{line}{pretty}")),
        error(&format!("{one}    {pretty}")),
        error(&format!("{line}{}", &one[..one.len() - 1])),
        error(&format!("{line}{}\n{line}", &one[..60])),
        error("{\"a\": [}"),
        error("\u{feff}\u{feff}{}"),
    ];
    settings().bind(|| insta::assert_snapshot!("stream-flaws", told.join("\n")));
}

#[test]
fn invalid_utf8_is_reported() {
    let mut splitter = ResultSplitter::default();
    let piece = b"\n\n {\"\xff\"}"
        .iter()
        .find_map(|byte| splitter.push(*byte));
    let piece = piece.unwrap().unwrap();
    let error = piece.result(&mut ResultReader::default()).unwrap_err();
    assert!(
        matches!(
            error,
            JsonError::Syntax {
                line: 3,
                column: 2,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn no_piece_exceeds_the_largest_result() {
    let mut splitter = ResultSplitter::default();
    let endless = b"{\"".iter().chain(std::iter::repeat(&b'a'));
    let stopped = endless.take(65 << 20).find_map(|byte| splitter.push(*byte));
    let error = stopped.unwrap().unwrap_err().to_string();
    assert_eq!(error, "line 1, column 67108865: result larger than 64 MiB");
}

#[test]
fn slug_with_a_path_is_not_used_in_file_names() {
    for (slug, expected) in [
        ("../../etc/x", "etc-x"),
        ("/", "assessment"),
        ("a\\b", "a-b"),
    ] {
        let mut result = result();
        std::sync::Arc::make_mut(&mut result.assessment).slug = slug.to_owned();
        let name = result_file_name(&result, false);
        assert!(name.contains(&format!("-{expected}-")), "{name}");
        assert!(!name.contains(['/', '\\']), "{name}");
    }
}

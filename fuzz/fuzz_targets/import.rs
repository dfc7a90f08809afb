//! What is imported: JSON Lines, lists, single results, answers; whole or broken.
#![no_main]

use levelup::testing::{
    NAME_MAX, NOTE_MAX, ResultReader, ResultSplitter, answers_from_json, from_json, fuzzing,
    result_file_name, to_json, to_json_line,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = answers_from_json(text);
    }
    let mut splitter = ResultSplitter::default();
    let mut pieces: Vec<_> = bytes
        .iter()
        .filter_map(|byte| splitter.push(*byte))
        .collect();
    pieces.extend(splitter.finish());
    let mut reader = ResultReader::default();
    for piece in pieces {
        let Ok(piece) = piece else { continue };
        let Ok(result) = piece.result(&mut reader) else {
            continue;
        };
        let length = result.name.chars().count();
        assert!((1..=NAME_MAX).contains(&length) && !result.name.contains(char::is_control));
        assert!(
            result
                .notes
                .iter()
                .all(|note| note.chars().count() <= NOTE_MAX)
        );
        for (index, answer) in result.answers.iter().enumerate() {
            let top = result.assessment.top(index);
            if let (Some(current), Some(desired)) = (answer.current(), answer.desired()) {
                assert!(1 <= current && current <= desired && desired <= top);
            }
        }
        let line = to_json_line(&result);
        assert_eq!(from_json(&line).as_ref(), Ok(&result));
        assert_eq!(from_json(&to_json(&result)).as_ref(), Ok(&result));
        let (body, definition) = fuzzing::bodies(&result).expect("it can be stored");
        let mut stored = fuzzing::result(&body, &definition).expect("and read again");
        stored.id = result.id;
        assert_eq!(
            to_json_line(&stored),
            line,
            "export and import and export is the same"
        );
        let name = result_file_name(&result, true);
        assert!(
            name.len() <= 255 && !name.contains(['/', '\\', ':', '\0', '\n']),
            "{name}"
        );
    }
});

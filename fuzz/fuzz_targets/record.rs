//! Stored bytes: whatever they are, they are refused, or they are a value that can be shown and
//! stored again.
#![no_main]

use levelup::testing::{
    TextOptions, answer_lines, fuzzing, result_text, results_csv, results_table, to_json_line,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    match kind % 4 {
        0 => {
            if let Some(row) = fuzzing::row(bytes) {
                results_table(std::slice::from_ref(&row), &TextOptions::default());
                results_csv(&[row]);
            }
        }
        1 => result(bytes),
        2 => {
            if let Some(draft) = fuzzing::draft(bytes) {
                let body = fuzzing::draft_body(&draft).expect("it was a body");
                assert_eq!(fuzzing::draft(&body), Some(draft));
            }
        }
        _ => {
            fuzzing::is_sealed(bytes);
            if let Some(record) = fuzzing::binned(bytes) {
                fuzzing::is_sealed(&record);
            }
        }
    }
});

/// Two bytes say how long the definition is, which comes first.
fn result(bytes: &[u8]) {
    let Some((length, bytes)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let length = usize::from(u16::from_le_bytes(*length)).min(bytes.len());
    let (definition, body) = bytes.split_at(length);
    let Some(result) = fuzzing::result(body, definition) else {
        return;
    };
    to_json_line(&result);
    answer_lines(&result);
    let text = result_text(&result, &TextOptions::default());
    assert!(
        !text.contains(|c: char| c.is_control() && c != '\n'),
        "{text:?}"
    );
    let (body, definition) = fuzzing::bodies(&result).expect("it was a record");
    assert_eq!(fuzzing::result(&body, &definition), Some(result));
}

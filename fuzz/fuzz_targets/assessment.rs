//! An assessment's file: parsed, told what is wrong with it, and frozen into a result.
#![no_main]

use std::path::{Path, PathBuf};

use levelup::testing::{
    Answer, AssessmentFile, AssessmentResult, Origin, SourceFile, diagnostics, from_json, is_key,
    is_slug, to_json_line,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = AssessmentFile::read(SourceFile {
        origin: Origin::Given,
        path: PathBuf::from("fuzzed.toml"),
        content: Ok(bytes.to_vec()),
    });
    for found in &file.diagnostics {
        assert!(found.span.start <= found.span.end && found.span.end <= file.text.len().max(3));
    }
    let shown = diagnostics::render(
        Path::new("fuzzed.toml"),
        &file.text,
        &file.diagnostics,
        false,
    );
    let steers = |c: char| c.is_control() && c != '\n';
    assert!(!shown.contains(steers), "{shown:?}");
    assert_eq!(file.assessment.is_some(), file.errors() == 0);
    let Some(assessment) = file.assessment else {
        return;
    };
    assert!(is_slug(&assessment.slug));
    assert!(
        assessment
            .categories
            .iter()
            .all(|category| is_key(&category.key))
    );
    if !assessment.can_be_saved() {
        return;
    }
    let tops = (0..assessment.categories.len()).map(|index| assessment.top(index));
    let result = AssessmentResult {
        id: uuid::Uuid::from_u128(7),
        name: "Ada".to_owned(),
        taken_at: jiff::Timestamp::UNIX_EPOCH,
        answers: tops.map(|top| Answer::rated(1, true, top)).collect(),
        notes: vec![String::new(); assessment.categories.len()],
        assessment,
    };
    assert_eq!(
        from_json(&to_json_line(&result)),
        Ok(result),
        "what is saved can be read again"
    );
});

//! The first reading of an input, which finds all errors.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::checksums::ResultChecksums;
use super::input_files::InputFiles;
use crate::cli::failure::Failure;
use crate::cli::result_reference::some_results;
use crate::cli::stderr::ProgressLine;
use crate::json::{JsonError, ResultReader, ResultText};
use crate::results::{AssessmentResult, StoreError};
use crate::store::Store;

/// The most errors that are reported one by one.
pub(super) const REPORTED: usize = 10;

/// The most further errors that are counted; then reading stops.
const COUNTED: usize = 1_000;

/// How many results are read from trash at a time.
const BATCH: usize = 500;

/// What the first reading found: errors, and at most 48 bytes per result.
pub(super) struct FirstPass {
    /// The first errors, in the order of the input.
    pub(super) errors: Vec<InputError>,
    /// The number of further errors.
    pub(super) more_errors: usize,
    seen: HashMap<Uuid, SeenResult>,
    reader: ResultReader,
    checksums: ResultChecksums,
}

#[derive(Clone, Copy)]
struct SeenResult {
    checksum: u64,
    place: InputPlace,
}

/// The place of a result in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InputPlace {
    pub(super) input: u32,
    pub(super) line: u32,
    /// Its number in its file.
    pub(super) number: u32,
}

pub(super) struct InputError {
    pub(super) place: InputPlace,
    pub(super) what: InputErrorKind,
}

pub(super) enum InputErrorKind {
    /// It is not a valid result.
    Json(JsonError),
    /// A different result with the same ID is at this place.
    Twice(Uuid, InputPlace),
}

impl FirstPass {
    pub(super) fn of(inputs: &InputFiles) -> Result<Self, Failure> {
        let mut pass = Self {
            errors: Vec::new(),
            more_errors: 0,
            seen: HashMap::new(),
            reader: ResultReader::default(),
            checksums: ResultChecksums::default(),
        };
        let mut progress = ProgressLine::new();
        let (mut before, all) = (0, inputs.bytes());
        for input in 0..inputs.len() {
            let mut pieces = inputs.pieces(input)?;
            while let Some(piece) = pieces.next() {
                let piece = piece.map_err(|error| inputs.unreadable(input, &error))?;
                pass.add(input, pieces.number, piece);
                if pass.is_cut() {
                    return Ok(pass);
                }
                progress.show(|| match all {
                    Some(all) => {
                        let part = (before + pieces.bytes).saturating_mul(100) / all.max(1);
                        format!("reading: {}%", part.min(100))
                    }
                    None => format!("reading: {}", some_results(pass.count())),
                });
            }
            before += pieces.bytes;
        }
        Ok(pass)
    }

    /// Whether the input may contain more errors than were counted.
    pub(super) fn is_cut(&self) -> bool {
        self.more_errors >= COUNTED
    }

    /// The number of results, without duplicates.
    pub(super) fn count(&self) -> usize {
        self.seen.len()
    }

    pub(super) fn place(&self, id: Uuid) -> Option<InputPlace> {
        self.seen.get(&id).map(|seen| seen.place)
    }

    fn add(&mut self, input: usize, number: u32, piece: Result<ResultText, JsonError>) {
        let (line, result) = match piece {
            Ok(piece) => (piece.line, piece.result(&mut self.reader)),
            Err(error) => (line_of(&error), Err(error)),
        };
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let place = InputPlace {
            input: short(input),
            line: short(line),
            number,
        };
        let what = match result {
            Err(error) => InputErrorKind::Json(error),
            Ok(result) => {
                let checksum = self.checksums.of(&result);
                match self.seen.entry(result.id) {
                    Entry::Occupied(first) if first.get().checksum != checksum => {
                        InputErrorKind::Twice(result.id, first.get().place)
                    }
                    Entry::Occupied(_) => return,
                    Entry::Vacant(free) => {
                        free.insert(SeenResult { checksum, place });
                        return;
                    }
                }
            }
        };
        if self.errors.len() < REPORTED {
            self.errors.push(InputError { place, what });
        } else {
            self.more_errors += 1;
        }
    }

    /// Reads the text of a result again. `None` if the first reading has not found this result.
    pub(super) fn reread(
        &mut self,
        text: Result<ResultText, JsonError>,
    ) -> Option<(AssessmentResult, InputPlace)> {
        let result = text.and_then(|text| text.result(&mut self.reader)).ok()?;
        let place = self.place_of_same(&result)?;
        Some((result, place))
    }

    /// The place of the result in the input, if it has the same content there.
    fn place_of_same(&mut self, result: &AssessmentResult) -> Option<InputPlace> {
        let seen = *self.seen.get(&result.id)?;
        (seen.checksum == self.checksums.of(result)).then_some(seen.place)
    }

    /// The results of the input that are in trash. With `replaces`, the input may have other content under
    /// the same ID; without it, that is a conflict, which the import itself finds.
    pub(super) fn in_trash(
        &mut self,
        store: &dyn Store,
        replaces: bool,
    ) -> Result<BTreeSet<Uuid>, StoreError> {
        let mut found = BTreeSet::new();
        let mut after = None;
        loop {
            let batch = store.trashed(after, BATCH)?;
            for binned in &batch.results {
                let result = &binned.result;
                let place = if replaces {
                    self.place(result.id)
                } else {
                    self.place_of_same(result)
                };
                if place.is_some() {
                    found.insert(result.id);
                }
            }
            after = batch.next;
            if after.is_none() {
                return Ok(found);
            }
        }
    }
}

fn line_of(error: &JsonError) -> usize {
    match error {
        JsonError::Syntax { line, .. } => *line,
        _ => 1,
    }
}

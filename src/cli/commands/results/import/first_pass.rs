use std::collections::HashMap;
use std::collections::hash_map::Entry;

use uuid::Uuid;

use super::checksums::ResultChecksums;
use super::input_files::InputFiles;
use super::result_texts::ResultTexts;
use crate::cli::failure::Failure;
use crate::cli::progress::Progress;
use crate::cli::result_reference::some_results;
use crate::json::{JsonError, ResultReader, ResultText};
use crate::results::AssessmentResult;
use crate::store::SourceStopped;
use crate::text::thousands;

/// The most errors that are told one by one.
pub(crate) const TOLD: usize = 10;

/// The most errors that are counted after those that are shown; then reading stops.
const COUNTED: usize = 1_000;

/// What is known of an input after it has been read once: what is wrong with it, and for each
/// result no more than 48 bytes.
pub(crate) struct FirstPass {
    /// What is wrong, in the order of the input; no more than can be told.
    pub(crate) faults: Vec<InputError>,
    /// How much more is wrong.
    pub(crate) untold: usize,
    seen: HashMap<Uuid, SeenResult>,
    reader: ResultReader,
    sums: ResultChecksums,
}

/// Where a result stands, and what it says, in a number.
#[derive(Clone, Copy)]
struct SeenResult {
    sum: u64,
    place: InputPlace,
}

/// A line of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InputPlace {
    pub(crate) input: u32,
    pub(crate) line: u32,
    /// The how manieth of its input.
    number: u32,
}

/// What is wrong with an input.
pub(crate) struct InputError {
    pub(crate) place: InputPlace,
    pub(crate) what: InputErrorKind,
}

pub(crate) enum InputErrorKind {
    /// It is not a result.
    Json(JsonError),
    /// Another one with the same id stands at this place.
    Twice(Uuid, InputPlace),
}

impl FirstPass {
    /// Reads everything, and keeps none of it.
    pub(crate) fn of(inputs: &InputFiles) -> Result<Self, Failure> {
        let mut survey = Self {
            faults: Vec::new(),
            untold: 0,
            seen: HashMap::new(),
            reader: ResultReader::default(),
            sums: ResultChecksums::default(),
        };
        let mut progress = Progress::new();
        let (mut before, all) = (0, inputs.bytes());
        for input in 0..inputs.len() {
            let mut pieces = inputs.pieces(input)?;
            while let Some(piece) = pieces.next() {
                let piece = piece.map_err(|error| inputs.unreadable(input, &error))?;
                survey.note(input, pieces.number, piece);
                if survey.untold >= COUNTED {
                    return Ok(survey);
                }
                progress.show(|| match all {
                    Some(all) => {
                        let part = (before + pieces.bytes).saturating_mul(100) / all.max(1);
                        format!("reading: {}%", part.min(100))
                    }
                    None => format!("reading: {}", some_results(survey.count())),
                });
            }
            before += pieces.bytes;
        }
        Ok(survey)
    }

    /// Whether the input may contain more errors than were counted.
    pub(crate) fn is_cut(&self) -> bool {
        self.untold >= COUNTED
    }

    /// How many results there are, each counted once.
    pub(crate) fn count(&self) -> usize {
        self.seen.len()
    }

    /// Where the result with this id stands.
    pub(crate) fn place(&self, id: Uuid) -> Option<InputPlace> {
        self.seen.get(&id).map(|seen| seen.place)
    }

    /// The results, each once, as long as they are those that have been seen.
    pub(crate) fn again<'s>(&'s mut self, inputs: &'s InputFiles) -> SecondPass<'s> {
        SecondPass {
            survey: self,
            inputs,
            open: None,
            next: 0,
            given: 0,
            stopped: None,
            progress: Progress::new(),
        }
    }

    fn note(&mut self, input: usize, number: u32, piece: Result<ResultText, JsonError>) {
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
                let sum = self.sums.of(&result);
                match self.seen.entry(result.id) {
                    Entry::Occupied(first) if first.get().sum != sum => {
                        InputErrorKind::Twice(result.id, first.get().place)
                    }
                    Entry::Occupied(_) => return,
                    Entry::Vacant(free) => {
                        free.insert(SeenResult { sum, place });
                        return;
                    }
                }
            }
        };
        if self.faults.len() < TOLD {
            self.faults.push(InputError { place, what });
        } else {
            self.untold += 1;
        }
    }

    /// Whether this is the result that was seen here.
    pub(crate) fn knows(&mut self, result: &AssessmentResult) -> Option<InputPlace> {
        let seen = *self.seen.get(&result.id)?;
        (seen.sum == self.sums.of(result)).then_some(seen.place)
    }
}

fn line_of(error: &JsonError) -> usize {
    match error {
        JsonError::Syntax { line, .. } => *line,
        _ => 1,
    }
}

/// The second reading.
pub(crate) struct SecondPass<'s> {
    survey: &'s mut FirstPass,
    inputs: &'s InputFiles,
    open: Option<(usize, ResultTexts)>,
    next: usize,
    given: usize,
    stopped: Option<Failure>,
    progress: Progress,
}

impl SecondPass<'_> {
    /// Why the reading came to an early end.
    pub(crate) fn stopped(self) -> Option<Failure> {
        self.stopped
    }

    /// The next result; none at the end.
    fn read(&mut self) -> Result<Option<AssessmentResult>, Failure> {
        loop {
            let Some((input, pieces)) = &mut self.open else {
                if self.next >= self.inputs.len() {
                    return self.end();
                }
                self.open = Some((self.next, self.inputs.pieces(self.next)?));
                self.next += 1;
                continue;
            };
            let input = *input;
            let Some(piece) = pieces.next() else {
                self.open = None;
                continue;
            };
            let number = pieces.number;
            let piece = piece.map_err(|error| self.inputs.unreadable(input, &error))?;
            let reader = &mut self.survey.reader;
            let result = piece.and_then(|piece| piece.result(reader)).ok();
            let place = result.as_ref().and_then(|result| self.survey.knows(result));
            let (Some(result), Some(place)) = (result, place) else {
                return Err(changed(Some(&self.inputs.name(input))));
            };
            // The same again, further down, has been said before.
            if place.input as usize == input && place.number == number {
                self.given += 1;
                return Ok(Some(result));
            }
        }
    }

    fn end(&self) -> Result<Option<AssessmentResult>, Failure> {
        if self.given == self.survey.count() {
            Ok(None)
        } else {
            Err(changed(None))
        }
    }
}

impl Iterator for SecondPass<'_> {
    type Item = Result<AssessmentResult, SourceStopped>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.read();
        let (given, all) = (self.given as u64, self.survey.count() as u64);
        self.progress
            .show(|| format!("importing: {} of {}", thousands(given), thousands(all)));
        read.map_err(|failure| {
            self.stopped = Some(failure);
            SourceStopped
        })
        .transpose()
    }
}

/// What was read the second time is not what was read the first time.
pub(crate) fn changed(name: Option<&str>) -> Failure {
    let what = name.unwrap_or("the input");
    Failure::failed(format!("{what} changed while it was being read"))
        .hint("nothing was imported; try again")
}

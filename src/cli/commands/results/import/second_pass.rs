//! The second reading of an input, which imports it.

use super::first_pass::FirstPass;
use super::input_files::InputFiles;
use super::result_json_reader::ResultJsonReader;
use crate::cli::failure::Failure;
use crate::cli::stderr::ProgressLine;
use crate::results::AssessmentResult;
use crate::store::SourceStopped;
use crate::text::thousands;

/// The results of the input without duplicates. It stops if the input has changed.
pub(super) struct SecondPass<'s> {
    first: &'s mut FirstPass,
    inputs: &'s InputFiles,
    open: Option<(usize, ResultJsonReader)>,
    next: usize,
    given: usize,
    stopped: Option<Failure>,
    progress: ProgressLine,
}

impl<'s> SecondPass<'s> {
    pub(super) fn new(first: &'s mut FirstPass, inputs: &'s InputFiles) -> Self {
        Self {
            first,
            inputs,
            open: None,
            next: 0,
            given: 0,
            stopped: None,
            progress: ProgressLine::new(),
        }
    }

    /// Why the reading stopped early.
    pub(super) fn stopped(self) -> Option<Failure> {
        self.stopped
    }

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
            let Some((result, place)) = self.first.reread(piece) else {
                return Err(changed(&self.inputs.name(input)));
            };
            // Skip duplicates.
            if place.input as usize == input && place.number == number {
                self.given += 1;
                return Ok(Some(result));
            }
        }
    }

    fn end(&self) -> Result<Option<AssessmentResult>, Failure> {
        if self.given == self.first.count() {
            Ok(None)
        } else {
            Err(changed("the input"))
        }
    }
}

impl Iterator for SecondPass<'_> {
    type Item = Result<AssessmentResult, SourceStopped>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.read();
        let (given, all) = (self.given as u64, self.first.count() as u64);
        self.progress
            .show(|| format!("importing: {} of {}", thousands(given), thousands(all)));
        read.map_err(|failure| {
            self.stopped = Some(failure);
            SourceStopped
        })
        .transpose()
    }
}

/// The two readings differ.
pub(super) fn changed(name: &str) -> Failure {
    Failure::failed(format!("{name} changed while it was being read"))
        .hint("nothing was imported; try again")
}

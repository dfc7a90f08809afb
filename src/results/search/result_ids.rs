use uuid::Uuid;

use super::text_table::at;

/// A block of the store with the IDs of many results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdBlock {
    pub number: u32,
    /// The checksum. If it differs, the block was replaced.
    pub sum: u32,
}

/// The ID of a result, or its place in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdAt {
    Known(Uuid),
    /// A row of a block.
    Block(IdBlock, u32),
}

/// The IDs of all results, latest first. IDs in blocks stay there, because few are needed.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResultIds {
    known: Vec<Uuid>,
    runs: Vec<IdRun>,
    count: u32,
}

/// Consecutive results whose IDs are in the same place.
#[derive(Debug, Clone, Copy)]
struct IdRun {
    /// The position of the first.
    first: u32,
    /// When the first was saved, in milliseconds since 1970.
    newest: i64,
    source: RunSource,
}

#[derive(Debug, Clone, Copy)]
enum RunSource {
    /// The start in `known`.
    Known(usize),
    Block(IdBlock),
}

impl ResultIds {
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    pub(crate) fn reserve(&mut self, count: usize) {
        self.known.reserve_exact(count);
    }

    pub(crate) fn push(&mut self, millis: i64, id: Uuid) {
        if !matches!(self.runs.last(), Some(run) if matches!(run.source, RunSource::Known(_))) {
            self.begin(millis, RunSource::Known(self.known.len()));
        }
        self.known.push(id);
        self.count += 1;
    }

    /// Adds all results of a block; the first of them was saved at `newest`.
    pub(crate) fn push_block(&mut self, newest: i64, block: IdBlock, count: u32) {
        self.begin(newest, RunSource::Block(block));
        self.count = self.count.saturating_add(count);
    }

    fn begin(&mut self, newest: i64, source: RunSource) {
        self.runs.push(IdRun {
            first: self.count,
            newest,
            source,
        });
    }

    pub(crate) fn at(&self, place: u32) -> Option<IdAt> {
        if place >= self.count {
            return None;
        }
        let run = self.runs.partition_point(|run| run.first <= place);
        let run = self.runs.get(run.checked_sub(1)?)?;
        let row = place - run.first;
        match run.source {
            RunSource::Known(from) => self.known.get(from + at(row)).copied().map(IdAt::Known),
            RunSource::Block(block) => Some(IdAt::Block(block, row)),
        }
    }

    /// Returns the position of an ID that is not in a block.
    pub(crate) fn place(&self, id: Uuid) -> Option<u32> {
        let known = self.known.iter().position(|known| *known == id)?;
        self.runs.iter().rev().find_map(|run| match run.source {
            RunSource::Known(from) if from <= known => {
                Some(run.first + u32::try_from(known - from).ok()?)
            }
            _ => None,
        })
    }

    /// Returns the blocks that may contain a result saved at `millis`, each with its first
    /// position.
    pub(crate) fn blocks_at(&self, millis: i64) -> impl Iterator<Item = (IdBlock, u32)> {
        let behind = self.runs.partition_point(|run| run.newest >= millis);
        let from = self.runs[..behind].partition_point(|run| run.newest > millis);
        // The last block that begins later may extend to this time.
        let runs = &self.runs[from.saturating_sub(1)..behind];
        runs.iter().filter_map(|run| match run.source {
            RunSource::Known(_) => None,
            RunSource::Block(block) => Some((block, run.first)),
        })
    }
}

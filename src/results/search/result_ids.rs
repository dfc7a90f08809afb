use uuid::Uuid;

use super::text_table::at;

/// Where the ids of many results stand: a block of the store, and what it said when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdBlock {
    /// Which block.
    pub number: u32,
    /// Its checksum: with another one it is another block.
    pub sum: u32,
}

/// The id of a result, or where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdAt {
    /// The id.
    Known(Uuid),
    /// In this row of this block.
    Block(IdBlock, u32),
}

/// The ids of all results, the newest first. Of a million few are ever asked for: those that stand
/// in a block stay there.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResultIds {
    known: Vec<Uuid>,
    runs: Vec<IdRun>,
    count: u32,
}

/// Results one behind the other whose ids are in one place.
#[derive(Debug, Clone, Copy)]
struct IdRun {
    /// The place of the first.
    first: u32,
    /// When the first was saved, in milliseconds since 1970.
    newest: i64,
    source: Source,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    /// In `known`, from here on.
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

    /// Takes in a result saved at `millis`.
    pub(crate) fn push(&mut self, millis: i64, id: Uuid) {
        if !matches!(self.runs.last(), Some(run) if matches!(run.source, Source::Known(_))) {
            self.begin(millis, Source::Known(self.known.len()));
        }
        self.known.push(id);
        self.count += 1;
    }

    /// Takes in all results of a block, the first of them saved at `newest`.
    pub(crate) fn push_block(&mut self, newest: i64, block: IdBlock, count: u32) {
        self.begin(newest, Source::Block(block));
        self.count = self.count.saturating_add(count);
    }

    fn begin(&mut self, newest: i64, source: Source) {
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
            Source::Known(from) => self.known.get(from + at(row)).copied().map(IdAt::Known),
            Source::Block(block) => Some(IdAt::Block(block, row)),
        }
    }

    /// The place of this id, where it is known.
    pub(crate) fn place(&self, id: Uuid) -> Option<u32> {
        let known = self.known.iter().position(|known| *known == id)?;
        self.runs.iter().rev().find_map(|run| match run.source {
            Source::Known(from) if from <= known => {
                Some(run.first + u32::try_from(known - from).ok()?)
            }
            _ => None,
        })
    }

    /// The blocks that may have a result saved at `millis`, each with the place of its first.
    pub(crate) fn blocks_at(&self, millis: i64) -> impl Iterator<Item = (IdBlock, u32)> {
        let behind = self.runs.partition_point(|run| run.newest >= millis);
        let from = self.runs[..behind].partition_point(|run| run.newest > millis);
        // The last of those that begin later may go on until then.
        let runs = &self.runs[from.saturating_sub(1)..behind];
        runs.iter().filter_map(|run| match run.source {
            Source::Known(_) => None,
            Source::Block(block) => Some((block, run.first)),
        })
    }
}

use uuid::Uuid;

use super::packed_numbers::NumberRange;
use super::{BLOCK, packed_numbers};
use crate::results::NumberedRow;
use crate::store::redb::error::{RedbError, RedbResult};

/// The numbers of a row in columns: the time since this row until the row before it, the difference
/// of the time in its ID, and its text numbers.
type Numbers = [i64; 5];
/// The bytes of an ID after its time, which are mostly random.
const TAIL: usize = 10;
const TAIL_BITS: u32 = 80;
/// The number of rows, and the time of the first.
const HEAD: usize = size_of::<u32>() + size_of::<i64>();

/// Collects rows, latest first, for one record.
#[derive(Default)]
pub(crate) struct RowBlock {
    first: i64,
    last: i64,
    rows: Vec<(Numbers, [u8; TAIL])>,
    spans: Option<[NumberRange; 5]>,
}

impl RowBlock {
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a row. Returns whether it fits.
    pub(crate) fn push(&mut self, row: NumberedRow) -> bool {
        let before = if self.is_empty() {
            row.millis
        } else {
            self.last
        };
        let numbers = numbers(row, before);
        let spans = match self.spans {
            Some(mut spans) => {
                for (span, value) in spans.iter_mut().zip(numbers) {
                    *span = span.with(value);
                }
                spans
            }
            None => numbers.map(NumberRange::of),
        };
        let widths: usize = spans.iter().map(|span| span.width()).sum();
        let rows = self.rows.len() + 1;
        if HEAD + spans.len() * packed_numbers::HEAD + rows * (widths + TAIL) > BLOCK {
            return false;
        }
        if self.is_empty() {
            self.first = row.millis;
        }
        self.last = row.millis;
        self.spans = Some(spans);
        self.rows.push((numbers, tail(row.id)));
        true
    }

    /// Returns the body of the record, and empties the block.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        let mut out = Vec::with_capacity(BLOCK);
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        out.extend(count.to_le_bytes());
        out.extend(self.first.to_le_bytes());
        for (column, span) in self.spans.iter().flatten().enumerate() {
            let values = self.rows.iter().map(|(numbers, _)| numbers[column]);
            packed_numbers::write(&mut out, *span, values);
        }
        for (_, tail) in &self.rows {
            out.extend(tail);
        }
        self.rows.clear();
        self.spans = None;
        out
    }
}

fn tail(id: Uuid) -> [u8; TAIL] {
    let [_, _, _, _, _, _, tail @ ..] = id.into_bytes();
    tail
}

fn numbers(row: NumberedRow, before: i64) -> Numbers {
    let time = i64::try_from(row.id.as_u128() >> TAIL_BITS).unwrap_or_default();
    let [name, assessment, notes] = row.texts.map(i64::from);
    [
        before.wrapping_sub(row.millis),
        time.wrapping_sub(row.millis),
        name,
        assessment,
        notes,
    ]
}

/// Reads blocks into the same memory.
#[derive(Default)]
pub(crate) struct BlockReader {
    millis: Vec<i64>,
    /// The difference of the time in each ID from that of the row.
    times: Vec<i64>,
    texts: [Vec<u32>; 3],
}

/// The rows of a block.
pub(crate) struct ReadBlock<'b> {
    /// The time of each row in milliseconds since 1970.
    pub(crate) millis: &'b [i64],
    /// The text numbers of each field.
    pub(crate) texts: &'b [Vec<u32>; 3],
    times: &'b [i64],
    tails: &'b [[u8; TAIL]],
}

impl BlockReader {
    /// Reads the rows of a block, without checking their order.
    pub(crate) fn read<'b>(&'b mut self, body: &'b [u8]) -> RedbResult<ReadBlock<'b>> {
        let broken = || RedbError::damaged("a block of the index for searching is broken");
        let (count, body) = body.split_first_chunk().ok_or_else(broken)?;
        let (first, body) = body.split_first_chunk().ok_or_else(broken)?;
        let count = usize::try_from(u32::from_le_bytes(*count)).map_err(|_| broken())?;
        if count > BLOCK {
            return Err(broken());
        }
        let mut millis = i64::from_le_bytes(*first);
        let mut body = packed_numbers::read(body, count, &mut self.millis, |gap| {
            millis = millis.wrapping_sub(gap);
            millis
        })?;
        body = packed_numbers::read(body, count, &mut self.times, |time| time)?;
        for column in &mut self.texts {
            // An invalid number becomes larger than any valid one.
            let number = |value| u32::try_from(value).unwrap_or(u32::MAX);
            body = packed_numbers::read(body, count, column, number)?;
        }
        match body.as_chunks::<TAIL>() {
            (tails, []) if tails.len() == count => Ok(ReadBlock {
                millis: &self.millis,
                texts: &self.texts,
                times: &self.times,
                tails,
            }),
            _ => Err(broken()),
        }
    }
}

impl ReadBlock<'_> {
    pub(crate) fn len(&self) -> usize {
        self.tails.len()
    }

    pub(crate) fn id(&self, at: usize) -> Uuid {
        let time = self.millis[at].wrapping_add(self.times[at]).to_be_bytes();
        let mut id = [0; 16];
        id[..6].copy_from_slice(&time[2..]);
        id[6..].copy_from_slice(&self.tails[at]);
        Uuid::from_bytes(id)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = Uuid> {
        (0..self.len()).map(|at| self.id(at))
    }

    pub(crate) fn row(&self, at: usize) -> NumberedRow {
        NumberedRow {
            millis: self.millis[at],
            id: self.id(at),
            texts: self.texts.each_ref().map(|column| column[at]),
        }
    }

    /// Whether the rows are in order, latest first.
    pub(crate) fn is_in_order(&self) -> bool {
        let mut pairs = self.millis.windows(2).enumerate();
        pairs.all(|(at, pair)| {
            pair[0] > pair[1] || (pair[0] == pair[1] && self.id(at) > self.id(at + 1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(millis: i64, id: u128, texts: [u32; 3]) -> NumberedRow {
        let id = Uuid::from_u128(id);
        NumberedRow { millis, id, texts }
    }

    #[test]
    fn rows_come_back_from_their_block_and_what_is_broken_does_not() {
        let rows = [
            row(i64::MAX, u128::MAX, [u32::MAX, 0, 1]),
            row(1_700_000_000_000, 1_700_000_000_007 << 80 | 5, [7, 8, 9]),
            row(0, 0, [0; 3]),
            row(i64::MIN, 1, [1, 2, 3]),
        ];
        let mut block = RowBlock::default();
        assert!(rows.into_iter().all(|row| block.push(row)));
        let body = block.take();
        assert!(block.is_empty());

        let read = |body: &[u8]| {
            let mut reader = BlockReader::default();
            let rows = reader.read(body).ok()?;
            let all = (0..rows.len()).map(|at| rows.row(at));
            Some(all.collect::<Vec<_>>())
        };
        assert_eq!(read(&body).as_deref(), Some(&rows[..]));
        for end in 0..body.len() {
            assert_eq!(read(&body[..end]), None);
        }
    }

    #[test]
    fn a_block_is_full_in_time() {
        let mut block = RowBlock::default();
        let alike = |n: u32| row(-i64::from(n), u128::from(n), [n, n % 3, 0]);
        let rows = (0..9_999).take_while(|n| block.push(alike(*n))).count();

        let length = block.take().len();
        assert!(length <= BLOCK && length > BLOCK * 9 / 10, "{length}");
        assert!(rows > 700, "{rows}");
    }
}

//! Columns of similar numbers, each with as few bytes as the range of the column needs.

use std::iter::repeat_n;

use crate::store::redb::error::{RedbError, RedbResult};

/// The range of the numbers in a column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberRange {
    least: i64,
    most: i64,
}

impl NumberRange {
    pub(crate) fn of(value: i64) -> Self {
        Self {
            least: value,
            most: value,
        }
    }

    pub(crate) fn with(self, value: i64) -> Self {
        Self {
            least: self.least.min(value),
            most: self.most.max(value),
        }
    }

    /// The bytes per number.
    pub(crate) fn width(self) -> usize {
        let range = self.most.wrapping_sub(self.least).cast_unsigned();
        (8 - range.leading_zeros() as usize / 8).min(8)
    }
}

/// The bytes of a column in addition to its numbers.
pub(crate) const HEAD: usize = 1 + size_of::<i64>();

/// Writes a column: the width, the least number, and the differences from it.
pub(crate) fn write(out: &mut Vec<u8>, span: NumberRange, values: impl Iterator<Item = i64>) {
    let width = span.width();
    out.push(u8::try_from(width).unwrap_or(u8::MAX));
    out.extend(span.least.to_le_bytes());
    for value in values {
        let above = value.wrapping_sub(span.least).to_le_bytes();
        out.extend(&above[..width]);
    }
}

/// Reads a column of `count` numbers into `values`, converted by `made`. Returns the remaining bytes.
pub(crate) fn read<'b, T>(
    bytes: &'b [u8],
    count: usize,
    values: &mut Vec<T>,
    made: impl FnMut(i64) -> T,
) -> RedbResult<&'b [u8]> {
    let short = || RedbError::damaged("a block of the index for searching is too short");
    let (&width, bytes) = bytes.split_first().ok_or_else(short)?;
    let (least, bytes) = bytes.split_first_chunk().ok_or_else(short)?;
    let least = i64::from_le_bytes(*least);
    let length = count.checked_mul(usize::from(width)).ok_or_else(short)?;
    let behind = bytes.get(length..).ok_or_else(short)?;
    values.clear();
    match width {
        0 => values.extend(repeat_n(least, count).map(made)),
        1 => values.extend(numbers::<1>(bytes, count, least).map(made)),
        2 => values.extend(numbers::<2>(bytes, count, least).map(made)),
        3 => values.extend(numbers::<3>(bytes, count, least).map(made)),
        4 => values.extend(numbers::<4>(bytes, count, least).map(made)),
        5 => values.extend(numbers::<5>(bytes, count, least).map(made)),
        6 => values.extend(numbers::<6>(bytes, count, least).map(made)),
        7 => values.extend(numbers::<7>(bytes, count, least).map(made)),
        8 => values.extend(numbers::<8>(bytes, count, least).map(made)),
        _ => return Err(RedbError::damaged("a column of the index is too wide")),
    }
    Ok(behind)
}

/// The numbers of a column. As the width is a constant, each is read as one word and masked, except
/// at the end of a record.
fn numbers<const WIDTH: usize>(
    bytes: &[u8],
    count: usize,
    least: i64,
) -> impl Iterator<Item = i64> {
    let own = u64::MAX >> (u64::BITS as usize - 8 * WIDTH);
    (0..count * WIDTH).step_by(WIDTH).map(move |at| {
        let here = &bytes[at..];
        let above = match here.first_chunk() {
            Some(word) => u64::from_le_bytes(*word) & own,
            None => last(&here[..WIDTH]),
        };
        least.wrapping_add_unsigned(above)
    })
}

#[cold]
fn last(bytes: &[u8]) -> u64 {
    let mut above = [0; 8];
    above[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_however_far_apart_come_back() {
        for values in [
            vec![5],
            vec![0, 255],
            vec![-1, 255],
            vec![i64::MIN, i64::MAX, 0],
            vec![70_000, 3, 1 << 40],
        ] {
            let span = values
                .iter()
                .fold(NumberRange::of(values[0]), |span, v| span.with(*v));
            let mut bytes = Vec::new();
            write(&mut bytes, span, values.iter().copied());
            assert_eq!(bytes.len(), HEAD + span.width() * values.len());
            bytes.push(7);

            let mut found = Vec::new();
            let behind = read(&bytes, values.len(), &mut found, |value| value);
            assert!(matches!(behind, Ok([7])));
            assert_eq!(found, values);
            assert!(read(&bytes[..3], values.len(), &mut found, |value| value).is_err());
        }
    }
}

//! Sorted texts without the prefix that each shares with the one before it: similar names take a few
//! bytes each.

use super::BLOCK;
use crate::store::redb::error::{RedbError, RedbResult};

/// Collects texts for one record.
#[derive(Default)]
pub(crate) struct PrefixCompressed {
    body: Vec<u8>,
    last: Vec<u8>,
}

impl PrefixCompressed {
    /// Whether this text belongs in the next record.
    pub(crate) fn is_full(&self, next: &str) -> bool {
        // The two lengths take two to six bytes.
        !self.body.is_empty() && self.body.len() + next.len() + 6 > BLOCK
    }

    pub(crate) fn push(&mut self, text: &str) {
        let text = text.as_bytes();
        let shared = shared(&self.last, text);
        let own = &text[shared..];
        write(&mut self.body, shared);
        write(&mut self.body, own.len());
        self.body.extend(own);
        self.last.truncate(shared);
        self.last.extend(own);
    }

    /// Returns the body of the record, and begins the next.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        self.last.clear();
        std::mem::take(&mut self.body)
    }
}

/// The length of the common prefix.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let same = one.iter().zip(other);
    same.take_while(|(one, other)| one == other).count()
}

/// Writes seven bits per byte, the lowest first.
fn write(out: &mut Vec<u8>, mut length: usize) {
    while let Some(low @ 0x80..) = Some(length) {
        out.push(low.to_le_bytes()[0] | 0x80);
        length >>= 7;
    }
    out.push(length.to_le_bytes()[0]);
}

fn read(bytes: &mut &[u8]) -> Option<usize> {
    let mut length = 0;
    for shift in (0..u32::BITS).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        length |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(length);
        }
    }
    None
}

/// Calls `take` with the length of the shared prefix and the rest of each text of a record. It returns
/// whether they are valid.
pub(crate) fn each(mut body: &[u8], mut take: impl FnMut(usize, &[u8]) -> bool) -> RedbResult<()> {
    let broken = || RedbError::damaged("the texts of the index for searching are broken");
    while !body.is_empty() {
        let shared = read(&mut body).ok_or_else(broken)?;
        let own = read(&mut body).ok_or_else(broken)?;
        let (own, behind) = body.split_at_checked(own).ok_or_else(broken)?;
        if !take(shared, own) {
            return Err(broken());
        }
        body = behind;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_and_what_is_broken_never_panics() {
        let long = "n".repeat(300);
        let texts = [
            "",
            "ada",
            "ada lovelace",
            "adá",
            "adé",
            &long,
            &long,
            "жa",
            "жб",
        ];
        let mut compressed = PrefixCompressed::default();
        for text in texts {
            compressed.push(text);
        }
        let body = compressed.take();
        let read = |body: &[u8]| {
            let mut found: Vec<Vec<u8>> = Vec::new();
            let whole = each(body, |shared, own| {
                let before = found.last().map_or(&[][..], Vec::as_slice);
                let text = before.get(..shared).map(|shared| [shared, own].concat());
                found.extend(text.clone());
                text.is_some()
            });
            whole.map(|()| found)
        };

        assert!(read(&body).is_ok_and(|found| found == texts.map(str::as_bytes)));
        for at in 0..body.len() {
            let mut broken = body.clone();
            broken[at] ^= 0x55;
            let _ = read(&broken);
            let _ = read(&body[..at]);
        }
    }
}

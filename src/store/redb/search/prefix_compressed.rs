//! Texts in their order, of each only what the one before it does not begin with: names that are
//! alike take a few bytes each.

use super::BLOCK;
use crate::store::redb::error::{RedbError, RedbResult};

/// Texts on their way into one record.
#[derive(Default)]
pub(crate) struct PrefixCompressed {
    body: Vec<u8>,
    last: Vec<u8>,
}

impl PrefixCompressed {
    /// Whether another text should go into the next record.
    pub(crate) fn is_full(&self, next: &str) -> bool {
        // The length of what is left out and of what is not take two bytes, or four more.
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

    /// The body of the record, after which there is room again.
    pub(crate) fn take(&mut self) -> Vec<u8> {
        self.last.clear();
        std::mem::take(&mut self.body)
    }
}

/// How many bytes both begin with.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let same = one.iter().zip(other);
    same.take_while(|(one, other)| one == other).count()
}

/// Seven bits a byte, the lowest first.
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

/// Hands over each text of a record: how much of the one before it begins with, and what follows;
/// whether that can be is for `take` to say.
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
        let mut fronted = PrefixCompressed::default();
        for text in texts {
            fronted.push(text);
        }
        let body = fronted.take();
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

//! Replaces a letter or a digit by one of the same kind.

use sha2::{Digest as _, Sha256};
use unicode_width::UnicodeWidthChar as _;

use crate::text::text_key;

/// How far the letter after `beginning`, the beginning of its word, is shifted in its alphabet.
pub(super) fn shift(secret: [u8; 16], beginning: &str) -> u32 {
    let digest = Sha256::new().chain_update(secret).chain_update(beginning);
    let digest = digest.finalize();
    u32::from_be_bytes([0, digest[0], digest[1], digest[2]])
}

/// The same character for all spellings of a letter.
pub(super) fn folded(c: char) -> char {
    let key = text_key(c.encode_utf8(&mut [0; 4]));
    key.chars().next().unwrap_or(c)
}

/// Another letter or digit of the same kind; in ASCII never the same one.
pub(super) fn shifted(c: char, by: u32) -> char {
    let within = |first: char, count: u32| {
        let (first, own) = (u32::from(first), u32::from(c));
        let by = 1 + by % (count - 1);
        char::from_u32(first + (own - first + by) % count).unwrap_or(c)
    };
    let spread = |first: char, count: u32| {
        let own = u32::from(folded(c)).wrapping_mul(31).wrapping_add(by);
        char::from_u32(u32::from(first) + own % count).unwrap_or(c)
    };
    match blurred(c) {
        'x' => within('a', 26),
        'X' => within('A', 26),
        '0' => within('0', 10),
        'é' => spread('à', 23),
        'É' => spread('À', 23),
        'א' => spread('א', 27),
        '字' => spread('一', 0x1000),
        other => other,
    }
}

/// One letter or digit for all of the same width, case, and writing direction. Other characters stay,
/// because errors in frames often depend on them.
pub(super) fn blurred(c: char) -> char {
    match c {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0'..='9' => '0',
        _ if c.is_ascii() || !c.is_alphanumeric() || c.width() == Some(0) => c,
        _ if c.width() == Some(2) => '字',
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}' => 'א',
        _ if c.is_uppercase() => 'É',
        _ => 'é',
    }
}

use nucleo_matcher::chars::{normalize, to_lower_case};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters and digits that have a place of their own in a mask.
const PLAIN: u32 = 36;

/// Adds `text` to `folded` in the form in which texts are compared: small letters, without
/// accents.
pub(super) fn fold(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        folded[from..].make_ascii_lowercase();
        return;
    }
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    folded.extend(letters.map(|c| to_lower_case(normalize(c))));
}

/// The characters of a folded text as a set: what lacks one of a query's cannot match it. Rare
/// characters share a place.
pub(super) fn mask(folded: &str) -> u64 {
    if folded.is_ascii() {
        let bits = folded.bytes().map(|byte| ASCII[usize::from(byte & 127)]);
        return bits.fold(0, |mask, bit| mask | bit);
    }
    folded.chars().fold(0, |mask, c| mask | bit(c))
}

/// The bits of the ASCII characters, looked up because this is done for every letter there is.
const ASCII: [u64; 128] = {
    let mut bits = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        bits[byte as usize] = bit(byte as char);
        byte += 1;
    }
    bits
};

const fn bit(c: char) -> u64 {
    let place = match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => 26 + (c as u32 - '0' as u32),
        other => PLAIN + other as u32 % (u64::BITS - PLAIN),
    };
    1 << place
}

//! Keys of texts that look the same, and of texts that do not.

use levelup::testing::text_key;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

#[test]
fn texts_that_look_alike_have_one_key() {
    for same in [
        &[
            "Anna Bauer",
            "anna bauer",
            " Anna  Bauer\t",
            "Anna\u{A0}Bauer",
            "Anna\u{3000}Bauer",
        ][..],
        &[
            "Anna Bauer",
            "An\u{200B}na Bau\u{AD}er",
            "\u{FEFF}Anna Bauer\u{2060}",
            "Anna\u{200D} Bauer",
        ],
        &["STRASSE", "Straße", "straSSe", "STRAẞE"],
        &["ΣΟΦΟΣ", "σοφος", "σοφοσ"],
        &["Zoë", "Zoe\u{308}", "ZOË", "Zoe\u{308}\u{200D}"],
        &["ﬁsher", "FISHER"],
        &["ᾳ", "ΑΙ", "\u{3B1}\u{345}"],
        &["क्ष", "क्ष\u{200C}"],
    ] {
        for text in same {
            assert_eq!(text_key(text), text_key(same[0]), "{text:?}");
        }
    }
}

#[test]
fn texts_that_look_different_have_different_keys() {
    for [one, other] in [
        ["Anna", "Ana"],
        ["Anna Bauer", "AnnaBauer"],
        ["Müller", "Muller"],
        ["👩💻", "👩\u{200D}💻"],
        ["❤\u{FE0F}\u{200D}🔥", "❤\u{FE0F}🔥"],
        ["क्ष", "क्\u{200D}ष"],
        ["Ilya", "İlya"],
    ] {
        assert_ne!(text_key(one), text_key(other), "{one:?} {other:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_key_is_idempotent(text in "\\PC{0,12}") {
        let key = text_key(&text);
        prop_assert_eq!(text_key(&key), key);
    }

    /// The migration to schema 4 makes new keys from the old ones, which were in lowercase.
    #[test]
    fn lowercase_texts_keep_their_key(text in "\\PC{0,12}") {
        let lower: String = text.trim().nfc().flat_map(char::to_lowercase).nfc().collect();
        prop_assert_eq!(text_key(&lower), text_key(&text));
    }
}

#[test]
fn lowercase_characters_keep_their_key() {
    let assigned = ('\u{80}'..='\u{1FFFF}').chain('\u{E0000}'..='\u{E0FFF}');
    for c in assigned {
        let lower: String = c.nfc().flat_map(char::to_lowercase).nfc().collect();
        let text = c.to_string();
        assert_eq!(text_key(&lower), text_key(&text), "{c:?}");
        assert_eq!(text_key(&text_key(&text)), text_key(&text), "{c:?}");
    }
}

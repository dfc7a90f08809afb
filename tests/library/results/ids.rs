use levelup::testing::{IdRef, IdRefError};
use uuid::Uuid;

#[test]
fn id_suffix_and_position_are_read() {
    let full = IdRef::Full(Uuid::from_u128(0x019a_bcde_0000_7000_8000_0123_4567_89ab));
    let ending = |digits: &str| IdRef::Ending(digits.to_owned());
    let cases = [
        ("019abcde-0000-7000-8000-0123456789ab", full.clone()),
        ("019ABCDE0000700080000123456789AB", full),
        ("89ab", ending("89ab")),
        (" 89AB ", ending("89ab")),
        ("8000-0123456789AB", ending("80000123456789ab")),
        ("@", IdRef::Newest(0)),
        ("@~0", IdRef::Newest(0)),
        ("@~12", IdRef::Newest(12)),
        ("@~007", IdRef::Newest(7)),
        ("@~99999999999999999999999", IdRef::Newest(u64::MAX)),
    ];
    for (text, expected) in cases {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
}

#[test]
fn invalid_ids_are_rejected() {
    for text in ["a", "9ab", "-9ab-"] {
        assert_eq!(text.parse::<IdRef>(), Err(IdRefError::TooShort), "{text}");
    }
    let long = "0".repeat(33);
    for text in [
        "", "-", "xyzw", "@~x", "@~", "@~-1", "@~+1", "@1", "@@", "٣٣٣٣", &long,
    ] {
        assert_eq!(text.parse::<IdRef>(), Err(IdRefError::Malformed), "{text}");
    }
}

use jiff::Timestamp;

/// 0001-01-01T00:00:00Z.
const FIRST: Timestamp = Timestamp::constant(-62_135_596_800, 0);
/// 2020-01-01T00:00:00Z.
const YEAR_2020: Timestamp = Timestamp::constant(1_577_836_800, 0);
/// The latest time that can be stored: 9999-12-30T22:00:00Z.
pub const LATEST: Timestamp = Timestamp::constant(253_402_207_200, 0);

/// Whether a result can have this time: its year is 0001 to 9999.
pub(crate) fn is_in_years(time: Timestamp) -> bool {
    (FIRST..=LATEST).contains(&time)
}

/// Whether a clock that shows this time can be right: its year is 2020 to 9999.
pub(crate) fn clock_can_be_right(now: Timestamp) -> bool {
    (YEAR_2020..LATEST).contains(&now)
}

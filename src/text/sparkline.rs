const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A position in 0..1 as a bar of one cell.
fn block(share: f64) -> char {
    let steps = [1, 3, 5, 7, 9, 11, 13].iter();
    let at = steps
        .filter(|step| share * 14.0 >= f64::from(**step))
        .count();
    BLOCKS[at]
}

/// One bar per value in 0..1, and a dot for no value. In ASCII, the levels as digits.
pub(crate) fn line(ascii: bool, values: &[(Option<f64>, Option<u8>)]) -> String {
    let sign = |(position, level): &(Option<f64>, Option<u8>)| match (position, level) {
        (Some(_), Some(level)) if ascii => char::from(b'0' + level.min(&9)),
        (Some(position), _) => block(*position),
        _ if ascii => '.',
        _ => '·',
    };
    values.iter().map(sign).collect()
}

/// One bar per count, relative to the largest, and a dot for 0. In ASCII, the counts as digits.
pub(crate) fn bars(ascii: bool, counts: &[usize]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0);
    let sign = |count: &usize| {
        if ascii {
            return match count {
                0..=9 => char::from(b'0' + u8::try_from(*count).unwrap_or(0)),
                _ => '+',
            };
        }
        if *count == 0 {
            return '·';
        }
        BLOCKS[(*count * 8).div_ceil(most.max(1)).clamp(1, 8) - 1]
    };
    counts.iter().map(sign).collect()
}

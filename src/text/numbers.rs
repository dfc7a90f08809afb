/// A count with its noun: "1 category", "1,204 categories".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number as u64), plural(number, one, many))
}

/// The singular or the plural, as the number requires.
pub(crate) fn plural<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

/// A number with commas: "1,204".
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "Ada, Cleo and 12 more"; without a number if all are named.
pub(crate) fn named_and_more(names: &str, more: usize) -> String {
    match more {
        0 => names.to_owned(),
        more => format!("{names} and {more} more"),
    }
}

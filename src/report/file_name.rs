use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization as _;

use crate::assessment::slug_in_path;
use crate::results::AssessmentResult;
use crate::words::{local_date, short_id};

/// The maximum length of a person's name in bytes; file names must be shorter than 255 bytes.
const NAME_BYTES: usize = 80;

/// The name of the file that a result is written to: `DATE-SLUG-NAME-ID.json`.
///
/// It is the same on every system: the date is in UTC, and the name of the person has only letters,
/// digits, and hyphens. ID is the end of the ID, as in lists, or all 32 digits with `whole_id`.
pub fn result_file_name(result: &AssessmentResult, whole_id: bool) -> String {
    let date = local_date(result.taken_at, &TimeZone::UTC);
    let slug = slug_in_path(&result.assessment.slug);
    let name = plain(&result.name);
    let id = if whole_id {
        result.id.simple().to_string()
    } else {
        short_id(result.id)
    };
    format!("{date}-{slug}-{name}-{id}.json")
}

/// The letters and digits of a name, with `-` for everything between them.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    let mut gap = false;
    for c in name.nfc() {
        if !c.is_alphanumeric() {
            gap = !plain.is_empty();
            continue;
        }
        if plain.len() + usize::from(gap) + c.len_utf8() > NAME_BYTES {
            break;
        }
        if gap {
            plain.push('-');
            gap = false;
        }
        plain.push(c);
    }
    if plain.is_empty() {
        plain.push_str("unnamed");
    }
    plain
}

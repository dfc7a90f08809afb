use std::io::{self, Write as _};
use std::path::Path;
use std::sync::mpsc::Sender;

use jiff::tz::TimeZone;

use crate::json::to_json;
use crate::report::{
    TextOptions, plan_markdown, result_html, result_markdown, result_svg, result_text,
};
use crate::results::AssessmentResult;
use crate::runtime::incoming::Incoming;
use crate::runtime::system::from_home;
use crate::state::{Event, ResultView};
use crate::store::{put_in_place, remove_abandoned, temporary_in};
use crate::words::{UNKNOWN_FILE_ENDING, system_error_words};

/// Writes a result to a new file on a separate thread: the store thread may be blocked, which is a
/// reason to write answers to a file.
pub(crate) fn write_out(
    path: String,
    result: AssessmentResult,
    zone: TimeZone,
    answers: Sender<Incoming>,
) {
    let write = move || {
        let why_not = match text_for(Path::new(&path), &result, &zone) {
            None => Some(UNKNOWN_FILE_ENDING.to_owned()),
            Some(text) => {
                let written = write_new(&from_home(&path), &text);
                written.err().map(|error| system_error_words(&error))
            }
        };
        let _ = answers.send(Incoming::StoreReply(Some(Event::Written { path, why_not })));
    };
    let _ = std::thread::Builder::new().name("file".into()).spawn(write);
}

/// Returns a result in the format of the file extension; `None` if it is unknown.
fn text_for(path: &Path, result: &AssessmentResult, zone: &TimeZone) -> Option<String> {
    Some(match path.extension().and_then(|ending| ending.to_str()) {
        Some("md") => result_markdown(result, zone),
        Some("html") => result_html(result, zone),
        Some("svg") => result_svg(result, zone),
        Some("txt") => result_text(result, &text_options(zone)),
        Some("json") => to_json(result),
        _ => return None,
    })
}

fn text_options(zone: &TimeZone) -> TextOptions {
    TextOptions {
        zone: zone.clone(),
        ..TextOptions::default()
    }
}

/// Returns whether the name is the reason that a file cannot be written: unknown extension or
/// existing file. Otherwise the reason is the directory or the disk.
pub(crate) fn cannot_be_named(path: &str) -> bool {
    let endings = ["md", "html", "svg", "json", "txt"];
    let ending = Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str());
    !ending.is_some_and(|ending| endings.contains(&ending)) || from_home(path).exists()
}

/// Returns the text of a result to copy to the clipboard.
pub(crate) fn text_to_copy(result: &AssessmentResult, view: ResultView, zone: &TimeZone) -> String {
    match view {
        ResultView::Plan => plan_markdown(result, zone),
        ResultView::Table | ResultView::Chart => result_text(result, &text_options(zone)),
    }
}

/// Writes a new file atomically, readable only by its owner. Fails if the file exists.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    remove_abandoned(folder);
    let mut file = temporary_in(folder, None)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    put_in_place(&file.into_temp_path(), path)
}

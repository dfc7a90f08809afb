use crate::state::{MessagesPage, Role, State};
use crate::text::wrapped;
use crate::view::painter::Painter;
use crate::view::{header_footer, messages, widgets};

/// The column of the messages, after their times.
const TEXT: u16 = 12;

/// Draws the latest messages, latest first, each with its time.
pub(crate) fn draw(paint: &mut Painter, state: &State, page: &MessagesPage) {
    header_footer::header(paint, &["Messages"], &[]);
    let log = state.log.latest_first();
    if log.len() == 0 {
        let hint = "Messages from the bottom line are listed here.";
        return widgets::empty_state(paint, 2, "No messages yet", [hint]);
    }
    let width = state.size.width.saturating_sub(TEXT);
    let (mut y, end) = (2, 2 + state.size.body_height());
    for entry in log.skip(page.top.at) {
        let time = entry.at.to_zoned(state.zone.clone()).strftime("%H:%M:%S");
        let text = messages::message(&entry.message, &state.keymap);
        let role = if entry.message.is_bad() {
            Role::Error
        } else {
            Role::Text
        };
        paint.put(2, y, &time.to_string(), TEXT - 2, Role::Dim);
        for line in wrapped(&text, width, usize::MAX) {
            if y >= end {
                return;
            }
            paint.put_line(TEXT, y, &line, role);
            y += 1;
        }
    }
}

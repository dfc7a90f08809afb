use crate::state::{MessagesPage, Role, State};
use crate::text::wrapped;
use crate::view::painter::Painter;
use crate::view::{header_footer, messages};

/// Where a message begins: behind the time.
const TEXT: u16 = 12;

/// The last messages, newest first, each with the time at which it was told.
pub(crate) fn draw(paint: &mut Painter, state: &State, messages: &MessagesPage) {
    header_footer::header(paint, &["Messages"], &[]);
    let width = state.size.width.saturating_sub(TEXT);
    let (mut y, end) = (2, 2 + state.size.body_height());
    let told = state.log.newest_first();
    if told.len() == 0 {
        let nothing = "No messages yet. Messages from the bottom line are listed here.";
        for (y, line) in (2..end).zip(wrapped(nothing, state.size.width.saturating_sub(4), 3)) {
            paint.put(2, y, &line, state.size.width, Role::Text);
        }
    }
    for told in told.skip(messages.top.at) {
        let time = told.at.to_zoned(state.zone.clone()).strftime("%H:%M:%S");
        let text = messages::message(&told.message, &state.keymap);
        let role = if told.message.is_bad() {
            Role::Error
        } else {
            Role::Text
        };
        for (at, line) in wrapped(&text, width, usize::MAX).iter().enumerate() {
            if y >= end {
                return;
            }
            if at == 0 {
                paint.put(2, y, &time.to_string(), TEXT - 2, Role::Dim);
            }
            paint.put(TEXT, y, line, width, role);
            y += 1;
        }
    }
}

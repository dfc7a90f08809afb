use ratatui::layout::Position;

use crate::results::{Answer, AnswerEntry};
use crate::state::{
    Action, EditKind, KeyContext, ListLine, MARKER, Panes, Role, Saving, State, TakeScreen, cells,
};
use crate::text::{count, wrapped};
use crate::view::painter::Painter;
use crate::view::{category_detail, header_footer, level_marks, text_field};
use crate::words::answer_words;

/// The form: the list of categories, and the ladder of the chosen one. Gives the place of the
/// cursor where text is typed.
pub(crate) fn draw(paint: &mut Painter, state: &State, take: &TakeScreen) -> Option<Position> {
    top(paint, take);
    if take.assessment.categories.is_empty() {
        nothing_to_rate(paint);
    } else {
        body(paint, state, take);
    }
    typing(paint, state, take)
}

fn top(paint: &mut Painter, take: &TakeScreen) {
    let total = take.answers.entries.len();
    let answered = take.answers.answered();
    let narrow = paint.area().width < 70;
    let progress = if narrow {
        format!("{answered}/{total}")
    } else {
        format!("{answered} of {total} answered")
    };
    let mut right = vec![(progress, Role::Text)];
    match &take.saving {
        _ if take.opening.is_some() => right.push((" · opening…".into(), Role::Dim)),
        Saving::Nothing => {}
        Saving::Waiting => right.push((" · saving…".into(), Role::Dim)),
        // As wide as the word before it, so that nothing beside it moves.
        Saving::Saved => right.push((" · saved  ".into(), Role::Dim)),
        Saving::Failed(_) => right.push((" · not saved".into(), Role::Error)),
    }
    header_footer::header(paint, &[&take.assessment.name, &take.name], &right);
}

fn nothing_to_rate(paint: &mut Painter) {
    let width = paint.area().width;
    paint.put(
        2,
        3,
        "No categories yet",
        width.saturating_sub(2),
        Role::Strong,
    );
    let hint = "Add categories to the assessment file to rate them and save a result.";
    for (row, line) in (5..).zip(wrapped(hint, width.saturating_sub(4).min(76), 3)) {
        paint.put(2, row, &line, width.saturating_sub(2), Role::Text);
    }
}

fn body(paint: &mut Painter, state: &State, take: &TakeScreen) {
    let (width, height) = (state.size.width, state.size.body_height());
    let list = take.columns.list;
    if let (Some(top), Some(sheet)) = (take.page, take.sheet()) {
        return category_detail::page(paint, &sheet, top, (width, height));
    }
    rows(paint, take, 2, state.size.list_height());
    match state.size.panes() {
        Panes::Beside => paint.upright(list + 1, 1, height + 2),
        Panes::Stacked => paint.rule(0, 2 + state.size.list_height(), width),
        Panes::One | Panes::TooSmall => {}
    }
    if let (Some(place), Some(sheet)) = (take.detail_place(state.size), take.sheet()) {
        let room = (place.width, place.height);
        category_detail::draw(paint, &sheet, place.x, place.y, room);
    }
}

fn rows(paint: &mut Painter, take: &TakeScreen, y: u16, height: u16) {
    let lines = take.outline.lines.iter().skip(take.list.top);
    for (y, line) in (y..y + height).zip(lines) {
        match *line {
            ListLine::Gap | ListLine::Tail(_) => {}
            ListLine::Group(index) => group(paint, take, y, index),
            ListLine::Category { index, part } => row(paint, take, y, index, part),
        }
    }
}

fn group(paint: &mut Painter, take: &TakeScreen, y: u16, index: usize) {
    let group = take.assessment.categories[index]
        .group
        .as_deref()
        .unwrap_or_default();
    let width = take.columns.list.saturating_sub(MARKER);
    paint.put(MARKER, y, &group.to_uppercase(), width, Role::Dim);
}

fn row(paint: &mut Painter, take: &TakeScreen, y: u16, index: usize, part: usize) {
    let chosen = index == take.list.at;
    let columns = &take.columns;
    let name = &take.assessment.categories[index].name;
    if chosen {
        paint.put(0, y, "▌", 1, Role::StrongAccent);
    }
    if take.assessment.wide_category {
        let lines = wrapped(name, columns.name, 2);
        let line = lines.get(part).map_or("", String::as_str);
        paint.put(MARKER, y, line, columns.name, Role::Text.chosen(chosen));
    } else {
        paint.put(MARKER, y, name, columns.name, Role::Text.chosen(chosen));
    }
    if part == 0 {
        answer(paint, take, y, index, &take.answers.entries[index]);
    }
}

fn answer(paint: &mut Painter, take: &TakeScreen, y: u16, index: usize, entry: &AnswerEntry) {
    let columns = &take.columns;
    let x = columns.marks_at();
    level_marks::put(
        paint,
        x,
        y,
        (entry.answer, take.previous_level(index)),
        take.assessment.top(index),
        columns,
    );
    let mut x = x + columns.marks + 2;
    let silent = take
        .previous_of(index)
        .filter(|previous| previous.was.answer.current().is_none());
    if let (Answer::Unanswered, Some(previous)) = (entry.answer, silent) {
        let was = answer_words(previous.was.answer).unwrap_or_default();
        let text = format!("◦ {was}");
        paint.put(x, y, &text, columns.label.max(3), Role::Dim);
        x += if columns.label > 0 {
            columns.label + 1
        } else {
            0
        };
    } else if columns.label > 0 {
        let level = entry.answer.current().unwrap_or(0);
        let (label, role) = level_marks::label(entry.answer, take.assessment.label(index, level));
        paint.put(x, y, label, columns.label, role);
        x += columns.label + 1;
    } else {
        x = x.saturating_sub(1);
    }
    if entry.level_up && !(columns.figures && entry.answer.gap() > 0) {
        paint.put(x, y, "▲", 1, Role::Accent);
    }
    if entry.copied_previous {
        paint.put(x + 1, y, "◦", 1, Role::Dim);
    }
    if !entry.note.is_empty() {
        paint.put(x + 2, y, "✎", 1, Role::Dim);
    }
}

/// The line in which text is typed: the bottom one, in the place of the keys.
fn typing(paint: &mut Painter, state: &State, take: &TakeScreen) -> Option<Position> {
    let editing = take.editing.as_ref().filter(|_| state.overlay.is_none())?;
    let (width, y) = (state.size.width, state.size.height.saturating_sub(1));
    let category = take.assessment.categories.get(editing.at);
    let (label, tail) = match editing.kind {
        EditKind::Note => {
            let name = category.map(|c| c.name.as_str()).unwrap_or_default();
            let name = crate::text::cut(name, usize::from(width / 3), '…');
            (format!("✎ {name}: "), "")
        }
        EditKind::Name => ("name: ".into(), ""),
        EditKind::File => ("write answers to: ".into(), ""),
        EditKind::Find if take.finds_nothing() => ("find: ".into(), "  no matches"),
        EditKind::Find => ("find: ".into(), ""),
    };
    paint.put(0, y, &" ".repeat(usize::from(width)), width, Role::Text);
    let room = width.saturating_sub(cells(tail));
    paint.put_right(width, y, tail, Role::Error);
    if state.message.is_some() {
        header_footer::footer(paint, state);
        return None;
    }
    Some(text_field::put(paint, 0, y, &label, &editing.field, room))
}

/// The question what to do with unanswered categories.
pub(crate) fn ask(paint: &mut Painter, state: &State, take: &TakeScreen) {
    let open = take.answers.entries.len() - take.answers.answered();
    let one = count(open, "category is", "categories are");
    let key = |action| state.keymap.name(KeyContext::Unanswered, action);
    let lines = [
        (format!("{one} unanswered"), Role::Strong, String::new()),
        (String::new(), Role::Text, String::new()),
        (
            "Go to the first unanswered category".into(),
            Role::Text,
            key(Action::GoToUnanswered),
        ),
        (
            "Count as level 1 and save".into(),
            Role::Text,
            key(Action::CountAsLowest),
        ),
        (
            "Save as unanswered".into(),
            Role::Text,
            key(Action::SaveUnanswered),
        ),
        ("Back to the form".into(), Role::Text, key(Action::Back)),
    ];
    crate::view::dialog::draw(paint, &lines);
}

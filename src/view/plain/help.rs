use crate::state::{COMMANDS, TakeScreen};

/// What can be typed: the answers, then the commands, a line each.
pub(crate) fn help(take: &TakeScreen) -> Vec<String> {
    let top = match take.assessment.categories.get(take.list.at) {
        Some(_) => take.assessment.top(take.list.at),
        None => 0,
    };
    let mut lines = Vec::new();
    if top > 0 {
        lines.push(format!(
            "1 to {top}, or a label: rate the category and go to the next one."
        ));
        lines.push("2+: rate level 2 and set the next level as the goal.".to_owned());
        lines.push("1>3: rate level 1 and set level 3 as the goal.".to_owned());
    }
    lines.extend(COMMANDS.iter().map(|spec| {
        let takes = if spec.takes.is_empty() {
            String::new()
        } else {
            format!(" {}", spec.takes)
        };
        let (first, others) = spec.names.split_first().unwrap_or((&"", &[]));
        let others = if others.is_empty() {
            String::new()
        } else {
            format!(", or {}", others.join(", "))
        };
        format!("{first}{takes}{others}: {}.", spec.description)
    }));
    lines.push("If a label is also a command, type / before the command: /save.".to_owned());
    lines
}

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
            "1 to {top}, or a label: this is the level; on to the next category."
        ));
        lines.push("2+: this is the level, and one further is wanted.".to_owned());
        lines.push("1>3: the level, and the one that is wanted.".to_owned());
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
        format!("{first}{takes}{others}: {}.", spec.does)
    }));
    lines.push(
        "Where a label is called as a command, a / before it is the command: /save.".to_owned(),
    );
    lines
}

use super::writer::{Paper, Sheet, Style};
use crate::assessment::{Against, Fate, FateKind};
use crate::text::{cells as width, padded, visible};

/// What became of an assessment, a category a line.
pub fn against_text(against: &Against, paper: &Paper) -> String {
    let mut sheet = Sheet::new(paper);
    let keys = against.categories.iter().map(|fate| width(&fate.key));
    let keys = keys.max().unwrap_or(0).min(30);
    for fate in &against.categories {
        let line = format!(
            "{}  {}  {}",
            padded(word(fate), 7),
            padded(&fate.key, keys),
            told(fate)
        );
        sheet.paragraph(style(fate), 0, &line);
    }
    if against.old_slug != against.new_slug {
        let (new, old) = (visible(&against.new_slug), visible(&against.old_slug));
        let text = format!(
            "slug {new}, formerly {old}: results under {old} stay there, and are in no trend or team \
             of {new}"
        );
        sheet.paragraph(Style::Plain, 0, &text);
    }
    sheet.paragraph(Style::Plain, 0, &summary(against));
    sheet.done()
}

fn word(fate: &Fate) -> &'static str {
    match fate.kind {
        FateKind::Kept => "kept",
        FateKind::Renamed { .. } => "renamed",
        FateKind::Added => "added",
        FateKind::Removed => "removed",
    }
}

fn style(fate: &Fate) -> Style {
    match fate.kind {
        FateKind::Added => Style::Better,
        FateKind::Removed => Style::Worse,
        _ => Style::Plain,
    }
}

fn told(fate: &Fate) -> String {
    let mut parts = vec![visible(&fate.name).into_owned()];
    if let FateKind::Renamed { from } = &fate.kind {
        parts.push(format!("formerly {from}"));
    }
    if fate.ladder_changed {
        parts.push("another ladder".to_owned());
    }
    if fate.wording_changed {
        parts.push("other wording".to_owned());
    }
    parts.join(", ")
}

fn summary(against: &Against) -> String {
    let version = if against.old_version == against.new_version {
        format!("version {}, as before", visible(&against.new_version))
    } else {
        format!(
            "version {}, formerly {}",
            visible(&against.new_version),
            visible(&against.old_version)
        )
    };
    let meaning = if against.meaning_changed() {
        "the meaning changed"
    } else if against.categories.iter().any(|fate| fate.wording_changed) {
        "the meaning is the same, the wording is not"
    } else {
        "no category changed"
    };
    format!("{version}: {meaning}")
}

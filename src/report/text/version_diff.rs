use super::writer::{Emphasis, TextOptions, TextWriter};
use crate::assessment::{CategoryDiff, CategoryDiffKind, VersionDiff};
use crate::text::{cells as width, padded, visible};

/// What became of an assessment, a category a line.
pub(crate) fn against_text(against: &VersionDiff, options: &TextOptions) -> String {
    let mut writer = TextWriter::new(options);
    let keys = against.categories.iter().map(|fate| width(&fate.key));
    let keys = keys.max().unwrap_or(0).min(30);
    for fate in &against.categories {
        let line = format!(
            "{}  {}  {}",
            padded(word(fate), 7),
            padded(&fate.key, keys),
            told(fate)
        );
        writer.paragraph(style(fate), 0, &line);
    }
    if against.old_slug != against.new_slug {
        let (new, old) = (visible(&against.new_slug), visible(&against.old_slug));
        let text = format!(
            "slug changed from {old} to {new}: results of {old} keep the old slug and are not \
            included in the trend or team of {new}"
        );
        writer.paragraph(Emphasis::Plain, 0, &text);
    }
    writer.paragraph(Emphasis::Plain, 0, &summary(against));
    writer.done()
}

fn word(fate: &CategoryDiff) -> &'static str {
    match fate.kind {
        CategoryDiffKind::Kept => "kept",
        CategoryDiffKind::Renamed { .. } => "renamed",
        CategoryDiffKind::Added => "added",
        CategoryDiffKind::Removed => "removed",
    }
}

fn style(fate: &CategoryDiff) -> Emphasis {
    match fate.kind {
        CategoryDiffKind::Added => Emphasis::Better,
        CategoryDiffKind::Removed => Emphasis::Worse,
        _ => Emphasis::Plain,
    }
}

fn told(fate: &CategoryDiff) -> String {
    let mut parts = vec![visible(&fate.name).into_owned()];
    if let CategoryDiffKind::Renamed { from } = &fate.kind {
        parts.push(format!("was {from}"));
    }
    if fate.ladder_changed {
        parts.push("ladder changed".to_owned());
    }
    if fate.wording_changed {
        parts.push("wording changed".to_owned());
    }
    parts.join(", ")
}

fn summary(against: &VersionDiff) -> String {
    let version = if against.old_version == against.new_version {
        format!("version {} (unchanged)", visible(&against.new_version))
    } else {
        format!(
            "version {} (was {})",
            visible(&against.new_version),
            visible(&against.old_version)
        )
    };
    let meaning = if against.meaning_changed() {
        "the meaning changed"
    } else if against.categories.iter().any(|fate| fate.wording_changed) {
        "only the wording changed"
    } else {
        "no categories changed"
    };
    format!("{version}: {meaning}")
}

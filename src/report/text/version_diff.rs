use super::writer::{Emphasis, TextOptions, TextWriter};
use crate::assessment::{CategoryDiff, CategoryDiffKind, VersionDiff};
use crate::text::{cells as width, padded, visible};

/// The differences between two versions of an assessment, one category per line.
pub(crate) fn against_text(against: &VersionDiff, options: &TextOptions) -> String {
    let mut writer = TextWriter::new(options);
    let keys = against
        .categories
        .iter()
        .map(|category| width(&category.key));
    let keys = keys.max().unwrap_or(0).min(30);
    for category in &against.categories {
        let line = format!(
            "{}  {}  {}",
            padded(word(category), 7),
            padded(&category.key, keys),
            details(category)
        );
        writer.paragraph(style(category), 0, &line);
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

fn word(category: &CategoryDiff) -> &'static str {
    match category.kind {
        CategoryDiffKind::Kept => "kept",
        CategoryDiffKind::Renamed { .. } => "renamed",
        CategoryDiffKind::Added => "added",
        CategoryDiffKind::Removed => "removed",
    }
}

fn style(category: &CategoryDiff) -> Emphasis {
    match category.kind {
        CategoryDiffKind::Added => Emphasis::Better,
        CategoryDiffKind::Removed => Emphasis::Worse,
        _ => Emphasis::Plain,
    }
}

fn details(category: &CategoryDiff) -> String {
    let mut parts = vec![visible(&category.name).into_owned()];
    if let CategoryDiffKind::Renamed { from } = &category.kind {
        parts.push(format!("was {from}"));
    }
    if category.ladder_changed {
        parts.push("ladder changed".to_owned());
    }
    if category.wording_changed {
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
    } else if against
        .categories
        .iter()
        .any(|category| category.wording_changed)
    {
        "only the wording changed"
    } else {
        "no categories changed"
    };
    format!("{version}: {meaning}")
}

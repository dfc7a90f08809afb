//! How each number is made, in words.

/// How a mean level comes about.
pub(crate) const MEAN: &str = "Mean level: the sum of the levels divided by the number of rated \
categories. Don't know, not applicable, and unanswered categories are excluded. There is no mean \
if the rated categories have ladders of different lengths.";

/// How levels of different ladders are compared. A table marks these changes with a star.
pub(crate) const POSITION: &str = "If ladders differ, positions are compared: (level - 1) / \
(ladder length - 1), in percent of the ladder.";

/// How gaps are counted.
pub(crate) const GAP: &str = "Gap: the goal minus the current level, in levels.";

/// What a star beside a level of a team means.
pub(crate) const ELSEWHERE: &str = "* A level on a different ladder than in the latest version \
of the category: it is counted as \"on a different ladder\", not as one of the levels.";

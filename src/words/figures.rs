//! How each number is made, in words.

/// How a mean level comes about.
pub(crate) const MEAN: &str = "Mean level: the sum of the levels, divided by the number of rated \
categories. Unknown, not applicable and unanswered ones are in no mean. There is none where the \
rated ones have ladders of different lengths.";

/// How levels of different ladders are compared.
pub(crate) const POSITION: &str = "* Where two ladders differ, positions were compared: (level - 1) / \
(ratings - 1), in hundredths of the ladder (%).";

/// How gaps are counted.
pub(crate) const GAP: &str = "Gap: the wanted level less the current one, in levels.";

/// What a star beside a level of a team means.
pub(crate) const ELSEWHERE: &str = "* A level on another ladder, answered under other ratings than the \
newest of the category: it is counted as on another ladder, not as one of the levels.";

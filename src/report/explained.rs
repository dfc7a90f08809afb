//! How each number is made, in words.

/// How a mean level comes about.
pub const MEAN: &str = "Mean level: the sum of the levels, divided by the number of rated \
categories. Unknown, not applicable and unanswered ones are in no mean. There is none where the \
categories have ladders of different lengths.";

/// How levels of different ladders are compared.
pub const POSITION: &str = "Where two ladders differ, positions were compared: (level - 1) / \
(ratings - 1), in hundredths of the ladder (%).";

/// How gaps are counted.
pub const GAP: &str = "Gap: the wanted level less the current one, in levels.";

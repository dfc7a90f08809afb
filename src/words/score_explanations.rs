//! How the numbers of a result are calculated.

use crate::results::AssessmentResult;
use crate::text::count;

pub(crate) const MEAN: &str = "Mean level: the sum of the levels divided by the number of rated \
categories. Don't know, not applicable, and unanswered categories are excluded. There is no mean \
if the rated categories have ladders of different lengths.";

/// Tables mark changes by position with a star.
pub(crate) const POSITION: &str = "If ladders differ, positions are compared: (level - 1) / \
(ladder length - 1), in percent of the ladder.";

pub(crate) const GAP: &str = "Gap: the goal minus the current level, in levels.";

/// Explains the star of [`TeamCategory::is_elsewhere`](crate::results::TeamCategory::is_elsewhere).
pub(crate) const ELSEWHERE: &str = "* A level on a different ladder than in the latest version \
of the category: it is counted as \"on a different ladder\", not as one of the levels.";

/// Explains each number of a result, with its values: pairs of name and explanation.
pub(crate) fn score_explanations(result: &AssessmentResult) -> Vec<(String, String)> {
    let scores = result.scores();
    let mean = match scores.mean {
        Some(mean) => {
            let (sum, rated) = (mean.sum, mean.rated);
            format!(
                "sum of the levels / number of rated categories: {sum} / {rated} = {}, on a \
                 ladder of {}",
                mean.rounded(),
                mean.of
            )
        }
        None if scores.rated == 0 => "none: no category is rated".to_owned(),
        None => "none: the ladders have different lengths".to_owned(),
    };
    let rated = format!(
        "{} of {} categories have a level; {} don't know, {} not applicable, and {} unanswered \
        are excluded from the mean",
        scores.rated, scores.categories, scores.unknown, scores.not_applicable, scores.unanswered
    );
    let gap = format!(
        "the goal minus the current level, in levels; total for {}: {}",
        count(scores.level_ups, "level-up", "level-ups"),
        scores.gap
    );
    let position = "(level - 1) / (ladder length - 1), from 0 to 1; used for the radar and to \
    compare different ladders";
    let change = "compared with the previous result: one level higher is 1 up; with *, the ladder \
    changed, and the change is in % of the ladder; new and removed categories are in only one of \
    the two results";
    let goal = "met: exactly the previous goal; not met: below it; exceeded: above it";
    [
        ("mean level", mean),
        ("rated", rated),
        ("gap", gap),
        ("position", position.to_owned()),
        ("change", change.to_owned()),
        ("goal", goal.to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

use crate::results::AssessmentResult;

/// How each number of a result is made, with this result's own figures: name, and how.
pub(crate) fn figures(result: &AssessmentResult) -> Vec<(String, String)> {
    let scores = result.scores();
    let mean = match scores.mean {
        Some(mean) => {
            let (sum, rated) = (mean.sum, mean.rated);
            format!(
                "the levels added up, divided by how many are rated: {sum} / {rated} = {}, on a \
                 ladder of {}",
                mean.rounded(),
                mean.of
            )
        }
        None if scores.rated == 0 => "there is none: nothing is rated".to_owned(),
        None => "there is none: the categories have ladders of different lengths".to_owned(),
    };
    let rated = format!(
        "{} of {} categories have a level; {} unknown, {} not applicable and {} unanswered are in \
         no mean",
        scores.rated, scores.categories, scores.unknown, scores.not_applicable, scores.unanswered
    );
    let gap = format!(
        "the wanted level less the current one; added up over {} it is {}",
        if scores.level_ups == 1 {
            "1 level-up".to_owned()
        } else {
            format!("{} level-ups", scores.level_ups)
        },
        scores.gap
    );
    let position = "(level - 1) / (ratings - 1), from 0 to 1: the way up the ladder, which the radar \
                    shows, and by which different ladders are compared";
    let change = "against the result before: one level higher is 1 up; where the ladder changed, \
                  positions are compared, in % of it; new and gone are categories of one side alone";
    let wish = "met: just the level that was wanted last time; not yet: still below it; exceeded: \
                above it";
    [
        ("mean level", mean),
        ("rated", rated),
        ("gap", gap),
        ("position", position.to_owned()),
        ("change", change.to_owned()),
        ("wish", wish.to_owned()),
    ]
    .map(|(name, how)| (name.to_owned(), how))
    .into()
}

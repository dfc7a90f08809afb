use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hash as _, Hasher as _};
use std::sync::Arc;

use crate::assessment::Assessment;
use crate::results::AssessmentResult;

/// The most assessments whose checksums are kept.
const KNOWN: usize = 16;

/// Computes a checksum of each result. Most results share a few assessments, which are larger than the
/// rest of a result, so their checksums are kept.
#[derive(Default)]
pub(crate) struct ResultChecksums {
    hasher: RandomState,
    known: Vec<(Arc<Assessment>, u64)>,
}

impl ResultChecksums {
    /// The checksum of everything in a result.
    pub(crate) fn of(&mut self, result: &AssessmentResult) -> u64 {
        let AssessmentResult {
            id,
            name,
            taken_at,
            assessment,
            answers,
            notes,
        } = result;
        let mut hasher = self.hasher.build_hasher();
        (id, name, taken_at, answers, notes).hash(&mut hasher);
        hasher.write_u64(self.of_assessment(assessment));
        hasher.finish()
    }

    fn of_assessment(&mut self, assessment: &Arc<Assessment>) -> u64 {
        let mut known = self.known.iter();
        if let Some((_, sum)) = known.find(|(known, _)| Arc::ptr_eq(known, assessment)) {
            return *sum;
        }
        let sum = self.hasher.hash_one(assessment);
        self.known.truncate(KNOWN - 1);
        self.known.insert(0, (Arc::clone(assessment), sum));
        sum
    }
}

//! What a result means, in a sentence that does not claim more than the figures can carry.

use crate::{CampaignResult, ResultKind};

/// One or two plain sentences about a result.
pub(crate) fn verdict(result: &CampaignResult) -> String {
    let so_far = if result.finished {
        ""
    } else {
        " so far; the window is still open"
    };
    if result.kind == ResultKind::KeyStatistics {
        return format!(
            "Too few accounts to leave some alone, so no test: these are the figures before and \
             after{so_far}. What would have happened anyway cannot be told apart."
        );
    }
    // The adjusted lift is the sharper of the two honest ones; where the past says nothing the
    // two are alike.
    let Some(lift) = result.lift() else {
        return format!("No account differs from another yet, so nothing can be said{so_far}.");
    };
    if lift.low > 0.0 {
        match result.roi_low {
            Some(low) if low > 0.0 => {
                format!("It paid{so_far}: even the low end of the range covers its cost.")
            }
            _ => format!(
                "It brought more contribution than leaving customers alone{so_far}; whether it \
                 earned its cost back is not certain."
            ),
        }
    } else if lift.high < 0.0 {
        format!("It lost money{so_far}: contacted customers brought less than those left alone.")
    } else {
        format!(
            "Too small a difference to tell from chance{so_far}. The range reaches from a loss to \
             a gain; more accounts or several campaigns together will narrow it."
        )
    }
}

//! Opportunities as they stand in; columns by stage with sums that add up to the cent out. Pure.

use serde::{Deserialize, Serialize};
use terms::OpportunityStage;

use crate::opportunity::read::Opportunity;

/// How many of 100 opportunities of each open stage are won in the end, as their owner believes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chances {
    /// Of initial contacts.
    pub initial_contact: u8,
    /// Of discussions.
    pub discussion: u8,
    /// Of engagements.
    pub engagement: u8,
}

impl Default for Chances {
    /// Rising by stage: a start for an owner who has never counted, who sets them beside the sums.
    fn default() -> Self {
        Chances {
            initial_contact: 10,
            discussion: 30,
            engagement: 60,
        }
    }
}

impl Chances {
    /// The chance of a stage; what is decided is certain.
    #[must_use]
    pub fn of(self, stage: OpportunityStage) -> u8 {
        match stage {
            OpportunityStage::InitialContact => self.initial_contact,
            OpportunityStage::Discussion => self.discussion,
            OpportunityStage::Engagement => self.engagement,
            OpportunityStage::Won => 100,
            OpportunityStage::Lost => 0,
        }
    }
}

/// The opportunities of one stage.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The stage.
    pub stage: OpportunityStage,
    /// Percent of these that are won.
    pub chance: u8,
    /// How many there are.
    pub count: usize,
    /// What they are worth together.
    pub value_minor: i64,
    /// The sum of their weighted values.
    pub weighted_minor: i64,
    /// They themselves, the one expected first before the others.
    pub opportunities: Vec<Opportunity>,
}

/// Every opportunity in its column.
#[derive(Clone, Debug, Serialize)]
pub struct Board {
    /// The open stages, then won, then lost.
    pub columns: Vec<Column>,
    /// How many are open.
    pub open_count: usize,
    /// The sum of the open columns.
    pub open_minor: i64,
    /// The sum of the weighted values of the open columns.
    pub weighted_minor: i64,
}

/// What a value is worth at a chance.
///
/// - Formula: `round(value · chance / 100)`, half up
/// - Shape: one value and one chance in, one value out
/// - Units: minor units; percent
/// - Range: values of at least 0; chances of 0..=100
/// - Errors: none; a product beyond what fits cannot come of a value that fits
/// - Source: the expected value of a bet, kept per opportunity so that columns add up to the cent
/// - Checked: `c37_columns_add_up_to_the_cent`
fn weighted(value_minor: i64, chance: u8) -> i64 {
    let product = i128::from(value_minor) * i128::from(chance);
    i64::try_from((product + 50) / 100).unwrap_or(value_minor)
}

/// Puts every opportunity into its column. Each is weighted by itself and rounded once, so the cards
/// of a column add up to its sum and the open columns to the whole.
#[must_use]
pub fn board(opportunities: Vec<Opportunity>, chances: Chances) -> Board {
    let mut columns: Vec<Column> = OpportunityStage::ALL
        .iter()
        .map(|stage| Column {
            stage: *stage,
            chance: chances.of(*stage),
            count: 0,
            value_minor: 0,
            weighted_minor: 0,
            opportunities: Vec::new(),
        })
        .collect();
    for mut one in opportunities {
        // A column for every stage there is.
        let Some(column) = columns.iter_mut().find(|column| column.stage == one.stage) else {
            continue;
        };
        one.weighted_minor = weighted(one.value_minor, column.chance);
        column.count += 1;
        column.value_minor += one.value_minor;
        column.weighted_minor += one.weighted_minor;
        column.opportunities.push(one);
    }
    let open = || columns.iter().filter(|column| column.stage.is_open());
    Board {
        open_count: open().map(|column| column.count).sum(),
        open_minor: open().map(|column| column.value_minor).sum(),
        weighted_minor: open().map(|column| column.weighted_minor).sum(),
        columns,
    }
}

#[cfg(test)]
mod tests {
    use terms::OpportunityStage::{self, Discussion, Engagement, InitialContact, Lost, Won};

    use super::{Chances, Opportunity, board, weighted};

    fn worth(value_minor: i64, stage: OpportunityStage) -> Opportunity {
        Opportunity::blank(value_minor, stage)
    }

    #[test]
    fn a_value_is_weighted_half_up() {
        for (value, chance, expected) in [
            (0, 60, 0),
            (5, 10, 1),
            (4, 10, 0),
            (333, 30, 100),
            (i64::MAX, 100, i64::MAX),
            (1_000, 0, 0),
        ] {
            assert_eq!(weighted(value, chance), expected, "{value} at {chance} %");
        }
    }

    /// Proves C37.
    #[test]
    fn c37_columns_add_up_to_the_cent() {
        let chances = Chances::default();
        let all = vec![
            worth(3_333, InitialContact),
            worth(5, InitialContact),
            worth(100_001, Discussion),
            worth(50_005, Engagement),
            worth(70_000, Won),
            worth(99_999, Lost),
        ];
        let board = board(all, chances);
        let sums: Vec<_> = board
            .columns
            .iter()
            .map(|one| (one.count, one.value_minor, one.weighted_minor))
            .collect();
        // 10 % of 33.33 is 3.33 and of 0.05 is 0.01; 30 % of 1,000.01 is 300.00; 60 % of 500.05 is 300.03.
        assert_eq!(
            sums,
            [
                (2, 3_338, 334),
                (1, 100_001, 30_000),
                (1, 50_005, 30_003),
                (1, 70_000, 70_000),
                (1, 99_999, 0)
            ]
        );
        assert_eq!(
            (board.open_count, board.open_minor, board.weighted_minor),
            (4, 153_344, 60_337)
        );
    }
}

//! What to do about two accounts that look alike.
//!
//! Enters: the people of both and the chance that one of them is the same. Leaves: join, ask or
//! leave. Pure.

use crate::normal::fold::folded;
use crate::normal::nickname::is_same_first_name;
use crate::review::people::PersonRow;

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// They are one.
    Join,
    /// A person should look.
    Ask,
    /// They are two.
    Leave,
}

/// A wrong join costs more than a question: at this chance one in two hundred may be wrong.
pub(crate) const CERTAIN: f64 = 0.995;
/// Below this, looking costs more time than it saves.
pub(crate) const WORTH_A_LOOK: f64 = 0.2;

/// Joins what is certain and contradicted by nothing; asks about the rest.
pub(crate) fn decide(left: &[PersonRow], right: &[PersonRow], chance: f64) -> Decision {
    if chance < WORTH_A_LOOK {
        return Decision::Leave;
    }
    let (Some(one), Some(other)) = (left.first(), right.first()) else {
        return Decision::Leave;
    };
    let is_aside = |kind: &str| matches!(kind, "staff" | "vendor" | "partner");
    if is_aside(&one.kind) || is_aside(&other.kind) {
        return Decision::Leave;
    }
    // Two customer numbers of one system are two customers until somebody says otherwise.
    let two_numbers = !one.number.is_empty() && !other.number.is_empty();
    let contradicted = two_numbers || one.kind != other.kind || !people_agree(left, right);
    if chance >= CERTAIN && !contradicted {
        Decision::Join
    } else {
        Decision::Ask
    }
}

/// Whether somebody of one account may be somebody of the other by first name.
fn people_agree(left: &[PersonRow], right: &[PersonRow]) -> bool {
    left.iter().any(|one| {
        let first = folded(&one.cells[0]);
        right
            .iter()
            .any(|other| is_same_first_name(&first, &folded(&other.cells[0])))
    })
}

#[cfg(test)]
mod tests {
    use super::{Decision, decide};
    use crate::review::people::PersonRow;

    fn person(first: &str, number: &str, kind: &str) -> Vec<PersonRow> {
        let mut row = PersonRow {
            kind: kind.into(),
            number: number.into(),
            ..PersonRow::default()
        };
        row.cells[0] = first.into();
        vec![row]
    }

    #[test]
    fn only_what_is_certain_and_contradicted_by_nothing_is_joined() {
        for (one, other, chance, decision) in [
            (
                ("Anna", "", "household"),
                ("Anna", "", "household"),
                0.999,
                Decision::Join,
            ),
            (
                ("Anna", "1", "household"),
                ("Anna", "", "household"),
                0.999,
                Decision::Join,
            ),
            (
                ("Anna", "1", "household"),
                ("Anna", "2", "household"),
                0.999,
                Decision::Ask,
            ),
            (
                ("Anna", "", "household"),
                ("Otto", "", "household"),
                0.999,
                Decision::Ask,
            ),
            (
                ("Anna", "", "household"),
                ("Anna", "", "firm"),
                0.999,
                Decision::Ask,
            ),
            (
                ("Anna", "", "household"),
                ("Anna", "", "household"),
                0.9,
                Decision::Ask,
            ),
            (
                ("Anna", "", "household"),
                ("Anna", "", "household"),
                0.1,
                Decision::Leave,
            ),
            (
                ("Anna", "", "vendor"),
                ("Anna", "", "vendor"),
                0.999,
                Decision::Leave,
            ),
        ] {
            let (left, right) = (
                person(one.0, one.1, one.2),
                person(other.0, other.1, other.2),
            );
            assert_eq!(
                decide(&left, &right, chance),
                decision,
                "{one:?} {other:?} {chance}"
            );
        }
    }
}

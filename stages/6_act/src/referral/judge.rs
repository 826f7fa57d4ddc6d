//! What is known of friends and their orders in; who earns his referrer a credit, and why not, out.

use std::collections::HashSet;

use serde::Serialize;
use terms::Day;

/// An order in which a friend's code was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CodeOrder {
    pub(crate) id: i64,
    pub(crate) account_id: i64,
    pub(crate) day: Day,
    /// Whether everything of it was sent back.
    pub(crate) is_returned: bool,
}

/// Everything that decides about one friend.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Case {
    pub(crate) friend_id: i64,
    /// The account of who shared the link; none while that is a friend who never ordered.
    pub(crate) sharer: Option<i64>,
    /// The first order with the code that was not returned, else the first of all.
    pub(crate) order: Option<CodeOrder>,
    /// Whether the code's last day has passed.
    pub(crate) is_over: bool,
    /// Whether buyer and sharer have an e-mail, phone or postal address in common.
    pub(crate) is_household: bool,
    /// Whether buyer or e-mail had an order before the friend came.
    pub(crate) was_customer: bool,
    /// Whether the credit stands already.
    pub(crate) is_credited: bool,
}

/// What became of one friend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A new customer: the referrer is credited.
    Credited,
    /// No order with the code yet.
    Waiting,
    /// No order with the code while it counted.
    Lapsed,
    /// The order was returned whole.
    Returned,
    /// Who shared the link has not ordered anything yet.
    SharerUnknown,
    /// The link was the buyer's own.
    OwnLink,
    /// Buyer and referrer share an address or number.
    Household,
    /// The buyer was a customer before.
    KnownCustomer,
    /// Somebody else brought the buyer first.
    CameBefore,
}

impl Verdict {
    /// The verdict with its reason, in plain words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Credited => "ordered: credited",
            Verdict::Waiting => "has not ordered yet",
            Verdict::Lapsed => "did not order while the code counted",
            Verdict::Returned => "no credit: the order was returned",
            Verdict::SharerUnknown => "no credit yet: who shared the link has not ordered",
            Verdict::OwnLink => "no credit: used the own link",
            Verdict::Household => "no credit: shares an address or number with who shared it",
            Verdict::KnownCustomer => "no credit: was a customer before",
            Verdict::CameBefore => "no credit: somebody else brought them first",
        }
    }
}

/// The verdict on every case, in their order. A buyer is brought once: a credit that stands goes
/// first, then the earliest order.
pub(crate) fn verdicts(cases: &[Case]) -> Vec<Verdict> {
    let mut found: Vec<Verdict> = cases.iter().map(verdict_alone).collect();
    let mut earned: Vec<(bool, CodeOrder, i64, usize)> = cases
        .iter()
        .enumerate()
        .filter(|(at, _)| found[*at] == Verdict::Credited)
        .filter_map(|(at, case)| {
            case.order
                .map(|order| (!case.is_credited, order, case.friend_id, at))
        })
        .collect();
    earned.sort_by_key(|(is_new, order, friend, _)| (*is_new, order.day, order.id, *friend));
    let mut brought = HashSet::new();
    for (_, order, _, at) in earned {
        if !brought.insert(order.account_id) {
            found[at] = Verdict::CameBefore;
        }
    }
    found
}

/// The verdict on one case as if there were no other.
fn verdict_alone(case: &Case) -> Verdict {
    let Some(order) = case.order else {
        return if case.is_over {
            Verdict::Lapsed
        } else {
            Verdict::Waiting
        };
    };
    match case.sharer {
        _ if order.is_returned => Verdict::Returned,
        None => Verdict::SharerUnknown,
        Some(sharer) if sharer == order.account_id => Verdict::OwnLink,
        Some(_) if case.is_household => Verdict::Household,
        Some(_) if case.was_customer => Verdict::KnownCustomer,
        Some(_) => Verdict::Credited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(id: i64, account_id: i64, day: i32) -> CodeOrder {
        CodeOrder {
            id,
            account_id,
            day: Day::from_number(day),
            is_returned: false,
        }
    }

    /// Proves C24.
    #[test]
    fn c24_every_circumstance_has_its_verdict() {
        let good = Case {
            friend_id: 1,
            sharer: Some(7),
            order: Some(order(1, 9, 10)),
            ..Case::default()
        };
        type Change = fn(&mut Case);
        let table: [(Verdict, Change); 10] = [
            (Verdict::Credited, |_| {}),
            (Verdict::Credited, |c| c.is_over = true),
            (Verdict::Waiting, |c| c.order = None),
            (Verdict::Lapsed, |c| (c.order, c.is_over) = (None, true)),
            (Verdict::Returned, |c| {
                c.order = c.order.map(|o| CodeOrder {
                    is_returned: true,
                    ..o
                });
            }),
            (Verdict::SharerUnknown, |c| c.sharer = None),
            (Verdict::OwnLink, |c| c.sharer = Some(9)),
            (Verdict::Household, |c| c.is_household = true),
            (Verdict::KnownCustomer, |c| c.was_customer = true),
            (Verdict::KnownCustomer, |c| {
                (c.was_customer, c.is_credited) = (true, true);
            }),
        ];
        for (expected, change) in table {
            let mut case = good;
            change(&mut case);
            assert_eq!(verdicts(&[case]), [expected]);
        }
    }

    /// Proves C24.
    #[test]
    fn c24_of_two_referrers_the_earlier_order_counts_unless_a_credit_stands() {
        let case = |friend_id, order, is_credited| Case {
            friend_id,
            sharer: Some(100 + friend_id),
            order: Some(order),
            is_credited,
            ..Case::default()
        };
        use Verdict::{CameBefore, Credited};
        for (cases, expected) in [
            (
                [
                    case(1, order(5, 9, 20), false),
                    case(2, order(4, 9, 10), false),
                ],
                [CameBefore, Credited],
            ),
            (
                [
                    case(1, order(5, 9, 20), true),
                    case(2, order(4, 9, 10), false),
                ],
                [Credited, CameBefore],
            ),
            (
                [
                    case(1, order(4, 9, 10), false),
                    case(2, order(5, 9, 10), false),
                ],
                [Credited, CameBefore],
            ),
            (
                [
                    case(1, order(4, 9, 10), false),
                    case(2, order(5, 8, 10), false),
                ],
                [Credited, Credited],
            ),
        ] {
            assert_eq!(verdicts(&cases), expected);
        }
    }
}

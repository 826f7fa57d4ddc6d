//! The truth as files: what is true of every account, and whom every contact row is about.

use crate::account::{Account, FIRST_CUSTOMER_NUMBER};
use crate::business::{PracticeBusiness, Truth};
use crate::files::KEPT_BY_HAND;
use crate::files::hand::HandRow;
use crate::files::rows::Rows;
use terms::Day;

/// Columns of `truth.csv`.
pub(crate) static TRUTH_HEADER: [&str; 12] = [
    "customer_number",
    "kind",
    "group",
    "company",
    "alive",
    "p_alive",
    "monthly_rate",
    "order_count",
    "last_order",
    "response_email",
    "response_letter",
    "response_call",
];

/// Columns of `people.csv`.
pub(crate) static PEOPLE_HEADER: [&str; 4] = ["file", "row", "customer_number", "person"];

pub(crate) fn write_truth(to: &mut Rows, account: &Account, truth: &Truth) {
    let last_order = truth
        .last_order
        .as_ref()
        .map_or_else(String::new, Day::to_string);
    to.fields([
        &*truth.customer_number,
        account.kind.code(),
        truth.group.code(),
    ])
    .field(account.company.as_deref().unwrap_or(""))
    .field(if truth.alive { "yes" } else { "no" })
    .field(&format!("{:.6}", truth.p_alive))
    .field(&format!("{:.6}", truth.monthly_rate))
    .number(truth.order_count as i64)
    .field(&last_order)
    .field(&format!("{:.6}", truth.response_email))
    .field(&format!("{:.6}", truth.response_letter))
    .field(&format!("{:.6}", truth.response_call))
    .end();
}

/// Whom one contact row is about; people of an account are counted from 1.
pub(crate) fn write_person(to: &mut Rows, file: &str, row: &str, account: &Account, person: usize) {
    to.fields([file, row, &account.customer_number()])
        .number(person as i64 + 1)
        .end();
}

/// Whom the rows of the workbook are about; a couple's row is about both, so it has two entries.
pub(crate) fn hand_people(business: &PracticeBusiness, placed: &[(u32, HandRow)]) -> String {
    let mut rows = Rows::new(',');
    for (row, hand) in placed {
        let Some((index, person)) = hand.about else {
            continue;
        };
        debug_assert!(
            index < business.accounts(),
            "rows are about accounts that exist"
        );
        let number = (FIRST_CUSTOMER_NUMBER + index).to_string();
        for both in person..=person + usize::from(hand.couple) {
            rows.fields([KEPT_BY_HAND, &row.to_string(), &number])
                .number(both as i64 + 1)
                .end();
        }
    }
    rows.into_text()
}

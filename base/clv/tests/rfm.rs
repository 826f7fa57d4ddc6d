//! The summary of an order log against published counts, and its input checks.

use crate::logs::{CDNOW_CALIBRATION_END, CDNOW_END, cdnow, cdnow_log, day};
use crate::reference::{Reference, check_model};
use clv::{Purchase, SummaryError, count_order_days, summarise};

#[test]
fn rfm_counts_of_cdnow_equal_twelve_published_values() {
    let summary = cdnow(CDNOW_CALIBRATION_END);
    let (from, until) = (day(CDNOW_CALIBRATION_END), day(CDNOW_END));
    let holdout = count_order_days(cdnow_log().iter().copied(), &summary.customers, from, until);
    let customers = summary.customers.len() as f64;
    check_model("RFM", 12, |row| {
        let computed = match row.quantity.as_str() {
            "customers" => customers,
            "repeat_purchase_days_total" => summary
                .histories
                .iter()
                .map(|history| f64::from(history.x()))
                .sum(),
            "customers_with_repeat" => summary
                .histories
                .iter()
                .filter(|history| history.x() > 0)
                .count() as f64,
            "holdout_purchase_days_total" => holdout.iter().map(|&days| f64::from(days)).sum(),
            "mean_T_weeks" => {
                summary
                    .histories
                    .iter()
                    .map(|history| history.t_obs())
                    .sum::<f64>()
                    / customers
            }
            "sum_recency_weeks" => summary.histories.iter().map(|history| history.t_x()).sum(),
            "calibration_sales_total" => summary
                .all_spends
                .iter()
                .map(|spend| f64::from(spend.count()) * spend.mean())
                .sum(),
            "mean_of_customer_mean_repeat_spend" => {
                let spends = summary
                    .repeat_spends
                    .iter()
                    .filter(|spend| spend.count() > 0);
                spends.clone().map(|spend| spend.mean()).sum::<f64>() / spends.count() as f64
            }
            "x;t_x;T;zbar;holdout_x" => return check_customer(row, &summary, &holdout),
            _ => return false,
        };
        row.check(computed);
        true
    });
}

fn check_customer(row: &Reference, summary: &clv::Summary, holdout: &[u32]) -> bool {
    let id = row.input("customer") as u32;
    let at = summary
        .customers
        .iter()
        .position(|&customer| customer == id)
        .unwrap();
    let history = &summary.histories[at];
    row.check_part(0, f64::from(history.x()));
    row.check_part(1, history.t_x());
    row.check_part(2, history.t_obs());
    row.check_part(3, summary.repeat_spends[at].mean());
    row.check_part(4, f64::from(holdout[at]));
    true
}

fn buy(customer: u32, day: i32, amount: f64) -> Purchase {
    Purchase {
        customer,
        day,
        amount,
    }
}

#[test]
fn summary_of_unsorted_or_unreadable_log_names_the_row() {
    let unsorted = [buy(1, 5, 1.0), buy(1, 4, 1.0)];
    assert_eq!(
        summarise(unsorted, 9),
        Err(SummaryError::Unsorted { row: 1 })
    );
    let unsorted = [buy(2, 5, 1.0), buy(1, 6, 1.0)];
    assert_eq!(
        summarise(unsorted, 9),
        Err(SummaryError::Unsorted { row: 1 })
    );
    let unreadable = [buy(1, 5, 1.0), buy(1, 6, f64::NAN)];
    assert_eq!(
        summarise(unreadable, 9),
        Err(SummaryError::NotAnAmount { row: 1 })
    );
    let too_large = [
        buy(1, 5, f64::MAX),
        buy(1, 6, f64::MAX),
        buy(1, 7, f64::MAX),
    ];
    assert_eq!(
        summarise(too_large, 9),
        Err(SummaryError::NotAnAmount { row: 2 })
    );
}

#[test]
fn summary_ignores_what_comes_after_the_as_of_day() {
    let log = [
        buy(1, 0, 10.0),
        buy(1, 7, 20.0),
        buy(1, 70, 30.0),
        buy(2, 50, 5.0),
    ];
    let summary = summarise(log, 14).unwrap();
    assert_eq!(summary.customers, [1]);
    assert_eq!(
        (summary.histories[0].x(), summary.histories[0].t_obs()),
        (1, 2.0)
    );
    assert_eq!(summary.ln_gap_sums, [0.0], "one gap of one week");
    assert_eq!(summary.all_spends[0].mean(), 15.0);
    assert_eq!(summarise([], 14).unwrap().customers, [0u32; 0]);
}

#[test]
fn summary_days_before_the_epoch_and_extreme_dates_do_not_overflow() {
    let log = [buy(1, i32::MIN, 1.0), buy(1, i32::MAX, 1.0)];
    let summary = summarise(log, i32::MAX).unwrap();
    assert!(summary.histories[0].t_x() > 6e8);
}

//! Enters: a lift and costs. Leaves: whether profit and ROI keep the lift's interval.

use experiment::roi::roi;
use experiment::{Error, Lift};

/// 40 more per account, give or take 15.
fn lift() -> Lift {
    Lift::from_error(40.0, 15.0, 198.0, 0.95).unwrap()
}

#[test]
fn profit_and_roi_follow_lift_number_and_cost() {
    let result = roi(&lift(), 100, 1_000).unwrap();
    assert_eq!(result.profit, 3_000.0);
    assert_eq!(result.roi, Some(3.0));
    let width = lift().interval.half_width() * 100.0;
    assert!((result.profit_interval.low - (3_000.0 - width)).abs() < 1e-9);
    assert!((result.roi_interval.unwrap().high - (3_000.0 + width) / 1_000.0).abs() < 1e-9);
}

#[test]
fn break_even_campaign_has_an_even_chance_of_loss() {
    let result = roi(&lift(), 100, 4_000).unwrap();
    assert_eq!(result.profit, 0.0);
    assert!((result.p_loss - 0.5).abs() < 1e-12);
}

#[test]
fn campaign_without_cost_has_profit_and_no_roi() {
    let result = roi(&lift(), 100, 0).unwrap();
    assert_eq!(
        (result.profit, result.roi, result.roi_interval),
        (4_000.0, None, None)
    );
}

#[test]
fn campaign_without_accounts_or_with_negative_cost_is_refused() {
    assert!(matches!(roi(&lift(), 0, 10), Err(Error::TooFew { .. })));
    assert!(matches!(
        roi(&lift(), 10, -1),
        Err(Error::OutOfRange { .. })
    ));
}

#[test]
fn lift_times_a_negative_factor_turns_its_interval_round() {
    let turned = lift().times(-2.0).unwrap();
    assert_eq!(turned.estimate, -80.0);
    assert!(turned.interval.low < turned.interval.high);
    assert!((turned.p_value - lift().p_value).abs() < 1e-15);
    assert!(lift().times(0.0).is_err() && lift().times(f64::NAN).is_err());
}

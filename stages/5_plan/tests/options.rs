//! How large a campaign may be.

use plan::PlanOptions;

use crate::world::today;

/// Proves C4.
#[test]
fn c4_campaign_limit_is_500_or_a_tenth() {
    let options = PlanOptions::new(today(), 1);
    for (base, limit) in [
        (0, 10),
        (2, 10),
        (99, 10),
        (101, 11),
        (2_000, 200),
        (5_000, 500),
        (5_000_000, 500),
    ] {
        assert_eq!(options.campaign_limit(base), limit, "{base}");
    }
    let large = PlanOptions {
        allow_large: true,
        ..options
    };
    assert_eq!(large.campaign_limit(5_000_000), u64::MAX);
    let broken = PlanOptions {
        most_share: f64::NAN,
        ..PlanOptions::new(today(), 1)
    };
    assert_eq!(broken.campaign_limit(1_000), 10);
}

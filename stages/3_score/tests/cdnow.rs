//! The CDNOW sample through the order table: the published parameters come out.

use crate::shop::{Bought, Shop, bought};

/// The sample as kept with the models; its README says where it comes from.
const SAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../base/clv/tests/data/cdnow_sample.csv"
);

fn read_orders() -> Vec<Bought> {
    let mut reader = csv::Reader::from_path(SAMPLE).unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            let day: terms::Day = record[1].parse().unwrap();
            let dollars: f64 = record[3].parse().unwrap();
            let net_minor = (dollars * 100.0).round() as i64;
            bought(record[0].parse().unwrap(), day.number(), net_minor)
        })
        .collect()
}

#[test]
fn cdnow_through_orders_gives_the_published_parameters() {
    let shop = Shop::open();
    shop.households(2_357);
    shop.buy(&read_orders());
    let as_of: terms::Day = "1997-09-30".parse().unwrap();
    let report = shop.score(as_of.number());
    assert_eq!((report.customers, report.prospects), (2_357, 0));
    assert_eq!(
        (report.model.as_str(), report.spend_model.as_str()),
        ("bg_nbd", "gamma_gamma")
    );

    let run = shop.latest_run().unwrap();
    let parameters: serde_json::Value = serde_json::from_str(&run.parameters).unwrap();
    // Fader, Hardie & Lee 2005; Gamma-Gamma as in Hardie & Fader 2013, v in cents.
    for (model, name, value) in [
        ("orders", "r", 0.242_594_521),
        ("orders", "alpha", 4.413_601_986),
        ("orders", "a", 0.792_922_011),
        ("orders", "b", 2.425_906_754),
        ("spends", "p", 6.249_572_085),
        ("spends", "q", 3.744_224_571),
        ("spends", "v", 1_544.352_102),
    ] {
        let found = parameters[model][name].as_f64().unwrap();
        assert!(
            (found / value - 1.0).abs() < 5e-4,
            "{name}: {found} is not {value}"
        );
    }
}

//! The CDNOW sample through the order table: the published parameters come out.

use clv::{BgNbd, DAYS_PER_WEEK, FoldedHistories, History};
use store::StoreError;

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

/// The CDNOW sample, scored at the end of the 39 weeks that the papers learn from.
fn scored_sample() -> Shop {
    let shop = Shop::open();
    shop.households(2_357);
    shop.buy(&read_orders());
    let as_of: terms::Day = "1997-09-30".parse().unwrap();
    let report = shop.score(as_of.number());
    assert_eq!((report.customers, report.prospects), (2_357, 0));
    shop
}

fn assert_parameters(found: &[(&str, f64)], published: &[(&str, f64)]) {
    for (name, value) in published {
        let found = found
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| *value)
            .unwrap();
        assert!(
            (found / value - 1.0).abs() < 5e-4,
            "{name}: {found} is not {value}"
        );
    }
}

/// Fader, Hardie & Lee 2005, Marketing Science 24(2).
const BG_NBD: [(&str, f64); 4] = [
    ("r", 0.242_594_521),
    ("alpha", 4.413_601_986),
    ("a", 0.792_922_011),
    ("b", 2.425_906_754),
];

/// Schmittlein, Morrison & Colombo 1987, as fitted by Fader & Hardie to the same sample.
const PARETO_NBD: [(&str, f64); 4] = [
    ("r", 0.553_28),
    ("alpha", 10.577_7),
    ("s", 0.606_24),
    ("beta", 11.668_7),
];

/// Hardie & Fader 2013, note 025, with v in cents.
const GAMMA_GAMMA: [(&str, f64); 3] = [
    ("p", 6.249_572_085),
    ("q", 3.744_224_571),
    ("v", 1_544.352_102),
];

#[test]
fn cdnow_through_the_order_table_gives_the_published_parameters() {
    let run = scored_sample().latest_run().unwrap();
    let parameters: serde_json::Value = serde_json::from_str(&run.parameters).unwrap();
    let of = |what: &str| -> Vec<(String, f64)> {
        let named = parameters[what].as_object().unwrap();
        named
            .iter()
            .map(|(name, value)| (name.clone(), value.as_f64().unwrap()))
            .collect()
    };
    let orders = of("orders");
    let orders: Vec<(&str, f64)> = orders
        .iter()
        .map(|(name, value)| (&**name, *value))
        .collect();
    match run.model.as_str() {
        "bg_nbd" => assert_parameters(&orders, &BG_NBD),
        "pareto_nbd" => assert_parameters(&orders, &PARETO_NBD),
        other => panic!("{other} is not a model of this sample"),
    }
    assert_eq!(run.spend_model, "gamma_gamma");
    let spends = of("spends");
    let spends: Vec<(&str, f64)> = spends
        .iter()
        .map(|(name, value)| (&**name, *value))
        .collect();
    assert_parameters(&spends, &GAMMA_GAMMA);
}

#[test]
fn stored_histories_of_cdnow_give_the_published_bg_nbd() {
    let shop = scored_sample();
    let as_of: terms::Day = "1997-09-30".parse().unwrap();
    let histories: Vec<History> = shop
        .store
        .read(|db| {
            let columns = "SELECT order_days, first_day, last_day FROM account_histories";
            let mut statement = db.prepare(columns)?;
            let rows = statement.query_map([], |row| {
                let (days, first, last): (u32, i32, i32) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let weeks = |from, until| f64::from(until - from) / DAYS_PER_WEEK;
                let t_obs = weeks(first, as_of.number());
                Ok(History::new(days - 1, weeks(first, last), t_obs).unwrap())
            })?;
            Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
        })
        .unwrap();
    let fit = BgNbd::fit(&FoldedHistories::fold(&histories)).unwrap();
    assert_parameters(&fit.params.parameters(), &BG_NBD);
    assert!(
        (fit.log_likelihood + 9_582.429_207).abs() < 1e-3,
        "{}",
        fit.log_likelihood
    );
}

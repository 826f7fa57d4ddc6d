//! Two customers and a prospect, every column computed by hand.

use crate::shop::{Bought, NOW, Shop, bought};

/// The base's pace by the simple rule: two repeat orders and the made-up one, in thirty and
/// ten weeks and the made-up year.
const PACE: f64 = 3.0 / (30.0 + 10.0 + 365.2425 / 7.0);

fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs(),
        "{found} is not {expected}"
    );
}

/// Expected orders and their discounted sum, by the rule's own words.
fn outlook(x: f64, t_x: f64, t_obs: f64) -> (f64, f64, f64) {
    let usual_gap = (t_x + 0.5 / PACE) / (x + 0.5);
    let p_alive = 2_f64.powf(-(t_obs - t_x) / (3.0 * usual_gap));
    let horizon = 365.0 / 7.0;
    let orders = p_alive * (x + 0.5) / (t_obs + 0.5 / PACE) * horizon;
    // Fourteen equal periods, money counted in the middle of each, ten percent a year.
    let years = horizon / 14.0 / (365.2425 / 7.0);
    let factor = |period: i32| 1.1_f64.powf(-years * (f64::from(period) - 0.5));
    let discounted = orders / 14.0 * (1..=14).map(factor).sum::<f64>();
    (p_alive, orders, discounted)
}

fn open_shop() -> Shop {
    let shop = Shop::open();
    let [firm, household, _prospect, staff] =
        ["firm", "household", "firm", "staff"].map(|kind| shop.account(kind));
    let with_cost = |day, net_minor, cost_minor| Bought {
        cost_minor: Some(cost_minor),
        shipping_minor: 500,
        ..bought(firm, day, net_minor)
    };
    let ids = shop.buy(&[
        with_cost(0, 10_000, 6_000),
        with_cost(70, 20_000, 10_000),
        with_cost(140, 30_000, 20_000),
        bought(household, 140, 5_000),
        Bought {
            status: "cancelled",
            ..bought(household, 150, 99_900)
        },
        Bought {
            status: "test",
            ..bought(household, 160, 99_900)
        },
        bought(staff, 100, 1_000),
    ]);
    shop.line(ids[0], 1, "Grinder", "Machines", 10_000);
    shop.line(ids[1], 1, "Beans", "Coffee", 20_000);
    shop.line(ids[2], 1, "Filter", "Paper", 9_000);
    shop.line(ids[2], 2, "Espresso", "Coffee", 21_000);
    shop
}

/// Proves C53.
#[test]
fn c53_every_score_column_of_a_small_base_is_as_computed_by_hand() {
    let shop = open_shop();
    shop.score(210);

    let firm = shop.score_of(1).unwrap();
    let (p_alive, orders, discounted) = outlook(2.0, 20.0, 30.0);
    assert_eq!(firm.days_since_last_order, Some(70));
    assert_eq!((firm.order_count, firm.repeat_count), (3, 2));
    assert_eq!(
        (firm.total_spend_minor, firm.mean_order_minor),
        (60_000, 20_000)
    );
    // 60,000 less 36,000 for goods and 1,500 for shipping.
    assert_eq!(
        (firm.past_value_minor, firm.past_is_estimated),
        (22_500, false)
    );
    close(firm.p_alive, p_alive);
    close(firm.expected_orders, orders);
    // Its own mean of 20,000, of which 22,500 / 60,000 is contribution.
    assert_eq!(
        firm.expected_value_minor,
        (discounted * 20_000.0 * 0.375).round() as i64
    );
    assert_eq!((firm.rfm, firm.past_fifth, firm.future_fifth), (344, 4, 4));

    let household = shop.score_of(2).unwrap();
    let (p_alive, orders, discounted) = outlook(0.0, 0.0, 10.0);
    assert_eq!(household.days_since_last_order, Some(70));
    assert_eq!((household.order_count, household.repeat_count), (1, 0));
    assert_eq!(
        (household.total_spend_minor, household.mean_order_minor),
        (5_000, 5_000)
    );
    // No cost is known: the default margin of 33 %.
    assert_eq!(
        (household.past_value_minor, household.past_is_estimated),
        (1_650, true)
    );
    close(household.p_alive, p_alive);
    close(household.expected_orders, orders);
    assert_eq!(
        household.expected_value_minor,
        (discounted * 5_000.0 * 0.375).round() as i64
    );
    assert_eq!(
        (household.rfm, household.past_fifth, household.future_fifth),
        (322, 2, 2)
    );
}

#[test]
fn prospects_get_a_row_of_zeros_and_staff_get_none() {
    let shop = open_shop();
    let report = shop.score(210);
    assert_eq!((report.customers, report.prospects), (2, 1));
    let prospect = shop.score_of(3).unwrap();
    let zeros = score::Score {
        account_id: 3,
        ..Default::default()
    };
    assert_eq!(prospect, zeros);
    assert_eq!(shop.score_of(4), None);
}

#[test]
fn a_run_holds_the_sums_of_its_scores_and_says_how_it_was_made() {
    let shop = open_shop();
    let report = shop.score(210);
    let run = shop.latest_run().unwrap();
    assert_eq!(
        (run.id, run.account_count, run.customer_count),
        (report.run_id, 3, 2)
    );
    assert_eq!(
        (run.model.as_str(), run.spend_model.as_str()),
        ("simple_rule", "own_mean")
    );
    assert_eq!((run.past_value_minor, run.made_at.as_str()), (24_150, NOW));
    let expected = [1, 2].map(|id| shop.score_of(id).unwrap().expected_value_minor);
    assert_eq!(run.expected_value_minor, expected.iter().sum::<i64>());
    close(run.cost_coverage, 60_000.0 / 65_000.0);
    for words in ["simple rule", "own mean", "92 % of revenue", "33 %"] {
        assert!(run.note.contains(words), "{words}: {}", run.note);
    }
    let parameters: serde_json::Value = serde_json::from_str(&run.parameters).unwrap();
    close(parameters["orders"]["base_pace"].as_f64().unwrap(), PACE);
    close(parameters["contribution_share"].as_f64().unwrap(), 0.375);
}

#[test]
fn histories_hold_days_money_rhythm_and_taste() {
    let shop = open_shop();
    shop.score(210);
    let columns = "revision, first_day, last_day, order_count, order_days, kept_minor,
        revenue_minor, known_revenue_minor, repeat_mean_minor, gap_days_median, last_product,
        top_category";
    let rows = shop.rows(&format!(
        "SELECT concat_ws('|', {columns}) FROM account_histories ORDER BY account_id"
    ));
    assert_eq!(
        rows.iter().map(|row| text_of(row)).collect::<Vec<_>>(),
        [
            "4|0|140|3|3|60000|60000|60000|25000.0|70.0|Espresso|Coffee",
            "4|140|140|1|1|5000|5000|0|0.0||",
            "1|0|0|0|0|0|0.0||",
        ]
    );
}

/// The text inside `Text([..])`, as the debug form of a cell gives bytes.
fn text_of(cell: &str) -> String {
    let bytes = cell.trim_start_matches("Text([").trim_end_matches("])");
    let bytes: Vec<u8> = bytes
        .split(", ")
        .filter_map(|byte| byte.parse().ok())
        .collect();
    String::from_utf8(bytes).unwrap()
}

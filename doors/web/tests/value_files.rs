//! The Value page on small files whose answer is known by hand: seasons, half-known costs, surveys.

use std::fmt::Write;

use crate::client;
use crate::fixture::{PREPARED, PRESS_DAY, RESULT_DAY, Served, serve, serve_empty};

/// Three years of orders of sixty customers, one a month each; in July and August two in three of
/// them are on holiday.
fn seasonal_orders() -> String {
    let mut file = String::from("Order No,Customer No,Order Date,Product,Quantity,Net\n");
    for month in 0..36 {
        // From March 2023 to February 2026.
        let (year, of_year) = (2023 + (month + 2) / 12, (month + 2) % 12 + 1);
        for customer in 0..60 {
            let is_away = matches!(of_year, 7 | 8) && customer % 3 != 0;
            if !is_away {
                let day = customer % 27 + 1;
                let _ = writeln!(
                    file,
                    "{month}-{customer},C{customer},{year}-{of_year:02}-{day:02},Bolts,1,{}.00",
                    100 + customer
                );
            }
        }
    }
    file
}

fn import(served: &Served, name: &str, content: &str) {
    assert_eq!(client::upload(served.address, name, content).status, 303);
    served.wait_until_idle();
}

/// Proves C2.
#[test]
fn c2_a_seasonal_file_marks_its_weak_months_and_asks_for_a_campaign_before_them() {
    let served = serve_empty(PRESS_DAY);
    import(&served, "orders.csv", &seasonal_orders());
    let page = served.get("/value").text();
    let weak = page
        .split("id=\"weak\"")
        .nth(1)
        .unwrap_or_else(|| panic!("{page}"));
    let weak = weak.split("</div>").next().unwrap();
    for month in ["July 2026", "August 2026"] {
        assert!(weak.contains(month), "{weak}");
    }
    for month in ["May 2026", "September 2026", "January 2027"] {
        assert!(!weak.contains(month), "{weak}");
    }
    assert!(weak.contains("A campaign in June 2026"), "{weak}");
    assert!(weak.contains("href=\"/run\""), "{weak}");
    let figures = &served.get("/api/v1/value").json()["figures"];
    let months = figures["months"].as_array().unwrap();
    assert!(months.len() >= 12);
    let sum: i64 = months
        .iter()
        .map(|one| one["expected_minor"].as_i64().unwrap())
        .sum();
    let whole = figures["expected_revenue"]["minor"].as_i64().unwrap();
    assert!(
        (sum - whole).abs() <= months.len() as i64,
        "{sum} of {whole}"
    );
}

/// Proves C45.
#[test]
fn c45_with_costs_for_some_orders_the_coverage_is_said_and_what_is_assumed_is_marked() {
    let served = serve_empty(PRESS_DAY);
    import(
        &served,
        "orders.csv",
        "Order No,Customer No,Customer Name,Order Date,Product,Quantity,Net,Cost\n\
         1,C1,Alder Ltd,2025-03-01,Bolts,1,300.00,200.00\n\
         2,C2,Birch Ltd,2025-04-02,Nuts,1,100.00,\n",
    );
    let value = served.get("/api/v1/value").json();
    assert_eq!(value["figures"]["cost_coverage"], 0.75);
    assert!(
        served
            .get("/value")
            .text()
            .contains("the cost of 75 % of revenue is known")
    );
    // A hundred of its own, and a third of the other's hundred by the usual margin.
    assert_eq!(value["figures"]["past_value_minor"], 10_000 + 3_300);
    let list = served.get("/customers").text();
    assert_eq!(list.matches("by your usual margin").count(), 1, "{list}");
    let both = ["/customers/1", "/customers/2"]
        .map(|page| served.get(page).text())
        .concat();
    assert_eq!(both.matches("partly by your usual margin").count(), 1);
}

/// Proves C47.
#[test]
fn c47_slowing_best_customers_are_listed_with_the_satisfaction_on_record() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let slowing = served.number("SELECT COUNT(*) FROM scores WHERE best >= 32 AND trend = -1");
    assert!(slowing > 0);
    let list = served.get("/api/v1/value/slowing").json();
    let rows = list["rows"].as_array().unwrap();
    assert_eq!(rows.len() as i64, slowing.min(50));
    let id = rows[0]["account_id"].as_i64().unwrap();
    let day = RESULT_DAY.number() - 40;
    served
        .house
        .store
        .write(|db| {
            Ok::<_, store::StoreError>(db.execute(
                "INSERT INTO events (account_id, day, kind, subject, detail, quantity, source_id, row_no)
                 VALUES (?1, ?2, 'survey', 'How satisfied are you?', 'not quite', 2, 1, 1)",
                (id, day),
            )?)
        })
        .unwrap();
    for page in [
        "/value".to_owned(),
        "/value/slowing".into(),
        format!("/customers/{id}"),
    ] {
        assert!(served.get(&page).text().contains("not quite"), "{page}");
    }
    let settings = served.get("/settings").text();
    assert!(
        settings.contains("<option value=\"weekly\" selected>"),
        "made anew every week"
    );
}

/// Proves C53.
#[test]
fn c53_value_and_chance_of_every_customer_are_shown_with_the_error_on_months_held_out() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let figures = &served.get("/api/v1/value").json()["figures"];
    let models = figures["models"].as_array().unwrap();
    assert!(models.len() >= 2, "{models:?}");
    assert_eq!(models.iter().filter(|one| one["chosen"] == true).count(), 1);
    let page = served.get("/value").text();
    for model in models {
        let error = format!("{:.2}", model["mean_error"].as_f64().unwrap());
        let name = model["name"].as_str().unwrap();
        // The head of the row: the name of one model may be the end of another's.
        let head = format!("<th scope=\"row\">{name}</th>");
        let line = page.split("<tr>").find(|line| line.contains(&head));
        assert!(line.unwrap().contains(&error), "{model}");
    }
    let list = served.get("/api/v1/customers").json();
    for row in list["rows"].as_array().unwrap().iter().take(5) {
        let id = row["account_id"].as_i64().unwrap();
        let outlook = &served.get(&format!("/api/v1/customers/{id}")).json()["outlook"];
        let value = &outlook["value"];
        let of = |name: &str| value[name].as_i64().unwrap();
        assert_eq!(of("minor"), row["expected_value_minor"]);
        assert!(
            of("low80") <= of("minor") && of("minor") <= of("high80"),
            "{value}"
        );
        let chance = (outlook["p_alive"].as_f64(), row["p_alive"].as_f64());
        assert!(
            (chance.0.unwrap() - chance.1.unwrap()).abs() < 1e-6,
            "{chance:?}"
        );
        assert!(outlook["chance_history"].as_array().unwrap().len() > 2);
        assert!(
            served
                .get(&format!("/customers/{id}"))
                .text()
                .contains("Chance that it still buys")
        );
    }
}

/// Proves C55.
#[test]
fn c55_the_grid_has_25_16_or_9_segments_and_everybody_in_one_of_them() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    for size in [3_i64, 4, 5] {
        let form = format!(
            "best_by=ever_contribution&grid_size={size}&every=weekly&best_percent=20&hour=40\
             &call_minutes=10&visit_minutes=120&support_minutes=15&parcel=7&medium_from=&large_from="
        );
        assert_eq!(served.post("/settings/scores", &form).status, 303);
        desk::prepare(&served.house, &store::Silent).unwrap();
        let page = served.get("/grid").text();
        assert_eq!(page.matches("class=\"ramp-").count() as i64, size * size);
        assert!(page.contains(&format!("one of {}", size * size)));
        let placed = served
            .number("SELECT COUNT(*) FROM memberships WHERE family = 'cell' AND until_day IS NULL");
        assert_eq!(
            placed,
            served.number("SELECT COUNT(*) FROM scores WHERE order_count > 0")
        );
        let grid = served.get("/api/v1/grid").json();
        let cells = grid["cells"].as_array().unwrap();
        let filled = cells.iter().filter(|cell| cell["accounts"] != 0).count() as i64;
        assert!(filled <= size * size, "{size}: {filled}");
    }
    let refused = served.post("/settings/scores", "best_by=tallest&grid_size=5&every=weekly&best_percent=20&hour=1&call_minutes=1&visit_minutes=1&support_minutes=1&parcel=1&medium_from=&large_from=");
    assert_eq!(refused.status, 422);
}

/// Proves C80.
#[test]
fn c80_unrealised_potential_is_a_sum_with_a_range_and_the_list_it_is_made_of() {
    let served = serve(&PREPARED.measured, RESULT_DAY);
    let sum = &served.get("/api/v1/value").json()["figures"]["potential"];
    let of = |name: &str| sum[name].as_i64().unwrap();
    assert!(
        0 < of("low_minor") && of("low_minor") <= of("minor") && of("minor") <= of("high_minor")
    );
    let stored = |column: &str| {
        served.number(&format!(
            "SELECT SUM({column}) FROM scores WHERE potential_low_minor > 0"
        ))
    };
    assert_eq!(of("accounts"), stored("1"));
    assert_eq!(of("low_minor"), stored("potential_low_minor"));
    assert_eq!(of("minor"), stored("potential_minor"));
    assert_eq!(of("high_minor"), stored("potential_high_minor"));
    assert!(served.get("/value").text().contains("a year lie there"));
    let rows = served.get("/api/v1/value/could_grow").json();
    for row in rows["rows"].as_array().unwrap() {
        let range = &row["figure"]["money_range"];
        assert!(range["low"].as_i64().unwrap() > 0, "{row}");
    }
}

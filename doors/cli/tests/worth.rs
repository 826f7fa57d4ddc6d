//! What customers are worth, by command: every figure equals what the orders add up to.

use serde_json::Value;
use terms::Day;

use crate::books::{Books, fifth, tenth};
use crate::program::{DAY, Program};

/// A scored practice business and the day it was scored on.
fn scored() -> (Program, Day) {
    let program = Program::with_practice(600);
    program.json(&["score", "--as-of", DAY]);
    (program, DAY.parse().unwrap())
}

fn with_books<T>(program: &Program, as_of: Day, add_up: impl FnOnce(&Books<'_>) -> T) -> T {
    let db = program.database();
    add_up(&Books { db: &db, as_of })
}

/// The accounts of a list, the first so many.
fn ids_of(program: &Program, list: &str, most: &str) -> Vec<i64> {
    let page = program.json(&["value", list, "--most", most, "--as-of", DAY]);
    let rows = page["rows"].as_array().unwrap().iter();
    rows.map(|row| row["account_id"].as_i64().unwrap())
        .collect()
}

fn text(program: &Program, args: &[&str]) -> String {
    let done = program.run(args);
    assert_eq!(done.code, Some(0), "{args:?}: {}", done.err);
    done.out
}

/// Proves C44 and C71.
#[test]
fn c44_c71_the_best_by_five_definitions_and_any_share_of_them() {
    let (program, as_of) = scored();
    let (answers, spend) = with_books(&program, as_of, |books| {
        books.assert_orders_tell_everything();
        (books.first_twenty(), books.spend_by_account(0))
    });
    for (by, answer) in answers {
        assert_eq!(
            ids_of(&program, &format!("best_{by}"), "20"),
            answer,
            "{by}"
        );
    }
    let whole: i64 = spend.iter().map(|(_, minor)| *minor.max(&0)).sum();
    for percent in [1, 20, 50] {
        let count = (spend.len() * percent).div_ceil(100);
        let best: i64 = spend[..count].iter().map(|(_, minor)| minor).sum();
        let share = best as f64 / whole as f64;
        let wanted = percent.to_string();
        let ask = ["value", "--by", "ever_spend", "--percent", &wanted];
        let cut = &program.json(&ask)["cut"];
        assert_eq!(cut["accounts"], count);
        assert!(
            (cut["share"].as_f64().unwrap() - share).abs() < 1e-9,
            "{cut}"
        );
        let said = format!("are {count} customers from");
        assert!(text(&program, &ask).contains(&said), "{said}");
    }
    assert_eq!(program.run(&["value", "--percent", "0"]).code, Some(2));
    assert_eq!(program.run(&["value", "best_tallest"]).code, Some(2));
}

/// Proves C52 and C55.
#[test]
fn c52_c55_every_technique_of_the_past_and_both_scores_are_shown_and_exported() {
    let (program, as_of) = scored();
    let (plain, profit) = with_books(&program, as_of, |books| {
        (books.plain(), books.profit_by_account(0))
    });
    let column = |at: usize| -> Vec<i64> { plain.values().map(|one| one[at]).collect() };
    let [days, counts, spends] = [column(0), column(1), column(2)];
    let profits: Vec<i64> = profit.iter().map(|(_, minor)| *minor).collect();
    for (id, minor) in profit.iter().step_by(profit.len() / 12) {
        let one = &program.json(&["customers", "show", &id.to_string()])["score"];
        let [day, orders, spend] = plain[id];
        let rfm = 100 * fifth(&days, day) + 10 * fifth(&counts, orders) + fifth(&spends, spend);
        assert_eq!(one["rfm"], rfm, "{id}");
        assert_eq!(one["total_spend_minor"], spend, "{id}");
        assert_eq!(one["past_value_minor"], *minor, "{id}");
        assert_eq!(one["tenth"], tenth(&profits, *minor), "{id}");
    }
    let file = program.home.path().join("scores.csv");
    for size in ["3", "4", "5"] {
        let export = ["score", "--as-of", DAY, "--grid", size, "--export"];
        text(&program, &[&export[..], &[file.to_str().unwrap()]].concat());
        let table = std::fs::read_to_string(&file).unwrap();
        let mut lines = table.lines();
        let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
        for head in ["cell", "past_value_minor", "expected_value_minor", "rfm"] {
            assert!(heads.contains(&head), "{heads:?}");
        }
        assert_eq!(lines.count(), plain.len(), "one row a customer");
        let grid = program.json(&["grid"]);
        let cells = grid["cells"].as_array().unwrap();
        let placed = cells.iter().map(|cell| cell["accounts"].as_i64().unwrap());
        assert_eq!(
            placed.sum::<i64>(),
            plain.len() as i64,
            "each in exactly one"
        );
        let filled = cells.iter().filter(|cell| cell["accounts"] != 0).count();
        let most: usize = size.parse().unwrap();
        assert!(filled <= most * most, "{size}: {filled}");
    }
}

/// Proves C49 and C79.
#[test]
fn c49_c79_channels_and_sizes_equal_sums_by_hand() {
    let (program, as_of) = scored();
    let figures = program.json(&["value"])["figures"].clone();
    let said = text(&program, &["value"]);
    let (sums, mostly, tiers) = with_books(&program, as_of, |books| {
        let sums = books.channel_sums(books.year_ago());
        let tiers = [1, 2, 3].map(|number| books.tier(number));
        (sums, books.customers_by_top_channel(), tiers)
    });
    let shown = figures["channels"].as_array().unwrap();
    assert_eq!(shown.len(), sums.len());
    for line in shown {
        let channel = line["channel"].as_str().unwrap();
        assert_eq!(line["revenue_minor"], sums[channel], "{channel}");
        if !channel.is_empty() {
            let list = program.json(&["customers", "list", "--channel", channel]);
            assert_eq!(list["total"], mostly[channel], "{channel}");
            assert!(said.contains(channel), "{channel}: {said}");
        }
    }
    let by_size = figures["tiers"].as_array().unwrap();
    for (tier, [accounts, revenue, margin, served]) in by_size.iter().zip(tiers) {
        assert_eq!(tier["accounts"], accounts, "{tier}");
        assert_eq!(tier["revenue_minor"], revenue, "{tier}");
        assert_eq!(tier["margin_minor"], margin, "{tier}");
        assert_eq!(tier["served_minor"], served, "{tier}");
    }
    let moves = figures["tier_moves"].as_array().unwrap();
    let rose = moves
        .iter()
        .find(|one| one["from"] == "small" && one["to"] == "medium");
    let rose = rose.map_or(0, |one| one["accounts"].as_i64().unwrap());
    assert!(
        rose > 0 && said.contains(&format!("{rose} from small to medium")),
        "{said}"
    );
    assert!(ids_of(&program, "tier_up", "5000").len() as i64 >= rose);
}

/// Proves C50 and C53.
#[test]
fn c50_c53_value_chance_error_and_levers_are_told_for_customers_segments_and_strategies() {
    let (program, _) = scored();
    let overview = program.json(&["value"]);
    let said = text(&program, &["value"]);
    for model in overview["figures"]["models"].as_array().unwrap() {
        let error = format!("{:.2}", model["mean_error"].as_f64().unwrap());
        let line = said
            .lines()
            .find(|line| line.starts_with(model["name"].as_str().unwrap()));
        assert!(
            line.is_some_and(|line| line.contains(&error)),
            "{model}: {said}"
        );
    }
    let id = ids_of(&program, "best_ever_spend", "1")[0].to_string();
    let one = program.json(&["customers", "show", &id]);
    let value = &one["outlook"]["value"];
    let of = |name: &str| value[name].as_i64().unwrap();
    assert!(
        of("low80") <= of("minor") && of("minor") <= of("high80"),
        "{value}"
    );
    assert!((0.0..=1.0).contains(&one["score"]["p_alive"].as_f64().unwrap()));
    let shown = text(&program, &["customers", "show", &id]);
    for words in [
        "A tenth more adds: larger orders",
        "more often",
        "for longer",
        "in 8 of 10 cases",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let grid = text(&program, &["grid"]);
    for head in ["Larger orders", "More often", "For longer"] {
        assert!(grid.contains(head), "{head}");
    }
    let plan = text(&program, &["run", "--dry-run", "--as-of", DAY]);
    for lever in terms::Lever::ALL {
        assert!(plan.contains(lever.word()), "{}", lever.word());
    }
    program.json(&["run", "--as-of", DAY, "--to-mailbox"]);
    let results = text(&program, &["results"]);
    for part in ["% ordered", "orders each", "an order"] {
        assert!(results.contains(part), "{part}: {results}");
    }
}

/// Proves C47 and C63.
#[test]
fn c47_c63_who_slows_and_what_is_at_risk_open_as_lists() {
    let (program, _) = scored();
    let at_risk = program.json(&["value"])["figures"]["at_risk"].clone();
    let list = program.json(&["value", "at_risk", "--most", "5000"]);
    let rows = list["rows"].as_array().unwrap();
    let money = |row: &Value| row["figure"]["money"].as_i64().unwrap();
    assert_eq!(at_risk["minor"], rows.iter().map(money).sum::<i64>());
    assert_eq!(at_risk["accounts"], rows.len());
    assert_eq!(list["total"], rows.len());
    assert!(rows.windows(2).all(|two| money(&two[0]) >= money(&two[1])));

    let slowing = program.json(&["value", "slowing", "--most", "5000"]);
    let first = &slowing["rows"][0];
    let number = first["number"].as_str().unwrap();
    let file = program.home.path().join("survey.csv");
    let answer = format!(
        "Response ID,Customer No,Submitted at,Question,Answer,NPS score\n\
         R1,{number},2026-02-01,How satisfied are you?,Deliveries are late,4\n"
    );
    std::fs::write(&file, answer).unwrap();
    program.json(&["import", file.to_str().unwrap()]);
    program.json(&["score", "--as-of", DAY]);
    let said = text(&program, &["value", "slowing"]);
    assert!(said.contains("Deliveries are late"), "{said}");
    let shown = text(
        &program,
        &["customers", "show", &first["account_id"].to_string()],
    );
    assert!(
        shown.contains("Satisfaction: Deliveries are late"),
        "{shown}"
    );
    assert_eq!(program.json(&["score", "--dates"])["every"], "weekly");
}

/// Proves C54 and C62.
#[test]
fn c54_c62_the_calendar_is_told_and_best_customers_kept_gained_and_lost_add_up() {
    let (program, _) = scored();
    for (every, next) in [
        ("weekly", Some("2026-03-09")),
        ("monthly", Some("2026-04-01")),
        ("quarterly", Some("2026-04-01")),
        ("never", None),
    ] {
        let dates = program.json(&[
            "score",
            "--every",
            every,
            "--dates",
            "--as-of",
            "2026-03-03",
        ]);
        assert_eq!(dates["last"], DAY);
        assert_eq!(dates["next"].as_str(), next, "{every}: {dates}");
    }
    // Two Mondays were missed; the date that is due is the last of them, and one score settles it.
    let later = ["--as-of", "2026-03-20"];
    let weekly =
        |args: &[&str]| program.json(&[&["score", "--every", "weekly"], args, &later].concat());
    assert_eq!(weekly(&["--dates"])["due"], "2026-03-16");
    weekly(&[]);
    assert_eq!(weekly(&["--dates"])["due"], Value::Null);
    assert_eq!(program.number("SELECT COUNT(*) FROM score_runs"), 2);

    let figures = program.json(&["value"])["figures"].clone();
    let since = &figures["since"];
    let number = |name: &str| since[name].as_u64().unwrap();
    assert_eq!(
        number("best_kept") + number("best_lost"),
        number("best_before")
    );
    let best = figures["best"]["accounts"].as_u64().unwrap();
    assert_eq!(number("best_kept") + number("best_gained"), best);
    for list in ["best_gained", "best_lost"] {
        assert_eq!(
            ids_of(&program, list, "5000").len() as u64,
            number(list),
            "{list}"
        );
    }
    let words = format!(
        "of {} best customers {} kept",
        number("best_before"),
        number("best_kept")
    );
    assert!(text(&program, &["value"]).contains(&words), "{words}");
}

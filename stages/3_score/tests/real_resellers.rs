//! The reseller data set, a fictional bicycle maker's sales to shops: what potential and likeness
//! are worth on firms whose later years are known. Skipped where the data are not at hand.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::shop::{Bought, Shop, bought};

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let data = std::env::var_os("REGULARS_DATA").map_or(beside, PathBuf::from);
    let found = data.join("adventureworks_b2b");
    if found.join("resellers.csv.gz").is_file() {
        return Some(found);
    }
    println!("skipped: {} is not there", found.display());
    None
}

fn rows(folder: &Path, file: &str) -> Vec<HashMap<String, String>> {
    let gz = flate2::read::GzDecoder::new(std::fs::File::open(folder.join(file)).unwrap());
    let mut reader = csv::Reader::from_reader(gz);
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// Resellers as firms, each with its orders and where their money went.
fn open_shop(folder: &Path) -> Shop {
    let shop = Shop::open();
    let mut ids: HashMap<String, i64> = HashMap::new();
    let resellers = rows(folder, "resellers.csv.gz");
    let industries: Vec<String> = resellers
        .iter()
        .map(|row| format!("{}, {}", row["BusinessType"], row["ProductLine"]))
        .collect();
    let firms: Vec<_> = resellers
        .iter()
        .zip(&industries)
        .map(|(row, industry)| {
            let employees = row["NumberEmployees"].parse().ok();
            (industry.as_str(), row["Country_Region"].as_str(), employees)
        })
        .collect();
    for (row, id) in resellers.iter().zip(shop.firms(&firms)) {
        ids.insert(row["ResellerKey"].clone(), id);
    }
    let categories: HashMap<String, String> = rows(folder, "products.csv.gz")
        .into_iter()
        .map(|row| (row["ProductKey"].clone(), row["Subcategory"].clone()))
        .collect();
    let mut orders: HashMap<String, (i64, i32, HashMap<String, i64>)> = HashMap::new();
    for row in rows(folder, "reseller_sales.csv.gz") {
        let day: terms::Day = row["OrderDate"].parse().unwrap();
        let minor = (row["SalesAmount"].parse::<f64>().unwrap() * 100.0).round() as i64;
        let category = categories
            .get(&row["ProductKey"])
            .cloned()
            .unwrap_or_default();
        let order = orders
            .entry(row["SalesOrderNumber"].clone())
            .or_insert_with(|| (ids[&row["ResellerKey"]], day.number(), HashMap::new()));
        *order.2.entry(category).or_default() += minor;
    }
    let mut orders: Vec<_> = orders.into_iter().collect();
    orders.sort_by(|one, other| one.0.cmp(&other.0));
    let all: Vec<Bought> = orders
        .iter()
        .map(|(_, (account, day, lines))| bought(*account, *day, lines.values().sum()))
        .collect();
    let mut lines = Vec::new();
    for (id, (_, (_, _, spent))) in shop.buy(&all).into_iter().zip(&orders) {
        let mut spent: Vec<_> = spent.iter().collect();
        spent.sort();
        let numbered = spent.into_iter().zip(1..);
        lines.extend(
            numbered
                .map(|((category, minor), line_no)| (id, line_no, "", category.as_str(), *minor)),
        );
    }
    shop.lines(&lines);
    shop
}

/// Chance that of a pair the one that is so has the higher value; ties count half.
fn area_under_curve(values: &[(f64, bool)]) -> f64 {
    let of = |wanted: bool| values.iter().filter(move |(_, is)| *is == wanted);
    let pairs = of(true).flat_map(|(high, _)| {
        of(false).map(move |(low, _)| match high.total_cmp(low) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        })
    });
    let (sum, count) = pairs.fold((0.0, 0.0), |(sum, count), pair: f64| {
        (sum + pair, count + 1.0)
    });
    sum / count
}

#[test]
fn resellers_tell_what_either_evidence_is_worth() {
    let Some(folder) = folder() else { return };
    let shop = open_shop(&folder);
    let as_of: terms::Day = "2019-05-31".parse().unwrap();
    shop.score(as_of.number());
    let figures = shop.figures();
    println!(
        "{:?}\n{:?}\n{:?}",
        figures.evidence, figures.potential, figures.trends
    );
    let explained = |at: usize| figures.evidence[at].explained;
    assert!(explained(0) >= explained(1) && explained(0) >= explained(2) - 0.01);
    // Who had room to grow, and did they spend more in the year that followed?
    let mut grew = Vec::new();
    let next = "SELECT s.account_id, s.potential_low_minor, s.total_spend_minor,
                    (SELECT COALESCE(SUM(o.net_minor), 0) FROM orders AS o
                     WHERE o.account_id = s.account_id AND o.day > 18047 - 365 AND o.day <= 18047),
                    (SELECT COALESCE(SUM(o.net_minor), 0) FROM orders AS o
                     WHERE o.account_id = s.account_id AND o.day > 18047)
                FROM scores AS s WHERE s.order_count > 0";
    shop.store
        .read(|db| {
            let mut statement = db.prepare(next)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (room, own, later): (i64, i64, i64) = (row.get(1)?, row.get(3)?, row.get(4)?);
                if own > 0 && later > 0 {
                    grew.push((room as f64 / own as f64, later as f64 > 1.25 * own as f64));
                }
            }
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
    let area = area_under_curve(&grew);
    println!(
        "room to grow ranks those that grew by a quarter: AUC {area:.3} of {}",
        grew.len()
    );
    assert!(as_of.number() == 18_047 && area > 0.5);
}

#[test]
fn resellers_like_the_best_are_best_more_often() {
    let Some(folder) = folder() else { return };
    let shop = open_shop(&folder);
    // Every third reseller's orders are hidden: to the score it is a prospect.
    shop.execute("UPDATE orders SET account_id = NULL WHERE account_id % 3 = 0");
    shop.score(18_412);
    let likeness: HashMap<i64, f64> = shop
        .store
        .read(|db| score::list_prospects(db, 10_000))
        .unwrap()
        .into_iter()
        .map(|line| (line.account_id, line.chance))
        .collect();
    let bar = shop.figures().best.bar;
    let whole = open_shop(&folder);
    whole.score(18_412);
    let judged: Vec<(f64, bool)> = likeness
        .iter()
        .filter_map(|(id, chance)| {
            let score = whole.score_of(*id).unwrap();
            (score.order_count > 0).then_some((*chance, score.past_value_minor >= bar))
        })
        .collect();
    let area = area_under_curve(&judged);
    println!(
        "likeness ranks hidden resellers that are best: AUC {area:.3} of {}",
        judged.len()
    );
    assert!(area > 0.6, "{area}");
}

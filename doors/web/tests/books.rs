//! The books, added up by hand: a scored workspace's orders enter, sums of them leave.
//!
//! Nothing here knows how scores are computed; who compares with it compares with the orders. The
//! tests of the command line read this file too.

use std::collections::BTreeMap;

use rusqlite::Connection;
use terms::Day;

/// Four orders: after thirty, forty and fifty days, the last a hundred days ago.
pub(crate) const REGULAR: &str = "Order No,Customer No,Customer Name,Order Date,Product,Quantity,Net,Cost\n\
    1,C1,Alder Ltd,2025-07-25,Grinder,1,100.00,50.00\n\
    2,C1,Alder Ltd,2025-08-24,Grinder,1,200.00,100.00\n\
    3,C1,Alder Ltd,2025-10-03,Grinder,1,300.00,150.00\n\
    4,C1,Alder Ltd,2025-11-22,Beans,1,400.00,\n";

/// What taking back one parcel costs where the owner says nothing: seven pounds.
const PARCEL_BACK_MINOR: i64 = 700;

/// The orders of a workspace as of a day.
pub(crate) struct Books<'db> {
    pub(crate) db: &'db Connection,
    pub(crate) as_of: Day,
}

impl Books<'_> {
    /// The first day of the last 365.
    pub(crate) fn year_ago(&self) -> i32 {
        self.as_of.number() - 364
    }

    /// The orders of scored customers as the books see them: a refund comes off the order it names,
    /// so its money, goods and channel count on that order's day; the parcel that came back costs on
    /// its own day, `booked`, and `returns` is 1.
    fn settled(&self) -> String {
        format!(
            "(SELECT o.account_id, s.size_tier, COALESCE(k.day, o.day) AS day, o.day AS booked,
                     COALESCE(k.channel, o.channel) AS channel, o.net_minor, o.cost_minor,
                     o.shipping_minor, o.status = 'refund' AS returns, COALESCE(k.id, o.id) AS order_id
              FROM orders o JOIN scores s ON s.account_id = o.account_id AND s.order_count > 0
              LEFT JOIN orders k ON k.id = o.refund_of AND o.status = 'refund'
              WHERE o.status IN ('kept', 'refund') AND o.day <= {})",
            self.as_of.number()
        )
    }

    /// What lets the books be added up from the orders alone: all costs are known, nobody was visited
    /// or called on file, and every refund names an order of its own customer with as much left.
    pub(crate) fn assert_orders_tell_everything(&self) {
        for (nothing, what) in [
            (
                "SELECT COUNT(*) FROM orders WHERE cost_minor IS NULL AND status IN ('kept', 'refund')"
                    .to_owned(),
                "orders of unknown cost",
            ),
            ("SELECT COUNT(*) FROM events".into(), "events"),
            (
                "SELECT COUNT(*) FROM orders r LEFT JOIN orders k ON k.id = r.refund_of
                   AND k.account_id = r.account_id AND k.status = 'kept'
                 WHERE r.status = 'refund' AND k.id IS NULL"
                    .into(),
                "refunds of no order",
            ),
            (
                format!(
                    "SELECT COUNT(*) FROM (SELECT 1 FROM {} GROUP BY order_id HAVING SUM(net_minor) < 0)",
                    self.settled()
                ),
                "orders refunded more than once",
            ),
        ] {
            assert_eq!(self.number(&nothing), 0, "{what}");
        }
    }

    /// The first twenty by each of the five definitions of «best», each under its code.
    pub(crate) fn first_twenty(&self) -> Vec<(&'static str, Vec<i64>)> {
        let new_year = Day::from_ymd(self.as_of.date().year(), 1, 1)
            .unwrap()
            .number();
        let first =
            |sorted: Vec<(i64, i64)>| sorted.into_iter().map(|(id, _)| id).take(20).collect();
        vec![
            ("longest", first(self.longest())),
            ("year_spend", first(self.spend_by_account(new_year))),
            ("ever_spend", first(self.spend_by_account(0))),
            ("year_contribution", first(self.profit_by_account(new_year))),
            ("ever_contribution", first(self.profit_by_account(0))),
        ]
    }

    /// The first day of every customer, the longest first.
    fn longest(&self) -> Vec<(i64, i64)> {
        let mut longest = self.rows(&format!(
            "SELECT account_id, MIN(day) FROM
               (SELECT account_id, day FROM {} GROUP BY order_id HAVING SUM(net_minor) > 0)
             GROUP BY 1",
            self.settled()
        ));
        longest.sort_by_key(|(id, day)| (*day, *id));
        longest
    }

    /// Spend by account from a day on, largest first.
    pub(crate) fn spend_by_account(&self, from: i32) -> Vec<(i64, i64)> {
        self.largest_first(&format!(
            "SELECT account_id, SUM(CASE WHEN day >= {from} THEN net_minor ELSE 0 END)
             FROM {} GROUP BY 1",
            self.settled()
        ))
    }

    /// Profit by account from a day on, largest first: money less goods, parcels out and parcels back.
    pub(crate) fn profit_by_account(&self, from: i32) -> Vec<(i64, i64)> {
        self.largest_first(&format!(
            "SELECT account_id,
                    SUM(CASE WHEN day >= {from} THEN net_minor - cost_minor - shipping_minor ELSE 0 END)
                    - {PARCEL_BACK_MINOR} * SUM(returns AND booked >= {from})
             FROM {} GROUP BY 1",
            self.settled()
        ))
    }

    /// Of every customer the last day with a kept order, how many of them, and what it spent.
    pub(crate) fn plain(&self) -> BTreeMap<i64, [i64; 3]> {
        let kept = format!(
            "SELECT account_id, MAX(day), COUNT(*) FROM
               (SELECT account_id, day FROM {} GROUP BY order_id HAVING SUM(net_minor) > 0) GROUP BY 1",
            self.settled()
        );
        let mut statement = self.db.prepare(&kept).unwrap();
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, 0]));
        let rows = statement.query_map([], read).unwrap();
        let mut plain: BTreeMap<i64, [i64; 3]> = rows.map(Result::unwrap).collect();
        for (id, spend) in self.spend_by_account(0) {
            if let Some(one) = plain.get_mut(&id) {
                one[2] = spend;
            }
        }
        plain
    }

    /// How many customers order mostly by each channel; of two alike the one used first counts, and
    /// an order that came back altogether counts as none.
    pub(crate) fn customers_by_top_channel(&self) -> BTreeMap<String, i64> {
        self.words_and_numbers(&format!(
            "WITH net AS (SELECT account_id, order_id, day, channel, SUM(net_minor) > 0 AS is_kept
                      FROM {} WHERE channel <> '' GROUP BY order_id),
              used AS (SELECT account_id, channel, SUM(is_kept) AS orders, MIN(day) AS first_day,
                              MIN(order_id) AS first_order FROM net GROUP BY 1, 2),
              ranked AS (SELECT channel, ROW_NUMBER() OVER (PARTITION BY account_id
                             ORDER BY orders DESC, first_day, first_order) AS place FROM used)
             SELECT channel, COUNT(*) FROM ranked WHERE place = 1 GROUP BY 1",
            self.settled()
        ))
    }

    /// Revenue by channel from a day on.
    pub(crate) fn channel_sums(&self, from: i32) -> BTreeMap<String, i64> {
        self.words_and_numbers(&format!(
            "SELECT channel, SUM(net_minor) FROM {} WHERE day >= {from} GROUP BY 1",
            self.settled()
        ))
    }

    /// Customers, revenue, margin and cost to serve of a size tier in the last 365 days.
    pub(crate) fn tier(&self, number: i64) -> [i64; 4] {
        let from = self.year_ago();
        let sum = |what: &str, day: &str| {
            self.number(&format!(
                "SELECT COALESCE(SUM({what}), 0) FROM {} WHERE size_tier = {number} AND {day} >= {from}",
                self.settled()
            ))
        };
        let accounts = self.number(&format!(
            "SELECT COUNT(*) FROM scores WHERE size_tier = {number} AND order_count > 0"
        ));
        let parcels = PARCEL_BACK_MINOR * sum("returns", "booked");
        [
            accounts,
            sum("net_minor", "day"),
            sum("net_minor - cost_minor", "day"),
            sum("shipping_minor", "day") + parcels,
        ]
    }

    /// One number of the database.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.db.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn largest_first(&self, sql: &str) -> Vec<(i64, i64)> {
        let mut rows = self.rows(sql);
        rows.sort_by_key(|(id, minor)| (-minor, *id));
        rows
    }

    fn rows(&self, sql: &str) -> Vec<(i64, i64)> {
        let mut statement = self.db.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }

    fn words_and_numbers(&self, sql: &str) -> BTreeMap<String, i64> {
        let mut statement = self.db.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.unwrap().map(Result::unwrap).collect()
    }
}

/// The fifth by the plain definition: five times the share below, ties counted half.
pub(crate) fn fifth(values: &[i64], value: i64) -> i64 {
    let below = values.iter().filter(|other| **other < value).count();
    let equal = values.iter().filter(|other| **other == value).count();
    1 + (5 * (2 * below + equal) / (2 * values.len())) as i64
}

/// The tenth by the plain definition: 10 for the best tenth of all, rounded up, and so on; equal
/// values share the better.
pub(crate) fn tenth(values: &[i64], value: i64) -> i64 {
    let better = values.iter().filter(|other| **other > value).count();
    (1..=10)
        .find(|tenth| better < (tenth * 10 * values.len()).div_ceil(100))
        .map_or(1, |tenth| 11 - tenth as i64)
}

//! Orders put together from the lines that files have of them.
//!
//! Enters: every received line with one order number in one namespace. Leaves: the orders they
//! make. Header files give facts, line files give amounts, whichever came first. Two files that
//! both have the amounts of one order tell it twice: the file with lines, then the newer one, is
//! believed, but where its end cut through the order. Amounts on different days are different
//! orders under one number.

use std::borrow::Cow;

use crate::order::cut::whole_order;

/// One received line, as far as orders need it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LineRow {
    pub(crate) source_id: i64,
    pub(crate) has_lines: bool,
    /// What exports of the same thing have in common; empty where nothing is known of it.
    pub(crate) layout: String,
    /// The first or the last line of its file, which may have cut through the order there.
    pub(crate) is_at_end: bool,
    pub(crate) row_no: i64,
    pub(crate) party_row: Option<i64>,
    pub(crate) day: Option<i32>,
    pub(crate) channel: String,
    pub(crate) currency: String,
    pub(crate) code: String,
    pub(crate) status: String,
    pub(crate) product_key: String,
    pub(crate) product: String,
    pub(crate) category: String,
    pub(crate) quantity: f64,
    pub(crate) net_minor: Option<i64>,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) shipping_minor: Option<i64>,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BuiltLine {
    pub(crate) product_key: String,
    pub(crate) product: String,
    pub(crate) category: String,
    pub(crate) quantity: f64,
    pub(crate) net_minor: i64,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) source_id: i64,
    pub(crate) row_no: i64,
}

/// One order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BuiltOrder {
    pub(crate) source_id: i64,
    /// Another order has the number in this namespace already; this one is kept under its file.
    pub(crate) is_second: bool,
    pub(crate) day: i32,
    pub(crate) net_minor: i64,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) shipping_minor: i64,
    pub(crate) status: &'static str,
    pub(crate) channel: String,
    pub(crate) currency: String,
    pub(crate) code: String,
    /// The rows that say whose order it is, the best first.
    pub(crate) parties: Vec<(i64, i64)>,
    pub(crate) lines: Vec<BuiltLine>,
}

/// The orders these lines make; lines without a day or without any amount make none yet.
pub(crate) fn build_orders(rows: &[LineRow]) -> Vec<BuiltOrder> {
    let mut sources: Vec<&[LineRow]> = rows.chunk_by(|a, b| a.source_id == b.source_id).collect();
    sources.sort_by_key(|rows| rows[0].source_id);
    let has_amounts = |rows: &&&[LineRow]| rows.iter().any(|row| row.net_minor.is_some());
    let tellers: Vec<&[LineRow]> = sources.iter().filter(has_amounts).copied().collect();
    let headers: Vec<&[LineRow]> = sources
        .iter()
        .filter(|rows| !has_amounts(rows))
        .copied()
        .collect();
    let usual_day = headers.iter().chain(&tellers).find_map(|rows| day_of(rows));
    let mut orders: Vec<(i32, Cow<'_, [LineRow]>)> = Vec::new();
    for teller in tellers {
        let Some(day) = day_of(teller).or(usual_day) else {
            continue;
        };
        match orders.iter_mut().find(|(other, _)| *other == day) {
            // Sources come in the order of their import, so the newer of two of a sort wins.
            Some((_, winner)) if teller[0].has_lines >= winner[0].has_lines => {
                *winner = whole_order(std::mem::take(winner), teller);
            }
            Some(_) => {}
            None => orders.push((day, Cow::Borrowed(teller))),
        }
    }
    let built = orders.iter().enumerate();
    built
        .map(|(at, (day, winner))| build_order(*day, at > 0, winner, &headers))
        .collect()
}

fn day_of(rows: &[LineRow]) -> Option<i32> {
    rows.iter().find_map(|row| row.day)
}

fn build_order(
    day: i32,
    is_second: bool,
    winner: &[LineRow],
    headers: &[&[LineRow]],
) -> BuiltOrder {
    let all = || winner.iter().chain(headers.iter().copied().flatten());
    let first = |text: fn(&LineRow) -> &String| {
        all()
            .map(text)
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default()
    };
    let lines: Vec<BuiltLine> = winner.iter().filter_map(built_line).collect();
    let net_minor = lines.iter().map(|line| line.net_minor).sum();
    let status = match first(|row| &row.status).as_str() {
        "cancelled" => "cancelled",
        "test" => "test",
        _ if net_minor < 0 => "refund",
        _ => "kept",
    };
    let mut parties: Vec<(i64, i64)> = all()
        .filter_map(|row| Some((row.source_id, row.party_row?)))
        .collect();
    parties.dedup();
    let header_shipping: i64 = headers.iter().map(|rows| shipping_of(rows)).sum();
    BuiltOrder {
        source_id: winner[0].source_id,
        is_second,
        day,
        net_minor,
        cost_minor: lines.iter().map(|line| line.cost_minor).sum(),
        shipping_minor: if header_shipping == 0 {
            shipping_of(winner)
        } else {
            header_shipping
        },
        status,
        channel: first(|row| &row.channel).to_lowercase(),
        currency: first(|row| &row.currency),
        code: first(|row| &row.code),
        parties,
        lines,
    }
}

fn built_line(row: &LineRow) -> Option<BuiltLine> {
    Some(BuiltLine {
        product_key: row.product_key.clone(),
        product: row.product.clone(),
        category: row.category.clone(),
        quantity: row.quantity,
        net_minor: row.net_minor?,
        cost_minor: row.cost_minor,
        source_id: row.source_id,
        row_no: row.row_no,
    })
}

/// Shipping of an order: some files write it on the first line only, others repeat the order's
/// shipping on every line. The same amount on every one of several lines is a repetition.
fn shipping_of(rows: &[LineRow]) -> i64 {
    let first = rows.first().and_then(|row| row.shipping_minor);
    if rows.len() > 1 && first.is_some() && rows.iter().all(|row| row.shipping_minor == first) {
        return first.unwrap_or(0);
    }
    rows.iter().filter_map(|row| row.shipping_minor).sum()
}

#[cfg(test)]
mod tests {
    use super::{LineRow, build_orders};

    fn line(source_id: i64, row_no: i64, day: Option<i32>, net: Option<i64>) -> LineRow {
        LineRow {
            source_id,
            has_lines: true,
            row_no,
            day,
            net_minor: net,
            quantity: 1.0,
            ..LineRow::default()
        }
    }

    #[test]
    fn headers_and_lines_make_one_order_whichever_came_first() {
        let header = |source_id| LineRow {
            party_row: Some(7),
            has_lines: false,
            ..line(source_id, 7, Some(100), None)
        };
        for rows in [
            vec![
                header(1),
                line(2, 1, None, Some(500)),
                line(2, 2, None, Some(250)),
            ],
            vec![
                line(1, 1, None, Some(500)),
                line(1, 2, None, Some(250)),
                header(2),
            ],
        ] {
            let orders = build_orders(&rows);
            assert_eq!(orders.len(), 1);
            assert_eq!(
                (orders[0].day, orders[0].net_minor, orders[0].lines.len()),
                (100, 750, 2)
            );
            assert_eq!(orders[0].parties.len(), 1);
        }
    }

    #[test]
    fn a_newer_file_with_the_same_order_replaces_it_and_does_not_double_it() {
        let rows = [
            line(1, 1, Some(100), Some(500)),
            line(2, 9, Some(100), Some(500)),
            line(2, 10, Some(100), Some(100)),
        ];
        let orders = build_orders(&rows);
        assert_eq!(
            (orders.len(), orders[0].net_minor, orders[0].source_id),
            (1, 600, 2)
        );
    }

    #[test]
    fn totals_give_way_to_lines() {
        let total = LineRow {
            has_lines: false,
            ..line(2, 1, Some(100), Some(600))
        };
        let orders = build_orders(&[
            line(1, 1, Some(100), Some(500)),
            line(1, 2, Some(100), Some(100)),
            total,
        ]);
        assert_eq!(
            (orders.len(), orders[0].net_minor, orders[0].lines.len()),
            (1, 600, 2)
        );
    }

    #[test]
    fn one_number_on_two_days_is_two_orders() {
        let orders = build_orders(&[
            line(1, 1, Some(100), Some(500)),
            line(2, 1, Some(200), Some(300)),
        ]);
        let found: Vec<_> = orders
            .iter()
            .map(|order| (order.day, order.is_second))
            .collect();
        assert_eq!(found, [(100, false), (200, true)]);
    }

    #[test]
    fn unknown_cost_of_one_line_makes_the_cost_of_the_order_unknown() {
        let known = LineRow {
            cost_minor: Some(200),
            ..line(1, 1, Some(100), Some(500))
        };
        assert_eq!(
            build_orders(std::slice::from_ref(&known))[0].cost_minor,
            Some(200)
        );
        assert_eq!(
            build_orders(&[known, line(1, 2, None, Some(1))])[0].cost_minor,
            None
        );
    }

    #[test]
    fn shipping_is_counted_once_however_it_is_written() {
        let with = |row_no, shipping| LineRow {
            shipping_minor: shipping,
            ..line(1, row_no, Some(100), Some(1))
        };
        for (rows, shipping) in [
            (vec![with(1, Some(495)), with(2, None)], 495),
            (vec![with(1, Some(495)), with(2, Some(0))], 495),
            (vec![with(1, Some(495)), with(2, Some(495))], 495),
        ] {
            assert_eq!(build_orders(&rows)[0].shipping_minor, shipping);
        }
    }

    #[test]
    fn refunds_cancelled_and_undated_orders_are_told_apart() {
        assert_eq!(
            build_orders(&[line(1, 1, Some(100), Some(-5))])[0].status,
            "refund"
        );
        let cancelled = LineRow {
            status: "cancelled".into(),
            ..line(1, 1, Some(100), Some(5))
        };
        assert_eq!(build_orders(&[cancelled])[0].status, "cancelled");
        assert!(build_orders(&[line(1, 1, None, Some(5))]).is_empty());
        assert!(build_orders(&[line(1, 1, Some(100), None)]).is_empty());
    }
}

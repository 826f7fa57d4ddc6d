//! Refunds, orders that do not count and decimal commas put into every export; its sums stay true.

use gather::Kind;

use super::known::known_exports;
use super::systems::{EXPORTS, MARKS, Mark, fill};
use super::{Table, write_table};
use crate::desk::Desk;

/// The same table with refunds: rows from `refunded` on have their amounts turned round.
fn with_refunds(table: &Table, desk: &Desk, refunded: usize) -> Table {
    let seen = gather::check(&write_table(desk, table, ',')).unwrap();
    let code = |at: usize| seen.columns[at].target.map_or("", gather::Target::code);
    let columns = || 0..table[0].len();
    let has_count = columns().any(|at| code(at) == "line.quantity");
    let turns = |at: usize| match code(at) {
        "line.unit_price" => !has_count,
        "line.quantity"
        | "line.total"
        | "line.subtotal"
        | "line.net"
        | "order.total"
        | "order.net"
        | "order.gross"
        | "order.subtotal"
        | "order.tax"
        | "order.total_settled"
        | "line.tax" => true,
        _ => false,
    };
    let mut told = table.clone();
    for row in &mut told[1 + refunded..] {
        for at in columns().filter(|at| turns(*at)) {
            let cell = &mut row[at];
            if cell.chars().any(|sign| sign.is_ascii_digit()) {
                *cell = match cell.strip_prefix('$') {
                    Some(amount) => format!("-${amount}"),
                    None => format!("-{cell}"),
                };
            }
        }
    }
    told
}

/// The table with this mark: `usual` in every row, `told` in the rows from `from` to `to`.
fn with_mark(table: &Table, (column, usual, told): Mark, from: usize, to: usize) -> Table {
    let mut table = table.clone();
    let found = table[0].iter().position(|name| name == column);
    let at = found.unwrap_or_else(|| {
        table[0].push(column.to_owned());
        table[1..]
            .iter_mut()
            .for_each(|row| row.push(String::new()));
        table[0].len() - 1
    });
    for (row_no, row) in table[1..].iter_mut().enumerate() {
        row[at] = if (from..to).contains(&row_no) {
            told
        } else {
            usual
        }
        .to_owned();
    }
    table
}

/// The same table with decimal commas, as a spreadsheet in Europe saves it again.
fn with_commas(table: &Table) -> Table {
    let comma = |cell: &String| {
        let amount = cell.trim_start_matches(['-', '$']);
        let is_amount = amount.split_once('.').is_some_and(|(whole, parts)| {
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits(whole) && digits(parts) && parts.len() == 2
        });
        if is_amount {
            cell.replace('.', ",")
        } else {
            cell.clone()
        }
    };
    table
        .iter()
        .map(|row| row.iter().map(comma).collect())
        .collect()
}

/// What an import took in and what the file itself sums to, in hundredths; checked to the cent.
fn sums(table: &Table, delimiter: char) -> Result<(i64, i64), String> {
    let desk = Desk::new();
    let receipt = desk
        .try_import(&write_table(&desk, table, delimiter))
        .map_err(|error| error.to_string())?;
    let explained: i64 = receipt
        .differences
        .iter()
        .map(|difference| difference.minor)
        .sum();
    let exact: f64 = receipt.amount_exact.parse().unwrap();
    let exact = (exact * 100.0).round() as i64;
    if receipt.amount_minor - explained != exact || receipt.lost_rows > 0 {
        return Err(format!(
            "{} less {explained} is not {exact}, {} lost",
            receipt.amount_minor, receipt.lost_rows
        ));
    }
    Ok((receipt.amount_minor, exact))
}

/// Columns that tell what was given back or taken off beside the order.
const BESIDE: [&str; 4] = [
    "order.refunded",
    "order.refunded_settled",
    "order.discount",
    "line.discount",
];

/// They tell of nothing here: what is refunded stands in rows of its own.
fn clear_refunded(table: &mut Table, desk: &Desk) {
    let seen = gather::check(&write_table(desk, table, ',')).unwrap();
    for (at, column) in seen.columns.iter().enumerate() {
        if column
            .target
            .is_some_and(|target| BESIDE.contains(&target.code()))
        {
            table[1..].iter_mut().for_each(|row| row[at].clear());
        }
    }
}

/// What is wrong with the sums of an export once it holds refunds, orders that do not count, and
/// decimal commas.
fn wrong_sums(name: &str, table: &Table) -> Result<(), String> {
    const PLAIN: usize = 30;
    const CANCELLED: usize = 4;
    let desk = Desk::new();
    let mut table = table.clone();
    clear_refunded(&mut table, &desk);
    let part = |from: usize, to: usize| [&table[..1], &table[1 + from..1 + to]].concat();
    let (bought, _) = sums(&part(0, PLAIN), ',')?;
    let (returned, _) = sums(&part(PLAIN, 36), ',')?;
    let told = with_refunds(&part(0, 36), &desk, PLAIN);
    let (net, _) = sums(&told, ',')?;
    if net != bought - returned {
        return Err(format!("refunds: {bought} less {returned} is not {net}"));
    }
    let (commas, _) = sums(&with_commas(&told), ';')?;
    if commas != net {
        return Err(format!("decimal commas: {net} became {commas}"));
    }
    let (_, cancelled, drafted) = MARKS
        .iter()
        .find(|(of, ..)| *of == name)
        .ok_or("nothing says how it marks cancelled orders")?;
    for (mark, from) in [(Some(*cancelled), PLAIN - CANCELLED), (*drafted, 3)] {
        let Some(mark) = mark else { continue };
        let to = from + CANCELLED;
        let (kept, exact) = sums(&with_mark(&told, mark, from, to), ',')?;
        let (dropped, _) = sums(&part(from, to), ',')?;
        if kept != net - dropped || exact != net {
            return Err(format!("{}: {net} less {dropped} is not {kept}", mark.2));
        }
    }
    Ok(())
}

#[test]
fn refunds_cancelled_rows_and_decimal_commas_conserve_the_sum_of_every_export() {
    let mut tables: Vec<(String, Table)> = Vec::new();
    for (name, kind, header, row) in EXPORTS {
        if matches!(kind, Kind::Orders | Kind::OrderLines) {
            let sign = if header.contains(';') { ';' } else { ',' };
            let cells = |text: &str| text.split(sign).map(str::to_owned).collect::<Vec<_>>();
            let rows = (0..40).map(|at| {
                cells(
                    &fill(row, at)
                        .replace("100,00", "100.00")
                        .replace("19,00", "19.00"),
                )
            });
            tables.push((
                (*name).into(),
                std::iter::once(cells(header)).chain(rows).collect(),
            ));
        }
    }
    for (name, table) in known_exports() {
        let desk = Desk::new();
        let kind = gather::check(&write_table(&desk, &table, ','))
            .unwrap()
            .kind;
        if matches!(kind, Kind::Orders | Kind::OrderLines) {
            tables.push((name, table));
        }
    }
    assert!(
        matches!(tables.len(), 11 | 19),
        "{} exports of sales",
        tables.len()
    );
    let mut wrong = Vec::new();
    for (name, table) in &tables {
        if let Err(why) = wrong_sums(name, table) {
            wrong.push(format!("{name}: {why}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        tables.len(),
        wrong.join("\n")
    );
}

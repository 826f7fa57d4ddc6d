//! A plain CSV file scanned at full speed: only the columns that are needed, block by block on all
//! cores, straight into typed columns.
//!
//! Enters: a stream behind its header, and where the columns stand. Leaves: an order log. A file
//! that is not plain enough (a cell over several lines, most days or amounts written in another
//! way) is given back, to be read by the slower reader.

use std::io::{self, Read};

use rayon::prelude::*;

use crate::cells::{iso_day, plain_number};
use crate::keys::hash_of;
use crate::order_log::{FIRST_DAY, LeftOut, OrderLog};

/// Bytes a core scans at a time: small enough that a block and what comes of it stay in memory
/// for a moment only, large enough that handing out work costs nothing.
const BLOCK_BYTES: usize = 4 << 20;

/// A longer line is no row of a table.
const LINE_BYTES_MAX: usize = 16 << 20;

/// Where the columns stand, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) delimiter: u8,
    pub(crate) customer: usize,
    pub(crate) day: usize,
    pub(crate) amount: AmountPlace,
}

/// Where the amount of a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountPlace {
    /// The file has none: orders without money.
    Nowhere,
    /// In one column.
    Column(usize),
    /// Quantity times price.
    Product(usize, usize),
}

/// Why the scan gave up.
#[derive(Debug)]
pub(crate) enum ScanStop {
    /// The file is not plain; nothing is lost by reading it in another way.
    NotPlain,
    /// The stream failed.
    Io(io::Error),
}

impl From<io::Error> for ScanStop {
    fn from(error: io::Error) -> Self {
        ScanStop::Io(error)
    }
}

/// Reads all rows of a stream; `first_line` is the number of its first line.
pub(crate) fn scan(
    from: impl Read + Send,
    places: Places,
    first_line: u64,
) -> Result<OrderLog, ScanStop> {
    let threads = rayon::current_num_threads();
    let mut blocks = Blocks::new(from);
    let mut log = OrderLog::default();
    let mut line = first_line;
    let mut parsed: Vec<Parsed> = Vec::new();
    // While the last blocks are entered, the next ones are read and parsed.
    loop {
        let (next, ()) = rayon::join(
            || -> Result<Vec<Parsed>, ScanStop> {
                let texts = blocks.next(threads)?;
                texts
                    .par_iter()
                    .map(|text| parse_block(text, places))
                    .collect()
            },
            || {
                for block in parsed.drain(..) {
                    enter(&mut log, &block, line);
                    line += block.lines;
                }
            },
        );
        parsed = next?;
        if parsed.is_empty() {
            break;
        }
    }
    let rows = log.rows as usize;
    if log.left_out.unreadable as usize * 10 > rows.max(10) {
        return Err(ScanStop::NotPlain);
    }
    Ok(log)
}

/// Adds the rows of a block to the log.
fn enter(log: &mut OrderLog, block: &Parsed, first_line: u64) {
    let mut start = 0;
    for row in &block.rows {
        let end = row.key_end as usize;
        let key = &block.keys[start..end];
        start = end;
        let number = log.keys.number(key, row.hash);
        log.push(number, row.day, row.amount);
    }
    log.rows += block.data_lines;
    log.left_out.add(&block.left_out, first_line);
}

/// One row: where its key ends in the block's keys, and what it says.
struct Row {
    hash: u64,
    amount: f64,
    key_end: u32,
    day: i32,
}

/// The rows of a block.
#[derive(Default)]
struct Parsed {
    keys: Vec<u8>,
    rows: Vec<Row>,
    lines: u64,
    data_lines: u64,
    left_out: LeftOut,
}

fn parse_block(text: &[u8], places: Places) -> Result<Parsed, ScanStop> {
    let mut parsed = Parsed::default();
    let mut at = 0;
    while at < text.len() {
        let end = text[at..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(text.len(), |n| at + n);
        let line = text[at..end].strip_suffix(b"\r").unwrap_or(&text[at..end]);
        at = end + 1;
        parsed.lines += 1;
        if !line.is_empty() {
            parsed.data_lines += 1;
            parse_line(line, places, &mut parsed)?;
        }
    }
    Ok(parsed)
}

fn parse_line(line: &[u8], places: Places, parsed: &mut Parsed) -> Result<(), ScanStop> {
    let (first, second) = match places.amount {
        AmountPlace::Nowhere => (usize::MAX, usize::MAX),
        AmountPlace::Column(at) => (at, usize::MAX),
        AmountPlace::Product(quantity, price) => (quantity, price),
    };
    let [mut customer, mut day, mut one, mut other]: [&[u8]; 4] = [b""; 4];
    let mut rest = Some(line);
    let mut at = 0;
    while let Some(text) = rest {
        let (cell, after) = next_cell(text, places.delimiter)?;
        rest = after;
        // A column may serve twice, so this is no match.
        if at == places.customer {
            customer = cell;
        }
        if at == places.day {
            day = cell;
        }
        if at == first {
            one = cell;
        }
        if at == second {
            other = cell;
        }
        at += 1;
    }
    let customer = customer.trim_ascii();
    if customer.is_empty() {
        parsed.left_out.anonymous += 1;
        return Ok(());
    }
    let amount = match places.amount {
        AmountPlace::Nowhere => Some(0.0),
        AmountPlace::Column(_) => plain_number(one.trim_ascii()),
        AmountPlace::Product(..) => {
            let factors = (
                plain_number(one.trim_ascii()),
                plain_number(other.trim_ascii()),
            );
            factors
                .0
                .zip(factors.1)
                .map(|(quantity, price)| quantity * price)
        }
    };
    match iso_day(day.trim_ascii()).zip(amount) {
        None => parsed.left_out.count_unreadable(parsed.lines - 1),
        Some((day, _)) if day < FIRST_DAY => parsed.left_out.count_too_early(parsed.lines - 1),
        Some((_, amount)) if amount < 0.0 => parsed.left_out.count_refund(amount),
        Some((day, amount)) => {
            parsed.keys.extend_from_slice(customer);
            let row = Row {
                hash: hash_of(customer),
                amount,
                key_end: parsed.keys.len() as u32,
                day,
            };
            parsed.rows.push(row);
        }
    }
    Ok(())
}

/// The first cell of a line without its quotation marks, and what stands behind it.
fn next_cell(text: &[u8], delimiter: u8) -> Result<(&[u8], Option<&[u8]>), ScanStop> {
    if text.first() == Some(&b'"') {
        let Some(close) = text[1..].iter().position(|byte| *byte == b'"') else {
            return Err(ScanStop::NotPlain);
        };
        let (cell, after) = (&text[1..=close], &text[close + 2..]);
        return match after.split_first() {
            None => Ok((cell, None)),
            Some((mark, after)) if *mark == delimiter => Ok((cell, Some(after))),
            // A doubled mark, or one within a cell.
            Some(_) => Err(ScanStop::NotPlain),
        };
    }
    match text.iter().position(|byte| *byte == delimiter) {
        Some(end) => Ok((&text[..end], Some(&text[end + 1..]))),
        None => Ok((text, None)),
    }
}

/// A stream in blocks that end where lines end.
struct Blocks<R> {
    from: R,
    rest: Vec<u8>,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    fn new(from: R) -> Self {
        Blocks {
            from,
            rest: Vec::new(),
            ended: false,
        }
    }

    /// Up to `count` blocks; none at the end.
    fn next(&mut self, count: usize) -> Result<Vec<Vec<u8>>, ScanStop> {
        let mut blocks = Vec::with_capacity(count);
        while blocks.len() < count && !self.ended {
            let block = self.next_block()?;
            if !block.is_empty() {
                blocks.push(block);
            }
        }
        Ok(blocks)
    }

    fn next_block(&mut self) -> Result<Vec<u8>, ScanStop> {
        let mut block = std::mem::take(&mut self.rest);
        loop {
            let wanted = BLOCK_BYTES as u64;
            block.reserve(BLOCK_BYTES);
            let more = self.from.by_ref().take(wanted).read_to_end(&mut block)?;
            if (more as u64) < wanted {
                self.ended = true;
                return Ok(block);
            }
            if let Some(end) = block.iter().rposition(|byte| *byte == b'\n') {
                self.rest = block.split_off(end + 1);
                return Ok(block);
            }
            if block.len() > LINE_BYTES_MAX {
                return Err(ScanStop::NotPlain);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{AmountPlace, Places, ScanStop, scan};

    const PLACES: Places = Places {
        delimiter: b',',
        customer: 0,
        day: 1,
        amount: AmountPlace::Column(2),
    };

    #[test]
    fn plain_rows_become_columns_in_the_order_of_the_file() {
        let text = "b,2020-01-02,5\r\na,2020-01-01,2.5\n\nb,2020-01-03,-1\n,2020-01-03,4\nb,2020-01-03,\"7\"";
        let log = scan(text.as_bytes(), PLACES, 2).unwrap();
        assert_eq!((log.rows, log.customers.len()), (5, 3));
        assert_eq!(log.keys.key(0), "b");
        assert_eq!(log.customers, [0, 1, 0]);
        assert_eq!(log.amounts, [5.0, 2.5, 7.0]);
        assert_eq!((log.left_out.refunds, log.left_out.anonymous), (1, 1));
    }

    #[test]
    fn rows_that_cannot_be_read_are_counted_with_their_first_line() {
        let mut text = "a,2020-01-01,1\n".repeat(50);
        text.push_str("a,2020-01-01,n/a\na,soon,1\n");
        let log = scan(text.as_bytes(), PLACES, 2).unwrap();
        assert_eq!(log.left_out.unreadable, 2);
        assert_eq!(log.left_out.first_unreadable, Some(52));
    }

    #[test]
    fn a_file_that_is_not_plain_is_given_back() {
        for text in [
            "a,01/02/2020,1\n".repeat(30),
            "a,2020-01-01,\"1\n2\"\n".to_owned(),
            "\"a\"\"b\",2020-01-01,1\n".to_owned(),
        ] {
            assert!(
                matches!(scan(text.as_bytes(), PLACES, 1), Err(ScanStop::NotPlain)),
                "{text}"
            );
        }
    }

    #[test]
    fn quantity_times_price_is_an_amount_and_money_may_be_missing() {
        let product = Places {
            amount: AmountPlace::Product(2, 3),
            ..PLACES
        };
        let log = scan(&b"a,2020-01-01,3,2.5\n"[..], product, 1).unwrap();
        assert_eq!(log.amounts, [7.5]);
        let none = Places {
            amount: AmountPlace::Nowhere,
            ..PLACES
        };
        assert_eq!(
            scan(&b"a,2020-01-01\n"[..], none, 1).unwrap().amounts,
            [0.0]
        );
    }

    #[test]
    fn files_of_many_blocks_lose_nothing() {
        let rows: u32 = 400_000;
        let text: String = (0..rows)
            .map(|n| format!("customer{},2020-01-{:02},1.5\n", n % 1_000, n % 28 + 1))
            .collect();
        let log = scan(text.as_bytes(), PLACES, 1).unwrap();
        assert_eq!(log.customers.len(), rows as usize);
        assert_eq!(log.keys.len(), 1_000);
        assert_eq!(log.amounts.iter().sum::<f64>(), 1.5 * f64::from(rows));
    }
}

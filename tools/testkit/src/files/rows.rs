//! Delimited text: fields in; rows with quotes where they are needed out.
//!
//! Written by hand because a practice business of a million accounts has thirteen million rows
//! whose first half is the same on every line of an order; the tests read them back with `csv`.

use terms::Day;

/// Rows under way, all with the same separator.
pub(crate) struct Rows {
    text: String,
    separator: char,
    row_begun: bool,
}

impl Rows {
    pub(crate) fn new(separator: char) -> Rows {
        Rows {
            text: String::new(),
            separator,
            row_begun: false,
        }
    }

    pub(crate) fn field(&mut self, value: &str) -> &mut Rows {
        self.separate();
        // All three are ASCII, so bytes tell as much as letters and are read faster.
        let separator = self.separator as u8;
        if value
            .bytes()
            .any(|byte| byte == separator || byte == b'"' || byte == b'\n')
        {
            self.text.push('"');
            self.text.push_str(&value.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(value);
        }
        self
    }

    pub(crate) fn fields<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> &mut Rows {
        for value in values {
            self.field(value);
        }
        self
    }

    /// Fields that were put together earlier, separators and quotes included.
    pub(crate) fn ready(&mut self, fields: &str) -> &mut Rows {
        self.separate();
        self.text.push_str(fields);
        self
    }

    pub(crate) fn number(&mut self, value: i64) -> &mut Rows {
        self.separate();
        push_number(&mut self.text, value);
        self
    }

    /// `1234.50`.
    pub(crate) fn money(&mut self, minor: i64) -> &mut Rows {
        self.separate();
        push_sign(&mut self.text, minor);
        push_number(&mut self.text, (minor / 100).abs());
        push_minor_digits(&mut self.text, '.', minor);
        self
    }

    /// `1.234,50`.
    pub(crate) fn continental_money(&mut self, minor: i64) -> &mut Rows {
        let mut written = String::with_capacity(16);
        push_sign(&mut written, minor);
        push_grouped(&mut written, (minor / 100).abs());
        push_minor_digits(&mut written, ',', minor);
        self.field(&written)
    }

    pub(crate) fn end(&mut self) {
        self.text.push_str("\r\n");
        self.row_begun = false;
    }

    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    fn separate(&mut self) {
        if self.row_begun {
            self.text.push(self.separator);
        }
        self.row_begun = true;
    }
}

fn push_number(text: &mut String, value: i64) {
    use std::fmt::Write;
    // Writing into a string cannot fail.
    let _ = write!(text, "{value}");
}

fn push_sign(text: &mut String, minor: i64) {
    if minor < 0 {
        text.push('-');
    }
}

fn push_minor_digits(text: &mut String, point: char, minor: i64) {
    let pence = (minor % 100).unsigned_abs() as u8;
    text.push(point);
    text.push((b'0' + pence / 10) as char);
    text.push((b'0' + pence % 10) as char);
}

fn push_grouped(text: &mut String, whole: i64) {
    if whole >= 1_000 {
        push_grouped(text, whole / 1_000);
        text.push('.');
        let rest = whole % 1_000;
        for digit in [rest / 100, rest / 10 % 10, rest % 10] {
            text.push((b'0' + digit as u8) as char);
        }
    } else {
        push_number(text, whole);
    }
}

/// Rows of orders that can be put into the order of their days at the end.
pub(crate) struct OrderRows {
    pub(crate) rows: Rows,
    orders: Vec<Placed>,
}

struct Placed {
    day: Day,
    start: usize,
}

impl OrderRows {
    pub(crate) fn new(separator: char) -> OrderRows {
        OrderRows {
            rows: Rows::new(separator),
            orders: Vec::new(),
        }
    }

    /// Begins the rows of an order placed on this day.
    pub(crate) fn begin(&mut self, day: Day) {
        self.orders.push(Placed {
            day,
            start: self.rows.len(),
        });
    }

    /// All rows, orders in the order of their days, lines as they were written.
    pub(crate) fn by_day(&self) -> String {
        let text = self.rows.text();
        let ends = self
            .orders
            .iter()
            .skip(1)
            .map(|next| next.start)
            .chain([text.len()]);
        let mut spans: Vec<_> = self
            .orders
            .iter()
            .zip(ends)
            .map(|(order, end)| (order.day, order.start..end))
            .collect();
        spans.sort_by_key(|(day, span)| (*day, span.start));
        let mut sorted = String::with_capacity(text.len());
        for (_, span) in spans {
            sorted.push_str(&text[span]);
        }
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn money_is_written_in_both_habits() {
        for (minor, plain, continental) in [
            (0, "0.00", "0,00"),
            (-5, "-0.05", "-0,05"),
            (123_450, "1234.50", "1.234,50"),
            (-100_000_709, "-1000007.09", "-1.000.007,09"),
        ] {
            let mut rows = Rows::new(';');
            rows.money(minor).continental_money(minor).end();
            assert_eq!(rows.into_text(), format!("{plain};{continental}\r\n"));
        }
    }
}

//! Day before month or month before day: decided for a whole column from all of its rows.
//!
//! Enters: every cell of a date column. Leaves: the order they are read in, how sure that is, and
//! the day of each cell.

use terms::Day;

use crate::values::date_text::{DateText, day_of_serial, is_day_and_month, read_date_text};

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// `31/12/2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

/// What the cells of a column say about their order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DateVotes {
    /// Cells that are dates at all; serials only count where the header names a date.
    pub(crate) dates: u64,
    /// Cells that are whole numbers in the range of spreadsheet dates.
    pub(crate) serials: u64,
    /// Cells that need the day first.
    pub(crate) day_first: u64,
    /// Cells that need the month first.
    pub(crate) month_first: u64,
    /// Cells that could be read both ways.
    pub(crate) either: u64,
    /// Cells with a day and a month but no year.
    pub(crate) day_months: u64,
    /// Pairs parted by points, which only those write who put the day first.
    pointed: u64,
    steps_back_day_first: u64,
    steps_back_month_first: u64,
    last_day_first: Option<Day>,
    last_month_first: Option<Day>,
}

/// How an order was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderProof {
    /// Every cell says it itself, or no cell is in doubt.
    Certain,
    /// Some cells can only be read this way.
    Cells,
    /// Read this way, the rows are in the order of time.
    Sequence,
    /// Nothing in the column tells; other signs of the file were followed.
    Undecided,
}

impl DateVotes {
    /// Counts one cell.
    pub(crate) fn count(&mut self, text: &str) {
        match read_date_text(text) {
            None => self.day_months += u64::from(is_day_and_month(text)),
            Some(DateText::Certain(_)) => self.dates += 1,
            Some(DateText::Serial(_)) => self.serials += 1,
            Some(pair @ DateText::Pair { first, second, .. }) => {
                self.dates += 1;
                self.pointed +=
                    u64::from(text.split(' ').next().is_some_and(|day| day.contains('.')));
                self.day_first += u64::from(first > 12);
                self.month_first += u64::from(second > 12);
                self.either += u64::from(first <= 12 && second <= 12 && first != second);
                self.count_steps(pair);
            }
        }
    }

    /// Counts how often time runs backwards under each order: exports are usually in time order.
    fn count_steps(&mut self, pair: DateText) {
        if let Some(day) = day_of(pair, DateOrder::DayFirst) {
            self.steps_back_day_first +=
                u64::from(self.last_day_first.is_some_and(|last| last > day));
            self.last_day_first = Some(day);
        }
        if let Some(day) = day_of(pair, DateOrder::MonthFirst) {
            self.steps_back_month_first +=
                u64::from(self.last_month_first.is_some_and(|last| last > day));
            self.last_month_first = Some(day);
        }
    }

    /// The order of this column and how it was found; `hint` is what the rest of the file suggests.
    #[must_use]
    pub(crate) fn decide(&self, hint: DateOrder) -> (DateOrder, OrderProof) {
        if self.day_first > self.month_first {
            return (DateOrder::DayFirst, OrderProof::Cells);
        }
        if self.month_first > self.day_first {
            return (DateOrder::MonthFirst, OrderProof::Cells);
        }
        if self.either == 0 {
            return (hint, OrderProof::Certain);
        }
        if self.pointed * 2 > self.dates {
            return (DateOrder::DayFirst, OrderProof::Cells);
        }
        // Three times as many steps back is far beyond chance in a column of a few dozen rows.
        if self.steps_back_day_first * 3 < self.steps_back_month_first {
            return (DateOrder::DayFirst, OrderProof::Sequence);
        }
        if self.steps_back_month_first * 3 < self.steps_back_day_first {
            return (DateOrder::MonthFirst, OrderProof::Sequence);
        }
        (hint, OrderProof::Undecided)
    }
}

/// The day in a cell of a column with this order; `None` when it is no date or cannot be one in
/// this order.
#[must_use]
pub(crate) fn read_day(text: &str, order: DateOrder) -> Option<Day> {
    day_of(read_date_text(text)?, order)
}

fn day_of(date: DateText, order: DateOrder) -> Option<Day> {
    match date {
        DateText::Certain(day) => Some(day),
        DateText::Serial(serial) => Some(day_of_serial(serial)),
        DateText::Pair {
            first,
            second,
            year,
        } => {
            let (day, month) = match order {
                DateOrder::DayFirst => (first, second),
                DateOrder::MonthFirst => (second, first),
            };
            Day::from_ymd(year, month, day).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, DateVotes, OrderProof, read_day};

    fn decide(cells: &[&str]) -> (DateOrder, OrderProof) {
        let mut votes = DateVotes::default();
        for cell in cells {
            votes.count(cell);
        }
        votes.decide(DateOrder::MonthFirst)
    }

    #[test]
    fn one_telling_row_decides_the_whole_column() {
        assert_eq!(
            decide(&["03/04/2021", "05/06/2021", "31/01/2021"]),
            (DateOrder::DayFirst, OrderProof::Cells)
        );
        assert_eq!(
            decide(&["03/04/2021", "01/31/2021"]),
            (DateOrder::MonthFirst, OrderProof::Cells)
        );
    }

    #[test]
    fn rows_in_time_order_decide_where_no_cell_does() {
        let cells = [
            "01/02/2021",
            "12/02/2021",
            "03/03/2021",
            "11/03/2021",
            "02/04/2021",
            "10/04/2021",
            "01/05/2021",
        ];
        assert_eq!(decide(&cells), (DateOrder::DayFirst, OrderProof::Sequence));
    }

    #[test]
    fn nothing_to_decide_on_is_said() {
        assert_eq!(
            decide(&["03/04/2021"]),
            (DateOrder::MonthFirst, OrderProof::Undecided)
        );
        assert_eq!(
            decide(&["2021-04-03", "05/05/2021"]),
            (DateOrder::MonthFirst, OrderProof::Certain)
        );
    }

    #[test]
    fn a_day_that_cannot_be_in_this_order_is_no_day() {
        assert_eq!(read_day("31/01/2021", DateOrder::MonthFirst), None);
        assert_eq!(
            read_day("31/01/2021", DateOrder::DayFirst).map(|day| day.to_string()),
            Some("2021-01-31".into())
        );
    }
}

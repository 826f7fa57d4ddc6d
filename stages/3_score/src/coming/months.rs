//! Calendar months as numbers that count on: days enter, months leave.

use terms::Day;

/// Months of the past that are looked at: six years show a season five times over.
const MONTHS_KEPT: usize = 72;

/// The number of a calendar month since year 0.
pub(crate) fn month_number(day: Day) -> i32 {
    let date = day.date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// The first day of a month.
pub(crate) fn first_day_of(month: i32) -> Day {
    let (year, number) = (month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1);
    Day::from_ymd(year, number, 1).unwrap_or_else(|_| unreachable!("every month has a first day"))
}

/// A month as pages and files name it, such as `2026-03`.
pub(crate) fn month_code(month: i32) -> String {
    format!(
        "{:04}-{:02}",
        month.div_euclid(12),
        month.rem_euclid(12) + 1
    )
}

/// Looks up the month of a day without asking the calendar each time.
pub(crate) struct MonthTable {
    first_day: i32,
    positions: Vec<u8>,
    /// The month at position 0.
    pub(crate) first_month: i32,
}

impl MonthTable {
    /// The months up to the one of this day.
    pub(crate) fn until(as_of: Day) -> Self {
        let last_month = month_number(as_of);
        let first_month = last_month - MONTHS_KEPT as i32 + 1;
        let mut positions = Vec::new();
        for position in 0..MONTHS_KEPT {
            let month = first_month + position as i32;
            let days = first_day_of(month + 1) - first_day_of(month);
            positions.extend(std::iter::repeat_n(position as u8, days as usize));
        }
        Self {
            first_day: first_day_of(first_month).number(),
            positions,
            first_month,
        }
    }

    /// How many months there are.
    pub(crate) fn len(&self) -> usize {
        MONTHS_KEPT
    }

    /// The position of a day's month; none for a day before all of them.
    pub(crate) fn position(&self, day: i32) -> Option<usize> {
        let at = usize::try_from(day.checked_sub(self.first_day)?).ok()?;
        self.positions
            .get(at)
            .map(|position| usize::from(*position))
    }
}

#[cfg(test)]
mod tests {
    use super::{MonthTable, first_day_of, month_code, month_number};
    use terms::Day;

    #[test]
    fn the_table_agrees_with_the_calendar_on_every_day() {
        let as_of = Day::from_number(20_513);
        let table = MonthTable::until(as_of);
        let first = first_day_of(table.first_month);
        for ahead in 0..=(as_of - first) {
            let day = first + ahead;
            let position = table
                .position(day.number())
                .map(|at| table.first_month + at as i32);
            assert_eq!(position, Some(month_number(day)), "{day}");
        }
        assert_eq!(table.position(first.number() - 1), None);
        assert_eq!(month_code(month_number(as_of)), "2026-03");
    }
}

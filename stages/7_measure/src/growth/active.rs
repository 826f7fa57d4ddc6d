//! Who was active when: order days in, one count a month out, in one pass.

use jiff::ToSpan;
use jiff::civil::Date;
use terms::Day;

/// Without an order for so many days a customer is inactive.
pub const ACTIVE_DAYS: i32 = 365;

/// The first and last day of every month looked at, the oldest first. The last month ends with the
/// as-of day: nothing is known of the days behind it.
pub(crate) struct MonthEnds {
    firsts: Vec<Day>,
    lasts: Vec<Day>,
    last_is_whole: bool,
}

impl MonthEnds {
    /// So many months, the last being the one that holds the as-of day.
    pub(crate) fn up_to(as_of: Day, months: usize) -> MonthEnds {
        let this = as_of.date().first_of_month();
        let starts = (0..months).rev().map(|back| {
            let back = i64::try_from(back).unwrap_or(i64::MAX);
            this.saturating_sub(back.months())
        });
        let dates: Vec<Date> = starts.collect();
        // Days of the months up to a valid day are valid, as long as years have four digits.
        let day = |date: Date| Day::from_ymd(date.year(), date.month(), date.day()).ok();
        let last = |date: &Date| day(date.last_of_month()).map(|last| last.min(as_of));
        MonthEnds {
            firsts: dates.iter().filter_map(|date| day(*date)).collect(),
            lasts: dates.iter().filter_map(last).collect(),
            last_is_whole: as_of.date() == this.last_of_month(),
        }
    }

    /// Whether the whole month has passed.
    pub(crate) fn is_whole(&self, at: usize) -> bool {
        at + 1 < self.lasts.len() || self.last_is_whole
    }

    pub(crate) fn len(&self) -> usize {
        self.lasts.len()
    }

    pub(crate) fn span(&self, at: usize) -> (Day, Day) {
        (self.firsts[at], self.lasts[at])
    }

    /// As in `2026-03`.
    pub(crate) fn name(&self, at: usize) -> String {
        self.firsts[at].date().strftime("%Y-%m").to_string()
    }

    /// The first month whose end is not before this day; the number of months if there is none.
    fn first_end_from(&self, day: i32) -> usize {
        self.lasts.partition_point(|last| last.number() < day)
    }
}

/// Counts customers as their order days go by, account by account, each in order of day.
pub(crate) struct ActiveCount<'e> {
    ends: &'e MonthEnds,
    active: Vec<u64>,
    became: Vec<u64>,
    account: Option<i64>,
    before: i32,
    /// The first month end not yet counted for this account.
    counted_to: usize,
}

impl<'e> ActiveCount<'e> {
    pub(crate) fn new(ends: &'e MonthEnds) -> ActiveCount<'e> {
        ActiveCount {
            ends,
            active: vec![0; ends.len()],
            became: vec![0; ends.len()],
            account: None,
            before: 0,
            counted_to: 0,
        }
    }

    /// The next order day.
    pub(crate) fn add(&mut self, account: i64, day: i32) {
        let is_new = self.account != Some(account);
        if is_new {
            self.account = Some(account);
            self.counted_to = 0;
        }
        let in_month = self.ends.first_end_from(day);
        let is_seen = in_month < self.ends.len() && self.ends.firsts[in_month].number() <= day;
        if is_seen && (is_new || day - self.before >= ACTIVE_DAYS) {
            self.became[in_month] += 1;
        }
        // Active at every month end from this day on, for a year.
        let until = self.ends.first_end_from(day + ACTIVE_DAYS);
        for at in self.counted_to.max(in_month)..until {
            self.active[at] += 1;
        }
        self.counted_to = self.counted_to.max(until);
        self.before = day;
    }

    pub(crate) fn active(&self, at: usize) -> u64 {
        self.active[at]
    }

    pub(crate) fn became(&self, at: usize) -> u64 {
        self.became[at]
    }

    /// Active on the as-of day.
    pub(crate) fn active_now(&self) -> u64 {
        self.active.last().copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{ActiveCount, MonthEnds};
    use terms::Day;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::from_ymd(year, month, day).unwrap_or(Day::from_number(0))
    }

    #[test]
    fn months_end_on_their_last_day_and_the_running_one_today() {
        let ends = MonthEnds::up_to(day(2024, 3, 15), 3);
        let names: Vec<String> = (0..3).map(|at| ends.name(at)).collect();
        assert_eq!(names, ["2024-01", "2024-02", "2024-03"]);
        assert_eq!(ends.span(1), (day(2024, 2, 1), day(2024, 2, 29)));
        assert_eq!(ends.span(2), (day(2024, 3, 1), day(2024, 3, 15)));
        assert!(ends.is_whole(1) && !ends.is_whole(2));
        assert!(MonthEnds::up_to(day(2024, 3, 31), 3).is_whole(2));
    }

    #[test]
    fn a_customer_is_active_for_365_days_and_becomes_so_anew_after_them() {
        let ends = MonthEnds::up_to(day(2026, 3, 31), 15);
        let mut count = ActiveCount::new(&ends);
        // One: a single order on the last day of January 2025: active up to 30 January 2026.
        count.add(1, day(2025, 1, 31).number());
        // Two: orders 364 days apart never stop being active; the first was before all months.
        for order in [day(2024, 6, 1), day(2025, 5, 31)] {
            count.add(2, order.number());
        }
        // Three: 365 days apart: became active twice.
        for order in [day(2025, 2, 10), day(2025, 2, 11), day(2026, 2, 11)] {
            count.add(3, order.number());
        }
        let active: Vec<u64> = (0..15).map(|at| count.active(at)).collect();
        // From January 2025 to March 2026.
        assert_eq!(active, [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2]);
        let became: Vec<u64> = (0..15).map(|at| count.became(at)).collect();
        assert_eq!(became, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
        assert_eq!(count.active_now(), 2);
    }
}

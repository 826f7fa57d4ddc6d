//! What an account did in the windows that figures are about: its logs enter, sums leave.

use serde::{Deserialize, Serialize};
use terms::Day;

use crate::log::order_log::DayEntry;
use crate::log::serving::{ServeRates, Served, Service};

/// A year, for windows that slide with the as-of day.
pub(crate) const YEAR_DAYS: i32 = 365;

/// What is assumed where files say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Assumptions {
    /// Share of revenue that is left after goods, where their cost is not known.
    pub(crate) margin_share: f64,
    pub(crate) rates: ServeRates,
}

/// Money of one window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WindowSum {
    pub(crate) orders: u32,
    pub(crate) revenue_minor: i64,
    pub(crate) known_minor: i64,
    pub(crate) goods_minor: i64,
    /// Shipping, and once services are added, all cost to serve.
    pub(crate) served_minor: i64,
}

impl WindowSum {
    fn add(&mut self, entry: &DayEntry) {
        self.orders += entry.orders;
        self.revenue_minor += entry.net_minor;
        self.known_minor += entry.known_minor;
        self.goods_minor += entry.goods_minor;
        self.served_minor += entry.shipping_minor;
    }

    /// Revenue less goods: as known, and the margin share of what is not.
    pub(crate) fn margin_minor(&self, margin_share: f64) -> i64 {
        let unknown = (self.revenue_minor - self.known_minor) as f64 * margin_share;
        self.known_minor - self.goods_minor + unknown.round() as i64
    }

    /// Margin less cost to serve.
    pub(crate) fn contribution_minor(&self, margin_share: f64) -> i64 {
        self.margin_minor(margin_share) - self.served_minor
    }
}

/// An account's sums by window, as of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Windows {
    pub(crate) ever: WindowSum,
    /// Since the first of January of the as-of year.
    pub(crate) calendar_year: WindowSum,
    /// The last 365 days, and the 365 before them.
    pub(crate) last_year: WindowSum,
    pub(crate) year_before: WindowSum,
    /// Cost to serve ever, part by part.
    pub(crate) served: Served,
}

impl Windows {
    /// Sums up logs that hold nothing after the as-of day; the calendar year of that day is the one
    /// that began on `new_year`.
    pub(crate) fn of(
        as_of: Day,
        new_year: Day,
        entries: impl Iterator<Item = DayEntry>,
        services: impl Iterator<Item = Service>,
        rates: &ServeRates,
    ) -> Self {
        let new_year = new_year.number();
        let mut all = Windows::default();
        for entry in entries {
            all.ever.add(&entry);
            if entry.day >= new_year {
                all.calendar_year.add(&entry);
            }
            if let Some(year) = all.sliding_year(as_of.number() - entry.day) {
                year.add(&entry);
            }
        }
        all.served.shipping_minor = all.ever.served_minor;
        for service in services {
            let mut cost = Served::default();
            cost.add(&service, rates);
            all.served.add(&service, rates);
            let minor = cost.total_minor();
            all.ever.served_minor += minor;
            if service.day >= new_year {
                all.calendar_year.served_minor += minor;
            }
            if let Some(year) = all.sliding_year(as_of.number() - service.day) {
                year.served_minor += minor;
            }
        }
        all
    }

    fn sliding_year(&mut self, days_ago: i32) -> Option<&mut WindowSum> {
        match days_ago.div_euclid(YEAR_DAYS) {
            0 => Some(&mut self.last_year),
            1 => Some(&mut self.year_before),
            _ => None,
        }
    }
}

/// The first of January of a day's year.
pub(crate) fn new_year_of(day: Day) -> Day {
    let date = day.date();
    day - (i32::from(date.day_of_year()) - 1)
}

#[cfg(test)]
mod tests {
    use super::{Windows, new_year_of};
    use crate::log::order_log::DayEntry;
    use crate::log::serving::{ServeRates, Service, ServiceKind};
    use terms::Day;

    #[test]
    fn windows_begin_and_end_on_their_days() {
        // 2 March 2026 is day 20,514; its year began on day 20,454.
        let as_of = Day::from_number(20_514);
        assert_eq!(new_year_of(as_of).to_string(), "2026-01-01");
        let entry = |days_ago, net_minor, known_minor| DayEntry {
            day: 20_514 - days_ago,
            channel: 0,
            orders: 1,
            net_minor,
            known_minor,
            goods_minor: known_minor / 2,
            shipping_minor: known_minor / 10,
        };
        let entries = [
            entry(730, 1, 0),
            entry(729, 20, 0),
            entry(365, 300, 300),
            entry(364, 4_000, 0),
            entry(61, 50_000, 0),
            entry(60, 600_000, 600_000),
            entry(0, 7_000_000, 0),
        ];
        let call = Service {
            day: 20_514 - 61,
            kind: ServiceKind::Call,
            minutes: Some(10.0),
        };
        let rates = ServeRates {
            minute_minor: 100.0,
            ..ServeRates::default()
        };
        let all = Windows::of(
            as_of,
            new_year_of(as_of),
            entries.into_iter(),
            [call].into_iter(),
            &rates,
        );
        assert_eq!(all.ever.revenue_minor, 7_654_321);
        assert_eq!(all.calendar_year.revenue_minor, 7_600_000);
        assert_eq!(all.last_year.revenue_minor, 7_654_000);
        assert_eq!(all.year_before.revenue_minor, 320);
        assert_eq!((all.last_year.orders, all.year_before.orders), (4, 2));
        assert_eq!(all.calendar_year.served_minor, 60_000);
        assert_eq!(all.last_year.served_minor, 61_000);
        assert_eq!(all.served.total_minor(), 61_030);
        // Half the known 600,000 are goods; 30 % of the unknown 7,000,000 is left.
        assert_eq!(all.calendar_year.margin_minor(0.3), 300_000 + 2_100_000);
        assert_eq!(all.calendar_year.contribution_minor(0.3), 2_340_000);
    }
}

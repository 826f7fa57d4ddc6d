//! What all accounts did together, month by month and channel by channel: logs enter, sums leave.

use terms::Day;

use crate::coming::months::MonthTable;
use crate::log::order_log::DayEntry;
use crate::log::windows::YEAR_DAYS;

/// Orders and money by one channel in the last 365 days and the 365 before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChannelSum {
    pub(crate) orders: u64,
    pub(crate) revenue_minor: i64,
    pub(crate) orders_before: u64,
    pub(crate) revenue_before_minor: i64,
    /// Accounts that ordered by it in the last 365 days.
    pub(crate) customers: u64,
}

/// Sums over all accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseTotals {
    /// Revenue of each month of the table.
    pub(crate) month_minor: Vec<i64>,
    /// By the number of the channel.
    pub(crate) channels: Vec<ChannelSum>,
    /// The first day with an order.
    pub(crate) first_day: Option<i32>,
}

impl BaseTotals {
    pub(crate) fn new(months: &MonthTable) -> Self {
        Self {
            month_minor: vec![0; months.len()],
            channels: Vec::new(),
            first_day: None,
        }
    }

    /// Adds one account's log, which holds nothing after the as-of day.
    pub(crate) fn add(&mut self, log: &[DayEntry], as_of: Day, months: &MonthTable) {
        let mut seen: u64 = 0;
        for entry in log {
            let earlier = self
                .first_day
                .map_or(entry.day, |first| first.min(entry.day));
            self.first_day = Some(earlier);
            if let Some(month) = months.position(entry.day) {
                self.month_minor[month] += entry.net_minor;
            }
            let channel = self.channel(entry.channel as usize);
            match (as_of.number() - entry.day).div_euclid(YEAR_DAYS) {
                0 => {
                    channel.orders += u64::from(entry.orders);
                    channel.revenue_minor += entry.net_minor;
                    // Channels are few; beyond the 64th their customers are not counted.
                    let bit = 1_u64.checked_shl(entry.channel).unwrap_or(0);
                    channel.customers += u64::from(entry.orders > 0 && seen & bit == 0 && bit != 0);
                    seen |= if entry.orders > 0 { bit } else { 0 };
                }
                1 => {
                    channel.orders_before += u64::from(entry.orders);
                    channel.revenue_before_minor += entry.net_minor;
                }
                _ => {}
            }
        }
    }

    /// Adds the sums of another part of the accounts.
    pub(crate) fn take_in(&mut self, other: &BaseTotals) {
        for (month, more) in self.month_minor.iter_mut().zip(&other.month_minor) {
            *month += more;
        }
        for (at, more) in other.channels.iter().enumerate() {
            let channel = self.channel(at);
            channel.orders += more.orders;
            channel.revenue_minor += more.revenue_minor;
            channel.orders_before += more.orders_before;
            channel.revenue_before_minor += more.revenue_before_minor;
            channel.customers += more.customers;
        }
        self.first_day = [self.first_day, other.first_day]
            .into_iter()
            .flatten()
            .min();
    }

    fn channel(&mut self, at: usize) -> &mut ChannelSum {
        if at >= self.channels.len() {
            self.channels.resize(at + 1, ChannelSum::default());
        }
        &mut self.channels[at]
    }
}

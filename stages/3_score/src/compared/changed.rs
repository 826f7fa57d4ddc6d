//! Why a score went up or down since the last one: two standings enter, true sentences leave.

use rusqlite::Connection;
use store::rusqlite;
use terms::{Business, Day, Money, ValueSegment};

use crate::ScoreError;
use crate::compared::snapshot::Standing;
use crate::compared::snapshots::{read_run_before, read_standing};
use crate::past::best::CHOSEN_BIT;
use crate::runs::read_latest_run;
use crate::scores::read_score;

/// Changes of the expected value below this share are none worth a sentence.
const WORTH_SAYING: f64 = 0.02;

/// What changed about an account since the run before, in plain words; nothing at a first run,
/// and for an account that was not there then.
///
/// # Errors
/// When the database refuses.
pub fn what_changed(
    db: &Connection,
    account_id: i64,
    business: &Business,
) -> Result<Vec<String>, ScoreError> {
    let Some(run) = read_latest_run(db)? else {
        return Ok(Vec::new());
    };
    let Some((before_id, before_day)) = read_run_before(db, Some(run.id), run.as_of)? else {
        return Ok(Vec::new());
    };
    let before = read_standing(db, before_id, account_id)?;
    let now = read_standing(db, run.id, account_id)?;
    let score = read_score(db, account_id)?;
    let silent_days = score.and_then(|score| score.days_since_last_order);
    Ok(match (before, now) {
        (Some(before), Some(now)) => Change {
            before,
            now,
            before_day,
            silent_days,
            business,
        }
        .sentences(),
        _ => Vec::new(),
    })
}

/// One account then and now.
struct Change<'a> {
    before: Standing,
    now: Standing,
    before_day: Day,
    silent_days: Option<i32>,
    business: &'a Business,
}

impl Change<'_> {
    fn sentences(&self) -> Vec<String> {
        if self.now.past == 0 {
            return Vec::new();
        }
        if self.before.past == 0 {
            let day = self.before_day.words();
            return vec![format!("It became a customer since {day}.")];
        }
        let mut sentences = vec![self.expected()];
        sentences.extend(self.orders());
        sentences.extend(self.chance());
        sentences.extend(self.order_value());
        sentences.extend(self.place());
        sentences.extend(self.best());
        sentences
    }

    fn expected(&self) -> String {
        let (before, now) = (self.before.expected_minor, self.now.expected_minor);
        let day = self.before_day.words();
        let moved = (now - before) as f64 / before.abs().max(1) as f64;
        if moved.abs() < WORTH_SAYING {
            return format!(
                "Its expected value is as it was on {day}: {}.",
                self.money(now)
            );
        }
        let way = if now > before { "rose" } else { "fell" };
        format!(
            "Its expected value {way} from {} to {} since {day}.",
            self.money(before),
            self.money(now)
        )
    }

    fn orders(&self) -> Option<String> {
        let new = self.now.order_count.checked_sub(self.before.order_count)?;
        let brought = self.now.past_minor - self.before.past_minor;
        match new {
            0 => self.silent_days.map(|days| {
                let words = if days == 1 {
                    "1 day".into()
                } else {
                    format!("{days} days")
                };
                format!("No order came in since; it has been silent for {words}.")
            }),
            1 => Some(format!(
                "1 order came in since and brought {}.",
                self.money(brought)
            )),
            _ => Some(format!(
                "{new} orders came in since and brought {} in all.",
                self.money(brought)
            )),
        }
    }

    fn chance(&self) -> Option<String> {
        let [before, now] = [&self.before, &self.now].map(|one| f64::from(one.p_alive) / 2.0);
        // A point of a percent is no news.
        ((now - before).abs() >= 1.0).then(|| {
            let way = if now > before { "rose" } else { "fell" };
            format!("The chance that it still buys {way} from {before:.0} % to {now:.0} %.")
        })
    }

    /// Money that an expected order brings: orders grew or shrank, or the whole base's did.
    fn order_value(&self) -> Option<String> {
        let each = |one: &Standing| {
            let orders = f64::from(one.expected_orders) / 100.0;
            (orders >= 0.1).then(|| one.expected_minor as f64 / orders)
        };
        let (before, now) = each(&self.before).zip(each(&self.now))?;
        let moved = now / before - 1.0;
        (before > 0.0 && moved.abs() >= 0.05).then(|| {
            let way = if moved > 0.0 { "more" } else { "less" };
            let percent = 100.0 * moved.abs();
            format!("An expected order is worth {percent:.0} % {way} than then.")
        })
    }

    fn place(&self) -> Option<String> {
        let cell = |one: &Standing| ValueSegment::new(one.past, one.future).ok();
        let (before, now) = cell(&self.before).zip(cell(&self.now))?;
        (before != now).then(|| format!("It moved from {before} to {now} in the grid."))
    }

    fn best(&self) -> Option<String> {
        let [before, now] = [&self.before, &self.now].map(|one| one.best & CHOSEN_BIT != 0);
        match (before, now) {
            (false, true) => Some("It is now one of the best customers.".into()),
            (true, false) => Some("It is no longer one of the best customers.".into()),
            _ => None,
        }
    }

    fn money(&self, minor: i64) -> String {
        Money::new(minor, self.business.currency).rounded_words()
    }
}

#[cfg(test)]
mod tests {
    use super::Change;
    use crate::compared::snapshot::Standing;
    use terms::{Business, Day};

    #[test]
    fn changes_are_said_as_they_are() {
        let before = Standing {
            account_id: 1,
            past: 5,
            future: 4,
            best: 32,
            p_alive: 180,
            order_count: 10,
            past_minor: 100_000,
            expected_minor: 50_000,
            expected_orders: 500,
            ..Standing::default()
        };
        let business = Business::default();
        let said = |now: Standing, silent| {
            let before_day = Day::from_number(0);
            let silent_days = Some(silent);
            Change {
                before,
                now,
                before_day,
                silent_days,
                business: &business,
            }
            .sentences()
        };
        let silent = Standing {
            future: 1,
            best: 0,
            p_alive: 60,
            expected_minor: 16_000,
            expected_orders: 160,
            ..before
        };
        assert_eq!(
            said(silent, 61),
            [
                "Its expected value fell from €500 to €160 since 1 Jan 1970.",
                "No order came in since; it has been silent for 61 days.",
                "The chance that it still buys fell from 90 % to 30 %.",
                "It moved from P5F4 to P5F1 in the grid.",
                "It is no longer one of the best customers.",
            ]
        );
        let busy = Standing {
            order_count: 12,
            past_minor: 130_000,
            expected_minor: 66_000,
            expected_orders: 600,
            ..before
        };
        assert_eq!(
            said(busy, 1),
            [
                "Its expected value rose from €500 to €660 since 1 Jan 1970.",
                "2 orders came in since and brought €300 in all.",
                "An expected order is worth 10 % more than then.",
            ]
        );
        assert_eq!(
            said(before, 1)[0],
            "Its expected value is as it was on 1 Jan 1970: €500."
        );
    }
}

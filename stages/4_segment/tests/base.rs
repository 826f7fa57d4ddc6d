//! A scored workspace, written straight into the tables of the stages before.

use segment::{Family, Membership, SegmentError, SegmentReport, StageRules};
use store::{Silent, Store, StoreError};
use terms::{Day, ValueSegment};

/// One account as scored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scored {
    pub(crate) id: i64,
    /// Days with an order up to the scored day, rising; empty for a prospect.
    pub(crate) order_days: Vec<i32>,
    /// Past and future fifth; 0 for a prospect.
    pub(crate) fifths: (u8, u8),
    pub(crate) past_value_minor: i64,
    pub(crate) expected_value_minor: i64,
}

/// A customer in the middle cell.
pub(crate) fn customer(id: i64, order_days: &[i32]) -> Scored {
    let order_days = order_days.to_vec();
    Scored {
        id,
        order_days,
        fifths: (3, 3),
        ..Scored::default()
    }
}

/// A workspace that vanishes with the test.
pub(crate) struct Base {
    _folder: tempfile::TempDir,
    pub(crate) store: Store,
}

impl Base {
    pub(crate) fn open() -> Base {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        Base {
            _folder: folder,
            store,
        }
    }

    pub(crate) fn execute(&self, sql: &str) {
        self.store
            .write(|db| Ok::<_, StoreError>(db.execute_batch(sql)?))
            .unwrap();
    }

    /// Replaces all scores by these, as of this day.
    pub(crate) fn scored(&self, as_of: i32, accounts: &[Scored]) {
        self.store
            .write(|db| {
                db.execute_batch("DELETE FROM scores; DELETE FROM account_histories")?;
                db.execute(
                    "INSERT INTO score_runs (as_of, made_at, horizon_days, yearly_discount, model,
                         spend_model, parameters, note, account_count, customer_count,
                         past_value_minor, expected_value_minor, cost_coverage)
                     VALUES (?1, '', 365, 0.1, '', '', '{}', '', 0, 0, 0, 0, 0)",
                    [as_of],
                )?;
                for one in accounts {
                    write_scored(db, one)?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    pub(crate) fn try_segment(
        &self,
        as_of: i32,
        rules: &StageRules,
    ) -> Result<SegmentReport, SegmentError> {
        segment::segment(&self.store, Day::from_number(as_of), rules, &Silent)
    }

    pub(crate) fn segment(&self, as_of: i32) -> SegmentReport {
        self.try_segment(as_of, &StageRules::default()).unwrap()
    }

    /// The spans of one family of one account: value, first day, first day after.
    pub(crate) fn spans(&self, account: i64, family: Family) -> Vec<(String, i32, Option<i32>)> {
        let rows = self.store.read(|db| segment::history(db, account)).unwrap();
        let span = |row: Membership| {
            (
                row.value,
                row.from_day.number(),
                row.until_day.map(Day::number),
            )
        };
        rows.into_iter()
            .filter(|row| row.family == family)
            .map(span)
            .collect()
    }

    /// What holds now in one family of one account.
    pub(crate) fn now(&self, account: i64, family: Family) -> Option<String> {
        let spans = self.spans(account, family);
        let mut open = spans.into_iter().filter(|(_, _, until)| until.is_none());
        let value = open.next().map(|(value, _, _)| value);
        assert!(open.next().is_none(), "one open row per account and family");
        value
    }

    pub(crate) fn count(&self, sql: &str) -> i64 {
        self.store
            .read(|db| Ok::<_, StoreError>(db.query_row(sql, [], |row| row.get(0))?))
            .unwrap()
    }
}

fn write_scored(db: &store::rusqlite::Connection, one: &Scored) -> Result<(), StoreError> {
    db.execute(
        "INSERT OR IGNORE INTO accounts (id, kind, name) VALUES (?1, 'household', '')",
        [one.id],
    )?;
    let mut gaps: Vec<i32> = one
        .order_days
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    gaps.sort_unstable();
    // Odd numbers of gaps only, so that the middle one is the median.
    let median = (gaps.len() >= 2).then(|| f64::from(gaps[gaps.len() / 2]));
    let days = one.order_days.len() as i64;
    db.execute(
        "INSERT INTO account_histories (account_id, revision, first_day, last_day, order_count,
             order_days, revenue_minor, known_revenue_minor, repeat_mean_minor, gap_days_median)
         VALUES (?1, 1, ?2, ?3, ?4, ?4, 0, 0, 0, ?5)",
        (
            one.id,
            one.order_days.first(),
            one.order_days.last(),
            days,
            median,
        ),
    )?;
    db.execute(
        "INSERT INTO scores (account_id, order_count, repeat_count, total_spend_minor,
             past_value_minor, past_is_estimated, p_alive, expected_orders, expected_value_minor,
             mean_order_minor, rfm, past_fifth, future_fifth)
         VALUES (?1, ?2, 0, 0, ?3, 0, 1, 1, ?4, 0, 333, ?5, ?6)",
        (
            one.id,
            days,
            one.past_value_minor,
            one.expected_value_minor,
            one.fifths.0,
            one.fifths.1,
        ),
    )?;
    Ok(())
}

/// Every cell in turn: account 1 in P1F1, account 25 in P5F5, account 26 in P1F1 again.
pub(crate) fn spread(accounts: i64, as_of: i32) -> Vec<Scored> {
    let cells: Vec<ValueSegment> = ValueSegment::all().collect();
    (1..=accounts)
        .map(|id| {
            let cell = cells[(id as usize - 1) % cells.len()];
            Scored {
                fifths: (cell.past(), cell.future()),
                past_value_minor: id * 100,
                expected_value_minor: id * 10,
                ..customer(id, &[as_of - (id as i32 * 37) % 900])
            }
        })
        .collect()
}

//! A workspace with accounts placed by hand: what the stages before plan would have written.

use plan::{PlanOptions, Proposal, propose};
use store::{Silent, Store, StoreError};
use terms::{Business, Day};

/// The day everything is planned as of.
pub(crate) fn today() -> Day {
    Day::from_ymd(2026, 5, 1).unwrap()
}

/// A workspace on disk that goes away with the test.
pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Store,
}

/// One account to be placed; the defaults are those of a good, reachable firm.
#[derive(Clone, Copy)]
pub(crate) struct Placed {
    pub(crate) kind: &'static str,
    pub(crate) cell: &'static str,
    pub(crate) orders: i64,
    pub(crate) past_minor: i64,
    pub(crate) order_minor: i64,
    pub(crate) expected_orders: f64,
    pub(crate) email: bool,
    pub(crate) post: bool,
    pub(crate) phone: bool,
}

impl Default for Placed {
    fn default() -> Self {
        Placed {
            kind: "firm",
            cell: "P5F1",
            orders: 10,
            past_minor: 100_000,
            order_minor: 30_000,
            expected_orders: 0.1,
            email: true,
            post: true,
            phone: true,
        }
    }
}

pub(crate) fn in_cell(cell: &'static str) -> Placed {
    Placed {
        cell,
        ..Placed::default()
    }
}

impl World {
    pub(crate) fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let business = Business {
            name: "Lindqvist Supplies".into(),
            street: "1 Harbour Road".into(),
            city: "Bristol BS1 4RN".into(),
            email: "anna@lindqvist.example".into(),
            signer: "Anna Lindqvist".into(),
            margin_share: 0.4,
            ..Business::default()
        };
        store.set_business(&business).unwrap();
        let world = World { folder, store };
        world.sql(&format!(
            "INSERT INTO score_runs (id, as_of, made_at, horizon_days, yearly_discount, model, spend_model,
               parameters, note, account_count, customer_count, past_value_minor, expected_value_minor,
               cost_coverage)
             VALUES (1, {}, '2026-05-01T08:00:00Z', 365, 0.1, 'bg_nbd', 'gamma_gamma', '{{}}', '', 0, 0, 0, 0, 1)",
            today().number()
        ));
        world
    }

    /// Places so many accounts like this one; the later ones are worth a little less. Gives the
    /// number of the first.
    pub(crate) fn place(&self, count: i64, like: Placed) -> i64 {
        self.store
            .write(|db| {
                let first: i64 =
                    db.query_row("SELECT COALESCE(MAX(id), 0) + 1 FROM accounts", [], |row| {
                        row.get(0)
                    })?;
                for id in first..first + count {
                    insert(db, id, id - first, like)?;
                }
                Ok::<_, StoreError>(first)
            })
            .unwrap()
    }

    pub(crate) fn sql(&self, text: &str) {
        self.store
            .write(|db| Ok::<_, StoreError>(db.execute_batch(text)?))
            .unwrap();
    }

    pub(crate) fn number(&self, question: &str) -> i64 {
        self.store
            .read(|db| Ok::<_, StoreError>(db.query_row(question, [], |row| row.get(0))?))
            .unwrap()
    }

    pub(crate) fn texts(&self, question: &str) -> Vec<String> {
        self.store
            .read(|db| {
                let mut statement = db.prepare(question)?;
                let rows = statement.query_map([], |row| row.get(0))?;
                Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }

    pub(crate) fn propose(&self) -> Proposal {
        self.propose_with(|_| {})
    }

    pub(crate) fn propose_with(&self, change: impl FnOnce(&mut PlanOptions)) -> Proposal {
        let mut options = PlanOptions::new(today(), 7);
        options.budget_minor = 1_000_000;
        change(&mut options);
        propose(&self.store, &options, &Silent).unwrap()
    }

    /// A pressed turn.
    pub(crate) fn turn(&self) -> i64 {
        self.sql(&format!(
            "INSERT INTO turns (as_of, seed, pressed_at, hold_until, state)
             VALUES ({}, 7, '2026-05-01T08:00:00Z', '2026-05-01T08:10:00Z', 'running')",
            today().number()
        ));
        self.number("SELECT MAX(id) FROM turns")
    }

    pub(crate) fn commit(&self, turn: i64, proposal: &Proposal) -> plan::PlanReport {
        plan::commit(
            &self.store,
            turn,
            proposal,
            &self.store.business().unwrap(),
            &Silent,
        )
        .unwrap()
    }

    /// Every row of every table, as text: equal texts, equal data.
    pub(crate) fn everything(&self) -> String {
        let tables =
            self.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        tables
            .iter()
            .map(|table| format!("{table}: {:?}\n", self.rows(table)))
            .collect()
    }

    fn rows(&self, table: &str) -> Vec<String> {
        self.store
            .read(|db| {
                let mut statement = db.prepare(&format!("SELECT * FROM \"{table}\""))?;
                let columns = statement.column_count();
                let rows = statement.query_map([], |row| {
                    (0..columns)
                        .map(|at| Ok(format!("{:?}", row.get_ref(at)?)))
                        .collect::<Result<String, _>>()
                })?;
                Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }
}

fn insert(
    db: &store::rusqlite::Connection,
    id: i64,
    nth: i64,
    like: Placed,
) -> Result<(), StoreError> {
    db.prepare_cached("INSERT INTO accounts (id, kind, name) VALUES (?1, ?2, 'Account ' || ?1)")?
        .execute((id, like.kind))?;
    db.prepare_cached("INSERT INTO memberships (account_id, family, value, from_day) VALUES (?1, 'cell', ?2, 20000)")?
        .execute((id, like.cell))?;
    db.prepare_cached(
        "INSERT INTO scores (account_id, days_since_last_order, order_count, repeat_count,
           total_spend_minor, past_value_minor, past_is_estimated, p_alive, expected_orders,
           expected_value_minor, mean_order_minor, rfm, past_fifth, future_fifth)
         VALUES (?1, 100, ?2, 0, ?3, ?4, 0, 0.5, ?5, 0, ?6, 333, 1, 1)",
    )?
    .execute((
        id,
        like.orders,
        like.orders * like.order_minor,
        like.past_minor - nth,
        like.expected_orders,
        like.order_minor,
    ))?;
    let points = [
        (like.email, "email"),
        (like.post, "post"),
        (like.phone, "phone"),
    ];
    for (_, kind) in points.iter().filter(|(there, _)| *there) {
        db.prepare_cached(
            "INSERT INTO contact_points (account_id, kind, value, compare_key, street, city, postcode)
             VALUES (?1, ?2, ?2 || ?1, ?2 || ?1, '1 Long Lane', 'Bath', 'BA1')",
        )?
        .execute((id, kind))?;
    }
    Ok(())
}

//! A workspace to score: accounts, orders and lines put straight into the tables of stage clean.

use score::{Score, ScoreOptions, ScoreReport, ScoreRun};
use store::{Silent, Store, StoreError};
use terms::Day;

/// The instant every run of a test is made at.
pub(crate) const NOW: &str = "2027-01-01T00:00:00Z";

/// One order as a test tells it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bought {
    pub(crate) account: i64,
    pub(crate) day: i32,
    pub(crate) net_minor: i64,
    pub(crate) cost_minor: Option<i64>,
    pub(crate) shipping_minor: i64,
    pub(crate) status: &'static str,
}

/// A kept order without known cost.
pub(crate) fn bought(account: i64, day: i32, net_minor: i64) -> Bought {
    Bought {
        account,
        day,
        net_minor,
        cost_minor: None,
        shipping_minor: 0,
        status: "kept",
    }
}

/// A workspace that vanishes with the test.
pub(crate) struct Shop {
    _folder: tempfile::TempDir,
    pub(crate) store: Store,
}

impl Shop {
    pub(crate) fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let shop = Shop {
            _folder: folder,
            store,
        };
        shop.execute(
            "INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header,
                 mapping, imported_at)
             VALUES (1, 'orders.csv', 'x', 'order_lines', '', 'utf-8', ',', '[]', '{}', '')",
        );
        shop
    }

    pub(crate) fn execute(&self, sql: &str) {
        self.store
            .write(|db| Ok::<_, StoreError>(db.execute_batch(sql)?))
            .unwrap();
    }

    /// Adds an account of this kind and gives its id.
    pub(crate) fn account(&self, kind: &str) -> i64 {
        self.store
            .write(|db| {
                db.execute("INSERT INTO accounts (kind, name) VALUES (?1, '')", [kind])?;
                Ok::<_, StoreError>(db.last_insert_rowid())
            })
            .unwrap()
    }

    /// Adds this many households and gives their ids.
    pub(crate) fn households(&self, count: usize) -> Vec<i64> {
        (0..count).map(|_| self.account("household")).collect()
    }

    /// Adds orders and raises the revision of their accounts, as stage clean does.
    pub(crate) fn buy(&self, orders: &[Bought]) -> Vec<i64> {
        let insert = "INSERT INTO orders (account_id, day, net_minor, cost_minor, shipping_minor,
                          status, namespace, order_key, source_id)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', ?7, 1)";
        self.store
            .write(|db| {
                let mut ids = Vec::new();
                for one in orders {
                    let next: i64 =
                        db.query_row("SELECT count(*) FROM orders", [], |row| row.get(0))?;
                    let values = (
                        one.account,
                        one.day,
                        one.net_minor,
                        one.cost_minor,
                        one.shipping_minor,
                        one.status,
                        next.to_string(),
                    );
                    db.prepare_cached(insert)?.execute(values)?;
                    ids.push(db.last_insert_rowid());
                    let raise = "UPDATE accounts SET revision = revision + 1 WHERE id = ?1";
                    db.prepare_cached(raise)?.execute([one.account])?;
                }
                Ok::<_, StoreError>(ids)
            })
            .unwrap()
    }

    /// Adds a line to an order.
    pub(crate) fn line(
        &self,
        order: i64,
        line_no: i64,
        product: &str,
        category: &str,
        net_minor: i64,
    ) {
        let insert = "INSERT INTO order_lines (order_id, line_no, product, category, quantity,
                          net_minor, source_id, row_no)
                      VALUES (?1, ?2, ?3, ?4, 1, ?5, 1, 1)";
        self.store
            .write(|db| {
                db.execute(insert, (order, line_no, product, category, net_minor))?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    pub(crate) fn score(&self, as_of: i32) -> ScoreReport {
        let options = ScoreOptions::new(Day::from_number(as_of), NOW);
        score::score(&self.store, &options, &Silent).unwrap()
    }

    pub(crate) fn score_of(&self, account: i64) -> Option<Score> {
        self.store
            .read(|db| score::read_score(db, account))
            .unwrap()
    }

    pub(crate) fn latest_run(&self) -> Option<ScoreRun> {
        self.store.read(score::read_latest_run).unwrap()
    }

    /// All rows of a query as text, for comparing whole tables.
    pub(crate) fn rows(&self, sql: &str) -> Vec<String> {
        self.store
            .read(|db| {
                let mut statement = db.prepare(sql)?;
                let columns = statement.column_count();
                let rows = statement.query_map([], |row| {
                    let cells: Result<Vec<_>, _> = (0..columns)
                        .map(|at| row.get_ref(at).map(|cell| format!("{cell:?}")))
                        .collect();
                    Ok(cells?.join(" "))
                })?;
                Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }

    /// Everything the stage owns, for comparing.
    pub(crate) fn everything(&self) -> Vec<String> {
        ["account_histories", "score_runs", "scores"]
            .iter()
            .flat_map(|table| self.rows(&format!("SELECT * FROM {table} ORDER BY 1")))
            .collect()
    }
}

/// A base with rhythm, returns and costs that any test can have: deterministic, no two alike.
pub(crate) fn mixed_orders(accounts: &[i64]) -> Vec<Bought> {
    let mut orders = Vec::new();
    for (at, &account) in accounts.iter().enumerate() {
        let at = at as i32;
        let every = 11 + (at * 7) % 53;
        let first = (at * 13) % 160;
        let most = 1 + (at * 5) % 9;
        for turn in 0..most {
            let day = first + turn * every;
            let net_minor = i64::from(2_000 + (at * 331 + turn * 97) % 9_000);
            let cost_minor = ((at + turn) % 3 != 0).then_some(net_minor * 6 / 10);
            orders.push(Bought {
                cost_minor,
                shipping_minor: 300,
                ..bought(account, day, net_minor)
            });
            if (at + turn) % 11 == 0 {
                let back = Bought {
                    status: "refund",
                    ..bought(account, day + 9, -net_minor / 2)
                };
                orders.push(Bought {
                    cost_minor: cost_minor.map(|cost| -cost / 2),
                    ..back
                });
            }
            if (at + turn) % 13 == 0 {
                orders.push(Bought {
                    status: "cancelled",
                    ..bought(account, day + 2, 77_777)
                });
            }
        }
    }
    orders
}

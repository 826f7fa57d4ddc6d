//! A workspace to score: accounts, orders and lines put straight into the tables of stage clean.

use score::{BaseFigures, Score, ScoreOptions, ScoreReport, ScoreRun, ScoreSettings};
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
    pub(crate) channel: &'static str,
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
        channel: "",
    }
}

/// What an event tells.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    pub(crate) subject: &'static str,
    pub(crate) detail: &'static str,
    pub(crate) quantity: Option<f64>,
    pub(crate) minutes: Option<f64>,
}

/// Marsaglia's xorshift: the same numbers on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(88_172_645_463_325_252 ^ (seed << 20))
    }

    /// Between 0 and 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number from 0 up to but without `below`.
    pub(crate) fn below(&mut self, below: usize) -> usize {
        (self.uniform() * below as f64) as usize
    }

    /// A normal variable, by Box and Muller.
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().max(1e-15).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
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
        let insert = "INSERT INTO accounts (kind, name) VALUES ('household', '')";
        self.store
            .write(|db| {
                let mut ids = Vec::new();
                for _ in 0..count {
                    db.prepare_cached(insert)?.execute([])?;
                    ids.push(db.last_insert_rowid());
                }
                Ok::<_, StoreError>(ids)
            })
            .unwrap()
    }

    /// Adds orders and raises the revision of their accounts, as stage clean does.
    pub(crate) fn buy(&self, orders: &[Bought]) -> Vec<i64> {
        let insert = "INSERT INTO orders (account_id, day, net_minor, cost_minor, shipping_minor,
                          status, channel, namespace, order_key, source_id)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, '', ?8, 1)";
        self.store
            .write(|db| {
                let mut ids = Vec::new();
                let count = "SELECT count(*) FROM orders";
                let there: i64 = db.query_row(count, [], |row| row.get(0))?;
                for (one, next) in orders.iter().zip(there..) {
                    let values = (
                        one.account,
                        one.day,
                        one.net_minor,
                        one.cost_minor,
                        one.shipping_minor,
                        one.status,
                        one.channel,
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

    /// Adds firms with industry, country and employees, and gives their ids.
    pub(crate) fn firms(&self, firms: &[(&str, &str, Option<u32>)]) -> Vec<i64> {
        let insert = "INSERT INTO accounts (kind, name, industry, country, employees)
                      VALUES ('firm', '', ?1, ?2, ?3)";
        self.store
            .write(|db| {
                let mut ids = Vec::new();
                for firm in firms {
                    db.prepare_cached(insert)?.execute(*firm)?;
                    ids.push(db.last_insert_rowid());
                }
                Ok::<_, StoreError>(ids)
            })
            .unwrap()
    }

    /// Adds something that happened besides orders, as stage clean does.
    pub(crate) fn event(&self, account: i64, day: i32, kind: &str, told: Told) {
        let insert =
            "INSERT INTO events (account_id, day, kind, subject, detail, quantity, minutes,
                          source_id, row_no)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, (SELECT count(*) + 1 FROM events))";
        self.store
            .write(|db| {
                let values = (
                    account,
                    day,
                    kind,
                    told.subject,
                    told.detail,
                    told.quantity,
                    told.minutes,
                );
                db.prepare_cached(insert)?.execute(values)?;
                let raise = "UPDATE accounts SET revision = revision + 1 WHERE id = ?1";
                db.prepare_cached(raise)?.execute([account])?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
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
        self.lines(&[(order, line_no, product, category, net_minor)]);
    }

    /// Adds lines: order, number, product, category, money.
    pub(crate) fn lines(&self, lines: &[(i64, i64, &str, &str, i64)]) {
        let insert = "INSERT INTO order_lines (order_id, line_no, product, category, quantity,
                          net_minor, source_id, row_no)
                      VALUES (?1, ?2, ?3, ?4, 1, ?5, 1, 1)";
        self.store
            .write(|db| {
                for line in lines {
                    db.prepare_cached(insert)?.execute(*line)?;
                }
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

    pub(crate) fn figures(&self) -> BaseFigures {
        self.store.read(score::read_figures).unwrap().unwrap()
    }

    /// Changes what the owner has set.
    pub(crate) fn set(&self, change: impl FnOnce(&mut ScoreSettings)) {
        let mut settings = score::read_settings(&self.store).unwrap();
        change(&mut settings);
        score::write_settings(&self.store, &settings).unwrap();
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
        [
            "account_histories",
            "score_runs",
            "scores",
            "score_fronts",
            "score_fingerprints",
            "score_snapshots",
            "score_moves",
            "score_words",
        ]
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

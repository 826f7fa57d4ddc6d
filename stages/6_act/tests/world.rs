//! A workspace filled by hand: accounts, one campaign, its touches; and what became of them.

use std::collections::BTreeMap;

use act::{ActOptions, ActReport, Smtp, act};
use serde_json::{Value, json};
use store::{Silent, Store, StoreError};
use tempfile::TempDir;
use terms::{Business, Day};
use testkit::{Fault, Mailbox, MailboxOptions};

pub(crate) const START: &str = "2026-03-02";

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An account with one person and one contact point of each kind, as a test wants it.
#[derive(Clone)]
pub(crate) struct Somebody {
    pub(crate) kind: &'static str,
    pub(crate) company: String,
    pub(crate) title: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) street: String,
    pub(crate) last_product: String,
    pub(crate) is_customer: bool,
}

impl Somebody {
    /// Somebody ordinary, told apart by a number.
    pub(crate) fn number(number: usize) -> Self {
        Somebody {
            kind: "firm",
            company: format!("Firm {number} Ltd"),
            title: "Ms".into(),
            first: "Grace".into(),
            last: format!("Hopper{number}"),
            email: format!("grace{number}@example.test"),
            phone: format!("+49 241 5550{number:03}"),
            street: format!("{number} Long Lane"),
            last_product: "Steel hinge 40 mm".into(),
            is_customer: true,
        }
    }
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) folder: TempDir,
    pub(crate) mailbox: Option<Mailbox>,
}

/// The e-mail every test sends unless it wants another.
pub(crate) fn email() -> Value {
    json!({
        "channel": "email", "wait_days": 0, "expiry_days": 10,
        "subject": "{{ company or first_name or 'Good news' }}: your {{ offer_percent }} % until {{ offer_until }}",
        "paragraphs": [
            "it has been a while since your last order{% if last_order_words %} on {{ last_order_words }}{% endif %}, and we would like to see you again.",
            "{% if last_product %}If your {{ last_product }} served you well, the new range goes with it.{% else %}Have a look at the new range.{% endif %} With your own code you take {{ offer_percent }} % off everything in one order, until {{ offer_until }}."
        ]
    })
}

/// A campaign with an offer, for previews.
pub(crate) fn case(offer_percent: i64, offer_until: Option<Day>) -> act::PreviewCase {
    act::PreviewCase {
        offer_percent,
        offer_until,
        ..act::PreviewCase::default()
    }
}

pub(crate) fn letter() -> Value {
    json!({
        "channel": "letter", "wait_days": 7, "expiry_days": 30,
        "subject": "A word of thanks to {{ company or last_name }}",
        "paragraphs": [
            "we have set something aside for you.",
            "{% if last_product %}Your {{ last_product }} has company now.{% endif %}"
        ]
    })
}

pub(crate) fn call() -> Value {
    json!({
        "channel": "call", "wait_days": 14, "expiry_days": 30,
        "guide": ["Greet {{ first_name or 'the buyer' }} of {{ company }}.", "Ask how the {{ last_product }} does.", "Offer {{ offer_percent }} % with code {{ code }}."],
        "ask": ["Who decides?", "When is the next order planned?"]
    })
}

impl World {
    /// A workspace with one campaign of these touches and nobody in it.
    pub(crate) fn with(touches: &[Value]) -> World {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.set_business(&business()).unwrap();
        store
            .write(|db| {
                db.execute_batch(
                    "INSERT INTO turns (id, as_of, seed, pressed_at, hold_until, state)
                     VALUES (1, 0, 1, '', '', 'running');
                     INSERT INTO strategies (id, cell, version, text, used_from) VALUES (1, 'P5F1', 1, '', 0);
                     INSERT INTO sources (id, name, sha256, kind, namespace, encoding, delimiter, header,
                                          mapping, imported_at)
                     VALUES (1, 'orders.csv', 'x', 'orders', '', '', '', '[]', '{}', '');",
                )?;
                let start = day(START).number();
                db.execute(
                    "INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day,
                                            seed, control_share, budget_minor, expected_gain_minor,
                                            offer_percent, offer_until)
                     VALUES (1, 1, 'P5F1', 'Wake the sleepers', 1, '{}', ?1, ?2, 1, 0.2, 0, 0, 10, ?3)",
                    (start, start + 90, start + 45),
                )?;
                for (at, touch) in touches.iter().enumerate() {
                    let of = |name: &str| touch[name].as_i64().unwrap();
                    let channel = touch["channel"].as_str().unwrap();
                    db.execute(
                        "INSERT INTO touches (campaign_id, step, channel, wait_days, expiry_days, template,
                                              unit_cost_minor)
                         VALUES (1, ?1, ?2, ?3, ?4, ?5, 85)",
                        (at as i64 + 1, channel, of("wait_days"), of("expiry_days"), touch.to_string()),
                    )?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
        World {
            store,
            folder,
            mailbox: None,
        }
    }

    /// Opens a mailbox that misbehaves like this.
    pub(crate) fn mailbox(mut self, faults: &[Fault]) -> World {
        let options = MailboxOptions {
            dir: None,
            keep_in_memory: true,
            faults: faults.to_vec(),
        };
        self.mailbox = Some(Mailbox::start(options).unwrap());
        self
    }

    /// Adds an account in this arm with all its planned touches; returns its id.
    pub(crate) fn add(&self, who: &Somebody, arm: &str) -> i64 {
        self.store
            .write(|db| Ok::<_, StoreError>(insert(db, who, arm)))
            .unwrap()
    }

    /// Adds this many ordinary accounts to the contacted arm.
    pub(crate) fn add_many(&self, count: usize) {
        self.store
            .write(|db| {
                (0..count).for_each(|number| {
                    insert(db, &Somebody::number(number), "contacted");
                });
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    pub(crate) fn run(&self, sql: &str) {
        self.store
            .write(|db| Ok::<_, StoreError>(db.execute_batch(sql)?))
            .unwrap();
    }

    pub(crate) fn options(&self, as_of: &str) -> ActOptions {
        let smtp = self.mailbox.as_ref().map(|mailbox| Smtp {
            host: mailbox.address().ip().to_string(),
            port: mailbox.address().port(),
            ..Smtp::default()
        });
        ActOptions {
            as_of: day(as_of),
            now: format!("{as_of}T09:00:00Z"),
            smtp,
            paper_lead_days: 14,
            connections: 2,
        }
    }

    pub(crate) fn act(&self, as_of: &str) -> ActReport {
        act(&self.store, &self.options(as_of), &Silent).unwrap()
    }

    /// How many ledger rows are in each state.
    pub(crate) fn states(&self) -> BTreeMap<String, i64> {
        self.count("SELECT state, COUNT(*) FROM ledger GROUP BY state")
    }

    pub(crate) fn count(&self, sql: &str) -> BTreeMap<String, i64> {
        self.store
            .read(|db| {
                let mut statement = db.prepare(sql)?;
                let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }

    /// One value of the database as text.
    pub(crate) fn text(&self, sql: &str) -> String {
        self.store
            .read(|db| {
                let value: store::rusqlite::types::Value =
                    db.query_row(sql, [], |row| row.get(0))?;
                Ok::<_, StoreError>(match value {
                    store::rusqlite::types::Value::Text(text) => text,
                    store::rusqlite::types::Value::Integer(number) => number.to_string(),
                    other => format!("{other:?}"),
                })
            })
            .unwrap()
    }

    /// The mails that arrived, each as its bytes.
    pub(crate) fn arrived(&self) -> Vec<Vec<u8>> {
        let messages = self.mailbox.as_ref().unwrap().messages();
        messages.into_iter().map(|message| message.raw).collect()
    }

    /// To whom mails arrived, sorted.
    pub(crate) fn recipients(&self) -> Vec<String> {
        let messages = self.mailbox.as_ref().unwrap().messages();
        let mut to: Vec<String> = messages
            .into_iter()
            .flat_map(|message| message.to)
            .collect();
        to.sort();
        to
    }
}

pub(crate) fn business() -> Business {
    Business {
        name: "Harbour & Sons".into(),
        street: "12 Quay Street".into(),
        city: "52062 Aachen".into(),
        country: "Germany".into(),
        phone: "+49 241 555 0100".into(),
        email: "hello@harbour.test".into(),
        signer: "Ada Harbour".into(),
        imprint: "Register court Aachen, HRB 12345".into(),
        public_address: "https://harbour.test".into(),
        ..Business::default()
    }
}

fn insert(db: &store::rusqlite::Transaction<'_>, who: &Somebody, arm: &str) -> i64 {
    let run = |sql: &str, values: &[&dyn store::rusqlite::ToSql]| {
        db.prepare_cached(sql).unwrap().execute(values).unwrap();
        db.last_insert_rowid()
    };
    let account = run(
        "INSERT INTO accounts (kind, name, number) VALUES (?1, ?2, '4711')",
        &[&who.kind, &who.company],
    );
    let person = run(
        "INSERT INTO people (account_id, title, first_name, last_name) VALUES (?1, ?2, ?3, ?4)",
        &[&account, &who.title, &who.first, &who.last],
    );
    let street = if who.street.is_empty() {
        None
    } else {
        Some(&who.street)
    };
    for (kind, value) in [
        ("email", &who.email),
        ("phone", &who.phone),
        ("post", &who.street),
    ] {
        if value.is_empty() {
            continue;
        }
        run(
            "INSERT INTO contact_points (account_id, person_id, kind, value, compare_key, street, city,
                                         postcode, country)
             VALUES (?1, ?2, ?3, ?4, lower(?4), ?5, 'Aachen', '52062', 'Germany')",
            &[&account, &person, &kind, value, &street],
        );
    }
    let start = day(START).number();
    if who.is_customer {
        run(
            "INSERT INTO orders (account_id, day, net_minor, status, namespace, order_key, source_id)
             VALUES (?1, ?2, 10000, 'kept', '', 'A' || ?1, 1)",
            &[&account, &(start - 400)],
        );
        run(
            "INSERT INTO account_histories (account_id, revision, first_day, last_day, order_count, order_days,
                 revenue_minor, known_revenue_minor, repeat_mean_minor, last_product)
             VALUES (?1, 1, ?2, ?2, 1, 1, 10000, 0, 0.0, ?3)",
            &[&account, &(start - 400), &who.last_product],
        );
    }
    let enrolment = run(
        "INSERT INTO enrolments (campaign_id, account_id, arm, block, probability, before_minor)
         VALUES (1, ?1, ?2, 0, 0.5, 0)",
        &[&account, &arm],
    );
    run(
        "INSERT INTO planned_touches (enrolment_id, touch_id, due_day, expiry_day)
         SELECT ?1, id, ?2 + wait_days, ?2 + wait_days + expiry_days FROM touches ORDER BY step",
        &[&enrolment, &start],
    );
    account
}

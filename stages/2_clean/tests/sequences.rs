//! Random sequences of imports, merges, splits and corrections, taken back step by step: each undo
//! has to leave customers, orders, consents and labels byte for byte as they were before the step.

use std::collections::{BTreeMap, BTreeSet};

use clean::{Correction, Undone, clean, correct, merge, opt_out, split, undo_step};
use store::{Silent, StoreError};
use terms::Channel;

use crate::base::{Base, NOW, whole_picture};

/// A file: its name, its text, and the amount of each order in it.
type Told = (&'static str, &'static str, &'static [(&'static str, i64)]);

/// What files hold. The second and fifth tell orders
/// of others anew, the third and sixth prove customers of others to be one.
const FILES: [Told; 8] = [
    (
        "crm.csv",
        "Customer no,First name,Last name,Email,Phone,Newsletter\nK1,Anna,Berg,a@berg.de,0721 5550101,yes\nK2,Otto,Lang,o@lang.de,,\nK3,Eva,Neu,,0721 5550103,no\n",
        &[],
    ),
    (
        "newer.csv",
        "Order no,Date,Customer no,Email,Amount\n1,2026-05-05,K1,a@berg.de,4.50\n2,2026-05-06,K2,,5.00\n9,2026-06-01,K4,d@dorn.de,1.25\n",
        &[("1", 450), ("2", 500), ("9", 125)],
    ),
    (
        "bridge.csv",
        "Customer no,First name,Last name,Email\nK1,Anna,Berg,o@lang.de\nK4,Dora,Dorn,e@neu.de\n",
        &[],
    ),
    (
        "orders.csv",
        "Order no,Date,Customer no,Amount\n1,2026-05-05,K1,4.00\n2,2026-05-06,K2,5.00\n3,2026-05-07,K3,6.00\n4,2026-05-08,K2,-2.00\n",
        &[("1", 400), ("2", 500), ("3", 600), ("4", -200)],
    ),
    (
        "stall.csv",
        "Order no,Date,Email,Amount\n3,2026-05-07,e@neu.de,6.60\n7,2026-05-09,x@y.de,2.00\n",
        &[("3", 660), ("7", 200)],
    ),
    (
        "calls.csv",
        "Call ID,Call date,Direction,Email,Phone number,Duration,Call outcome,Agent\n1,2026-05-11,outbound,a@berg.de,,120,answered,Ann\n2,2026-05-12,outbound,e@neu.de,,60,busy,Ann\n3,2026-05-13,inbound,o@lang.de,,30,answered,Ann\n",
        &[],
    ),
    (
        "tickets.csv",
        "Ticket ID,Subject,Requester,Requester email,Status,Priority,Created at,Solved at\n1,Broken kettle,Otto Lang,o@lang.de,solved,normal,2026-05-14 10:00,2026-05-15 11:00\n2,Late parcel,Dora Dorn,d@dorn.de,open,normal,2026-05-16 10:00,\n",
        &[],
    ),
    (
        "list.csv",
        "Name,Email,Phone,Street,Town,Postcode\nEva Neu,e@neu.de,0721 5550103,Weg 3,Bonn,53113\nX Ypsilon,x@y.de,,Weg 3,Bonn,53113\n",
        &[],
    ),
];

/// Numbers that look random and are the same for the same seed (PCG's multiplier).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % most
    }
}

/// A step that was done, with the picture before it.
struct Done {
    picture: String,
    step: i64,
    file: Option<usize>,
}

/// A base under test.
pub(crate) struct Trial {
    base: Base,
    present: BTreeMap<usize, i64>,
    highest: i64,
}

impl Trial {
    pub(crate) fn new() -> Trial {
        Trial {
            base: Base::new(),
            present: BTreeMap::new(),
            highest: 0,
        }
    }

    /// One sequence: some steps, each undone again, the last first.
    pub(crate) fn run(&mut self, seed: u64) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut done = Vec::new();
        for _ in 0..4 + dice.below(5) {
            let picture = whole_picture(&self.base);
            if let Some((step, file)) = self.step(&mut dice) {
                done.push(Done {
                    picture,
                    step,
                    file,
                });
                self.check(seed);
            }
        }
        while let Some(last) = done.pop() {
            self.undo(last.step);
            if let Some(file) = last.file {
                self.present.remove(&file);
            }
            assert_eq!(
                whole_picture(&self.base),
                last.picture,
                "seed {seed}, step {}",
                last.step
            );
            self.check(seed);
        }
    }

    /// Steps taken back in any order leave a sound base.
    pub(crate) fn run_out_of_order(&mut self, seed: u64) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut done = Vec::new();
        for _ in 0..6 {
            done.extend(self.step(&mut dice));
        }
        while !done.is_empty() {
            let (step, file) = done.remove(dice.below(done.len()));
            self.undo(step);
            if let Some(file) = file {
                self.present.remove(&file);
            }
            self.check(seed);
        }
    }

    /// Somebody opts out, which nothing takes back.
    pub(crate) fn refuse(&self, dice: u64) {
        let alive = self.alive();
        if !alive.is_empty() {
            let account = alive[dice as usize % alive.len()];
            opt_out(
                &self.base.store,
                account,
                Some(Channel::Email),
                "said so",
                NOW,
            )
            .unwrap();
        }
    }

    fn step(&mut self, dice: &mut Dice) -> Option<(i64, Option<usize>)> {
        let store = &self.base.store;
        let alive = self.alive();
        match dice.below(5) {
            0 | 1 => {
                let free: Vec<usize> = (0..FILES.len())
                    .filter(|at| !self.present.contains_key(at))
                    .collect();
                let at = *free.get(dice.below(free.len().max(1)))?;
                let source = self.base.take_text(FILES[at].0, FILES[at].1).source_id;
                self.base.clean();
                self.present.insert(at, source);
                let step = format!(
                    "SELECT id FROM steps WHERE source_id = {source} AND undone_at IS NULL"
                );
                Some((self.base.number(&step), Some(at)))
            }
            2 if alive.len() > 1 => {
                let one = alive[dice.below(alive.len())];
                let other = alive[dice.below(alive.len())];
                merge(store, one, other, NOW).ok().map(|step| (step, None))
            }
            3 if !alive.is_empty() => {
                let account = alive[dice.below(alive.len())];
                let rows = self.rows(account);
                let some: Vec<_> = rows.into_iter().filter(|_| dice.below(2) == 0).collect();
                split(store, account, &some, NOW)
                    .ok()
                    .map(|(step, _)| (step, None))
            }
            4 if !alive.is_empty() => {
                let account = alive[dice.below(alive.len())];
                let corrections = self.corrections(account, dice);
                Some((correct(store, account, &corrections, NOW).unwrap(), None))
            }
            _ => None,
        }
    }

    fn corrections(&self, account: i64, dice: &mut Dice) -> Vec<Correction> {
        let value = format!("New{}", dice.below(1_000));
        let person = self.base.list(&format!(
            "SELECT id || '' FROM people WHERE account_id = {account} AND gone_at IS NULL LIMIT 1"
        ));
        let email = self.base.list(&format!("SELECT value FROM contact_points WHERE account_id = {account} AND kind = 'email' AND gone_at IS NULL LIMIT 1"));
        let one = |field: &str, was: &str, value: &str| Correction {
            field: field.into(),
            was: was.into(),
            value: value.into(),
            ..Correction::default()
        };
        match dice.below(4) {
            0 => vec![one("tag", "", &value), one("name", "", &value)],
            1 => vec![one("email", &email, &format!("{value}@new.de"))],
            2 => vec![one("post", "", &format!("Gasse {value} 1\n53111\nBonn"))],
            _ => match person.parse() {
                Ok(id) => vec![Correction {
                    person_id: Some(id),
                    ..one("last_name", "", &value)
                }],
                Err(_) => vec![one("tag", "", &value)],
            },
        }
    }

    fn undo(&self, step: i64) {
        let store = &self.base.store;
        if let Undone::Import(source) = undo_step(store, step, NOW).unwrap() {
            gather::undo(store, source, NOW).unwrap();
            clean(store, NOW, &Silent).unwrap();
        }
    }

    /// Money is what the present files say, no order is lost, no number is used twice.
    fn check(&mut self, seed: u64) {
        let mut newest: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
        for (at, source) in &self.present {
            for (key, amount) in FILES[*at].2 {
                let known = newest.entry(key).or_insert((0, 0));
                *known = (*known).max((*source, *amount));
            }
        }
        let money: i64 = newest.values().map(|(_, amount)| amount).sum();
        assert_eq!(
            self.base
                .number("SELECT COALESCE(SUM(net_minor), 0) FROM orders"),
            money,
            "seed {seed}"
        );
        let lost = "SELECT COUNT(*) FROM orders o LEFT JOIN accounts a ON a.id = o.account_id WHERE a.id IS NULL OR a.gone_at IS NOT NULL";
        assert_eq!(self.base.number(lost), 0, "seed {seed}");
        let linked = "SELECT COUNT(*) FROM accounts a WHERE (a.gone_at IS NULL) <> EXISTS (SELECT 1 FROM links l WHERE l.account_id = a.id)";
        assert_eq!(self.base.number(linked), 0, "seed {seed}");
        let highest = self.base.number(
            "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'accounts'), 0)",
        );
        assert!(highest >= self.highest, "seed {seed}");
        self.highest = highest;
        let refused = "SELECT COUNT(*) FROM refusals r JOIN accounts a ON a.id = r.account_id AND a.gone_at IS NULL
                       WHERE NOT EXISTS (SELECT 1 FROM consents c WHERE c.account_id = r.account_id AND c.channel = r.channel AND c.basis = 'refused')";
        assert_eq!(self.base.number(refused), 0, "seed {seed}");
        let unique: BTreeSet<i64> = self.alive().into_iter().collect();
        assert_eq!(unique.len() as i64, self.base.accounts());
    }

    fn alive(&self) -> Vec<i64> {
        self.numbers("SELECT id, 0 FROM accounts WHERE gone_at IS NULL ORDER BY id")
            .into_iter()
            .map(|(id, _)| id)
            .collect()
    }

    fn rows(&self, account: i64) -> Vec<(i64, i64)> {
        self.numbers(&format!(
            "SELECT source_id, row_no FROM links WHERE account_id = {account} ORDER BY 1, 2"
        ))
    }

    fn numbers(&self, sql: &str) -> Vec<(i64, i64)> {
        let rows = self.base.store.read(|db| {
            let mut statement = db.prepare(sql).map_err(StoreError::from)?;
            let rows = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .map_err(StoreError::from)?;
            rows.collect::<Result<Vec<_>, _>>()
                .map_err(StoreError::from)
        });
        rows.unwrap()
    }
}

#[test]
fn any_undo_restores_the_base_byte_for_byte() {
    let mut trial = Trial::new();
    for seed in 0..100 {
        trial.run(seed);
        if seed == 50 {
            trial.refuse(seed);
        }
    }
}

#[test]
fn undo_in_any_order_loses_no_order_and_no_money() {
    let mut trial = Trial::new();
    for seed in 1_000..1_050 {
        trial.run_out_of_order(seed);
        trial.refuse(seed);
    }
}

//! Random sequences of imports, merges, splits, corrections and labels, taken back step by step:
//! each undo has to leave customers, orders, consents and labels byte for byte as they were before
//! the step. Between them people opt out, complain and send letters back, which nothing takes back.

use std::collections::{BTreeMap, BTreeSet};

use clean::{
    BounceReport, Correction, ReturnReason, Undone, clean, correct, merge, opt_out, split,
    take_bounce_bytes, take_returned, undo_step,
};
use store::{Silent, StoreError};
use terms::Channel;

use crate::base::{Base, NOW, whole_picture};

/// A file: its name, its text, and the amount of each order in it.
type Told = (&'static str, &'static str, &'static [(&'static str, i64)]);

/// What files hold. The second and fifth tell orders
/// of others anew, the third and sixth prove customers of others to be one.
const FILES: [Told; 10] = [
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
        "form.csv",
        "Email,Channel,Consent,Consent date\na@berg.de,email,yes,2026-05-20\nd@dorn.de,email,yes,2026-05-21\no@lang.de,email,no,2026-05-22\n",
        &[],
    ),
    (
        "club.csv",
        "Customer no,First name,Last name,Email,Newsletter\nK3,Eva,Neu,e@neu.de,yes\nK4,Dora,Dorn,d@dorn.de,no\n",
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
    /// What had happened by then that nothing takes back.
    happened: usize,
}

/// A base under test.
pub(crate) struct Trial {
    base: Base,
    present: BTreeMap<usize, i64>,
    /// The highest number each table ever gave.
    highest: BTreeMap<String, i64>,
    happened: usize,
    /// The keys of the addresses that letters came back from.
    returned: BTreeSet<String>,
}

impl Trial {
    pub(crate) fn new() -> Trial {
        Trial {
            base: Base::new(),
            present: BTreeMap::new(),
            highest: BTreeMap::new(),
            happened: 0,
            returned: BTreeSet::new(),
        }
    }

    /// One sequence: some steps, each undone again, the last first.
    pub(crate) fn run(&mut self, seed: u64) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut done = Vec::new();
        for _ in 0..4 + dice.below(5) {
            if dice.below(6) == 0 {
                self.happen(&mut dice);
                self.check(seed);
            }
            let (picture, happened) = (whole_picture(&self.base), self.happened);
            if let Some((step, file)) = self.step(&mut dice) {
                done.push(Done {
                    picture,
                    step,
                    file,
                    happened,
                });
                self.check(seed);
            }
        }
        while let Some(last) = done.pop() {
            self.undo(last.step);
            if let Some(file) = last.file {
                self.present.remove(&file);
            }
            let (mut now, mut before) = (whole_picture(&self.base), last.picture);
            if self.happened > last.happened {
                now = without_what_happened(&now);
                before = without_what_happened(&before);
            }
            assert_eq!(now, before, "seed {seed}, step {}", last.step);
            self.check(seed);
        }
    }

    /// Steps taken back in any order leave a sound base.
    pub(crate) fn run_out_of_order(&mut self, seed: u64) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut done = Vec::new();
        for _ in 0..6 {
            done.extend(self.step(&mut dice));
            if dice.below(8) == 0 {
                self.happen(&mut dice);
            }
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

    /// Something that nothing takes back: somebody opts out or complains, or a letter comes back.
    fn happen(&mut self, dice: &mut Dice) {
        let alive = self.alive();
        let Some(account) = alive.get(dice.below(alive.len().max(1))).copied() else {
            return;
        };
        self.happened += 1;
        match dice.below(4) {
            0 => self.refuse(account, Some(Channel::ALL[dice.below(3)])),
            1 => self.refuse(account, None),
            2 => self.complain(account),
            _ => self.send_back(account),
        }
    }

    fn refuse(&self, account: i64, channel: Option<Channel>) {
        opt_out(&self.base.store, account, channel, "said so", NOW).unwrap();
    }

    /// The first address of a kind that an account has.
    fn point(&self, account: i64, kind: &str, column: &str) -> String {
        self.base.list(&format!(
            "SELECT {column} || '' FROM contact_points
             WHERE account_id = {account} AND kind = '{kind}' AND gone_at IS NULL ORDER BY id LIMIT 1"
        ))
    }

    /// The mail provider of an account says that our mail was marked as unwanted (RFC 5965).
    fn complain(&self, account: i64) {
        let address = self.point(account, "email", "value");
        let mail = format!(
            "From: fbl@mx.example\nSubject: complaint\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
             --b\nContent-Type: text/plain\n\nA complaint.\n\n--b\nContent-Type: message/feedback-report\n\n\
             Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: {address}\nX-No: {}\n\n--b--\n",
            self.happened
        );
        let mut report = BounceReport::default();
        take_bounce_bytes(&self.base.store, mail.as_bytes(), NOW, &mut report).unwrap();
        if !address.is_empty() {
            let suppressed = "SELECT COUNT(*) FROM suppressions WHERE channel = 'email'";
            assert!(self.base.number(suppressed) > 0, "{address}: {report:?}");
        }
    }

    /// A letter that left for the address of an account comes back.
    fn send_back(&mut self, account: i64) {
        let point = self.point(account, "post", "id");
        if point.is_empty() {
            return;
        }
        let no = self.happened;
        self.base.run(&format!(
            "INSERT INTO turns (id, as_of, seed, pressed_at, hold_until, state) VALUES ({no}, 0, 0, '', '', 'done');
             INSERT OR IGNORE INTO strategies (id, cell, version, text, used_from) VALUES (1, 'P1F1', 1, '', 0);
             INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day, seed, control_share,
                                    budget_minor, expected_gain_minor) VALUES ({no}, {no}, 'P1F1', '', 1, '', 0, 90, 0, 0, 0, 0);
             INSERT INTO touches VALUES ({no}, {no}, 1, 'letter', 0, 9, '{{}}', 0);
             INSERT INTO enrolments VALUES ({no}, {no}, {account}, 'contacted', 0, 1, 0, '');
             INSERT INTO planned_touches VALUES ({no}, {no}, {no}, 0, 9);
             INSERT INTO handovers (planned_touch_id, state, contact_point_id, changed_day, changed_at)
             VALUES ({no}, 'done', {point}, 0, '');"
        ));
        let letters = [(format!("L-{no:06}"), ReturnReason::NotThere)];
        let report = take_returned(&self.base.store, &letters, NOW).unwrap();
        assert_eq!(report.taken.len(), 1, "{report:?}");
        self.returned
            .insert(self.point(account, "post", "compare_key"));
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
        self.check_numbers(seed);
        self.check_what_happened(seed);
        let refused = "SELECT COUNT(*) FROM refusals r JOIN accounts a ON a.id = r.account_id AND a.gone_at IS NULL
                       WHERE NOT EXISTS (SELECT 1 FROM consents c WHERE c.account_id = r.account_id AND c.channel = r.channel AND c.basis = 'refused')";
        assert_eq!(self.base.number(refused), 0, "seed {seed}");
        let unique: BTreeSet<i64> = self.alive().into_iter().collect();
        assert_eq!(unique.len() as i64, self.base.accounts());
    }

    /// No table gives a number twice: the highest it ever gave never falls.
    fn check_numbers(&mut self, seed: u64) {
        let told = self.base.list(
            "SELECT name || ' ' || seq FROM sqlite_sequence
             WHERE name IN ('accounts', 'people', 'contact_points', 'orders', 'events', 'steps')",
        );
        for one in told.split('|').filter(|one| !one.is_empty()) {
            let (table, number) = one.split_once(' ').unwrap();
            let number: i64 = number.parse().unwrap();
            let highest = self.highest.entry(table.to_owned()).or_default();
            assert!(number >= *highest, "seed {seed}: {table}");
            *highest = number;
        }
    }

    /// Whoever was told to be left alone is, and an address that letters came back from is dead,
    /// whichever account has it now.
    fn check_what_happened(&self, seed: u64) {
        let ignored = "SELECT COUNT(*) FROM suppressions s
            JOIN contact_points c ON c.compare_key = s.compare_key AND c.gone_at IS NULL
             AND c.kind = CASE s.channel WHEN 'email' THEN 'email' WHEN 'letter' THEN 'post' ELSE 'phone' END
            JOIN accounts a ON a.id = c.account_id AND a.gone_at IS NULL
            WHERE NOT EXISTS (SELECT 1 FROM consents k WHERE k.account_id = a.id
                              AND k.channel = s.channel AND k.basis = 'refused')";
        assert_eq!(self.base.number(ignored), 0, "seed {seed}");
        for key in &self.returned {
            let alive = format!(
                "SELECT COUNT(*) FROM contact_points WHERE kind = 'post' AND compare_key = '{key}'
                 AND gone_at IS NULL AND state <> 'dead'"
            );
            assert_eq!(self.base.number(&alive), 0, "seed {seed}: {key}");
        }
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

/// A picture without consents and without how well addresses work: what opt-outs, complaints and
/// returned letters change for good.
fn without_what_happened(picture: &str) -> String {
    const POINTS: usize = 2;
    const CONSENTS: usize = 5;
    let parts = picture.split('\n').enumerate();
    let kept = parts.filter(|(at, _)| *at != CONSENTS).map(|(at, part)| {
        if at != POINTS {
            return part.to_owned();
        }
        // The state stands last.
        let rows = part
            .split('|')
            .map(|row| row.rsplit_once(',').map_or(row, |(rest, _)| rest));
        rows.collect::<Vec<_>>().join("|")
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn any_undo_restores_the_base_byte_for_byte() {
    let mut trial = Trial::new();
    for seed in 0..100 {
        trial.run(seed);
        // What nothing takes back has been said to everybody after a while.
        if seed % 20 == 19 {
            trial = Trial::new();
        }
    }
}

#[test]
fn undo_in_any_order_loses_no_order_and_no_money() {
    let mut trial = Trial::new();
    for seed in 1_000..1_050 {
        trial.run_out_of_order(seed);
    }
}

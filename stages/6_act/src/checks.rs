//! Ledger rows about to leave in; whether each still may, and whom it reaches, out.
//!
//! Everything that could have changed since the plan is looked at again here, for every channel:
//! consent, suppression, whether the contact point is alive, whether the account has bought
//! meanwhile, whether its campaign was stopped. One scan a batch and table, never one a row.

use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, Row, types::Value};
use store::rusqlite;
use terms::{AccountKind, Channel, Day};

use crate::ActError;
use crate::contact::{Person, Point, best_point, person_of, why_unreachable};
use crate::waiting::coded;

/// What is known of one ledger row at the moment it is to leave.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) id: i64,
    pub(crate) due: Day,
    pub(crate) expiry: Day,
    pub(crate) touch_id: i64,
    pub(crate) channel: Channel,
    pub(crate) unit_cost_minor: i64,
    pub(crate) account_id: i64,
    pub(crate) kind: AccountKind,
    pub(crate) account_name: String,
    pub(crate) account_number: String,
    pub(crate) is_gone: bool,
    pub(crate) campaign_id: i64,
    pub(crate) campaign: String,
    pub(crate) is_stopped: bool,
    pub(crate) offer_percent: i64,
    pub(crate) offer_until: Option<Day>,
    pub(crate) code: String,
    pub(crate) page_token: String,
    pub(crate) last_product: String,
    pub(crate) last_order_day: Option<Day>,
    pub(crate) consent: String,
    pub(crate) is_customer: bool,
    /// What has ended it since it was planned, if anything.
    pub(crate) ended: Option<&'static str>,
    pub(crate) about: About,
    pub(crate) attempt: i64,
    pub(crate) artefact: String,
    /// The token of its link to pass on; empty when it has none.
    pub(crate) share_token: String,
    /// Percent off for a friend; none while nothing is offered to friends.
    pub(crate) friend_percent: Option<i64>,
    /// The theme its campaign's e-mails carry: title, and token of its link.
    pub(crate) theme: Option<(String, String)>,
}

/// What a standing campaign writes about, and who writes; all empty for other campaigns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// The product, the plan, the feature.
    pub subject: String,
    /// The day it leads to, such as a renewal.
    pub day: Option<Day>,
    /// Years, or uses so far.
    pub quantity: Option<f64>,
    /// Its amount.
    pub amount_minor: Option<i64>,
    /// The person who writes; the business where empty.
    pub sender_name: String,
    /// Where answers go; to the business where empty.
    pub sender_email: String,
    /// Whether its personal page asks something.
    pub asks: bool,
}

/// Why what was planned is not wanted any more, by the code the ledger's reader gives.
fn ended_by(code: &str) -> Option<&'static str> {
    match code {
        "order" => Some("bought meanwhile"),
        "reply" => Some("answered meanwhile"),
        "return" => Some("the order came back"),
        "cancel" => Some("cancelled meanwhile"),
        "moved" => Some("its day has moved"),
        "list" => Some("not on the list any more"),
        _ => None,
    }
}

/// Whom a row reaches.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    pub(crate) point: Point,
    pub(crate) person: Option<Person>,
}

/// One ledger row after the checks: whom it reaches, or why it must not leave.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    pub(crate) facts: Facts,
    pub(crate) reach: Result<Reach, &'static str>,
}

impl Checked {
    /// The address or number it would leave for.
    pub(crate) fn contact_point_id(&self) -> Option<i64> {
        self.reach.as_ref().ok().map(|reach| reach.point.id)
    }
}

impl Facts {
    /// The name of the firm; empty for households, whose name is the person's.
    pub(crate) fn company(&self) -> &str {
        if self.kind == AccountKind::Firm {
            &self.account_name
        } else {
            ""
        }
    }
}

/// Why this row must not leave, whatever its contact points; `None` when it may.
fn objection(facts: &Facts) -> Option<&'static str> {
    let refused = facts.consent == "refused";
    // A customer may be written to about like goods until they object; a prospect must have agreed.
    let needs_consent = facts.channel == Channel::Email && !facts.is_customer;
    let table = [
        (facts.is_stopped, "campaign stopped"),
        (facts.is_gone, "no file speaks of the account any more"),
        (!facts.kind.is_marketed_to(), "not a customer or prospect"),
        (refused, "refused this channel"),
        (
            needs_consent && facts.consent != "granted",
            "never agreed to e-mails",
        ),
        (facts.ended.is_some(), facts.ended.unwrap_or_default()),
        // Without it there would be no way to say stop.
        (facts.page_token.is_empty(), "no personal page"),
    ];
    table
        .into_iter()
        .find(|(holds, _)| *holds)
        .map(|(_, reason)| reason)
}

/// Whom this row reaches, or why it must not leave.
pub(crate) fn verdict(
    facts: &Facts,
    points: &[Point],
    people: &[Person],
) -> Result<Reach, &'static str> {
    if let Some(reason) = objection(facts) {
        return Err(reason);
    }
    let is_post = facts.channel == Channel::Letter;
    let point = best_point(points, is_post).ok_or_else(|| why_unreachable(points, is_post))?;
    Ok(Reach {
        point: point.clone(),
        person: person_of(point, people).cloned(),
    })
}

/// These rows of one channel, checked, in the order asked for.
pub(crate) fn read_checked(
    db: &Connection,
    ids: &[i64],
    channel: Channel,
    as_of: Day,
) -> Result<Vec<Checked>, ActError> {
    let facts = read_facts(db, ids, as_of)?;
    let accounts: Vec<i64> = facts.iter().map(|facts| facts.account_id).collect();
    let points = read_points(db, &accounts, channel)?;
    let people = read_people(db, &accounts)?;
    let mut checked: HashMap<i64, Checked> = facts
        .into_iter()
        .map(|facts| {
            let some = |all: &HashMap<i64, Vec<Point>>| all.get(&facts.account_id).cloned();
            let points = some(&points).unwrap_or_default();
            let people = people.get(&facts.account_id).map_or(&[][..], Vec::as_slice);
            let reach = verdict(&facts, &points, people);
            (facts.id, Checked { facts, reach })
        })
        .collect();
    Ok(ids.iter().filter_map(|id| checked.remove(id)).collect())
}

/// These numbers as a table the statements can join.
pub(crate) fn array(numbers: &[i64]) -> Rc<Vec<Value>> {
    Rc::new(numbers.iter().copied().map(Value::from).collect())
}

fn read_facts(db: &Connection, ids: &[i64], as_of: Day) -> Result<Vec<Facts>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/checks.read_facts.sql"))?;
    let rows = statement.query_map((array(ids), as_of.number()), read_fact)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_fact(row: &Row<'_>) -> rusqlite::Result<Facts> {
    let day = |column: usize| -> rusqlite::Result<Option<Day>> {
        Ok(row.get::<_, Option<i32>>(column)?.map(Day::from_number))
    };
    Ok(Facts {
        id: row.get(0)?,
        due: Day::from_number(row.get(1)?),
        expiry: Day::from_number(row.get(2)?),
        touch_id: row.get(3)?,
        channel: coded(row, 4)?,
        unit_cost_minor: row.get(5)?,
        account_id: row.get(6)?,
        kind: coded(row, 7)?,
        account_name: crate::contact::one_line(&row.get::<_, String>(8)?),
        account_number: row.get(9)?,
        is_gone: row.get(10)?,
        campaign_id: row.get(11)?,
        campaign: row.get(12)?,
        is_stopped: row.get(13)?,
        offer_percent: row.get(14)?,
        offer_until: day(15)?,
        code: row.get(16)?,
        page_token: row.get(17)?,
        last_product: row.get(18)?,
        last_order_day: day(19)?,
        consent: row.get(20)?,
        is_customer: row.get(21)?,
        ended: ended_by(row.get_ref(22)?.as_str()?),
        attempt: row.get(23)?,
        artefact: row.get(24)?,
        about: About {
            subject: row.get(25)?,
            day: day(26)?,
            quantity: row.get(27)?,
            amount_minor: row.get(28)?,
            sender_name: row.get(29)?,
            sender_email: row.get(30)?,
            asks: row.get(31)?,
        },
        share_token: row.get(32)?,
        friend_percent: row.get(33)?,
        theme: row
            .get::<_, Option<String>>(34)?
            .and_then(|pair| serde_json::from_str(&pair).ok()),
    })
}

/// The contact points of these accounts that serve a channel, by account.
pub(crate) fn read_points(
    db: &Connection,
    accounts: &[i64],
    channel: Channel,
) -> Result<HashMap<i64, Vec<Point>>, ActError> {
    let kind = match channel {
        Channel::Email => "email",
        Channel::Letter => "post",
        Channel::Call => "phone",
    };
    let mut statement = db.prepare_cached(include_str!("../sql/checks.read_points.sql"))?;
    let mut rows = statement.query((array(accounts), kind, channel.code()))?;
    let mut points: HashMap<i64, Vec<Point>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let text = |column: usize| {
            row.get::<_, Option<String>>(column)
                .map(Option::unwrap_or_default)
        };
        points.entry(row.get(0)?).or_default().push(Point {
            person_id: row.get(1)?,
            value: text(2)?,
            street: text(3)?,
            city: text(4)?,
            region: text(5)?,
            postcode: text(6)?,
            country: text(7)?,
            state: text(8)?,
            id: row.get(9)?,
            is_suppressed: row.get(10)?,
        });
    }
    Ok(points)
}

/// The people of these accounts, by account.
pub(crate) fn read_people(
    db: &Connection,
    accounts: &[i64],
) -> Result<HashMap<i64, Vec<Person>>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../sql/checks.read_people.sql"))?;
    let mut rows = statement.query([array(accounts)])?;
    let mut people: HashMap<i64, Vec<Person>> = HashMap::new();
    while let Some(row) = rows.next()? {
        people.entry(row.get(0)?).or_default().push(Person {
            id: row.get(1)?,
            title: row.get(2)?,
            first_name: row.get(3)?,
            last_name: row.get(4)?,
        });
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn facts() -> Facts {
        Facts {
            id: 1,
            due: Day::from_number(100),
            expiry: Day::from_number(120),
            touch_id: 1,
            channel: Channel::Email,
            unit_cost_minor: 1,
            account_id: 7,
            kind: AccountKind::Firm,
            account_name: "Acme".into(),
            account_number: "4711".into(),
            is_gone: false,
            campaign_id: 1,
            campaign: "Wake the sleepers".into(),
            is_stopped: false,
            offer_percent: 10,
            offer_until: None,
            code: "ABCDEFGHJKLM".into(),
            page_token: "00".into(),
            last_product: String::new(),
            last_order_day: None,
            consent: String::new(),
            is_customer: true,
            ended: None,
            about: About::default(),
            attempt: 0,
            artefact: String::new(),
            share_token: String::new(),
            friend_percent: None,
            theme: None,
        }
    }

    #[test]
    fn rows_are_held_back_for_each_reason() {
        let alive = Point {
            value: "a@x".into(),
            state: "valid".into(),
            ..Point::default()
        };
        type Change = fn(&mut Facts);
        let table: [(&str, Change); 9] = [
            ("", |_| {}),
            ("", |f| {
                (f.is_customer, f.consent) = (false, "granted".into())
            }),
            ("never agreed to e-mails", |f| f.is_customer = false),
            ("refused this channel", |f| f.consent = "refused".into()),
            ("bought meanwhile", |f| f.ended = ended_by("order")),
            ("campaign stopped", |f| f.is_stopped = true),
            ("no file speaks of the account any more", |f| {
                f.is_gone = true
            }),
            ("not a customer or prospect", |f| {
                f.kind = AccountKind::Vendor
            }),
            ("no address for this channel", |f| {
                (f.channel, f.is_customer) = (Channel::Call, false);
            }),
        ];
        for (expected, change) in table {
            let mut facts = facts();
            change(&mut facts);
            let points = if expected.starts_with("no address") {
                vec![]
            } else {
                vec![alive.clone()]
            };
            let found = verdict(&facts, &points, &[]).err().unwrap_or("");
            assert_eq!(found, expected);
        }
    }
}

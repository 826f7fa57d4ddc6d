//! Whom a rule is true of: a rule and a day enter, rising account ids leave.
//!
//! Every condition is one statement of a few fixed texts with bound values; and, or and not are
//! done on the sets that come back, so no rule is ever pasted into a statement.

use rusqlite::{Connection, Params};
use store::rusqlite;
use terms::Day;

use crate::SegmentError;
use crate::rules::fact::{Fact, FactName};
use crate::rules::happening::{Field, Happening, HappeningKind, Span};
use crate::rules::range::TextTest;
use crate::rules::rule::{Part, Rule};
use crate::rules::sets::{both, either, without};

/// The living accounts a rule is true of at the end of a day, by rising id. Vendors, partners and
/// own staff are among them only where the rule names their kind.
///
/// # Errors
/// When the database refuses.
pub fn read_members(db: &Connection, rule: &Rule, as_of: Day) -> Result<Vec<i64>, SegmentError> {
    let everybody = read_everybody(db, rule)?;
    let reader = Members {
        db,
        as_of,
        everybody,
    };
    let members = reader.of(&rule.part)?;
    Ok(both(&reader.everybody, &members))
}

struct Members<'a> {
    db: &'a Connection,
    as_of: Day,
    everybody: Vec<i64>,
}

impl Members<'_> {
    fn of(&self, part: &Part) -> Result<Vec<i64>, SegmentError> {
        match part {
            Part::All(parts) => {
                let mut members = self.everybody.clone();
                for part in parts {
                    members = both(&members, &self.of(part)?);
                }
                Ok(members)
            }
            Part::Any(parts) => {
                let mut members = Vec::new();
                for part in parts {
                    members = either(members, &self.of(part)?);
                }
                Ok(members)
            }
            Part::Not(part) => Ok(without(&self.everybody, &self.of(part)?)),
            Part::Fact(fact) => read_fact(self.db, fact, self.as_of),
            Part::Happening(happening) => read_happening(self.db, happening, self.as_of),
        }
    }
}

/// All that a rule is asked of: every scored account, and those of the unscored kinds it names.
fn read_everybody(db: &Connection, rule: &Rule) -> Result<Vec<i64>, SegmentError> {
    let mut everybody = ids(db, include_str!("../../sql/rules.everybody.sql"), [])?;
    for test in rule.part.kinds_named() {
        let aside = include_str!("../../sql/rules.aside.sql");
        everybody = either(everybody, &ids(db, aside, (&test.text, test.is_part))?);
    }
    Ok(everybody)
}

fn ids(db: &Connection, sql: &str, values: impl Params) -> Result<Vec<i64>, SegmentError> {
    let mut statement = db.prepare_cached(sql)?;
    let ids = statement.query_map(values, |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn read_fact(db: &Connection, fact: &Fact, as_of: Day) -> Result<Vec<i64>, SegmentError> {
    match fact {
        Fact::Number(FactName::Age, range) => {
            let sql = include_str!("../../sql/rules.age.sql");
            ids(db, sql, (range.low, range.high, as_of.number()))
        }
        Fact::Number(name, range) => {
            let column = name.number_column().unwrap_or("s.order_count");
            let sql = include_str!("../../sql/rules.number.sql")
                .replace("s.order_count /*fact*/", column);
            ids(db, &sql, (range.low, range.high))
        }
        Fact::Text(name, test) => read_text_fact(db, *name, test),
    }
}

fn read_text_fact(
    db: &Connection,
    name: FactName,
    test: &TextTest,
) -> Result<Vec<i64>, SegmentError> {
    let values = (&test.text, test.is_part);
    let of_account =
        |column| include_str!("../../sql/rules.text.sql").replace("a.industry /*fact*/", column);
    let of_place =
        |column| include_str!("../../sql/rules.place.sql").replace("c.city /*fact*/", column);
    let member = include_str!("../../sql/rules.member.sql");
    match name {
        FactName::Cell => ids(db, member, (values.0, values.1, "cell")),
        FactName::Stage => ids(db, member, (values.0, values.1, "stage")),
        FactName::Tag => ids(db, include_str!("../../sql/rules.tag.sql"), values),
        FactName::Title => ids(db, include_str!("../../sql/rules.title.sql"), values),
        FactName::City => ids(db, &of_place("c.city"), values),
        FactName::Postcode => ids(db, &of_place("c.postcode"), values),
        FactName::Country => ids(db, &of_account("a.country"), values),
        FactName::Kind => ids(db, &of_account("a.kind"), values),
        FactName::Channel => ids(db, include_str!("../../sql/rules.channel.sql"), values),
        _ => ids(db, &of_account("a.industry"), values),
    }
}

fn read_happening(
    db: &Connection,
    happening: &Happening,
    as_of: Day,
) -> Result<Vec<i64>, SegmentError> {
    let (from, ends) = days_of(happening.span, as_of);
    if happening.kind == HappeningKind::Purchase {
        return read_purchases(db, happening, from, as_of);
    }
    let sql = happening_sql(happening.kind);
    let (subject, whole_subject) = bound(happening.text(Field::Subject));
    let (detail, whole_detail) = bound(happening.text(Field::Detail));
    let (quantity_low, quantity_high) = happening.bounds(Field::Quantity);
    let (minutes_low, minutes_high) = happening.bounds(Field::Minutes);
    let (amount_low, amount_high) = happening.bounds(Field::Amount);
    let values = rusqlite::params![
        happening.kind.code(),
        from.number(),
        as_of.number(),
        ends.map(|(from, _)| from.number()),
        ends.map(|(_, to)| to.number()),
        subject,
        whole_subject,
        detail,
        whole_detail,
        quantity_low,
        quantity_high,
        minutes_low,
        minutes_high,
        amount_low,
        amount_high,
        happening.least,
    ];
    ids(db, &sql, values)
}

/// The statement for one kind: some are made known by campaigns and by hand, too, and come to it in
/// the shape of events.
fn happening_sql(kind: HappeningKind) -> String {
    let events = include_str!("../../sql/rules.event.sql");
    let place = |told: &str| events.replace("events AS e", &format!("({told}) AS e"));
    match kind {
        HappeningKind::Call | HappeningKind::Visit | HappeningKind::Note => {
            place(include_str!("../../sql/rules.call.sql"))
        }
        HappeningKind::Contact => place(include_str!("../../sql/rules.contact.sql")),
        _ => events.to_owned(),
    }
}

fn read_purchases(
    db: &Connection,
    happening: &Happening,
    from: Day,
    as_of: Day,
) -> Result<Vec<i64>, SegmentError> {
    let (product, whole_product) = bound(happening.text(Field::Subject));
    let (category, whole_category) = bound(happening.text(Field::Category));
    let (channel, whole_channel) = bound(happening.text(Field::Channel));
    let (low, high) = happening.bounds(Field::Amount);
    let values = rusqlite::params![
        from.number(),
        as_of.number(),
        product,
        whole_product,
        category,
        whole_category,
        channel,
        whole_channel,
        low,
        high,
        happening.least,
    ];
    ids(db, include_str!("../../sql/rules.purchase.sql"), values)
}

/// Text and whether it may be a part; neither where it was not asked for.
fn bound(test: Option<&TextTest>) -> (Option<&str>, bool) {
    (
        test.map(|test| &*test.text),
        test.is_some_and(|test| test.is_part),
    )
}

/// The first day that counts, and the days an end must lie between.
fn days_of(span: Span, as_of: Day) -> (Day, Option<(Day, Day)>) {
    let ever = Day::from_number(i32::MIN / 2);
    match span {
        Span::Ever => (ever, None),
        Span::Past(days) => (as_of - days, None),
        Span::Next(days) => (ever, Some((as_of, as_of + days))),
    }
}

//! Friends, orders and credits as the tables hold them in; one case a friend to judge out.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use store::rusqlite;
use terms::Day;

use crate::ActError;
use crate::referral::judge::{Case, CodeOrder};

/// A friend as kept, with the credit that stands for him.
#[derive(Clone, Debug)]
pub(crate) struct FriendRow {
    pub(crate) id: i64,
    pub(crate) link_id: i64,
    /// The account that holds the link; none where a friend does.
    pub(crate) link_account: Option<i64>,
    pub(crate) link_friend: Option<i64>,
    pub(crate) compare_key: String,
    pub(crate) name: String,
    pub(crate) came_day: Day,
    pub(crate) valid_until: Day,
    pub(crate) referral_id: Option<i64>,
    pub(crate) credited_order: Option<i64>,
}

/// Every friend who came up to this day, with the case to judge.
pub(crate) fn read_cases(db: &Connection, as_of: Day) -> Result<Vec<(FriendRow, Case)>, ActError> {
    let friends = read_friends(db, as_of)?;
    let orders = read_orders(db, as_of)?;
    let mut cases = Vec::with_capacity(friends.len());
    for friend in friends {
        let order = orders.get(&friend.id).copied();
        // A friend who shares on is known by his own first order.
        let of_friend = friend.link_friend.and_then(|id| orders.get(&id));
        let sharer = friend
            .link_account
            .or(of_friend.map(|order| order.account_id));
        let mut case = Case {
            friend_id: friend.id,
            sharer,
            order,
            is_over: friend.valid_until < as_of,
            is_credited: friend.referral_id.is_some(),
            ..Case::default()
        };
        if let Some(order) = order {
            case.was_customer = was_customer(db, &friend, order)?;
            case.is_household = match sharer {
                Some(sharer) => is_household(db, &friend, sharer, order)?,
                None => false,
            };
        }
        cases.push((friend, case));
    }
    Ok(cases)
}

fn read_friends(db: &Connection, as_of: Day) -> Result<Vec<FriendRow>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/case.friends.sql"))?;
    let rows = statement.query_map([as_of.number()], read_friend)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read_friend(row: &Row<'_>) -> rusqlite::Result<FriendRow> {
    Ok(FriendRow {
        id: row.get(0)?,
        link_id: row.get(1)?,
        link_account: row.get(2)?,
        link_friend: row.get(3)?,
        compare_key: row.get(4)?,
        name: row.get(5)?,
        came_day: Day::from_number(row.get(6)?),
        valid_until: Day::from_number(row.get(7)?),
        referral_id: row.get(8)?,
        credited_order: row.get(9)?,
    })
}

/// The first order with each friend's code that was not returned; else the first of all.
fn read_orders(db: &Connection, as_of: Day) -> Result<HashMap<i64, CodeOrder>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/case.orders.sql"))?;
    let mut rows = statement.query([as_of.number()])?;
    let mut orders: HashMap<i64, CodeOrder> = HashMap::new();
    while let Some(row) = rows.next()? {
        let order = CodeOrder {
            id: row.get(1)?,
            account_id: row.get(2)?,
            day: Day::from_number(row.get(3)?),
            is_returned: row.get(4)?,
        };
        let known = orders.entry(row.get(0)?).or_insert(order);
        if known.is_returned && !order.is_returned {
            *known = order;
        }
    }
    Ok(orders)
}

fn was_customer(db: &Connection, friend: &FriendRow, order: CodeOrder) -> Result<bool, ActError> {
    let sql = include_str!("../../sql/case.was_customer.sql");
    let asked = (
        order.account_id,
        friend.came_day.number(),
        &friend.compare_key,
    );
    Ok(db.prepare_cached(sql)?.query_row(asked, |row| row.get(0))?)
}

fn is_household(
    db: &Connection,
    friend: &FriendRow,
    sharer: i64,
    order: CodeOrder,
) -> Result<bool, ActError> {
    let sql = include_str!("../../sql/case.is_household.sql");
    let asked = (sharer, order.account_id, &friend.compare_key);
    Ok(db.prepare_cached(sql)?.query_row(asked, |row| row.get(0))?)
}

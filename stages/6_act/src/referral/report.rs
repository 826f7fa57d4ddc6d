//! Links, visits, friends and credits in; what sharing brought, by the hands it went through, out.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;
use serde::Serialize;
use store::rusqlite;
use terms::Day;

use crate::ActError;
use crate::contact::one_line;
use crate::referral::case::{FriendRow, read_cases};
use crate::referral::generation::{FriendNode, LinkNode, generations};
use crate::referral::judge::{Case, Verdict, verdicts};

/// Friends shown, the newest first; the sums are of all.
const FRIENDS_SHOWN: usize = 200;

/// What links of one generation brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GenerationLine {
    /// Hands the links went through: 0 the shop's own, 1 customers', 2 those of whom they brought.
    pub generation: u32,
    /// Links there are.
    pub links: u64,
    /// Links that were opened at least once, by people as far as can be told.
    pub shared: u64,
    /// Openings by people, as far as can be told.
    pub opened: u64,
    /// Openings by programs that draw previews; in none of the other figures.
    pub previews: u64,
    /// Friends who left name and e-mail.
    pub came: u64,
    /// Friends who became new customers.
    pub ordered: u64,
    /// What those bought since they came, less what they returned.
    pub revenue_minor: i64,
}

/// One friend and what became of him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FriendLine {
    /// His number.
    pub friend_id: i64,
    /// His name; empty once forgotten.
    pub name: String,
    /// The day he came.
    pub came_day: Day,
    /// Hands the link went through.
    pub generation: u32,
    /// The account of who shared the link, once known.
    pub sharer: Option<i64>,
    /// Its name.
    pub sharer_name: String,
    /// What became of him.
    pub verdict: Verdict,
    /// The same in plain words.
    pub why: &'static str,
    /// The account that ordered, if one did.
    pub account_id: Option<i64>,
    /// What he bought since he came, less returns; 0 unless he counts as brought.
    pub revenue_minor: i64,
}

/// What sharing brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReferralReport {
    /// By generation, the first first.
    pub generations: Vec<GenerationLine>,
    /// All of them together.
    pub total: GenerationLine,
    /// The newest friends.
    pub friends: Vec<FriendLine>,
}

/// A link with what was opened under it.
struct LinkRow {
    node: LinkNode,
    opened: u64,
    previews: u64,
}

/// What sharing brought up to this day.
///
/// # Errors
/// When the database refuses.
pub fn read_referrals(db: &Connection, as_of: Day) -> Result<ReferralReport, ActError> {
    read_of_theme(db, as_of, None)
}

/// What the links of one theme brought, or all links.
pub(crate) fn read_of_theme(
    db: &Connection,
    as_of: Day,
    theme: Option<i64>,
) -> Result<ReferralReport, ActError> {
    // Hands are counted over all links, for somebody may have come through another theme.
    let all = read_links(db, as_of, None)?;
    let cases = read_cases(db, as_of)?;
    let judged = verdicts(&cases.iter().map(|(_, case)| *case).collect::<Vec<_>>());
    let hands = hands_of(&all, &cases, &judged);
    let links = match theme {
        Some(_) => read_links(db, as_of, theme)?,
        None => all,
    };
    let is_asked: HashSet<i64> = links.iter().map(|link| link.node.id).collect();
    let generation = |link: i64| hands.get(&link).copied().unwrap_or(1);
    let mut lines: BTreeMap<u32, GenerationLine> = BTreeMap::new();
    for link in &links {
        line_of(&mut lines, generation(link.node.id)).add_link(link);
    }
    let mut friends = Vec::new();
    for ((friend, case), verdict) in cases.iter().zip(judged) {
        let mut line = FriendLine::of(friend, case, verdict, generation(friend.link_id));
        if let (Verdict::Credited, Some(account)) = (verdict, line.account_id) {
            line.revenue_minor = read_revenue(db, account, friend.came_day, as_of)?;
        }
        if is_asked.contains(&friend.link_id) {
            line_of(&mut lines, line.generation).add_friend(&line);
            friends.push(line);
        }
    }
    friends.reverse();
    friends.truncate(FRIENDS_SHOWN);
    for friend in &mut friends {
        friend.sharer_name = match friend.sharer {
            Some(sharer) => read_name(db, sharer)?,
            None => String::new(),
        };
    }
    let generations: Vec<GenerationLine> = lines.into_values().collect();
    Ok(ReferralReport {
        total: sum_of(&generations),
        generations,
        friends,
    })
}

fn hands_of(
    links: &[LinkRow],
    cases: &[(FriendRow, Case)],
    judged: &[Verdict],
) -> HashMap<i64, u32> {
    let nodes: Vec<LinkNode> = links.iter().map(|link| link.node).collect();
    let friends = cases.iter().zip(judged).map(|((friend, case), verdict)| {
        let is_brought = *verdict == Verdict::Credited;
        FriendNode {
            id: friend.id,
            link_id: friend.link_id,
            brought_account: case
                .order
                .filter(|_| is_brought)
                .map(|order| order.account_id),
        }
    });
    generations(&nodes, &friends.collect::<Vec<_>>())
}

fn line_of(lines: &mut BTreeMap<u32, GenerationLine>, generation: u32) -> &mut GenerationLine {
    let line = lines.entry(generation).or_default();
    line.generation = generation;
    line
}

impl GenerationLine {
    fn add_link(&mut self, link: &LinkRow) {
        self.links += 1;
        self.shared += u64::from(link.opened > 0);
        self.opened += link.opened;
        self.previews += link.previews;
    }

    fn add_friend(&mut self, friend: &FriendLine) {
        self.came += 1;
        self.ordered += u64::from(friend.verdict == Verdict::Credited);
        self.revenue_minor += friend.revenue_minor;
    }
}

/// All generations together.
fn sum_of(lines: &[GenerationLine]) -> GenerationLine {
    let mut total = GenerationLine::default();
    for line in lines {
        total.links += line.links;
        total.shared += line.shared;
        total.opened += line.opened;
        total.previews += line.previews;
        total.came += line.came;
        total.ordered += line.ordered;
        total.revenue_minor += line.revenue_minor;
    }
    total
}

impl FriendLine {
    fn of(friend: &FriendRow, case: &Case, verdict: Verdict, generation: u32) -> Self {
        FriendLine {
            friend_id: friend.id,
            name: one_line(&friend.name),
            came_day: friend.came_day,
            generation,
            sharer: case.sharer,
            sharer_name: String::new(),
            verdict,
            why: verdict.words(),
            account_id: case.order.map(|order| order.account_id),
            revenue_minor: 0,
        }
    }
}

fn read_links(db: &Connection, as_of: Day, theme: Option<i64>) -> Result<Vec<LinkRow>, ActError> {
    let mut statement = db.prepare_cached(include_str!("../../sql/report.links.sql"))?;
    let rows = statement.query_map((as_of.number(), theme), |row| {
        Ok(LinkRow {
            node: LinkNode {
                id: row.get(0)?,
                account_id: row.get(1)?,
                friend_id: row.get(2)?,
            },
            opened: row.get::<_, i64>(3)?.cast_unsigned(),
            previews: row.get::<_, i64>(4)?.cast_unsigned(),
        })
    })?;
    Ok(rows.collect::<Result<_, rusqlite::Error>>()?)
}

fn read_revenue(db: &Connection, account: i64, since: Day, as_of: Day) -> Result<i64, ActError> {
    let sql = include_str!("../../sql/report.revenue.sql");
    let asked = (account, since.number(), as_of.number());
    Ok(db.prepare_cached(sql)?.query_row(asked, |row| row.get(0))?)
}

fn read_name(db: &Connection, account: i64) -> Result<String, ActError> {
    let sql = include_str!("../../sql/report.name.sql");
    let name: String = db
        .prepare_cached(sql)?
        .query_row([account], |row| row.get(0))?;
    Ok(one_line(&name))
}

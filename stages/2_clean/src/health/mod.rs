//! How good the customer data is: a score of a hundred, and what each defect costs.
//!
//! Enters: the base. Leaves: [`Health`]: each defect counted, with its effect and the cheapest way
//! to mend it in plain words.

use rusqlite::Connection;
use serde::Serialize;

use crate::error::CleanError;

/// How good the data is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Health {
    /// 0..=100; 100 when nothing is amiss.
    pub score: f64,
    /// What is amiss, the costliest first.
    pub defects: Vec<Defect>,
}

/// One defect of the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Defect {
    /// Its code, for programs.
    pub code: &'static str,
    /// What it is, in plain words.
    pub name: &'static str,
    /// How many have it.
    pub count: i64,
    /// Of how many.
    pub of: i64,
    /// Points it takes off the score.
    pub points: f64,
    /// What it does to the business, in plain words.
    pub effect: String,
    /// The cheapest way to mend it.
    pub mend: &'static str,
    /// Expected value of those who have it, in minor units; 0 where it belongs to nobody.
    pub value_minor: i64,
}

/// What is counted: code, points it costs when all have it, name, effect, way to mend. The points
/// follow what a defect spoils: a customer nobody can reach brings nothing back, so that weighs
/// most; then money that counts for nobody, then what only makes work dearer.
struct Check {
    code: &'static str,
    most: f64,
    name: &'static str,
    effect: &'static str,
    mend: &'static str,
    sql: &'static str,
}

macro_rules! check {
    ($code:literal, $most:literal, $name:literal, $effect:literal, $mend:literal) => {
        Check {
            code: $code,
            most: $most,
            name: $name,
            effect: $effect,
            mend: $mend,
            sql: include_str!(concat!("../../sql/health.", $code, ".sql")),
        }
    };
}

const CHECKS: [Check; 9] = [
    check!(
        "unreachable",
        30.0,
        "Customers nobody can reach",
        "no mail, letter or call reaches them, so no campaign can bring them back",
        "import a contact list with their customer numbers, or ask for the address at the next order"
    ),
    check!(
        "lost_rows",
        20.0,
        "Rows that could not be used",
        "what they say is missing: sales in them count for nobody and make good customers look poor",
        "look at the rows under Data, mend them in the file and import it again"
    ),
    check!(
        "anonymous",
        15.0,
        "Orders of nobody",
        "their revenue counts in no customer's value, so the best customers look smaller than they are",
        "export the orders again with customer number or e-mail"
    ),
    check!(
        "bad_cells",
        10.0,
        "Cells that could not be read",
        "a mistyped e-mail or date is left out: a mail is not sent, a customer looks silent for longer",
        "look at the cells under Data and correct them in the workbook"
    ),
    check!(
        "no_email",
        8.0,
        "Customers without a working e-mail address",
        "they cost a letter or a call where a mail would do",
        "ask for it at the next call or order"
    ),
    check!(
        "no_post",
        5.0,
        "Customers without a working postal address",
        "no letter can go to them when mails stay unread",
        "import addresses from invoices, or ask at the next call"
    ),
    check!(
        "nameless",
        5.0,
        "Customers without a name",
        "letters and mails cannot greet them, and twins cannot be found",
        "import a contact list with their customer numbers"
    ),
    check!(
        "doubtful",
        5.0,
        "Customers that may be listed twice",
        "their value is split in two, so a good customer looks like two poor ones and is written to twice",
        "decide the pairs under Review"
    ),
    check!(
        "no_cost",
        2.0,
        "Orders without cost",
        "their profit is estimated by your usual margin",
        "import a product list with costs"
    ),
];

/// How good the data is now.
///
/// Formula: 100 − Σ most · share, a defect's share being the count of those that have it over the
/// count of those that could. Shape: one figure and one a defect. Units: points, shares of 1.
/// Range: 0..=100. Errors: when the database refuses. Source: the weights are this program's own and
/// stand beside the checks. Checked: `health::breaking_a_tenth_of_a_file_lowers_the_score`.
pub fn read_health(db: &Connection) -> Result<Health, CleanError> {
    let mut defects = Vec::new();
    for check in &CHECKS {
        let mut statement = db.prepare_cached(check.sql)?;
        let (count, of, value_minor): (i64, i64, i64) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let share = if of > 0 {
            (count as f64 / of as f64).clamp(0.0, 1.0)
        } else {
            0.0
        };
        defects.push(Defect {
            code: check.code,
            name: check.name,
            count,
            of,
            points: check.most * share,
            effect: check.effect.to_owned(),
            mend: check.mend,
            value_minor,
        });
    }
    let lost: f64 = defects.iter().map(|defect| defect.points).sum();
    defects.retain(|defect| defect.count > 0);
    defects.sort_by(|one, other| other.points.total_cmp(&one.points));
    Ok(Health {
        score: 100.0 - lost,
        defects,
    })
}

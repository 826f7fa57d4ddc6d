//! Which customer a person means: a page's address, a customer number or a name enter, one id leaves.

use anyhow::{Result, bail};

use crate::customers::{CustomerQuery, CustomerRow, list};
use crate::{House, Refusal};

/// Customers named when a text means several.
const NAMED: u32 = 5;

/// The one customer a text means; `but` is the one it is compared with.
///
/// # Errors
/// When it means nobody or several, or the database refuses.
pub fn find_customer(house: &House, text: &str, but: i64) -> Result<i64> {
    let text = text.trim();
    if let Some((_, end)) = text.rsplit_once("/customers/")
        && let Ok(id) = end.trim_end_matches("/history").parse()
    {
        return Ok(id);
    }
    let query = CustomerQuery {
        search: text.to_owned(),
        most: NAMED + 1,
        ..CustomerQuery::default()
    };
    let mut rows = house.store.read(|db| list(db, &query))?.rows;
    rows.retain(|row| row.account_id != but);
    if let Some(row) = rows.iter().find(|row| row.number == text) {
        return Ok(row.account_id);
    }
    match (rows.as_slice(), text.parse()) {
        ([one], _) => Ok(one.account_id),
        // Nobody has these words: then it is the number of a page.
        ([], Ok(id)) => Ok(id),
        ([], Err(_)) => bail!(Refusal::NotFound(format!(
            "No {}customer is called «{text}». Look it up under Customers first.",
            if but == 0 { "" } else { "other " }
        ))),
        (several, _) => bail!(Refusal::Usage(format!(
            "«{text}» can mean {}; write the customer number, or more of the name.",
            several
                .iter()
                .take(NAMED as usize)
                .map(named)
                .collect::<Vec<_>>()
                .join(", ")
        ))),
    }
}

fn named(row: &CustomerRow) -> String {
    if row.number.is_empty() {
        format!("{} (page {})", row.name, row.account_id)
    } else {
        format!("{} (no. {})", row.name, row.number)
    }
}

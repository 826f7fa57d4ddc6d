//! Why an account is said to have room to grow, or to be like the best: what the run learnt enters,
//! true sentences in plain words leave.

use rusqlite::Connection;
use store::rusqlite;
use terms::{Business, Money};

use crate::ScoreError;
use crate::alike::category_spend::spend_by_category;
use crate::alike::firmographics::band_words;
use crate::alike::likes::{Profile, profile_of};
use crate::base::read_one;
use crate::learnt::recall;
use crate::log::words::Words;
use crate::runs::read_latest_run;

/// Why a customer has the potential it has; nothing where it bought nothing in a year or too few
/// customers are known to compare with.
///
/// # Errors
/// When the database refuses or holds what this program did not write.
pub fn why_potential(
    db: &Connection,
    account_id: i64,
    business: &Business,
) -> Result<Vec<String>, ScoreError> {
    let Some(run) = read_latest_run(db)? else {
        return Ok(Vec::new());
    };
    let learnt = recall(&run.parameters)?;
    let base = read_one(db, run.as_of, &learnt.assumed, account_id)?;
    let (Some(customer), Some(likes)) = (base.customers.first(), &learnt.likes) else {
        return Ok(Vec::new());
    };
    let own_minor = customer.last_year.revenue_minor;
    if own_minor <= 0 {
        return Ok(Vec::new());
    }
    let words = Words::read(db)?;
    let profile = profile_of(&base, &words, customer);
    let like = likes.like_spend(&profile, &likes.places());
    let money = |minor: f64| Money::new(minor.round() as i64, business.currency).rounded_words();
    let mut said = vec![
        format!("It spent {} in the last 365 days.", money(own_minor as f64)),
        format!(
            "Of accounts like it ({}), one in four spends less than {} a year, half less than {} \
             and one in ten more than {}.",
            profile_words(&profile),
            money(like.low_minor),
            money(like.middle_minor),
            money(like.high_minor)
        ),
        format!(
            "That was learnt from {} customers and explains {:.0} % of how they differ.",
            likes.customers,
            100.0 * likes.explained
        ),
    ];
    let widest = spend_by_category(&base, Some(likes), &words)
        .into_iter()
        .next();
    if let Some(line) = widest.filter(|line| line.like_minor > line.own_minor) {
        said.push(format!(
            "The widest gap is in «{}»: accounts like it spend {} a year on it, this one {}.",
            line.category,
            money(line.like_minor as f64),
            money(line.own_minor as f64)
        ));
    }
    Ok(said)
}

/// What a customer is compared by.
fn profile_words(profile: &Profile<'_>) -> String {
    let mut words = Vec::new();
    if !profile.industry.is_empty() {
        words.push(format!("industry «{}»", profile.industry));
    }
    if !profile.country.is_empty() {
        words.push(format!("country «{}»", profile.country));
    }
    if profile.firm.band() > 0 {
        words.push(band_words(profile.firm.band()));
    }
    if !profile.top_category.is_empty() {
        words.push(format!("most spent on «{}»", profile.top_category));
    }
    words.push("orders as large".into());
    words.join(", ")
}

/// Why a prospect is more or less like the best customers; nothing for customers and for those of
/// whom nothing is known.
///
/// # Errors
/// When the database refuses or holds what this program did not write.
pub fn why_likeness(db: &Connection, account_id: i64) -> Result<Vec<String>, ScoreError> {
    let Some(run) = read_latest_run(db)? else {
        return Ok(Vec::new());
    };
    let learnt = recall(&run.parameters)?;
    let base = read_one(db, run.as_of, &learnt.assumed, account_id)?;
    let (Some(prospect), Some(model)) = (base.prospects.first(), &learnt.likeness) else {
        return Ok(Vec::new());
    };
    let Some(chance) = model.chance(&prospect.firm, &base.words) else {
        return Ok(Vec::new());
    };
    let mut said: Vec<String> = model
        .reasons(&prospect.firm, &base.words)
        .into_iter()
        .map(|(mark, times)| match times {
            more if more >= 1.1 => format!("{mark}: {more:.1} times as common among the best customers as among the others."),
            less if less <= 0.9 => format!("{mark}: {less:.1} times as common among the best customers as among the others, so it speaks against."),
            _ => format!("{mark}: about as common among the best customers as among the others."),
        })
        .map(|sentence| capitalised(&sentence))
        .collect();
    said.push(format!(
        "Together that makes a chance of {:.0} % to become one of the best, where {:.0} % of all \
         customers are.",
        100.0 * chance,
        100.0 * model.best_share
    ));
    said.push(format!(
        "That was learnt from {} best customers.",
        model.best
    ));
    Ok(said)
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

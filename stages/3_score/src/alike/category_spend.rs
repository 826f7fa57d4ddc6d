//! A year's spend by category beside that of like accounts: one account's logs and what was learnt
//! enter, one line a category leaves.

use serde::Serialize;

use crate::alike::likes::{LikeModel, profile_of};
use crate::base::CustomerBase;
use crate::log::words::Words;

/// Lines that are shown: more is no help on a page.
const MOST: usize = 12;

/// A year's spend on one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CategorySpend {
    /// Its name.
    pub category: String,
    /// What the account spends, its last year's revenue shared out as all its money was.
    pub own_minor: i64,
    /// What the middle one of like accounts spends; 0 where nothing could be learnt.
    pub like_minor: i64,
}

/// The categories of the first customer of a base, the widest gap first.
pub(crate) fn spend_by_category(
    base: &CustomerBase,
    likes: Option<&LikeModel>,
    words: &Words,
) -> Vec<CategorySpend> {
    let Some(customer) = base.customers.first() else {
        return Vec::new();
    };
    let spends = base.spends_of(customer);
    let whole: i64 = spends.iter().map(|(_, minor)| (*minor).max(0)).sum();
    let year = customer.last_year.revenue_minor.max(0) as f64;
    let mut lines: Vec<CategorySpend> = spends
        .iter()
        .map(|(category, minor)| CategorySpend {
            category: words.word(*category).to_owned(),
            own_minor: (year * (*minor).max(0) as f64 / whole.max(1) as f64).round() as i64,
            like_minor: 0,
        })
        .collect();
    if let Some(likes) = likes {
        let profile = profile_of(base, words, customer);
        let like = likes.like_spend(&profile, &likes.places());
        for (category, share) in likes.mix(profile.industry) {
            let like_minor = (share * like.middle_minor).round() as i64;
            match lines.iter_mut().find(|line| line.category == *category) {
                Some(line) => line.like_minor = like_minor,
                None => lines.push(CategorySpend {
                    category: category.clone(),
                    own_minor: 0,
                    like_minor,
                }),
            }
        }
    }
    lines.sort_by_key(|line| line.own_minor - line.like_minor);
    lines.truncate(MOST);
    lines
}

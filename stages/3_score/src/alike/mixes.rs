//! How accounts of an industry share their money out: spends by category enter, mean shares leave.

use std::collections::{BTreeMap, HashMap};

use crate::base::{Customer, CustomerBase};
use crate::log::words::Words;

/// Customers of the whole base that a group's mix of categories is drawn towards.
const MIX_PRIOR: f64 = 10.0;

/// The key of everybody's mix.
pub(crate) const ALL_INDUSTRIES: &str = "";

/// Mean shares of spend by category, by industry; every customer counts alike.
pub(crate) fn learn_mixes(
    base: &CustomerBase,
    words: &Words,
    learnt: &[&Customer],
) -> BTreeMap<String, Vec<(String, f64)>> {
    let mut sums: HashMap<&str, (f64, HashMap<u32, f64>)> = HashMap::new();
    for customer in learnt {
        let spends = base.spends_of(customer);
        let whole: i64 = spends.iter().map(|(_, minor)| (*minor).max(0)).sum();
        if whole <= 0 {
            continue;
        }
        let mut groups = vec![ALL_INDUSTRIES];
        groups.push(base.words.word(customer.firm.industry));
        groups.dedup();
        for group in groups {
            let (customers, shares) = sums.entry(group).or_default();
            *customers += 1.0;
            for (category, minor) in spends {
                *shares.entry(*category).or_default() += (*minor).max(0) as f64 / whole as f64;
            }
        }
    }
    let everybody = sums.get(ALL_INDUSTRIES).cloned().unwrap_or_default();
    let mix = |(customers, shares): &(f64, HashMap<u32, f64>)| {
        let mut mix: Vec<(String, f64)> = everybody
            .1
            .iter()
            .map(|(category, all)| {
                let own = shares.get(category).copied().unwrap_or_default();
                let prior = MIX_PRIOR * all / everybody.0;
                (
                    words.word(*category).to_owned(),
                    (own + prior) / (customers + MIX_PRIOR),
                )
            })
            .collect();
        mix.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        mix
    };
    sums.iter()
        .map(|(group, sum)| ((*group).to_owned(), mix(sum)))
        .collect()
}

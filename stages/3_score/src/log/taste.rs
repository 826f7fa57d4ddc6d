//! What an account buys: order lines enter, the last product and the top category leave.

use crate::log::words::Words;

/// Whose order it is, as a position in the batch, and whether it is that account's last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OrderOwner {
    pub(crate) order_id: i64,
    pub(crate) account: usize,
    pub(crate) is_last: bool,
}

/// One line of an order, as far as taste goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineFact<'a> {
    pub(crate) order_id: i64,
    pub(crate) line_no: i64,
    pub(crate) product: &'a str,
    pub(crate) category: &'a str,
    pub(crate) net_minor: i64,
}

/// What one account buys; empty where its lines name nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taste {
    /// The dearest named product of the last order.
    pub(crate) last_product: String,
    /// The category most money went to, as a number of the batch's words; 0 for none.
    pub(crate) top_category: u32,
    /// What went to each category, the most first.
    pub(crate) spends: Vec<(u32, i64)>,
}

/// The tastes of one batch of accounts while its lines are being read, in any order.
pub(crate) struct Tasting<'w> {
    owners: Vec<OrderOwner>,
    tastes: Vec<Taste>,
    /// Account, category and money of every line. Lines of one account lie far apart: putting
    /// them in order at the end is faster than looking its account up for every line.
    spent: Vec<(u32, u32, i64)>,
    /// Amount and line of the product that is the dearest so far.
    dearest: Vec<Option<(i64, i64)>>,
    words: &'w mut Words,
    /// Where the owner of the line before was found: lines come in the order of their owners, so
    /// that the next is there or right behind.
    found_at: usize,
    /// The category of the line before and its number: neighbours are often alike.
    category: (String, u32),
}

impl<'w> Tasting<'w> {
    /// Begins for this many accounts whose kept orders are these, rising by order id.
    pub(crate) fn begin(owners: Vec<OrderOwner>, accounts: usize, words: &'w mut Words) -> Self {
        Tasting {
            owners,
            tastes: vec![Taste::default(); accounts],
            spent: Vec::new(),
            dearest: vec![None; accounts],
            words,
            found_at: 0,
            category: (String::new(), 0),
        }
    }

    /// Takes one line in.
    pub(crate) fn add(&mut self, line: &LineFact<'_>) {
        let Some(owner) = self.find_owner(line.order_id) else {
            return;
        };
        if !line.category.is_empty() {
            if self.category.0 != line.category {
                line.category.clone_into(&mut self.category.0);
                self.category.1 = self.words.id(line.category);
            }
            let account = owner.account as u32;
            self.spent.push((account, self.category.1, line.net_minor));
        }
        if !owner.is_last || line.product.is_empty() {
            return;
        }
        // The first of equally dear lines counts, whatever order they are read in.
        let rank = (line.net_minor, -line.line_no);
        let dearest = &mut self.dearest[owner.account];
        if dearest.is_none_or(|best| rank > best) {
            *dearest = Some(rank);
            line.product
                .clone_into(&mut self.tastes[owner.account].last_product);
        }
    }

    fn find_owner(&mut self, order_id: i64) -> Option<OrderOwner> {
        let is_it = |at: usize| {
            self.owners
                .get(at)
                .is_some_and(|one| one.order_id == order_id)
        };
        self.found_at = match self.found_at {
            same if is_it(same) => same,
            same if is_it(same + 1) => same + 1,
            _ => self
                .owners
                .binary_search_by_key(&order_id, |owner| owner.order_id)
                .ok()?,
        };
        Some(self.owners[self.found_at])
    }

    /// The tastes, in the order of the accounts; of two equal categories, the first by name.
    pub(crate) fn finish(mut self) -> Vec<Taste> {
        let words = &*self.words;
        self.spent
            .sort_unstable_by_key(|(account, category, _)| (*account, *category));
        for same in self.spent.chunk_by(|one, other| one.0 == other.0) {
            let spends = same
                .chunk_by(|one, other| one.1 == other.1)
                .map(|lines| (lines[0].1, lines.iter().map(|line| line.2).sum()));
            self.tastes[same[0].0 as usize].spends = spends.collect();
        }
        for taste in &mut self.tastes {
            taste.spends.sort_by(|(one, much), (other, more)| {
                let by_name = || words.word(*one).cmp(words.word(*other));
                more.cmp(much).then_with(by_name)
            });
            taste.top_category = taste.spends.first().map_or(0, |(category, _)| *category);
        }
        self.tastes
    }
}

#[cfg(test)]
mod tests {
    use super::{LineFact, OrderOwner, Tasting};
    use crate::log::words::Words;

    #[test]
    fn tastes_of_two_accounts_are_as_computed_by_hand() {
        let owner = |order_id, account, is_last| OrderOwner {
            order_id,
            account,
            is_last,
        };
        let mut words = Words::default();
        let mut tasting = Tasting::begin(
            vec![owner(1, 0, false), owner(2, 0, true), owner(3, 1, true)],
            3,
            &mut words,
        );
        for (order_id, line_no, product, category, net_minor) in [
            (1, 1, "Grinder", "Machines", 9_000),
            (2, 2, "Filter", "Paper", 700),
            (2, 1, "Beans", "Coffee", 700),
            (2, 3, "", "Coffee", 8_300),
            (3, 1, "", "", 50),
            (9, 1, "Of nobody here", "Other", 1),
        ] {
            tasting.add(&LineFact {
                order_id,
                line_no,
                product,
                category,
                net_minor,
            });
        }
        // Coffee and Machines both made 9,000: the first by name. Beans and Filter cost the
        // same: the first line.
        let tastes = tasting.finish();
        let named = |at: usize| {
            let spends = tastes[at].spends.iter();
            spends
                .map(|(id, spent)| (words.word(*id), *spent))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            named(0),
            [("Coffee", 9_000), ("Machines", 9_000), ("Paper", 700)]
        );
        assert_eq!(words.word(tastes[0].top_category), "Coffee");
        assert_eq!(tastes[0].last_product, "Beans");
        assert_eq!((named(1), tastes[1].top_category), (vec![], 0));
        assert_eq!(tastes[2].last_product, "");
    }
}

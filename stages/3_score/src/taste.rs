//! What an account buys: order lines enter, the last product and the top category leave.

use std::collections::HashMap;

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
    /// The category most money went to.
    pub(crate) top_category: String,
}

/// The tastes of one batch of accounts while its lines are being read, in any order.
pub(crate) struct Tasting {
    owners: Vec<OrderOwner>,
    tastes: Vec<Taste>,
    /// Amount and line of the product that is the dearest so far.
    dearest: Vec<Option<(i64, i64)>>,
    category_ids: HashMap<String, usize>,
    spent: HashMap<(usize, usize), i64>,
}

impl Tasting {
    /// Begins for this many accounts whose kept orders are these, rising by order id.
    pub(crate) fn begin(owners: Vec<OrderOwner>, accounts: usize) -> Self {
        Tasting {
            owners,
            tastes: vec![Taste::default(); accounts],
            dearest: vec![None; accounts],
            category_ids: HashMap::new(),
            spent: HashMap::new(),
        }
    }

    /// Takes one line in.
    pub(crate) fn add(&mut self, line: &LineFact<'_>) {
        let found = self
            .owners
            .binary_search_by_key(&line.order_id, |owner| owner.order_id);
        let Ok(at) = found else { return };
        let owner = self.owners[at];
        if !line.category.is_empty() {
            let category = self.category_id(line.category);
            *self.spent.entry((owner.account, category)).or_default() += line.net_minor;
        }
        // The first of equally dear lines counts, whatever order they are read in.
        let rank = (line.net_minor, -line.line_no);
        let dearest = &mut self.dearest[owner.account];
        if owner.is_last && !line.product.is_empty() && dearest.is_none_or(|best| rank > best) {
            *dearest = Some(rank);
            line.product
                .clone_into(&mut self.tastes[owner.account].last_product);
        }
    }

    /// The tastes, in the order of the accounts; of two equal categories, the first by name.
    pub(crate) fn finish(mut self) -> Vec<Taste> {
        let mut names = vec![""; self.category_ids.len()];
        for (name, id) in &self.category_ids {
            names[*id] = name;
        }
        let mut most: Vec<Option<(i64, &str)>> = vec![None; self.tastes.len()];
        for (&(account, category), &spent) in &self.spent {
            let name = names[category];
            let best = &mut most[account];
            if best.is_none_or(|(sum, other)| spent > sum || (spent == sum && name < other)) {
                *best = Some((spent, name));
            }
        }
        for (taste, (_, name)) in self
            .tastes
            .iter_mut()
            .zip(most)
            .filter_map(|(taste, best)| Some((taste, best?)))
        {
            name.clone_into(&mut taste.top_category);
        }
        self.tastes
    }

    fn category_id(&mut self, name: &str) -> usize {
        if let Some(id) = self.category_ids.get(name) {
            return *id;
        }
        let id = self.category_ids.len();
        self.category_ids.insert(name.to_owned(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::{LineFact, OrderOwner, Taste, Tasting};

    #[test]
    fn tastes_of_two_accounts_are_as_computed_by_hand() {
        let owner = |order_id, account, is_last| OrderOwner {
            order_id,
            account,
            is_last,
        };
        let mut tasting = Tasting::begin(
            vec![owner(1, 0, false), owner(2, 0, true), owner(3, 1, true)],
            3,
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
        let taste = |last_product: &str, top_category: &str| Taste {
            last_product: last_product.into(),
            top_category: top_category.into(),
        };
        // Coffee and Machines both made 9,000: the first by name. Beans and Filter cost the
        // same: the first line.
        assert_eq!(
            tasting.finish(),
            [taste("Beans", "Coffee"), taste("", ""), taste("", "")]
        );
    }
}

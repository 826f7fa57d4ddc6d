//! What an account buys: the lines of its orders enter, the last product and the spends by category
//! leave.

use crate::log::lines::{Line, LineBook};
use crate::log::words::Words;

/// What one account buys; empty where its lines name nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Taste {
    /// The dearest named product of the last order, of the book's products.
    pub(crate) last_product: u32,
    /// What went to each category, the most first; as numbers of the book's categories.
    pub(crate) spends: Vec<(u32, i64)>,
}

impl Taste {
    /// What these orders say, of which one may be the last.
    ///
    /// Of equally dear products the first line counts, of two equal categories the first by name.
    pub(crate) fn of(
        orders: impl Iterator<Item = i64>,
        last_order: Option<i64>,
        book: &LineBook,
    ) -> Self {
        let lines = orders.flat_map(|order| book.of(order));
        let last_product = last_order.map_or(0, |order| dearest(book.of(order)));
        Self {
            last_product,
            spends: spends_of(lines, &book.categories),
        }
    }

    /// The category most money went to; 0 for none.
    pub(crate) fn top_category(&self) -> u32 {
        self.spends.first().map_or(0, |(category, _)| *category)
    }
}

fn dearest(lines: &[Line]) -> u32 {
    let named = lines.iter().rev().filter(|line| line.product != 0);
    // Looked at from the end, the last of the greatest is the first line.
    let dearest = named.max_by_key(|line| line.net_minor);
    dearest.map_or(0, |line| line.product)
}

fn spends_of<'a>(lines: impl Iterator<Item = &'a Line>, categories: &Words) -> Vec<(u32, i64)> {
    let named = lines.filter(|line| line.category != 0);
    let mut spends: Vec<(u32, i64)> = named.map(|line| (line.category, line.net_minor)).collect();
    spends.sort_unstable_by_key(|(category, _)| *category);
    spends.dedup_by(|next, sum| {
        let is_same = next.0 == sum.0;
        sum.1 += if is_same { next.1 } else { 0 };
        is_same
    });
    spends.sort_by(|(one, much), (other, more)| {
        let by_name = || categories.word(*one).cmp(categories.word(*other));
        more.cmp(much).then_with(by_name)
    });
    spends.shrink_to_fit();
    spends
}

#[cfg(test)]
mod tests {
    use super::{Taste, dearest, spends_of};
    use crate::log::lines::Line;
    use crate::log::words::Words;

    fn line(product: u32, category: u32, net_minor: i64) -> Line {
        Line {
            net_minor,
            category,
            product,
        }
    }

    #[test]
    fn spends_are_summed_by_category_the_most_first_and_of_equals_the_first_by_name() {
        let mut categories = Words::default();
        let [machines, paper, coffee] =
            ["Machines", "Paper", "Coffee"].map(|word| categories.id(word));
        let lines = [
            line(1, machines, 9_000),
            line(2, paper, 700),
            line(3, coffee, 700),
            line(0, coffee, 8_300),
            line(0, 0, 50),
        ];
        let spends = spends_of(lines.iter(), &categories);
        assert_eq!(spends, [(coffee, 9_000), (machines, 9_000), (paper, 700)]);
        let last_product = 0;
        assert_eq!(
            Taste {
                last_product,
                spends
            }
            .top_category(),
            coffee
        );
        assert_eq!(Taste::default().top_category(), 0);
    }

    #[test]
    fn the_dearest_named_product_counts_and_of_equals_the_first_line() {
        let (beans, filter) = (1, 2);
        let lines = [line(0, 0, 900), line(beans, 0, 700), line(filter, 0, 700)];
        assert_eq!(dearest(&lines), beans);
        assert_eq!(dearest(&lines[..1]), 0);
        assert_eq!(dearest(&[]), 0);
    }
}

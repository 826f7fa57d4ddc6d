//! The lines of orders: the numbers of orders enter, what was bought with each of them leaves.

use std::rc::Rc;

use rusqlite::types::Value;
use rusqlite::{Connection, Rows};
use store::{Store, rusqlite};

use crate::ScoreError;
use crate::log::words::Words;

/// Orders, deleted ones too, whose lines are held at once at most: four bytes each.
const MOST_ORDERS: i64 = 100_000_000;

/// Lines that are read at once at most: two halves of them take a gigabyte and a quarter.
const MOST_LINES: usize = 40_000_000;

/// One line of an order, as far as taste goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) net_minor: i64,
    /// Of the book's categories.
    pub(crate) category: u32,
    /// Of the book's products.
    pub(crate) product: u32,
}

/// The lines of many orders.
pub(crate) struct LineBook {
    orders: Orders,
    /// Where the lines of each order begin, and where those of the last one end.
    begins: Vec<u32>,
    lines: Vec<Line>,
    pub(crate) categories: Words,
    pub(crate) products: Words,
}

/// Which orders a book is of.
enum Orders {
    /// All from this number on.
    From(i64),
    /// These, which rise.
    These(Vec<i64>),
}

impl LineBook {
    /// The lines of these orders, whose numbers rise: one search each.
    pub(crate) fn of_orders(db: &Connection, orders: Vec<i64>) -> Result<Self, ScoreError> {
        let ids = orders.iter().copied().map(Value::Integer).collect();
        let ids: Rc<Vec<Value>> = Rc::new(ids);
        let mut statement = db.prepare_cached(include_str!("../../sql/lines.read_of.sql"))?;
        let mut book = Self::empty(Orders::These(Vec::new()));
        book.read(statement.query([ids])?, orders.iter().copied(), usize::MAX)?;
        book.orders = Orders::These(orders);
        Ok(book)
    }

    /// The lines of all orders in one pass over them, in two halves at the same time; none where
    /// they are too many to be held.
    pub(crate) fn of_all(store: &Store) -> Result<Option<Self>, ScoreError> {
        let [first, last]: [i64; 2] = store.read(|db| {
            let sql = include_str!("../../sql/lines.ends.sql");
            Ok::<_, ScoreError>(db.query_row(sql, [], |row| Ok([row.get(0)?, row.get(1)?]))?)
        })?;
        if last - first >= MOST_ORDERS {
            return Ok(None);
        }
        let middle = i64::midpoint(first, last) + 1;
        let half = |range| store.read(|db| Self::of_range(db, range));
        let (lower, upper) = rayon::join(|| half([first, middle]), || half([middle, last + 1]));
        Ok(lower?.zip(upper?).map(|(mut all, upper)| {
            all.take_in(upper);
            all
        }))
    }

    /// The lines of all orders in a range of numbers.
    fn of_range(db: &Connection, [from, below]: [i64; 2]) -> Result<Option<Self>, ScoreError> {
        let mut statement = db.prepare_cached(include_str!("../../sql/lines.read_range.sql"))?;
        let mut book = Self::empty(Orders::From(from));
        let is_whole = book.read(statement.query([from, below])?, from..below, MOST_LINES)?;
        Ok(is_whole.then_some(book))
    }

    fn empty(orders: Orders) -> Self {
        Self {
            orders,
            begins: Vec::new(),
            lines: Vec::new(),
            categories: Words::default(),
            products: Words::default(),
        }
    }

    /// Takes in rows that rise by order and by line, and says whether there was room for all; the
    /// orders are all there may be.
    fn read(
        &mut self,
        mut rows: Rows<'_>,
        orders: impl Iterator<Item = i64>,
        most_lines: usize,
    ) -> Result<bool, ScoreError> {
        let mut orders = orders.peekable();
        // Neighbours are often alike, and a look at the word before is cheaper than finding it.
        let (mut category, mut product) = (Recent::default(), Recent::default());
        while let Some(row) = rows.next()? {
            if self.lines.len() == most_lines {
                return Ok(false);
            }
            let order_id: i64 = row.get(0)?;
            while orders.next_if(|order| *order <= order_id).is_some() {
                self.begins.push(self.lines.len() as u32);
            }
            let text = |at| {
                row.get_ref(at)
                    .map(|cell| cell.as_str().unwrap_or_default())
            };
            self.lines.push(Line {
                net_minor: row.get(3)?,
                category: category.id(&mut self.categories, text(2)?),
                product: product.id(&mut self.products, text(1)?),
            });
        }
        let end = self.lines.len() as u32;
        self.begins.extend(orders.map(|_| end));
        self.begins.push(end);
        Ok(true)
    }

    /// Puts the book of the orders right behind its own into its own.
    pub(crate) fn take_in(&mut self, other: LineBook) {
        let categories = self.categories.take_in(&other.categories);
        let products = self.products.take_in(&other.products);
        let own = self.begins.pop().unwrap_or_default();
        self.begins.reserve_exact(other.begins.len());
        self.begins
            .extend(other.begins.iter().map(|begin| begin + own));
        self.lines.reserve_exact(other.lines.len());
        self.lines.extend(other.lines.iter().map(|line| Line {
            category: categories[line.category as usize],
            product: products[line.product as usize],
            ..*line
        }));
    }

    /// The lines of an order; none where it has none or the book is not of it.
    pub(crate) fn of(&self, order_id: i64) -> &[Line] {
        let at = match &self.orders {
            Orders::From(first) => usize::try_from(order_id - first).ok(),
            Orders::These(orders) => orders.binary_search(&order_id).ok(),
        };
        let ends = at.and_then(|at| self.begins.get(at..at + 2));
        ends.map_or(&[], |ends| &self.lines[ends[0] as usize..ends[1] as usize])
    }
}

/// A word and its number.
#[derive(Default)]
struct Recent {
    word: String,
    id: u32,
}

impl Recent {
    fn id(&mut self, words: &mut Words, word: &str) -> u32 {
        if self.word != word {
            word.clone_into(&mut self.word);
            self.id = words.id(word);
        }
        self.id
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::LineBook;
    use store::rusqlite::Connection;

    fn shop() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        store::rusqlite::vtab::array::load_module(&db).unwrap();
        db.execute_batch(
            "CREATE TABLE order_lines (order_id, line_no, product TEXT, category TEXT, net_minor,
                 PRIMARY KEY (order_id, line_no)) WITHOUT ROWID;
             INSERT INTO order_lines VALUES (2, 1, 'Beans', 'Coffee', 700), (2, 2, '', 'Coffee', 50),
                 (5, 1, 'Filter', 'Paper', 90), (6, 1, 'Beans', '', 800), (9, 4, 'Cup', 'Paper', 5)",
        )
        .unwrap();
        db
    }

    fn told(book: &LineBook, order: i64) -> Vec<(&str, &str, i64)> {
        let lines = book.of(order).iter();
        lines
            .map(|line| {
                let product = book.products.word(line.product);
                (product, book.categories.word(line.category), line.net_minor)
            })
            .collect()
    }

    #[test]
    fn a_book_tells_the_lines_of_each_order_however_it_was_read() {
        let db = shop();
        let range = |range| LineBook::of_range(&db, range).unwrap().unwrap();
        let mut halves = range([1, 5]);
        halves.take_in(range([5, 11]));
        let books = [
            range([1, 11]),
            LineBook::of_orders(&db, vec![2, 3, 5, 6, 9]).unwrap(),
            halves,
        ];
        for book in &books {
            assert_eq!(
                told(book, 2),
                [("Beans", "Coffee", 700), ("", "Coffee", 50)]
            );
            assert_eq!(told(book, 5), [("Filter", "Paper", 90)]);
            assert_eq!(told(book, 6), [("Beans", "", 800)]);
            assert_eq!(told(book, 9), [("Cup", "Paper", 5)]);
            for nobody in [-7, 0, 1, 3, 4, 10, 11, 99] {
                assert_eq!(told(book, nobody), []);
            }
        }
        assert_eq!(told(&LineBook::of_orders(&db, vec![]).unwrap(), 2), []);
    }
}

//! One order whose lines stand partly in one export and partly in the next.
//!
//! Enters: the lines that two exports of the same thing have of one order, the older first. Leaves:
//! the lines of the whole order. A file shows all lines of an order or none, but where it begins
//! and where it ends: what is limited to so many rows cuts through an order there. Pure.

use std::borrow::Cow;

use crate::order::build::LineRow;

/// The lines of an order that both files tell.
pub(crate) fn whole_order<'row>(
    older: Cow<'row, [LineRow]>,
    newer: &'row [LineRow],
) -> Cow<'row, [LineRow]> {
    let is_same_export = newer.iter().any(|line| !line.layout.is_empty())
        && older.first().map(|line| &line.layout) == newer.first().map(|line| &line.layout);
    let has_all_goods = older
        .iter()
        .all(|line| newer.iter().any(|other| is_same_goods(line, other)));
    if !is_same_export || !is_cut(newer) || has_all_goods {
        return Cow::Borrowed(newer);
    }
    let added = lines_beyond(newer, &older);
    if is_cut(&older) {
        let mut whole = older.into_owned();
        whole.extend(added.into_iter().cloned());
        return Cow::Owned(whole);
    }
    // The older file shows the order from its first line to its last: either the newer one shows
    // the rest of it, or the order is another one by now.
    if added.is_empty() {
        older
    } else {
        Cow::Borrowed(newer)
    }
}

/// Whether a file may have cut through these lines.
fn is_cut(lines: &[LineRow]) -> bool {
    lines.iter().any(|line| line.is_at_end)
}

fn is_same_goods(one: &LineRow, other: &LineRow) -> bool {
    one.product_key == other.product_key && one.product == other.product
}

/// Lines that are not among the others, each counted as often as it stands there.
fn lines_beyond<'row>(lines: &'row [LineRow], others: &[LineRow]) -> Vec<&'row LineRow> {
    let mut left: Vec<&LineRow> = others.iter().collect();
    let is_same = |one: &LineRow, other: &LineRow| {
        is_same_goods(one, other)
            && one.quantity == other.quantity
            && one.net_minor == other.net_minor
    };
    let beyond = lines.iter().filter(|line| {
        let known = left.iter().position(|other| is_same(line, other));
        known.map(|at| left.swap_remove(at)).is_none()
    });
    beyond.collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::whole_order;
    use crate::order::build::LineRow;

    /// Lines of a file: a letter is a product, a bar the end of the file.
    fn lines(source_id: i64, text: &str) -> Vec<LineRow> {
        let goods = text.chars().filter(|letter| *letter != '|');
        let mut lines: Vec<LineRow> = goods
            .zip(1..)
            .map(|(letter, row_no)| LineRow {
                source_id,
                has_lines: true,
                layout: "shop".into(),
                row_no,
                // A capital is the same product at another price.
                product: letter.to_lowercase().to_string(),
                net_minor: Some(i64::from(u32::from(letter))),
                ..LineRow::default()
            })
            .collect();
        lines[0].is_at_end = text.starts_with('|');
        if let Some(last) = lines.last_mut() {
            last.is_at_end |= text.ends_with('|');
        }
        lines
    }

    #[test]
    fn an_order_is_whole_however_two_exports_cut_it() {
        for (older, newer, whole) in [
            // Told again, and told again with changes.
            ("ab", "ab", "ab"),
            ("ab", "aBc", "aBc"),
            ("ab", "a", "a"),
            ("ab|", "|aBc", "aBc"),
            // Cut where one file ends and the next begins, with and without an overlap.
            ("ab|", "|c", "abc"),
            ("ab|", "|bc", "abc"),
            ("|c", "ab|", "cab"),
            // The newer file shows the rest of what the older shows whole.
            ("abc", "|c", "abc"),
            ("abc", "|cd", "cd"),
            // The older file was cut, the newer is not.
            ("ab|", "abc", "abc"),
            ("ab|", "c", "c"),
        ] {
            let (one, other) = (lines(1, older), lines(2, newer));
            let found = whole_order(Cow::Borrowed(&one), &other);
            let told: String = found
                .iter()
                .filter_map(|line| char::from_u32(line.net_minor?.try_into().ok()?))
                .collect();
            assert_eq!(told, whole, "{older} {newer}");
        }
    }

    #[test]
    fn exports_of_different_things_never_make_one_order() {
        let (one, mut other) = (lines(1, "ab|"), lines(2, "|c"));
        for line in &mut other {
            line.layout = "stall".into();
        }
        assert_eq!(whole_order(Cow::Borrowed(&one), &other), other.as_slice());
    }
}

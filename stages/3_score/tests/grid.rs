//! Grids of three, four and five: each customer in exactly one cell, 5 always best.

use std::collections::BTreeMap;

use crate::shop::{Shop, mixed_orders};

/// Proves C55.
#[test]
fn c55_each_customer_is_in_exactly_one_cell_of_a_grid_of_three_four_or_five() {
    let shop = Shop::open();
    let accounts = shop.households(180);
    shop.buy(&mixed_orders(&accounts));
    shop.account("firm");
    for size in [3, 4, 5] {
        shop.set(|settings| settings.grid_size = size);
        shop.score(600);
        let digits = score::grid_digits(size);
        let mut columns: BTreeMap<u8, usize> = BTreeMap::new();
        for &account in &accounts {
            let score = shop.score_of(account).unwrap();
            assert!(digits.contains(&score.past_fifth) && digits.contains(&score.future_fifth));
            *columns.entry(score.past_fifth).or_default() += 1;
        }
        // No two of these customers have the same past value.
        assert_eq!(
            columns.into_values().collect::<Vec<_>>(),
            vec![180 / usize::from(size); usize::from(size)]
        );
        let figures = shop.figures();
        assert_eq!(figures.grid_size, size);
        assert_eq!(
            figures.cells.iter().map(|cell| cell.accounts).sum::<u64>(),
            180
        );
    }
    let prospect = shop.score_of(181).unwrap();
    assert_eq!((prospect.past_fifth, prospect.future_fifth), (0, 0));
}

/// Proves C55.
#[test]
fn c55_both_scores_of_every_customer_are_exported_with_its_cell() {
    let shop = Shop::open();
    let accounts = shop.households(60);
    shop.buy(&mixed_orders(&accounts));
    shop.account("firm");
    shop.execute("UPDATE accounts SET name = '=1+2' WHERE id = 3");
    shop.score(600);
    let mut bytes = Vec::new();
    let written = shop
        .store
        .read(|db| score::export_scores(db, &mut bytes))
        .unwrap();
    assert_eq!(written, 60);
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    for (row, &account) in table.records().map(Result::unwrap).zip(&accounts) {
        let score = shop.score_of(account).unwrap();
        assert_eq!(row[0], account.to_string());
        assert_eq!(
            row[3],
            format!("P{}F{}", score.past_fifth, score.future_fifth)
        );
        assert_eq!(row[4], score.past_value_minor.to_string());
        assert_eq!(row[5], score.expected_value_minor.to_string());
        assert!(
            !row[2].starts_with('='),
            "a spreadsheet would take it for a formula"
        );
    }
}

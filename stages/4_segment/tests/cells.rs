//! The 25 cells and their grid.

use segment::{Family, Grid};
use terms::{LifecycleStage, ValueSegment};

use crate::base::{Base, Scored, customer, spread};

fn grid(base: &Base) -> Grid {
    base.store.read(segment::read_grid).unwrap()
}

/// Proves C55.
#[test]
fn c55_each_customer_is_in_exactly_one_of_25_cells() {
    let base = Base::open();
    let mut accounts = spread(137, 5_000);
    accounts.push(Scored {
        fifths: (0, 0),
        ..customer(138, &[])
    });
    base.scored(5_000, &accounts);
    let report = base.segment(5_000);
    assert_eq!(report.cells.len(), 25);
    assert_eq!(report.cells.values().sum::<u64>(), 137);
    for one in &accounts[..137] {
        let cell = ValueSegment::new(one.fifths.0, one.fifths.1).unwrap();
        assert_eq!(base.now(one.id, Family::Cell), Some(cell.to_string()));
    }
    assert_eq!(base.now(138, Family::Cell), None);
    assert_eq!(base.now(138, Family::Stage).as_deref(), Some("lead"));
    let doubled = "SELECT count(*) FROM (SELECT 1 FROM memberships WHERE until_day IS NULL
                   GROUP BY account_id, family HAVING count(*) > 1)";
    assert_eq!(base.count(doubled), 0);
}

#[test]
fn the_grid_adds_up_to_all_customers_and_their_value() {
    let base = Base::open();
    base.scored(5_000, &spread(137, 5_000));
    base.segment(5_000);
    let grid = grid(&base);
    assert_eq!(grid.cells.len(), 25);
    assert!(
        grid.cells
            .iter()
            .map(|one| one.cell)
            .eq(ValueSegment::all())
    );
    assert_eq!(grid.cells.iter().map(|one| one.accounts).sum::<u64>(), 137);
    let past = grid
        .cells
        .iter()
        .map(|one| one.past_value_minor)
        .sum::<i64>();
    assert_eq!(past, (1..=137).map(|id| id * 100).sum::<i64>());
    let expected = grid
        .cells
        .iter()
        .map(|one| one.expected_value_minor)
        .sum::<i64>();
    assert_eq!(expected, past / 10);
    let best = &grid.cells[24];
    // Accounts 25, 50, 75, 100 and 125.
    assert_eq!((best.accounts, best.past_value_minor), (5, 37_500));
    assert!(
        grid.stages
            .iter()
            .map(|one| one.stage)
            .eq(LifecycleStage::ALL.iter().copied())
    );
    assert_eq!(grid.stages.iter().map(|one| one.accounts).sum::<u64>(), 137);
}

#[test]
fn the_grid_before_the_first_run_and_of_nobody_is_all_zeros() {
    let base = Base::open();
    let before = grid(&base);
    assert!(before.cells.iter().all(|one| one.accounts == 0));
    base.scored(5_000, &[]);
    let report = base.segment(5_000);
    assert_eq!((report.changed, report.cells.len()), (0, 25));
    assert_eq!(grid(&base), before);
}

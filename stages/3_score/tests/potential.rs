//! Unrealised potential and likeness on planted truth: what every firm could spend is known.

use score::EvidenceLine;

use crate::shop::{Bought, Dice, Shop, bought};

/// Day of the score: two full years after the first orders.
const AS_OF: i32 = 800;
const INDUSTRIES: [(&str, f64); 5] = [
    ("Bakery", 1.0),
    ("Hotel", 2.5),
    ("School", 0.6),
    ("Office", 1.4),
    ("Clinic", 4.0),
];

/// A firm with what it could spend in a year and how it behaves.
#[derive(Clone, Copy, Debug)]
struct Planted {
    id: i64,
    wallet_minor: f64,
    share: f64,
    is_growing: bool,
}

impl Planted {
    fn is_below(&self) -> bool {
        self.share < 0.6
    }
}

/// Firms whose wallet follows industry, employees and what they mainly buy. One in five buys only
/// about a third of it here; one in three orders three times as often as the year before.
fn plant(shop: &Shop, firms: usize, seed: u64) -> Vec<Planted> {
    let mut dice = Dice::new(seed);
    let drawn: Vec<(usize, u32)> = (0..firms)
        .map(|_| {
            let employees = (2.0 * (5.0 * dice.uniform()).exp()).round() as u32;
            (dice.below(INDUSTRIES.len()), employees)
        })
        .collect();
    let rows: Vec<_> = drawn
        .iter()
        .map(|(at, count)| (INDUSTRIES[*at].0, "DE", Some(*count)))
        .collect();
    let (mut planted, mut orders, mut categories) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (id, (industry, employees))) in
        shop.firms(&rows).into_iter().zip(drawn).enumerate()
    {
        let (category, kind) = [("Machines", 3.0), ("Supplies", 1.0)][dice.below(2)];
        let noise = (0.2 * dice.normal()).exp();
        let size = f64::from(employees).powf(0.7);
        let firm = Planted {
            id,
            wallet_minor: 100_000.0 * INDUSTRIES[industry].1 * kind * size * noise,
            share: if number % 5 == 0 {
                0.25 + 0.2 * dice.uniform()
            } else {
                0.95
            },
            is_growing: number % 3 == 0,
        };
        orders.extend(orders_of(&firm, &mut dice));
        categories.resize(orders.len(), category);
        planted.push(firm);
    }
    let ids = shop.buy(&orders);
    let lines: Vec<_> = ids
        .iter()
        .zip(orders.iter().zip(categories))
        .map(|(id, (order, category))| (*id, 1, "", category, order.net_minor))
        .collect();
    shop.lines(&lines);
    planted
}

/// Sixty orders a year of a firm that buys its whole wallet here; the fewer, the smaller its share.
fn orders_of(firm: &Planted, dice: &mut Dice) -> Vec<Bought> {
    let orders = (60.0 * firm.share).round() as i32;
    let before = if firm.is_growing { orders / 3 } else { orders };
    let spread = |count: i32, from: i32| (0..count).map(move |at| from + 364 * at / count);
    std::iter::once(5)
        .chain(spread(before, 72))
        .chain(spread(orders, 437))
        .map(|day| {
            let size = firm.wallet_minor / 60.0 * (0.8 + 0.4 * dice.uniform());
            bought(firm.id, day, size as i64)
        })
        .collect()
}

fn explained(lines: &[EvidenceLine], evidence: &str) -> f64 {
    lines
        .iter()
        .find(|line| line.evidence == evidence)
        .unwrap()
        .explained
}

fn planted_shop() -> (Shop, Vec<Planted>) {
    let shop = Shop::open();
    let planted = plant(&shop, 600, 1);
    shop.score(AS_OF);
    (shop, planted)
}

/// Proves C80.
#[test]
fn c80_the_sum_lies_in_its_range_and_the_planted_potential_is_found() {
    let (shop, planted) = planted_shop();
    // Room to grow is what firms planted below their like leave elsewhere; the twentieth that all
    // others leave elsewhere too is what like firms do.
    let truth: f64 = planted
        .iter()
        .filter(|one| one.is_below())
        .map(|one| one.wallet_minor * (1.0 - one.share))
        .sum();
    let sum = shop.figures().potential;
    assert!(
        (sum.low_minor as f64) < truth && truth < sum.high_minor as f64,
        "{truth} outside {sum:?}"
    );
    let middle = sum.minor as f64 / truth;
    assert!((0.6..1.6).contains(&middle), "{middle} of what was planted");
    // Of the hundred with most room to grow, most were planted with it, and they hold most of it.
    let listed = shop
        .store
        .read(|db| score::list_potential(db, 100))
        .unwrap();
    let hits = listed
        .iter()
        .filter(|line| planted[line.account_id as usize - 1].is_below())
        .count();
    assert!(hits >= 75, "{hits} of the first hundred");
}

/// Proves C81.
#[test]
fn c81_dropping_either_evidence_explains_less() {
    let (shop, _) = planted_shop();
    let lines = shop.figures().evidence;
    let both = explained(&lines, "firmographics and buying");
    for alone in ["firmographics alone", "buying alone"] {
        let less = explained(&lines, alone);
        assert!(less + 0.03 < both, "{alone}: {less} and {both}");
    }
}

/// Proves C82.
#[test]
fn c82_four_planted_groups_are_told_apart() {
    let (shop, planted) = planted_shop();
    let (mut growing, mut could_grow) = (0, 0);
    let mut both_right = [[0, 0]; 4];
    for one in &planted {
        let score = shop.score_of(one.id).unwrap();
        let (grows, could) = (score.trend == Some(1), score.potential_low_minor > 0);
        growing += usize::from(grows == one.is_growing);
        could_grow += usize::from(could == one.is_below());
        let group = 2 * usize::from(one.is_growing) + usize::from(one.is_below());
        both_right[group][0] += usize::from((grows, could) == (one.is_growing, one.is_below()));
        both_right[group][1] += 1;
    }
    assert!(growing >= 570, "growing right for {growing} of 600");
    assert!(
        could_grow >= 540,
        "could grow right for {could_grow} of 600"
    );
    for [right, all] in both_right {
        assert!(right * 10 >= all * 7, "{both_right:?}");
    }
}

#[test]
fn reasons_of_potential_name_the_evidence() {
    let (shop, planted) = planted_shop();
    let below = planted.iter().find(|one| one.is_below()).unwrap();
    let business = terms::Business::default();
    let said = shop
        .store
        .read(|db| score::why_potential(db, below.id, &business))
        .unwrap();
    assert!(said.len() >= 3, "{said:?}");
    assert!(
        said[0].starts_with("It spent €") && said[1].contains("industry «"),
        "{said:?}"
    );
    assert!(
        said[1].contains("employees") && said[1].contains("most spent on «"),
        "{said:?}"
    );
}

/// Proves C67.
#[test]
fn c67_planted_look_alikes_rank_in_the_top_decile() {
    let shop = Shop::open();
    let mut dice = Dice::new(67);
    let others = ["Bakery", "Hotel", "School", "Office"];
    let country = |dice: &mut Dice| ["DE", "AT", "CH", "NL"][dice.below(4)];
    // The best are large clinics; others are anything.
    let mut rows = Vec::new();
    for number in 0..300 {
        let is_typical = number % 6 == 0 && dice.uniform() < 0.85;
        let (industry, employees) = match is_typical {
            true => ("Clinic", 120 + dice.below(100)),
            false => (INDUSTRIES[dice.below(5)].0, 2 + dice.below(300)),
        };
        rows.push((industry, country(&mut dice), Some(employees as u32)));
    }
    let customers = shop.firms(&rows);
    let days = [10, 100, 300];
    let size = |at: usize| if at.is_multiple_of(6) { 200_000 } else { 5_000 };
    let each = customers.iter().enumerate();
    let orders: Vec<Bought> = each
        .flat_map(|(at, id)| days.map(|day| bought(*id, day, size(at))))
        .collect();
    shop.buy(&orders);
    rows.clear();
    for number in 0..1_000 {
        let (industry, employees) = match number % 20 == 0 {
            true => ("Clinic", 110 + dice.below(110)),
            false => (others[dice.below(4)], 2 + dice.below(300)),
        };
        rows.push((industry, country(&mut dice), Some(employees as u32)));
    }
    let prospects = shop.firms(&rows);
    let look_alikes: Vec<i64> = prospects.into_iter().step_by(20).collect();
    // Of one prospect nothing is known.
    let unknown = shop.account("firm");
    shop.set(|settings| settings.best_share = 50.0 / 300.0);
    shop.score(400);
    let ranked = shop
        .store
        .read(|db| score::list_prospects(db, 2_000))
        .unwrap();
    assert_eq!(ranked.len(), 1_000);
    let first_tenth: Vec<i64> = ranked[..100].iter().map(|line| line.account_id).collect();
    let found = look_alikes
        .iter()
        .filter(|id| first_tenth.contains(id))
        .count();
    assert_eq!(found, look_alikes.len());
    assert_eq!(shop.score_of(unknown).unwrap().likeness, None);
    let said = shop
        .store
        .read(|db| score::why_likeness(db, look_alikes[0]))
        .unwrap();
    assert!(
        said.len() >= 3 && said[0].starts_with("Industry «Clinic»: "),
        "{said:?}"
    );
    assert_eq!(
        shop.store.read(|db| score::why_likeness(db, 1)).unwrap(),
        Vec::<String>::new()
    );
}

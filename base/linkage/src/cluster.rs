//! Records that are one person. Enters: pairs with their log-odds, and what people have said.
//! Leaves: clusters, repaired: a chain of doubtful pairs does not make one person of many.

use std::collections::{HashMap, HashSet};

/// What people have said of pairs of records; it stands for good.
#[derive(Clone, Debug, Default)]
pub struct Told {
    same: HashSet<(u32, u32)>,
    apart: HashSet<(u32, u32)>,
}

impl Told {
    /// Two records are one person.
    pub fn same(&mut self, a: u32, b: u32) {
        self.apart.remove(&ordered(a, b));
        self.same.insert(ordered(a, b));
    }

    /// Two records are two people.
    pub fn apart(&mut self, a: u32, b: u32) {
        self.same.remove(&ordered(a, b));
        self.apart.insert(ordered(a, b));
    }

    /// What was said of a pair: the same, not the same, or nothing.
    #[must_use]
    pub fn verdict(&self, a: u32, b: u32) -> Option<bool> {
        let pair = ordered(a, b);
        if self.apart.contains(&pair) {
            return Some(false);
        }
        self.same.contains(&pair).then_some(true)
    }

    pub(crate) fn pairs_same(&self) -> impl Iterator<Item = &(u32, u32)> {
        self.same.iter()
    }
}

fn ordered(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Sets of rows that grow together.
pub(crate) struct Union {
    parent: Vec<u32>,
}

impl Union {
    pub(crate) fn new(rows: usize) -> Union {
        Union {
            parent: (0..rows as u32).collect(),
        }
    }

    /// The smallest row of the set.
    pub(crate) fn root(&mut self, row: u32) -> u32 {
        let mut at = row;
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b) as usize] = a.min(b);
    }

    /// The root of every row.
    pub(crate) fn roots(mut self) -> Vec<u32> {
        (0..self.parent.len() as u32)
            .map(|row| self.root(row))
            .collect()
    }
}

/// Largest group in which every pair is weighed; larger ones are cut at ever surer pairs first.
const MOST_WEIGHED: usize = 1_500;
/// A single pair counts for no more than this either way when clusters are weighed.
const MOST_LOG_ODDS: f64 = 12.0;
/// Clusters join from odds of e to 1 on, about three in four: joining two people costs more than
/// leaving one in two.
const LEAST_LOG_ODDS: f64 = 1.0;
/// Log-odds of what people said.
const SAID: f64 = 1e6;

/// Joins records into people. `links` are the pairs that are surely one person;
/// `weigh` gives the log-odds of any pair.
pub(crate) fn cluster(
    rows: usize,
    mut links: Vec<(u32, u32, f64)>,
    told: &Told,
    weigh: &(dyn Fn(u32, u32) -> f64 + Sync),
) -> Vec<u32> {
    let mut union = Union::new(rows);
    links.retain(|(a, b, _)| told.verdict(*a, *b) != Some(false));
    links.extend(told.pairs_same().map(|(a, b)| (*a, *b, SAID)));
    links.sort_by_key(|link| (link.0, link.1));
    for (a, b, _) in &links {
        union.join(*a, *b);
    }
    let mut groups: HashMap<u32, Vec<(u32, u32, f64)>> = HashMap::new();
    for link in links {
        groups.entry(union.root(link.0)).or_default().push(link);
    }
    let weigh = |a: u32, b: u32| match told.verdict(a, b) {
        Some(true) => SAID,
        Some(false) => -SAID,
        None => weigh(a, b).clamp(-MOST_LOG_ODDS, MOST_LOG_ODDS),
    };
    let groups: Vec<Vec<(u32, u32, f64)>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    let mut roots = union.roots();
    use rayon::prelude::*;
    let parted: Vec<Vec<Vec<u32>>> = groups.par_iter().map(|group| part(group, &weigh)).collect();
    for people in parted.iter().flatten() {
        let first = people.iter().copied().min().unwrap_or(0);
        people.iter().for_each(|row| roots[*row as usize] = first);
    }
    roots
}

/// Parts a group of linked records into people.
fn part(links: &[(u32, u32, f64)], weigh: &dyn Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
    let mut rows: Vec<u32> = links.iter().flat_map(|(a, b, _)| [*a, *b]).collect();
    rows.sort_unstable();
    rows.dedup();
    if rows.len() <= MOST_WEIGHED {
        return agglomerate(&rows, weigh);
    }
    // The surer half of the links leaves smaller groups.
    let mut odds: Vec<f64> = links.iter().map(|link| link.2).collect();
    odds.sort_by(f64::total_cmp);
    let cut = odds[odds.len() / 2];
    let surer: Vec<(u32, u32, f64)> = links.iter().copied().filter(|link| link.2 > cut).collect();
    if surer.is_empty() {
        // All links are equally sure: rows of one person, again and again.
        return vec![rows];
    }
    let place: HashMap<u32, u32> = (0..).zip(&rows).map(|(at, row)| (*row, at)).collect();
    let mut union = Union::new(rows.len());
    for (a, b, _) in &surer {
        union.join(place[a], place[b]);
    }
    let mut groups: HashMap<u32, Vec<(u32, u32, f64)>> = HashMap::new();
    let mut alone: Vec<Vec<u32>> = rows
        .iter()
        .filter(|row| !surer.iter().any(|link| link.0 == **row || link.1 == **row))
        .map(|row| vec![*row])
        .collect();
    for link in surer {
        groups
            .entry(union.root(place[&link.0]))
            .or_default()
            .push(link);
    }
    alone.extend(groups.values().flat_map(|group| part(group, weigh)));
    alone
}

/// Joins the two likeliest clusters as long as any two are likelier one person than two.
fn agglomerate(rows: &[u32], weigh: &dyn Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
    let size = rows.len();
    let mut clusters: Vec<Vec<u32>> = rows.iter().map(|row| vec![*row]).collect();
    let mut sum = vec![0.0_f64; size * size];
    let mut best = vec![0.0_f64; size * size];
    for a in 0..size {
        for b in a + 1..size {
            let odds = weigh(rows[a], rows[b]);
            for at in [a * size + b, b * size + a] {
                sum[at] = odds;
                best[at] = odds;
            }
        }
    }
    let mut open: Vec<usize> = (0..size).collect();
    loop {
        let mut top = (0.0, 0, 0);
        for (at, a) in open.iter().enumerate() {
            for b in &open[at + 1..] {
                let pairs = (clusters[*a].len() * clusters[*b].len()) as f64;
                let odds = linkage(best[a * size + b], sum[a * size + b] / pairs);
                if odds > top.0 {
                    top = (odds, *a, *b);
                }
            }
        }
        let (odds, a, b) = top;
        if odds <= LEAST_LOG_ODDS {
            break;
        }
        let moved = std::mem::take(&mut clusters[b]);
        clusters[a].extend(moved);
        open.retain(|other| *other != b);
        for other in open.iter().copied().filter(|other| *other != a) {
            let total = sum[a * size + other] + sum[b * size + other];
            let strongest = best[a * size + other].max(best[b * size + other]);
            for at in [a * size + other, other * size + a] {
                sum[at] = total;
                best[at] = strongest;
            }
        }
    }
    clusters.retain(|cluster| !cluster.is_empty());
    clusters
}

/// How likely two clusters are one person: the mean of their likeliest pair and of all pairs. The
/// mean alone would punish a person whose contact points changed one after the other; the
/// likeliest alone is blind closure.
fn linkage(best: f64, mean: f64) -> f64 {
    (best + mean) / 2.0
}

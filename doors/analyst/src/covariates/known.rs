//! What the files say of the customers known on a day: a row each, or a path through time.
//!
//! Enters: tables, a base as of a day, codes. Leaves: rows or paths in the order of the base.

use std::collections::HashMap;

use clv::{CovariatePath, CovariatePathError, Purchase, Summary};
use terms::Day;

use super::Covariates;
use super::cells::{Table, some_of};
use super::coding::{Code, Coded, codes_of, unknown_groups};
use super::overlap::are_of_their_own;
use crate::base::Base;
use crate::error::AnalystError;

/// The customers known on a day.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    base: &'a Base,
    pub(crate) summary: &'a Summary,
    /// The day; none for a summary table.
    as_of: Option<i32>,
}

/// Paths, and of each customer the one that is followed.
pub(crate) struct Paths {
    pub(crate) paths: Vec<CovariatePath>,
    /// The values of all their steps up to the day.
    values: Vec<Vec<f64>>,
    of_customer: HashMap<u32, usize>,
}

impl Paths {
    /// The path of a customer, by number.
    pub(crate) fn of(&self, customer: u32) -> usize {
        // One who has none gets a path that is not there, which is refused.
        let path = self.of_customer.get(&customer);
        path.copied().unwrap_or(self.paths.len())
    }
}

impl<'a> Known<'a> {
    /// All customers of a base.
    pub(crate) fn all(base: &'a Base) -> Known<'a> {
        Known {
            base,
            summary: &base.summary,
            as_of: base.as_of.map(Day::number),
        }
    }

    /// Those known on an earlier day.
    pub(crate) fn on(base: &'a Base, summary: &'a Summary, as_of: i32) -> Known<'a> {
        Known {
            base,
            summary,
            as_of: Some(as_of),
        }
    }

    /// The log and the day, which covariates that change over time need.
    pub(crate) fn orders(&self) -> Result<(&'a [Purchase], i32), AnalystError> {
        let (log, last) = self.base.orders("a covariate that changes over time")?;
        Ok((log, self.as_of.unwrap_or(last.number())))
    }

    fn key(&self, row: usize) -> std::borrow::Cow<'a, str> {
        self.base.keys.key(self.summary.customers[row])
    }

    fn rows(&self) -> std::ops::Range<usize> {
        0..self.summary.customers.len()
    }
}

impl Covariates {
    /// How the columns become numbers, by what these customers show; also what is to be said.
    ///
    /// # Errors
    /// When a customer is in none of the rows, or there are too many or no columns.
    pub(crate) fn codes(&self, known: Known<'_>) -> Result<(Vec<Code>, Vec<String>), AnalystError> {
        let (mut codes, mut notes) = (Vec::new(), Vec::new());
        for table in &self.tables {
            let (own, told) = codes_of(table, &table.used(known)?);
            codes.extend(own);
            notes.extend(told);
        }
        if codes.is_empty() {
            return Err(AnalystError::Unsuited {
                path: self.path(),
                why: "every column is the same for all customers, so it tells nothing; give \
                      columns that differ"
                    .into(),
            });
        }
        if codes.len() > clv::MOST_COVARIATES {
            return Err(self.too_many(&codes));
        }
        notes.extend(self.drop_overlap(known, &mut codes)?);
        Ok((codes, notes))
    }

    /// Drops the codes that tell nothing beside those before them, and says so.
    fn drop_overlap(
        &self,
        known: Known<'_>,
        codes: &mut Vec<Code>,
    ) -> Result<Option<String>, AnalystError> {
        let rows = match self.change() {
            false => self.values(known, codes)?,
            true => self.paths(known, codes)?.values,
        };
        let mut own = are_of_their_own(&rows).into_iter();
        let mut dropped = Vec::new();
        codes.retain(|code| {
            let is_own = own.next().unwrap_or(true);
            if !is_own {
                dropped.push(format!("«{}»", code.name()));
            }
            is_own
        });
        Ok((!dropped.is_empty()).then(|| {
            format!(
                "left out, for the columns before tell the same: {}",
                dropped.join(", ")
            )
        }))
    }

    fn too_many(&self, codes: &[Code]) -> AnalystError {
        let mut of_column: Vec<(&str, usize)> = Vec::new();
        for code in codes {
            match of_column.last_mut() {
                Some((column, count)) if *column == code.column => *count += 1,
                _ => of_column.push((&code.column, 1)),
            }
        }
        let each = of_column.into_iter().map(|(column, count)| match count {
            1 => format!("«{column}» 1"),
            _ => format!("«{column}» with {} groups {count}", count + 1),
        });
        AnalystError::Unsuited {
            path: self.path(),
            why: format!(
                "its columns make {} numbers of each customer ({}), and a fit takes at most {}; put \
                 rare groups together, for instance as other, or leave columns out",
                codes.len(),
                each.collect::<Vec<_>>().join(", "),
                clv::MOST_COVARIATES
            ),
        }
    }

    /// What is to be said of groups that a coding does not know.
    ///
    /// # Errors
    /// When a customer is in none of the rows.
    pub(crate) fn unknown_groups(
        &self,
        known: Known<'_>,
        codes: &[Code],
    ) -> Result<Vec<String>, AnalystError> {
        let mut unknown = Vec::new();
        for table in &self.tables {
            unknown.extend(unknown_groups(table, codes, &table.all_rows(known)?));
        }
        Ok(match unknown.is_empty() {
            true => Vec::new(),
            false => vec![format!(
                "nobody was seen with {}, so nothing is known of what that does; it counts as the \
                 most frequent group",
                unknown.join(", ")
            )],
        })
    }

    /// Each customer's values, where nothing changes over time.
    pub(crate) fn values(
        &self,
        known: Known<'_>,
        codes: &[Code],
    ) -> Result<Vec<Vec<f64>>, AnalystError> {
        let mut values = vec![Vec::with_capacity(codes.len()); known.rows().len()];
        for table in &self.tables {
            let coded = self.coded(table, codes)?;
            let rows = table.rows_by_customer(known)?;
            for (values, own) in values.iter_mut().zip(rows) {
                values.extend_from_slice(coded.row(own[0]));
            }
        }
        Ok(values)
    }

    /// Each customer's path through time.
    pub(crate) fn paths(&self, known: Known<'_>, codes: &[Code]) -> Result<Paths, AnalystError> {
        let (_, as_of) = known.orders()?;
        let mut tables = Vec::new();
        for table in &self.tables {
            let coded = self.coded(table, codes)?;
            tables.push((table, coded, table.rows_by_customer(known)?));
        }
        let mut paths = Paths {
            paths: Vec::new(),
            values: Vec::new(),
            of_customer: HashMap::new(),
        };
        let mut by_values: HashMap<Vec<u64>, usize> = HashMap::new();
        for row in known.rows() {
            let (mut steps, mut same) = (Vec::new(), Vec::new());
            for (table, coded, rows) in &tables {
                steps.push((*table, coded, rows[row]));
                let first = rows[row][0];
                match table.days {
                    // Of two customers with days of their own nobody asks whether these are alike.
                    Some(_) => same.push(u64::from(first)),
                    None => same.extend(coded.row(first).iter().map(|value| value.to_bits())),
                }
            }
            let next = paths.paths.len();
            let path = *by_values.entry(same).or_insert(next);
            if path == next {
                let steps = join(&steps);
                let seen = steps.iter().filter(|(day, _)| *day <= as_of);
                paths.values.extend(seen.map(|(_, values)| values.clone()));
                let path = CovariatePath::new(steps).map_err(|why| self.wrong_path(&why))?;
                paths.paths.push(path);
            }
            paths.of_customer.insert(known.summary.customers[row], path);
        }
        Ok(paths)
    }

    fn wrong_path(&self, why: &CovariatePathError) -> AnalystError {
        AnalystError::Unsuited {
            path: self.path(),
            why: why.to_string(),
        }
    }

    fn coded(&self, table: &Table, codes: &[Code]) -> Result<Coded, AnalystError> {
        Coded::of(table, codes).map_err(|why| table.refused(why))
    }

    /// What is to be said where the days of a file begin after the first order, or end before a
    /// day.
    pub(crate) fn notes_on_days(&self, first_order: i32, until: i32) -> Vec<String> {
        let mut notes = Vec::new();
        for table in &self.tables {
            let Some((first, last)) = table.span() else {
                continue;
            };
            let [first_day, last_day] = [first, last].map(Day::from_number);
            let path = &table.path;
            if first > first_order {
                notes.push(format!(
                    "the days of {path} begin on {first_day}; before, their first values hold"
                ));
            }
            if last < until {
                notes.push(format!(
                    "the days of {path} end on {last_day}; from then on, their last values hold"
                ));
            }
        }
        notes
    }
}

impl Table {
    /// The rows of each customer by day.
    fn rows_by_customer(&self, known: Known<'_>) -> Result<Vec<&[u32]>, AnalystError> {
        let rows: Option<Vec<&[u32]>> = known
            .rows()
            .map(|row| self.rows_of(&known.key(row)))
            .collect();
        rows.ok_or_else(|| {
            let missing = known
                .rows()
                .map(|row| known.key(row))
                .filter(|key| self.rows_of(key).is_none());
            let missing = missing.map(|key| format!("«{key}»")).collect();
            self.refused(format!(
                "it has no row for {}; add a row for each, or leave them out of the orders",
                some_of(missing, "customer")
            ))
        })
    }

    /// The rows that a fit sees: of time those from the first order up to the day.
    fn used(&self, known: Known<'_>) -> Result<Vec<u32>, AnalystError> {
        let customers = || self.rows_by_customer(known);
        let Some(days) = &self.days else {
            return Ok(customers()?.concat());
        };
        let (_, as_of) = known.orders()?;
        let first_days = &known.summary.first_days;
        if !self.is_by_customer() {
            let first = first_days.iter().copied().min().unwrap_or(as_of);
            return Ok(self.rows_between(first, as_of).to_vec());
        }
        let mut used = Vec::new();
        for (rows, first_day) in customers()?.into_iter().zip(first_days) {
            let at = |day: i32| rows.partition_point(|row| days[*row as usize] <= day);
            let from = at(*first_day).saturating_sub(1);
            used.extend_from_slice(&rows[from..at(as_of).max(from + 1)]);
        }
        Ok(used)
    }

    /// All rows of these customers.
    fn all_rows(&self, known: Known<'_>) -> Result<Vec<u32>, AnalystError> {
        match self.is_by_customer() {
            true => Ok(self.rows_by_customer(known)?.concat()),
            false => Ok(self.rows_between(i32::MIN, i32::MAX).to_vec()),
        }
    }
}

/// The steps of several tables together: on every day on which one of them changes, the values of
/// all.
fn join(tables: &[(&Table, &Coded, &[u32])]) -> Vec<(i32, Vec<f64>)> {
    let day_of = |table: &Table, row: u32| {
        let days = table.days.as_ref();
        days.map_or(i32::MIN, |days| days[row as usize])
    };
    let mut days: Vec<i32> = tables
        .iter()
        .flat_map(|(table, _, rows)| rows.iter().map(|row| day_of(table, *row)))
        .collect();
    days.sort_unstable();
    days.dedup();
    let steps = days.into_iter().map(|day| {
        let own = tables.iter().flat_map(|(table, coded, rows)| {
            let after = rows.partition_point(|row| day_of(table, *row) <= day);
            coded.row(rows[after.saturating_sub(1)])
        });
        (day, own.copied().collect())
    });
    steps.collect()
}

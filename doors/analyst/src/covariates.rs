//! What is known of each customer beside their orders: segment, region, first channel.
//!
//! Enters: a CSV file with a column of customers and one to four columns of numbers. Leaves: a
//! Pareto/NBD whose rates depend on them.

use std::path::Path;

use clv::{BaseModel, CovariateError, CovariateParetoNbd, Fitted, MOST_COVARIATES};
use serde_json::{Map, Value};

use crate::base::Base;
use crate::engine::Engine;
use crate::error::AnalystError;
use crate::header::find_customer;
use crate::keys::{CustomerKeys, hash_of};
use crate::model_name::ModelName;
use crate::report::Effects;
use crate::source::{Form, open};

/// The covariates of customers.
#[derive(Clone, Debug)]
pub struct Covariates {
    path: String,
    /// The names of the columns.
    pub names: Vec<String>,
    keys: CustomerKeys,
    values: Vec<Vec<f64>>,
}

impl Covariates {
    /// Reads a file of covariates; the column of customers is found by its name, else the first.
    ///
    /// # Errors
    /// When it cannot be read, or a value is no number.
    pub fn read(path: &Path) -> Result<Covariates, AnalystError> {
        let shown = path.display().to_string();
        let Form::Text(open) = open(path)? else {
            return Err(AnalystError::Form {
                path: shown,
                why: "covariates are read from a UTF-8 CSV file with column names".into(),
            });
        };
        let customer = find_customer(&open.names).unwrap_or(0);
        let mut names = open.names.clone();
        names.remove(customer);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(open.delimiter)
            .has_headers(false)
            .trim(csv::Trim::All)
            .from_reader(open.rows);
        let mut covariates = Covariates {
            path: shown.clone(),
            names,
            keys: CustomerKeys::default(),
            values: Vec::new(),
        };
        for (at, row) in reader.records().enumerate() {
            let line = open.first_line + at as u64;
            let wrong = |why: String| AnalystError::Row {
                path: shown.clone(),
                line,
                why,
            };
            let row = row.map_err(|error| wrong(error.to_string()))?;
            let key = row.get(customer).unwrap_or_default().as_bytes();
            let number = covariates.keys.number(key, hash_of(key)) as usize;
            if number != covariates.values.len() {
                return Err(wrong(format!(
                    "customer «{}» stands there twice",
                    &row[customer]
                )));
            }
            let cells = row.iter().enumerate().filter(|(at, _)| *at != customer);
            let values = cells.map(|(_, cell)| cell.parse().ok().filter(|z: &f64| z.is_finite()));
            let values: Option<Vec<f64>> = values.collect();
            let values = values
                .ok_or_else(|| wrong("a covariate is no number; code groups as 0 and 1".into()))?;
            covariates.values.push(values);
        }
        Ok(covariates)
    }

    /// The covariates of each customer of a base, in its order.
    ///
    /// # Errors
    /// When a customer has none.
    pub(crate) fn rows_for(&self, base: &Base) -> Result<Vec<Vec<f64>>, AnalystError> {
        (0..base.customers())
            .map(|row| {
                let key = base.key(row);
                let own = self
                    .keys
                    .find(&key)
                    .map(|at| self.values[at as usize].clone());
                own.ok_or_else(|| AnalystError::NoCovariates {
                    path: self.path.clone(),
                    customer: key.into_owned(),
                })
            })
            .collect()
    }

    /// Fits the Pareto/NBD with these covariates; gives the baseline as the fitted model.
    pub(crate) fn fit(
        &self,
        base: &Base,
    ) -> Result<(Engine, Fitted<BaseModel>, ModelName, Option<Effects>), AnalystError> {
        let rows = self.rows_for(base)?;
        let wrong = |why: CovariateError| AnalystError::Covariates {
            path: self.path.clone(),
            why,
        };
        if self.names.is_empty() || self.names.len() > MOST_COVARIATES {
            let given = self.names.len();
            return Err(wrong(CovariateError::Count { row: 0, given }));
        }
        let fitted = CovariateParetoNbd::fit(&base.summary.histories, &rows).map_err(wrong)?;
        let named = |effects: &[f64]| -> Map<String, Value> {
            let pairs = self.names.iter().zip(effects);
            pairs
                .map(|(name, effect)| (name.clone(), Value::from(*effect)))
                .collect()
        };
        let model = &fitted.params;
        let effects = Effects {
            on_orders: named(model.effects_on_orders()),
            on_leaving: named(model.effects_on_leaving()),
        };
        let engine = Engine::Covariates {
            baseline: model.baseline(),
            on_orders: model.effects_on_orders().to_vec(),
            on_leaving: model.effects_on_leaving().to_vec(),
            rows,
        };
        let baseline = BaseModel::ParetoNbd(model.baseline());
        Ok((
            engine,
            fitted.map(|_| baseline),
            ModelName::ParetoNbd,
            Some(effects),
        ))
    }
}

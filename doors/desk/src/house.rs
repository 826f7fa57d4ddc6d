//! The wiring: one workspace, opened once, with everything the stages are told from outside.
//!
//! Enters: a folder, an as-of date, a seed. Leaves: a [`House`] that both doors work through.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::{Timestamp, Zoned};
use store::{Store, StoreError};
use terms::{Business, Day, Money};

use crate::config::Config;

/// One workspace at work.
pub struct House {
    /// Its database and folder.
    pub store: Store,
    /// What was set outside the database.
    pub config: Config,
    /// The date the person asked to pretend, if any.
    pub pretended: Option<Day>,
    /// The seed of every draw; the same data, date and seed give the same result.
    pub seed: u64,
}

/// Held while a press or an import runs; a second process is told to wait.
pub struct Lock(#[expect(dead_code, reason = "held only for its drop")] File);

/// The seed used unless the person gives one: any fixed number would do.
pub const USUAL_SEED: u64 = 20_261_121;

impl House {
    /// Opens the workspace in this folder, making it where needed.
    ///
    /// # Errors
    /// When the folder, database or configuration cannot be read.
    pub fn open(folder: &Path, pretended: Option<Day>, seed: Option<u64>) -> Result<House> {
        let store = Store::open(folder)?;
        let config = Config::read(folder)?;
        if let Some(business) = &config.business
            && store.business()? != *business
        {
            store.set_business(business)?;
        }
        Ok(House {
            store,
            config,
            pretended,
            seed: seed.unwrap_or(USUAL_SEED),
        })
    }

    /// What "now" means: the pretended date, else today.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.pretended
            .unwrap_or_else(|| Day::from(Zoned::now().date()))
    }

    /// The instant that is written beside what happens: nine in the morning of a pretended date,
    /// so that a repeated run writes the same, else the clock.
    #[must_use]
    pub fn now(&self) -> String {
        match self.pretended {
            Some(day) => format!("{day}T09:00:00Z"),
            None => Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }

    /// What the owner said about the business.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn business(&self) -> Result<Business, StoreError> {
        self.store.business()
    }

    /// Most that one press may cost.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn budget(&self) -> Result<Money, StoreError> {
        let currency = self.business()?.currency;
        let unit = 10_f64.powi(currency.decimals() as i32);
        Ok(Money::new(
            (self.config.run.budget * unit).round() as i64,
            currency,
        ))
    }

    /// Takes the workspace for writing work; nobody else may import or press meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process has it.
    pub fn lock(&self) -> Result<Lock> {
        let path = self.store.folder().join("regulars.lock");
        let file = File::create(&path).with_context(|| path.display().to_string())?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => {
                Err(StoreError::Locked(self.store.folder().to_owned()).into())
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| path.display().to_string())
            }
        }
    }

    /// Where files wait to be gathered by the next press.
    #[must_use]
    pub fn inbox(&self) -> PathBuf {
        self.store.folder().join("inbox")
    }

    /// Where the owner's triggers lie.
    #[must_use]
    pub fn triggers(&self) -> PathBuf {
        self.store.folder().join("triggers")
    }

    /// Where the owner's strategies lie.
    #[must_use]
    pub fn strategies(&self) -> PathBuf {
        self.store.folder().join("strategies")
    }
}

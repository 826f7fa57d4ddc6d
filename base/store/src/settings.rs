//! Settings: one JSON value per key.

use serde::Serialize;
use serde::de::DeserializeOwned;
use terms::Business;

use crate::{Store, StoreError};

impl Store {
    /// The value kept under this key, if any.
    ///
    /// # Errors
    /// When the database refuses or the value is not what this program wrote.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.read(|db| {
            use rusqlite::OptionalExtension;
            db.prepare_cached(include_str!("../sql/settings.read.sql"))?
                .query_row([key], |row| row.get(0))
                .optional()
                .map_err(StoreError::from)
        })?;
        text.map(|text| {
            serde_json::from_str(&text).map_err(|error| StoreError::Damaged {
                what: format!("setting {key}"),
                why: error.to_string(),
            })
        })
        .transpose()
    }

    /// Keeps this value under this key.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), StoreError> {
        let text = serde_json::to_string(value).map_err(|error| StoreError::Damaged {
            what: format!("setting {key}"),
            why: error.to_string(),
        })?;
        self.write(|db| {
            db.execute(include_str!("../sql/settings.write.sql"), [key, &text])?;
            Ok(())
        })
    }

    /// What the owner said about the business; defaults where nothing was said yet.
    ///
    /// # Errors
    /// When the database refuses or the value is not what this program wrote.
    pub fn business(&self) -> Result<Business, StoreError> {
        Ok(self.setting("business")?.unwrap_or_default())
    }

    /// Keeps what the owner said about the business.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn set_business(&self, business: &Business) -> Result<(), StoreError> {
        self.set_setting("business", business)
    }
}

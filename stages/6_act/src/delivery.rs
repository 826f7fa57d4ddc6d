//! What all channels share while one delivery runs: the day, the business, the stamp of changes.

use serde::{Deserialize, Serialize};
use store::{Progress, Store};
use terms::{Business, Day};

use crate::code::draw_token;
use crate::ledger::{Change, Stamp, write_changes};
use crate::{ActError, ActOptions};

/// Signs of the workspace's name in message ids: enough that no two workspaces share one.
const WORKSPACE_SIGNS: usize = 12;

/// What the workspace remembers of its deliveries; kept as the setting `delivery`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Remembered {
    workspace: String,
    epoch: i64,
}

/// One running delivery.
pub(crate) struct Delivery<'a> {
    pub(crate) store: &'a Store,
    pub(crate) options: &'a ActOptions,
    pub(crate) progress: &'a dyn Progress,
    pub(crate) business: Business,
    pub(crate) stamp: Stamp,
    /// This workspace's part of every message id; drawn once.
    pub(crate) workspace: String,
}

impl<'a> Delivery<'a> {
    /// Begins a delivery: counts the start and reads what the owner said about the business.
    pub(crate) fn begin(
        store: &'a Store,
        options: &'a ActOptions,
        progress: &'a dyn Progress,
    ) -> Result<Self, ActError> {
        let mut remembered: Remembered = store.setting("delivery")?.unwrap_or_default();
        if remembered.workspace.is_empty() {
            remembered.workspace = draw_token()?.chars().take(WORKSPACE_SIGNS).collect();
        }
        remembered.epoch += 1;
        store.set_setting("delivery", &remembered)?;
        let (day, now, epoch) = (options.as_of, options.now.clone(), remembered.epoch);
        Ok(Delivery {
            store,
            options,
            progress,
            business: store.business()?,
            stamp: Stamp { day, now, epoch },
            workspace: remembered.workspace,
        })
    }

    /// What "now" means.
    pub(crate) fn as_of(&self) -> Day {
        self.options.as_of
    }

    /// Writes these changes to the ledger.
    pub(crate) fn write(&self, changes: &[Change]) -> Result<(), ActError> {
        write_changes(self.store, &self.stamp, changes)
    }

    /// Refuses to go on where the law asks for a sender and none is set.
    pub(crate) fn require_sender(&self) -> Result<(), ActError> {
        let missing = self.business.missing_to_send();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(ActError::Setup(missing.join(" and ")))
        }
    }

    /// Ends with an error where the person asked to stop.
    pub(crate) fn require_not_cancelled(&self) -> Result<(), ActError> {
        if self.progress.cancelled() {
            return Err(store::StoreError::Cancelled.into());
        }
        Ok(())
    }
}

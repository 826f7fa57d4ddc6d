//! News for a list in; one message to everybody on it out, by the same way as every trigger.

use serde::{Deserialize, Serialize};
use store::Store;
use terms::{Channel, Day};

use crate::trigger::enter::Entrance;
use crate::trigger::file::{Again, Ending, Start};
use crate::trigger::find::Occasion;
use crate::{PlanError, StrategyError, TouchTemplate, Trigger};

/// Days after which news are news no more. Own choice.
const NEWS_DAYS: i32 = 3;

/// News for everybody on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// The list.
    pub list: String,
    /// The subject.
    pub subject: String,
    /// The text; an empty line begins a new paragraph.
    pub text: String,
}

/// Plans an alert for everybody who is on the list today, each once; gives how many. Whoever is on
/// it no more when it leaves gets none.
///
/// # Errors
/// When the text cannot be filled in, nobody is on the list, or the database refuses.
pub fn send_alert(store: &Store, alert: &Alert, as_of: Day, seed: u64) -> Result<u64, PlanError> {
    let trigger = trigger_of(alert)?;
    store.write(|db| {
        let mut statement = db.prepare_cached(include_str!("../../sql/alert.members.sql"))?;
        let members = statement.query_map((&alert.list, as_of.number()), |row| row.get(0))?;
        let members: Vec<i64> = members.collect::<Result<_, _>>().map_err(PlanError::from)?;
        if members.is_empty() {
            return Err(PlanError::EmptyList(alert.list.clone()));
        }
        let entrance = Entrance::open(db, &trigger, as_of, seed)?;
        let mut entered = 0;
        for account_id in members {
            let occasion = Occasion {
                account_id,
                day: as_of,
                about_day: None,
                subject: alert.list.clone(),
                quantity: None,
                amount_minor: None,
                namespace: String::new(),
                order_key: String::new(),
                // The same news on the same day is one piece of news.
                key: format!("{as_of} {} {}", alert.subject, alert.text),
            };
            entered += u64::from(entrance.enter(db, &occasion)?);
        }
        Ok(entered)
    })
}

/// An alert as the trigger it is: what a person typed are words, not a template.
fn trigger_of(alert: &Alert) -> Result<Trigger, StrategyError> {
    let plain = |text: &str| format!("{{% raw %}}{}{{% endraw %}}", text.replace("{%", "{ %"));
    let paragraphs = alert.text.split("\n\n").map(str::trim);
    let paragraphs = paragraphs.filter(|text| !text.is_empty()).map(plain);
    let mut trigger = Trigger {
        code: format!("alert {}", alert.list),
        name: format!("Alert: {}", alert.list),
        why: "News for everybody on the list.".into(),
        start: Start::Alert,
        again: Again::EachOccasion,
        ends: vec![Ending::List],
        peace_days: 0,
        control_share: 0.0,
        window_days: 60,
        sender: None,
        question: None,
        list: None,
        touches: vec![TouchTemplate {
            channel: Channel::Email,
            wait_days: 0,
            expiry_days: NEWS_DAYS,
            cost_minor: 0,
            subject: plain(alert.subject.trim()),
            paragraphs: paragraphs.collect(),
            guide: Vec::new(),
            ask: Vec::new(),
        }],
        text: String::new(),
    };
    trigger.text = toml::to_string(&trigger).unwrap_or_default();
    if alert.subject.trim().is_empty() || trigger.touches[0].paragraphs.is_empty() {
        let field = if alert.subject.trim().is_empty() {
            "subject"
        } else {
            "text"
        };
        return Err(StrategyError {
            file: trigger.name,
            line: 1,
            field: field.into(),
            why: "is empty; say what is new".into(),
        });
    }
    Ok(trigger)
}

//! The eight fields of a plan with real figures in them.

use minijinja::Value;
use terms::{Business, Channel, Money};

use crate::texts::{Values, filled};
use crate::{CampaignPlan, Proposal, SegmentLine, Strategy};

/// The plan of a strategy as it stands for this proposal.
pub(crate) fn filled_plan(
    strategy: &Strategy,
    line: &SegmentLine,
    proposal: &Proposal,
    business: &Business,
) -> CampaignPlan {
    let values = figures(strategy, line, proposal, business);
    // Every text was filled in once when its file was read, so it can be filled in again.
    let fill = |text: &str| filled(text, &values).unwrap_or_else(|_| text.to_owned());
    strategy.plan.map(fill)
}

fn figures(
    strategy: &Strategy,
    line: &SegmentLine,
    proposal: &Proposal,
    business: &Business,
) -> Values {
    let money = |minor: i64| Money::new(minor, proposal.currency);
    let start = proposal.as_of;
    let last_wait = line
        .touches
        .iter()
        .filter(|touch| touch.rows > 0)
        .map(|touch| touch.wait_days)
        .max();
    let rows = |channel: Channel| -> u64 {
        line.touches
            .iter()
            .filter(|touch| touch.channel == channel)
            .map(|touch| touch.rows)
            .sum()
    };
    Values::from([
        ("segment", Value::from(line.cell.to_string())),
        ("accounts", Value::from(line.contacted + line.control)),
        ("contacted", Value::from(line.contacted)),
        ("control", Value::from(line.control)),
        ("emails", Value::from(rows(Channel::Email))),
        ("letters", Value::from(rows(Channel::Letter))),
        ("calls", Value::from(rows(Channel::Call))),
        ("cost", Value::from(money(line.cost_minor).to_string())),
        (
            "budget",
            Value::from(money(proposal.budget_minor).to_string()),
        ),
        ("extra_orders", Value::from(orders_words(line.extra_orders))),
        (
            "expected_gain",
            Value::from(money(line.expected_gain_minor).rounded_words()),
        ),
        ("offer_percent", Value::from(line.offer_percent)),
        (
            "offer_until",
            Value::from(
                line.offer_until
                    .map(|day| day.long_words())
                    .unwrap_or_default(),
            ),
        ),
        ("start", Value::from(start.long_words())),
        (
            "last_touch",
            Value::from((start + last_wait.unwrap_or(0)).long_words()),
        ),
        (
            "end",
            Value::from((start + (strategy.window_days - 1)).long_words()),
        ),
        ("business", Value::from(business.name.clone())),
        ("signer", Value::from(business.signer.clone())),
    ])
}

/// Few orders with a decimal, many without: `0.8`, `24`.
fn orders_words(orders: f64) -> String {
    if orders < 10.0 {
        format!("{orders:.1}")
    } else {
        format!("{orders:.0}")
    }
}

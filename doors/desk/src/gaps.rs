//! What is missing from the history, in words.
//!
//! Enters: the gaps that imports show. Leaves: a sentence each, with what to do about it; the same
//! on the page and by command.

use gather::{GapReport, MissingField};
use terms::count_words;

/// Months named one by one; of more, the first and how many follow.
const MONTHS_NAMED: usize = 6;

/// Every gap as a sentence, with the cheapest way to close it.
#[must_use]
pub fn gap_lines(gaps: &GapReport, money: impl Fn(i64) -> String) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    if let Some(cut) = &gaps.cut {
        let gap = format!(
            "The history begins on {} all at once: {}. {} customers are probably older than it shows, so how long they have been customers is «at least».",
            cut.from_day.words(),
            cut.because,
            cut.people
        );
        lines.push((gap, cut.remedy.clone()));
    }
    for gap in &gaps.months {
        let named = gap
            .months
            .iter()
            .take(MONTHS_NAMED)
            .cloned()
            .collect::<Vec<_>>();
        let more = gap.months.len().saturating_sub(MONTHS_NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let words = format!(
            "{} holds no orders in {}{more}.",
            gap.name,
            named.join(", ")
        );
        lines.push((words, gap.remedy.clone()));
    }
    if let Some(totals) = &gaps.totals {
        let gap = format!(
            "The shop counts {} orders of {} customers that no file holds, worth {} by its own totals.",
            totals.orders,
            totals.people,
            money(totals.spent_minor)
        );
        lines.push((gap, totals.remedy.clone()));
    }
    let missing = gaps.missing.iter();
    lines.extend(missing.map(|field| (missing_words(field, &money), field.remedy.clone())));
    if gaps.waiting > 0 {
        let files = if gaps.waiting == 1 {
            "file waits"
        } else {
            "files wait"
        };
        lines.push((
            format!("{} {files} for an answer.", gaps.waiting),
            "Answer on the Data page, or with: regulars answer".into(),
        ));
    }
    lines
}

/// Who is without a field, what they stand for, and what it would be good for.
fn missing_words(field: &MissingField, money: &impl Fn(i64) -> String) -> String {
    let whose = match field.field.as_str() {
        "renewal" => "subscriptions",
        "cost" => "orders of the last year",
        _ => "customers",
    };
    format!(
        "{} of {} {whose} have no {} on record; they stand for {} of the last year. Worth having: {}.",
        count_words(field.missing.cast_signed()),
        count_words(field.of.cast_signed()),
        field.words,
        money(field.spent_minor),
        field.because
    )
}

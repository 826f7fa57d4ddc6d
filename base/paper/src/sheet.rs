//! A day's calls or a campaign plan in; a sheet to work from, as PDF, out.

use serde::Serialize;
use serde_json::{Value, json};

use crate::PaperError;
use crate::labels::labels_in;
use crate::typeset::{Design, typeset};
use crate::words::{clean_data, language_of};

/// The calls of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CallSheet {
    /// What the calls are about.
    pub title: String,
    /// The day in words.
    pub day_words: String,
    /// The calls in the order in which they are to be made.
    pub rows: Vec<CallRow>,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CallRow {
    /// Number on the list.
    pub number: usize,
    /// Whom to ask for.
    pub name: String,
    /// The firm, or empty.
    pub company: String,
    /// The number to dial, as it is to be read.
    pub phone: String,
    /// Why this account is called today.
    pub why: String,
    /// The product it bought last.
    pub last_product: Option<String>,
    /// Its code for the offer.
    pub offer_code: Option<String>,
    /// The steps of the call. Where all rows have the same, they are printed once, on top.
    pub guide: Vec<String>,
}

/// A campaign plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanSheet {
    /// Name of the campaign.
    pub title: String,
    /// The eight fields of a plan: name and text.
    pub fields: Vec<(String, String)>,
    /// What is to be done when: day in words and step.
    pub checklist: Vec<(String, String)>,
}

const CALL_SHEET: Design = Design {
    name: "call_sheet.typ",
    template: include_str!("../templates/call_sheet.typ"),
    tagged: true,
};

const PLAN: Design = Design {
    name: "plan.typ",
    template: include_str!("../templates/plan.typ"),
    tagged: true,
};

/// The call sheet as PDF: as many A4 pages as the calls need, no call broken between pages.
pub fn print_call_sheet(sheet: &CallSheet, language: &str) -> Result<Vec<u8>, PaperError> {
    let mut data = clean_data(sheet);
    data["shared_guide"] = clean_data(&shared_guide(&sheet.rows));
    print_sheet(&CALL_SHEET, data, language)
}

/// The plan as PDF: always one A4 page, with smaller type the more there is to say.
pub fn print_plan(plan: &PlanSheet, language: &str) -> Result<Vec<u8>, PaperError> {
    print_sheet(&PLAN, clean_data(plan), language)
}

fn print_sheet(design: &Design, mut data: Value, language: &str) -> Result<Vec<u8>, PaperError> {
    let language = language_of(language);
    data["labels"] = json!(labels_in(&language));
    data["language"] = json!(language);
    let set = typeset(design, &data);
    comemo::evict(0);
    Ok(set?.pdf)
}

/// The guide that all calls have in common, if they do.
fn shared_guide(rows: &[CallRow]) -> Option<&[String]> {
    let first = &rows.first()?.guide;
    let shared = !first.is_empty() && rows.iter().all(|row| row.guide == *first);
    shared.then_some(first)
}

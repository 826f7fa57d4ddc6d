//! The files a business finds later in other drawers: what happened besides orders, contacts of a
//! trade fair with the doubles such a list has, and one that cannot be read without asking.
//!
//! Enters: a practice business. Leaves: six files, and of every double row what it really is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::business::{History, PracticeBusiness};
use crate::error::PracticeError;
use crate::files::doubles::{DoubleRow, double_of, write_double};
use crate::files::happenings;
use crate::files::rows::Rows;

/// Visits to customers, as sales wrote them down.
pub const VISITS: &str = "visits.csv";
/// Warranty cards that came back.
pub const WARRANTY_CARDS: &str = "warranty_cards.csv";
/// What visitors of the shop's pages asked about.
pub const PRODUCT_INTEREST: &str = "product_interest.csv";
/// Answers to the yearly question.
pub const SURVEY: &str = "survey.csv";
/// Service plans with their renewal dates.
pub const SERVICE_PLANS: &str = "service_plans.csv";
/// Cards collected at a trade fair, many of customers who are known already.
pub const FAIR_CONTACTS: &str = "fair_contacts.csv";
/// A list whose dates could be read two ways; an import asks about it.
pub const ASKED_ABOUT: &str = "showroom_book.csv";

/// Accounts that these files speak of at most: drawers have an end.
const ACCOUNTS_MOST: u32 = 4_000;
/// Rows of the list that is asked about.
const ASKED_ROWS: usize = 12;

/// The files that were found later.
#[derive(Clone, Debug)]
pub struct MoreFiles {
    /// What happened besides orders, in files that are read without a question.
    pub happenings: [PathBuf; 5],
    /// [`FAIR_CONTACTS`].
    pub fair_contacts: PathBuf,
    /// [`ASKED_ABOUT`].
    pub asked_about: PathBuf,
    /// Rows of each file.
    pub rows: BTreeMap<&'static str, u64>,
    /// Every row of [`FAIR_CONTACTS`], from the first, with what it really is.
    pub doubles: Vec<Double>,
}

/// Whom a row of [`FAIR_CONTACTS`] is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Double {
    /// The customer number of the account that it is really about.
    pub customer_number: String,
    /// What makes it hard to see.
    pub disguise: Disguise,
}

/// Why a row does not look like the customer it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disguise {
    /// A typing error in the last name, phone and address as known: certain.
    Typo,
    /// Another house, with the e-mail's name as known.
    Moved,
    /// The other half of a household, with an address of its own.
    Spouse,
    /// The firm spelt another way, and somebody else of it.
    OtherSpelling,
    /// Another customer number, for the fair had a list of its own.
    SecondNumber,
}

impl MoreFiles {
    /// The files that are read without a question.
    #[must_use]
    pub fn sources(&self) -> Vec<&Path> {
        let happenings = self.happenings.iter().map(PathBuf::as_path);
        happenings.chain([self.fair_contacts.as_path()]).collect()
    }
}

/// Writes the files a business finds later into the folder of the others.
///
/// # Errors
/// When a file cannot be written.
pub fn write_more_files(
    business: &PracticeBusiness,
    dir: &Path,
) -> Result<MoreFiles, PracticeError> {
    std::fs::create_dir_all(dir).map_err(PracticeError::writing(dir))?;
    let mut drawers = Drawers::new();
    for index in 0..business.accounts().min(ACCOUNTS_MOST) {
        let history = business.history(index);
        if !history.orders.is_empty() {
            drawers.add(business, &history);
        }
    }
    drawers.write(dir)
}

/// The files under way.
struct Drawers {
    visits: Rows,
    warranty_cards: Rows,
    product_interest: Rows,
    survey: Rows,
    service_plans: Rows,
    fair_contacts: Rows,
    asked_about: Rows,
    rows: BTreeMap<&'static str, u64>,
    doubles: Vec<Double>,
}

impl Drawers {
    fn new() -> Drawers {
        let begun = |header: &[&'static str]| {
            let mut rows = Rows::new(',');
            rows.fields(header.iter().copied()).end();
            rows
        };
        Drawers {
            visits: begun(&happenings::VISIT_HEADER),
            warranty_cards: begun(&happenings::WARRANTY_HEADER),
            product_interest: begun(&happenings::INTEREST_HEADER),
            survey: begun(&happenings::SURVEY_HEADER),
            service_plans: begun(&happenings::PLAN_HEADER),
            fair_contacts: begun(&DoubleRow::HEADER),
            asked_about: begun(&happenings::SHOWROOM_HEADER),
            rows: BTreeMap::new(),
            doubles: Vec::new(),
        }
    }

    fn add(&mut self, business: &PracticeBusiness, history: &History) {
        let written = happenings::written(business, history);
        for (name, rows, count) in [
            (VISITS, &mut self.visits, written.visit),
            (WARRANTY_CARDS, &mut self.warranty_cards, written.warranty),
            (
                PRODUCT_INTEREST,
                &mut self.product_interest,
                written.interest,
            ),
            (SURVEY, &mut self.survey, written.answer),
            (SERVICE_PLANS, &mut self.service_plans, written.plan),
        ] {
            if let Some(row) = count {
                row.write(rows);
                *self.rows.entry(name).or_default() += 1;
            }
        }
        let asked = self.rows.entry(ASKED_ABOUT).or_default();
        if *asked < ASKED_ROWS as u64 {
            happenings::showroom(*asked, history).write(&mut self.asked_about);
            *asked += 1;
        }
        if let Some(double) = double_of(business, history) {
            write_double(&mut self.fair_contacts, &double);
            *self.rows.entry(FAIR_CONTACTS).or_default() += 1;
            self.doubles.push(Double {
                customer_number: history.account.customer_number(),
                disguise: double.disguise,
            });
        }
    }

    fn write(self, dir: &Path) -> Result<MoreFiles, PracticeError> {
        let keep = |name: &str, rows: Rows| {
            let path = dir.join(name);
            std::fs::write(&path, rows.into_text()).map_err(PracticeError::writing(&path))?;
            Ok(path)
        };
        Ok(MoreFiles {
            happenings: [
                keep(VISITS, self.visits)?,
                keep(WARRANTY_CARDS, self.warranty_cards)?,
                keep(PRODUCT_INTEREST, self.product_interest)?,
                keep(SURVEY, self.survey)?,
                keep(SERVICE_PLANS, self.service_plans)?,
            ],
            fair_contacts: keep(FAIR_CONTACTS, self.fair_contacts)?,
            asked_about: keep(ASKED_ABOUT, self.asked_about)?,
            rows: self.rows,
            doubles: self.doubles,
        })
    }
}

//! What each column of a table means: by its name in the kind of table, by the columns beside it,
//! and by what its cells hold.
//!
//! Enters: names, kind, survey. Leaves: a [`ColumnMeaning`] each, with the reason in plain words.
//! Where nothing is sure the column is kept and not used.

use serde::{Deserialize, Serialize};

use crate::columns::compose::{line_part, meaning_of};
use crate::columns::header_names::{Context, named};
use crate::columns::kind::Kind;
use crate::columns::survey::Profile;
use crate::columns::target::Target;

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnMeaning {
    /// Its name as received.
    pub column: String,
    /// What it means; `None` when it is kept and not used.
    pub target: Option<Target>,
    /// How sure that is, 0..=1.
    pub confidence: f64,
    /// Why, in plain words.
    pub reason: String,
}

/// A name that is right as often as the tables of names are: checked on exports of 15 systems.
const NAME_CONFIDENCE: f64 = 0.95;
/// A name that needed the kind of table, its parts or the columns beside it.
const CONTEXT_CONFIDENCE: f64 = 0.9;
/// Content alone.
const CONTENT_CONFIDENCE: f64 = 0.7;
/// A column that is called a date, a number or an e-mail address and mostly holds none is not
/// what its name says.
const CONTENT_SHARE_LEAST: f64 = 0.3;

/// One table while its columns are given their meaning.
pub(crate) struct Table<'file> {
    pub(crate) names: &'file [String],
    pub(crate) plain: &'file [String],
    pub(crate) profiles: &'file [Profile],
    pub(crate) kind: Kind,
    pub(crate) companies: bool,
}

impl Table<'_> {
    /// The meaning of every column.
    pub(crate) fn meanings(&self) -> Vec<ColumnMeaning> {
        if matches!(self.kind, Kind::Unknown | Kind::Bounces) {
            return self
                .names
                .iter()
                .map(|name| unknown(name, self.kind))
                .collect();
        }
        let prefixed = self.lines_are_prefixed();
        let mut targets: Vec<Option<Target>> = self
            .plain
            .iter()
            .map(|plain| meaning_of(plain, self.context_of(plain, prefixed)))
            .collect();
        self.settle_by_neighbours(&mut targets, prefixed);
        let all = targets.clone();
        (0..self.names.len())
            .map(|at| self.by_content(at, targets[at], &all))
            .collect()
    }

    /// Where the line's own columns say so (`Lineitem price`, `Item quantity`), all others are of
    /// the order.
    fn lines_are_prefixed(&self) -> bool {
        let of_line = |plain: &&String| {
            line_part(plain).is_some_and(|rest| {
                matches!(
                    named(rest, Context::Lines),
                    Some(
                        Target::Quantity
                            | Target::UnitPrice
                            | Target::ProductName
                            | Target::ProductId
                            | Target::LineTotal
                    )
                ) || rest == "name"
            })
        };
        self.kind == Kind::OrderLines && self.plain.iter().filter(of_line).count() >= 2
    }

    fn context_of(&self, plain: &str, prefixed: bool) -> Context {
        match self.kind.context() {
            Context::Parties if self.companies => Context::Companies,
            Context::Lines if prefixed && line_part(plain).is_none() => Context::Orders,
            context => context,
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.plain.iter().position(|plain| plain == name)
    }

    /// Names that mean one thing beside some columns and another beside others.
    fn settle_by_neighbours(&self, targets: &mut [Option<Target>], prefixed: bool) {
        use Target::*;
        let has = |targets: &[Option<Target>], target| targets.contains(&Some(target));
        if let Some(at) = self.position("title") {
            let named_people =
                has(targets, LastName) || has(targets, FirstName) || has(targets, FullName);
            if matches!(self.kind, Kind::Parties) && named_people {
                targets[at] = Some(if has(targets, JobTitle) {
                    PersonTitle
                } else {
                    JobTitle
                });
            }
        }
        for name in ["address", "adresse", "anschrift"] {
            if let Some(at) = self.position(name) {
                let parts = [City, Postcode, StreetMore, CityPostcode];
                let beside = parts.iter().any(|part| has(targets, *part));
                targets[at] = Some(if beside { Street } else { AddressBlock });
            }
        }
        if let Some(at) = self.position("status")
            && self.kind == Kind::Parties
            && !has(targets, Kept("subscription.plan"))
        {
            targets[at] = None;
        }
        if !has(targets, Phone) {
            for target in targets.iter_mut().flatten() {
                if matches!(target, BillingPhone | ShippingPhone) {
                    *target = Phone;
                }
            }
        }
        // Beside a product a plain «Name» is the customer's.
        if !prefixed
            && self.kind == Kind::OrderLines
            && let Some(at) = self.position("name")
        {
            targets[at] = None;
            let product = has(targets, ProductName) || has(targets, ProductId);
            targets[at] = Some(if product { PartyName } else { ProductName });
        }
        if prefixed && let Some(at) = self.position("name") {
            targets[at] = (!has(targets, OrderNumber)).then_some(OrderNumber);
        }
        let priced = has(targets, UnitPrice) && has(targets, Quantity);
        if let Some(at) = self.position("total")
            && targets[at] == Some(LineTotal)
            && priced
        {
            targets[at] = Some(OrderTotal);
        }
        if prefixed && let Some(at) = self.position("payment id") {
            targets[at] = Some(Kept("order.payment_id"));
        }
        self.settle_labels(targets);
        self.settle_first_column(targets);
        settle_doubles(targets, self.plain);
        self.settle_strangers(targets);
    }

    /// What cannot be of this table: sales in a list of people, percent where money is meant, and
    /// in sales the one company that all rows name, which is the owner's.
    fn settle_strangers(&self, targets: &mut [Option<Target>]) {
        let sales = matches!(self.kind, Kind::Orders | Kind::OrderLines);
        let named = |target: &Option<Target>| {
            matches!(
                target,
                Some(Target::PartyName | Target::FullName | Target::CustomerId)
            )
        };
        let somebody = targets.iter().any(named) || self.plain.iter().any(|name| says_who(name));
        // A company that only some rows name is a customer.
        let most_filled = self.profiles.iter().map(|profile| profile.filled).max();
        let most_filled = most_filled.unwrap_or(0);
        for (at, place) in targets.iter_mut().enumerate() {
            let Some(target) = *place else { continue };
            let profile = &self.profiles[at];
            let noun = target.code().split('.').next().unwrap_or("");
            let of_sales = matches!(noun, "order" | "line") && !matches!(target, Target::Kept(_));
            let is_own = target == Target::Company
                && somebody
                && profile.filled > 1
                && profile.filled == most_filled
                && profile.samples.len() == 1;
            let is_rate = target.is_amount() && says_percent(&self.names[at], &self.plain[at]);
            *place = match target {
                Target::LineDiscount => continue,
                Target::OrderDiscount if is_rate && self.kind == Kind::OrderLines => {
                    Some(Target::LineDiscount)
                }
                _ if is_rate => None,
                _ if of_sales && self.kind == Kind::Parties => None,
                _ if is_own && sales => None,
                target => Some(target),
            };
        }
    }

    /// Beside values, the type of an e-mail says home or work; alone it is a protocol of no use.
    fn settle_labels(&self, targets: &mut [Option<Target>]) {
        let label = Some(Target::Kept("contact.email_label"));
        let has_values = self.plain.iter().any(|plain| plain.ends_with(" value"));
        for (target, plain) in targets.iter_mut().zip(self.plain) {
            if *target == label && plain.ends_with("type") && !has_values {
                *target = Some(Target::Kept("ignore"));
            }
        }
    }

    /// Reports of bookkeeping write the customer in a first column without a name.
    fn settle_first_column(&self, targets: &mut [Option<Target>]) {
        use Target::*;
        let first = self
            .profiles
            .iter()
            .position(|profile| profile.filled > 0)
            .unwrap_or(0);
        let Some(at) = (0..targets.len()).nth(first) else {
            return;
        };
        let blank = self.plain[at] == format!("column {}", at + 1)
            || self.plain[at] == "first column no header";
        let nobody = [CustomerId, PartyName, FullName, Company, Email]
            .iter()
            .all(|target| !targets.contains(&Some(*target)));
        if blank && nobody && self.kind == Kind::OrderLines {
            targets[at] = Some(PartyName);
        }
    }

    fn by_content(
        &self,
        at: usize,
        by_name: Option<Target>,
        all: &[Option<Target>],
    ) -> ColumnMeaning {
        let (name, plain, profile) = (&self.names[at], &self.plain[at], &self.profiles[at]);
        let meaning = |target, confidence, reason: String| ColumnMeaning {
            column: name.clone(),
            target,
            confidence,
            reason,
        };
        if says_who(plain) {
            let (target, reason) = self.who(profile, all);
            return meaning(target, CONTENT_CONFIDENCE, reason.into());
        }
        match by_name.map(|target| settle_by_cells(target, plain, profile)) {
            Some(target) if contradicts(target, profile) => {
                let reason =
                    format!("called «{name}» but its cells are something else; kept, not used");
                meaning(None, 0.6, reason)
            }
            Some(target) => {
                let alone = named(plain, Context::Any) == Some(target);
                let sure = if alone {
                    NAME_CONFIDENCE
                } else {
                    CONTEXT_CONFIDENCE
                };
                meaning(Some(target), sure, format!("the name «{name}»"))
            }
            None if self.kind == Kind::Parties && profile.share(profile.titles) > 0.8 => meaning(
                Some(Target::PersonTitle),
                CONTENT_CONFIDENCE,
                "its cells are titles".into(),
            ),
            None if holds_emails(profile) => meaning(
                Some(Target::Email),
                CONTENT_CONFIDENCE,
                "its cells are e-mail addresses".into(),
            ),
            None => meaning(
                None,
                CONTENT_CONFIDENCE,
                "no known meaning; kept, not used".into(),
            ),
        }
    }

    /// A column called plainly «customer» holds numbers in one file and names in the next.
    fn who(&self, profile: &Profile, all: &[Option<Target>]) -> (Option<Target>, &'static str) {
        let numbered = all
            .iter()
            .any(|target| matches!(target, Some(Target::CustomerId)));
        let sales = matches!(
            self.kind,
            Kind::Orders | Kind::OrderLines | Kind::Deals | Kind::Events
        );
        if profile.filled == 0 {
            // A header alone: a list of customers names them; an order may number them.
            let named = (!sales || numbered).then_some(Target::PartyName);
            let named = if sales {
                named.map(|_| Target::FullName)
            } else {
                named
            };
            return (
                named,
                "the name; there are no cells to tell names from numbers",
            );
        }
        let names =
            profile.share(profile.with_space) > 0.3 && profile.share(profile.with_digit) < 0.3;
        let words = profile.share(profile.with_digit) < 0.1;
        if !(names || words && numbered) {
            return (Some(Target::CustomerId), "its cells are customer numbers");
        }
        let firms = profile
            .samples
            .iter()
            .any(|sample| crate::rows::party::is_company_name(sample));
        if sales && !firms {
            (Some(Target::FullName), "its cells are names of people")
        } else {
            (
                Some(Target::PartyName),
                "its cells are names of people or companies",
            )
        }
    }
}

/// Of several columns for one thing, those whose name says it better stand for it: `Order total`
/// before `Order value`, `Order date` before `Creation date`.
fn settle_doubles(targets: &mut [Option<Target>], plain: &[String]) {
    const TOTALS: &[&str] = &["total", "gesamt", "summe", "brutto"];
    const MADE: &[&str] = &["creat", "added", "angelegt", "erstellt", "erfasst"];
    let says = |at: usize, words: &[&str]| words.iter().any(|word| plain[at].contains(word));
    let better = |target: Target, at: usize| match target {
        Target::OrderTotal => says(at, TOTALS),
        _ => !says(at, MADE),
    };
    for target in [Target::OrderTotal, Target::OrderDate] {
        let of = |at: &usize| targets[*at] == Some(target);
        let all: Vec<usize> = (0..targets.len()).filter(of).collect();
        if all.iter().any(|at| better(target, *at)) {
            for at in all.into_iter().filter(|at| !better(target, *at)) {
                targets[at] = None;
            }
        }
    }
}

/// Whether a name says that its cells are percent.
fn says_percent(name: &str, plain: &str) -> bool {
    let word = |word: &str| matches!(word, "percent" | "percentage" | "pct" | "prozent");
    name.contains('%') || plain.split(' ').any(word)
}

fn unknown(name: &str, kind: Kind) -> ColumnMeaning {
    let reason = match kind {
        Kind::Bounces => "a part of the mail",
        _ => "the table was not recognised; its rows are kept as they are",
    };
    ColumnMeaning {
        column: name.to_owned(),
        target: None,
        confidence: 1.0,
        reason: reason.into(),
    }
}

fn says_who(plain: &str) -> bool {
    matches!(plain, "customer" | "client" | "kunde" | "klant" | "cliente")
}

/// What the cells say where a name leaves two meanings open.
fn settle_by_cells(target: Target, plain: &str, profile: &Profile) -> Target {
    use Target::*;
    let titles = profile.share(profile.titles) > 0.8;
    match target {
        JobTitle if titles => PersonTitle,
        PersonTitle if plain == "title" && profile.filled > 0 && !titles => JobTitle,
        // Order numbers have no spaces and mostly digits; a «Name» of words is somebody's.
        OrderNumber
            if plain == "name" && profile.filled > 0 && profile.share(profile.with_digit) < 0.5 =>
        {
            FullName
        }
        other => other,
    }
}

pub(crate) fn holds_emails(profile: &Profile) -> bool {
    profile.filled > 0 && profile.share(profile.plain_emails) > 0.8
}

fn contradicts(target: Target, profile: &Profile) -> bool {
    let good = match target {
        Target::Email => profile.emails,
        _ if target.is_date() => {
            profile.dates.dates + profile.dates.serials + profile.dates.day_months
        }
        Target::Employees | Target::ActivityQuantity | Target::ActivityMinutes => return false,
        // An amount that cannot be read is listed row by row, not left out with its column.
        _ if target.is_money() => profile.numbers.numbers.max(profile.with_digit),
        _ if target.is_number() => profile.numbers.numbers,
        _ => return false,
    };
    profile.filled > 0 && profile.share(good) < CONTENT_SHARE_LEAST
}

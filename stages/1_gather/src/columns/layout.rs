//! The decisions about one file: its kind, what each column means, how numbers and dates read.
//!
//! Enters: column names, the survey, and what was answered before. Leaves: a [`Layout`] that reads
//! rows, and the questions that only the owner can answer.

use crate::asked::answers::Answers;
use crate::asked::ask::{Question, questions_about};
use crate::columns::beside::columns_apart;
use crate::columns::column_forms::{ColumnForms, DiscountForm};
use crate::columns::compose::meaning_of;
use crate::columns::cost::settle_cost;
use crate::columns::date_order::DateOrder;
use crate::columns::event_kind::event_kind_of;
use crate::columns::header::plain_name;
use crate::columns::header_names::Context;
use crate::columns::kind::{Columns, Kind, is_companies, kind_of, party_kind_of};
use crate::columns::meaning::{ColumnMeaning, Table, holds_emails};
use crate::columns::survey::Survey;
use crate::columns::target::Target;
use crate::values::number::NumberForm;

/// The decisions about one file.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    pub(crate) party_kind: &'static str,
    /// What every row of a table of events tells.
    pub(crate) event_kind: &'static str,
    pub(crate) meanings: Vec<ColumnMeaning>,
    pub(crate) numbers: Vec<NumberForm>,
    pub(crate) orders: Vec<DateOrder>,
    pub(crate) discount: DiscountForm,
    /// Nearly every row is as wide as the header, so a shorter one was cut or misread.
    pub(crate) is_even: bool,
    /// Postal codes of five digits, some of which lost the nought in front.
    pub(crate) has_five_digit_codes: bool,
    /// A report with a group row above the rows of each customer.
    pub(crate) is_report: bool,
    /// What only the owner can tell.
    pub(crate) questions: Vec<Question>,
    /// Orders are known by their inner id, because their numbers are missing in many rows.
    pub(crate) keys_by_id: bool,
    columns_of: Vec<(Target, Vec<usize>)>,
}

/// What a file is decided from.
pub(crate) struct Evidence<'file> {
    pub(crate) names: &'file [String],
    pub(crate) survey: &'file Survey,
    pub(crate) delimiter: &'file str,
    pub(crate) asked: Option<Kind>,
    pub(crate) is_mailbox: bool,
    pub(crate) answers: &'file Answers,
}

impl Layout {
    /// Decides everything about a file.
    pub(crate) fn decide(file: &Evidence<'_>) -> Layout {
        let apart = columns_apart(file.names, file.survey);
        let plain_unless = |(name, is_apart): (&String, &bool)| match is_apart {
            true => String::new(),
            false => plain_name(name),
        };
        let plain: Vec<String> = file.names.iter().zip(&apart).map(plain_unless).collect();
        let (kind, event_kind, columns) = decide_kind(file, &plain);
        let companies = kind == Kind::Parties && columns.0;
        let table = Table {
            names: file.names,
            plain: &plain,
            profiles: &file.survey.columns,
            kind,
            companies,
        };
        let mut meanings = table.meanings();
        let others = meanings.iter_mut().zip(&apart);
        for (meaning, _) in others.filter(|(_, is_apart)| **is_apart) {
            meaning.target = None;
            meaning.reason =
                "of another table beside this one; put that on a sheet of its own".into();
        }
        file.answers.apply_meanings(&mut meanings);
        let keys_by_id = are_keyed_by_id(file.survey, &mut meanings);
        let forms = ColumnForms::decide(
            file.survey,
            file.delimiter,
            &plain,
            file.answers,
            &mut meanings,
        );
        let open_cost = settle_cost(file, &plain, kind, &mut meanings, &forms);
        let mut questions = questions_about(file, kind, &meanings, &forms);
        questions.extend(open_cost);
        let columns_of = group_columns(&meanings);
        Layout {
            kind,
            party_kind: columns.1,
            event_kind,
            is_even: file.survey.short_rows * 20 < file.survey.rows.max(1),
            is_report: file.survey.is_report() && matches!(kind, Kind::OrderLines | Kind::Orders),
            has_five_digit_codes: has_five_digit_codes(file.survey, &meanings),
            numbers: forms.numbers,
            orders: forms.orders,
            discount: forms.discount,
            meanings,
            questions,
            keys_by_id,
            columns_of,
        }
    }

    /// The columns with this meaning, in the order of the file.
    pub(crate) fn columns(&self, target: Target) -> &[usize] {
        self.columns_of
            .iter()
            .find(|(of, _)| *of == target)
            .map_or(&[], |(_, columns)| columns)
    }

    /// The columns that tell whose a row is.
    pub(crate) fn party_columns(&self) -> Vec<usize> {
        const NOUNS: [&str; 9] = [
            "customer",
            "company",
            "person",
            "person_or_company",
            "contact",
            "address",
            "billing",
            "shipping",
            "consent",
        ];
        let of_party =
            |target: Target| NOUNS.contains(&target.code().split('.').next().unwrap_or(""));
        let all = self.meanings.iter().enumerate();
        all.filter(|(_, meaning)| meaning.target.is_some_and(of_party))
            .map(|(at, _)| at)
            .collect()
    }

    /// Columns without a meaning, with their names: in a survey, the questions.
    pub(crate) fn free_columns(&self) -> impl Iterator<Item = (usize, &str)> {
        let free = self.meanings.iter().enumerate();
        free.filter(|(_, meaning)| meaning.target.is_none())
            .map(|(at, meaning)| (at, meaning.column.as_str()))
    }

    /// Whether any column has this meaning.
    pub(crate) fn has(&self, target: Target) -> bool {
        !self.columns(target).is_empty()
    }
}

/// The kind, the kind of events, and whether the parties are companies and of which kind.
fn decide_kind(
    file: &Evidence<'_>,
    plain: &[String],
) -> (Kind, &'static str, (bool, &'static str)) {
    let targets: Vec<Option<Target>> = plain
        .iter()
        .map(|plain| meaning_of(plain, Context::Any))
        .collect();
    let columns = Columns {
        plain,
        targets: &targets,
        holds_emails: file.survey.columns.iter().any(holds_emails),
    };
    // Where it is agreed that rows tell of events, each tells itself of which.
    let event_kind = match file.asked {
        Some(Kind::Events) => Some("activity"),
        _ => event_kind_of(&columns),
    };
    let found = match event_kind {
        _ if file.is_mailbox => Kind::Bounces,
        Some(_) => Kind::Events,
        None => kind_of(&columns),
    };
    let kind = file.asked.or(file.answers.kind()).unwrap_or(found);
    let party_kind = if kind == Kind::Parties {
        party_kind_of(&columns)
    } else {
        ""
    };
    (
        kind,
        event_kind.unwrap_or("note"),
        (is_companies(&columns), party_kind),
    )
}

/// An order is known by the number people read, as long as every row has it; else by an inner id.
fn are_keyed_by_id(survey: &Survey, meanings: &mut [ColumnMeaning]) -> bool {
    let filled = |target: Target| {
        let at = meanings
            .iter()
            .position(|meaning| meaning.target == Some(target))?;
        let profile = &survey.columns[at];
        Some((profile.filled, profile.looked_at))
    };
    let (Some(number), Some(inner)) = (filled(Target::OrderNumber), filled(Target::OrderId)) else {
        return false;
    };
    // Half-empty numbers are those of invoices that some payments name.
    let by_id = number.0 * 20 < number.1 * 19 && inner.0 > number.0;
    if by_id {
        let named = meanings
            .iter_mut()
            .filter(|meaning| meaning.target == Some(Target::OrderNumber));
        for meaning in named {
            meaning.reason = format!(
                "{}; orders are known by their id, which every row has",
                meaning.reason
            );
        }
    }
    by_id
}

/// Whether most codes of the column have five digits and the rest four.
fn has_five_digit_codes(survey: &Survey, meanings: &[ColumnMeaning]) -> bool {
    let codes = survey
        .columns
        .iter()
        .zip(meanings)
        .filter(|(_, meaning)| meaning.target == Some(Target::Postcode));
    let (five, four) = codes.fold((0, 0), |(five, four), (profile, _)| {
        (five + profile.five_digits, four + profile.four_digits)
    });
    five > 3 * four && four > 0
}

fn group_columns(meanings: &[ColumnMeaning]) -> Vec<(Target, Vec<usize>)> {
    let mut groups: Vec<(Target, Vec<usize>)> = Vec::new();
    for (at, meaning) in meanings.iter().enumerate() {
        let Some(target) = meaning.target else {
            continue;
        };
        match groups.iter_mut().find(|(of, _)| *of == target) {
            Some((_, columns)) => columns.push(at),
            None => groups.push((target, vec![at])),
        }
    }
    groups
}

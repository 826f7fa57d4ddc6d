//! Whether a row of an order file is a sale, a refund, or money that only moved; and whether it
//! counts.
//!
//! Enters: cells by meaning. Leaves: a [`Sale`] and a [`Status`].

use crate::columns::target::Target;
use crate::values::cells::Cells;
use crate::values::consent::read_consent;
use crate::values::number_text::side_in;

/// Why an order counts nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// It was called off.
    Cancelled,
    /// Nobody has paid it, or the payment failed; a newer export may say otherwise.
    Unpaid,
    /// It was made to try something out.
    Test,
}

impl Status {
    /// The word it is stored under.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Status::Cancelled | Status::Unpaid => "cancelled",
            Status::Test => "test",
        }
    }
}

/// What kind of transaction a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sale {
    /// It is a sale or takes one back.
    pub(crate) counts: bool,
    /// It takes a sale back, whatever its sign.
    pub(crate) is_refund: bool,
}

/// What kind of transaction a row says it is.
pub(crate) fn sale_of(cells: &Cells<'_>) -> Sale {
    const REFUNDS: &[&str] = &[
        "refund",
        "credit memo",
        "credit note",
        "gutschrift",
        "storno",
        "return",
        "chargeback",
        "reversal",
    ];
    const MOVES: &[&str] = &[
        "withdrawal",
        "transfer",
        "payout",
        "conversion",
        "deposit",
        "top up",
        "topup",
        "hold",
        "reserve",
        "auszahlung",
        "abbuchung",
        "estimate",
        "quote",
        "angebot",
        "journal",
    ];
    let says = |words: &[&str]| {
        [Target::OrderType, Target::OrderEvent]
            .into_iter()
            .any(|target| cells.layout.has(target) && cells.says(target, words))
    };
    let is_refund = says(REFUNDS) || stands_on_other_side(cells);
    Sale {
        counts: is_refund || !says(MOVES),
        is_refund,
    }
}

/// Whether the side that stands beside the amount is the one that takes away.
fn stands_on_other_side(cells: &Cells<'_>) -> bool {
    let columns = cells.layout.columns(Target::LEDGER_SIDE);
    columns.iter().any(|at| {
        let side = cells.row.cell(*at).and_then(side_in);
        side.is_some() && side == cells.layout.numbers[*at].less
    })
}

/// Why the order of this row counts nowhere, if it does not.
pub(crate) fn status_of(cells: &Cells<'_>) -> Option<Status> {
    const CANCELLED: &[&str] = &[
        "cancel",
        "storn",
        "void",
        "deleted",
        "trash",
        "annul",
        "anulad",
        "not attending",
    ];
    const UNPAID: &[&str] = &[
        "pending",
        "unpaid",
        "failed",
        "denied",
        "declined",
        "draft",
        "expired",
        "abandoned",
        "unbezahlt",
        "on-hold",
        "entwurf",
        "incomplete",
    ];
    const FULFILMENT: Target = Target::Kept("order.fulfilment_status");
    let says = |target, words: &[&str]| cells.layout.has(target) && cells.says(target, words);
    if says(Target::OrderStatus, &["test"]) || is_test(cells) {
        Some(Status::Test)
    } else if (cells.layout.has(Target::OrderCancelled)
        && cells.text(Target::OrderCancelled).is_some())
        || says(Target::OrderStatus, CANCELLED)
        || (says(FULFILMENT, CANCELLED) && !says(FULFILMENT, &["partial", "teil", "label"]))
        || cells
            .text(Target::Kept("line.note"))
            .is_some_and(|note| is_voided(&note))
    {
        Some(Status::Cancelled)
    } else if says(Target::OrderStatus, UNPAID) {
        Some(Status::Unpaid)
    } else {
        None
    }
}

/// Whether the order was made to try something out: by its mode (`Test`, not live), a column that
/// says so, or the means of payment that shops have for it.
fn is_test(cells: &Cells<'_>) -> bool {
    let means = |target, agreed: bool| {
        let word = cells.text(Target::Kept(target));
        word.and_then(|word| read_consent(&word)) == Some(agreed)
    };
    let mode = cells.text(Target::OrderMode).unwrap_or_default();
    mode.to_lowercase()
        .split(|sign: char| !sign.is_alphanumeric())
        .any(|word| word.starts_with("test"))
        || means("order.live", false)
        || means("order.test", true)
        || cells.says(
            Target::Kept("order.payment_method"),
            &["bogus", "test gateway"],
        )
}

/// Bookkeeping keeps a voided sale as a line of nought with this word in front of its memo.
fn is_voided(note: &str) -> bool {
    note.split([' ', '-', ':'])
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("voided"))
}

/// Reports end with a line of totals, which is no order.
pub(crate) fn is_total_row(cells: &Cells<'_>) -> bool {
    let first = cells
        .row
        .cells()
        .map(str::trim)
        .find(|cell| !cell.is_empty())
        .unwrap_or("");
    says_total(first) && cells.key(Target::OrderDate).is_none()
}

/// Whether a text heads a line of totals, means or counts.
pub(crate) fn says_total(text: &str) -> bool {
    const TOTALS: [&str; 24] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sub total",
        "sub-total",
        "sum",
        "average",
        "count",
        "summe",
        "gesamt",
        "gesamtsumme",
        "gesamtbetrag",
        "zwischensumme",
        "endsumme",
        "durchschnitt",
        "mittelwert",
        "total général",
        "total general",
        "sous-total",
        "totale",
        "totaal",
        "suma",
        "razem",
    ];
    const BEFORE: [&str; 4] = ["total for ", "total - ", "subtotal ", "zwischensumme "];
    let begins = |word: &&str| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let whole = text.trim_end_matches([':', ' ', '=']);
    let is_word = |word: &&str| whole.eq_ignore_ascii_case(word);
    TOTALS.iter().any(is_word) || BEFORE.iter().any(begins)
}

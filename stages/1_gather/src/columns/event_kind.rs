//! Which kind of happening a table tells of, by the names of its columns.
//!
//! Enters: columns. Leaves: the kind each row is stored under, or none when the table is about
//! something else.

use crate::columns::kind::Columns;
use crate::columns::target::Target;

/// A table of contacts has more columns about people and places than this; a log has fewer.
const LOG_PLACES_MOST: usize = 1;
/// A list of notes or consents is narrow.
const NARROW: usize = 8;

/// The kind of event every row of a table tells; `activity` when a column tells it row by row.
pub(crate) fn event_kind_of(columns: &Columns<'_>) -> Option<&'static str> {
    use Target::*;
    let party = columns.any(&[
        Email, Phone, CustomerId, ExternalId, FullName, Company, PartyName, LastName,
    ]) || columns.any_named(&[
        "customer",
        "client",
        "user",
        "account",
        "member",
        "kunde",
        "name",
        "account id",
    ]);
    let sold = columns.has(UnitPrice) && columns.any(&[Quantity, OrderId, OrderNumber])
        || columns.any(&[
            OrderTax,
            OrderShipping,
            OrderTotal,
            LineTotal,
            LineCost,
            UnitCost,
        ]);
    let places = columns.any(&[Street, City, Postcode]);
    if !party
        || sold
        || columns.count_noun("address") > LOG_PLACES_MOST.max(usize::from(places) * 2)
    {
        return None;
    }
    told_by_names(columns).or_else(|| told_by_form(columns))
}

/// Names that only tables of one kind have; the first kind that is named wins.
const TOLD: &[(&str, &[&str])] = &[
    (
        "return",
        &[
            "return reason",
            "reason for return",
            "rma",
            "rma number",
            "rma no",
            "return date",
            "return id",
            "returned on",
            "returned at",
        ],
    ),
    (
        "survey",
        &["response id", "csat", "satisfaction", "nps score"],
    ),
    (
        "subscription",
        &[
            "renewal date",
            "renews on",
            "renews at",
            "current period end",
            "next billing date",
            "mrr",
            "next renewal",
            "subscription id",
            "next payment date",
            "verlaengerung am",
            "renewal",
        ],
    ),
    (
        "registration",
        &[
            "serial number",
            "serial no",
            "seriennummer",
            "warranty until",
            "warranty end",
            "product registered",
            "registration id",
        ],
    ),
    (
        "ticket",
        &[
            "ticket id",
            "ticket subject",
            "ticket status",
            "case number",
            "case id",
            "ticket number",
            "ticket date",
            "resolved at",
            "solved at",
        ],
    ),
    (
        "visit",
        &[
            "visit date",
            "visit id",
            "purpose of visit",
            "besuchsdatum",
            "visited by",
            "visit length",
        ],
    ),
    (
        "call",
        &[
            "call date",
            "call id",
            "call duration",
            "call outcome",
            "call time",
            "call type",
            "call result",
            "call direction",
            "anrufdatum",
            "talk time",
            "disposition",
            "call notes",
            "reason for call",
            "caller",
            "call summary",
        ],
    ),
    (
        "usage",
        &[
            "feature",
            "feature name",
            "logins",
            "sessions",
            "api calls",
            "event name",
            "page views",
            "times used",
            "number of uses",
            "usage date",
            "event count",
            "active days",
        ],
    ),
    (
        "activity",
        &[
            "activity type",
            "interaction type",
            "activity date",
            "interaction date",
        ],
    ),
];

/// The kind that a name alone tells.
fn told_by_names(columns: &Columns<'_>) -> Option<&'static str> {
    let word = |word: &str| {
        let mut names = columns.plain.iter();
        names.any(|name| name.split(' ').any(|own| own == word))
    };
    let answered = columns.any_named(&["answer", "response", "antwort"]);
    if word("survey") || word("nps") || (word("question") && answered && columns.plain.len() > 2) {
        return Some("survey");
    }
    if word("ticket") && columns.any_named(&["subject", "status", "priority"]) {
        return Some("ticket");
    }
    let told = TOLD.iter().find(|(_, names)| columns.any_named(names));
    told.map(|(kind, _)| *kind)
}

/// Tables told by how little they hold.
fn told_by_form(columns: &Columns<'_>) -> Option<&'static str> {
    use Target::*;
    let any = |names: &[&str]| columns.any_named(names);
    let narrow = columns.plain.len() <= NARROW;
    let names = columns.any(&[FirstName, LastName]);
    let date = any(&[
        "date",
        "datum",
        "created at",
        "created",
        "timestamp",
        "created on",
        "day",
        "date created",
        "inquiry date",
        "contact date",
        "meeting date",
    ]);
    let consent = any(&[
        "consent",
        "consent date",
        "opt in date",
        "opt out date",
        "unsubscribed at",
        "unsubscribe date",
        "consent type",
        "opted out at",
        "unsub time",
        "consent channel",
    ]) || (any(&["status date", "changed at"])
        && columns.any(&[ConsentEmail, OptOutEmail]));
    let interest = any(&[
        "interest",
        "interests",
        "interested in",
        "product interest",
        "product of interest",
        "enquiry",
        "inquiry",
    ]);
    let asked = columns.plain.len() > 2
        && any(&[
            "submitted at",
            "response date",
            "submission date",
            "submitted on",
            "completed at",
        ]);
    if narrow && consent && !names {
        Some("consent")
    } else if narrow && interest && (date || !names) {
        Some("interest")
    } else if asked {
        Some("survey")
    } else if narrow
        && date
        && !names
        && columns.has(Note)
        && !any(&["amount", "total", "betrag", "price"])
    {
        Some("note")
    } else {
        None
    }
}

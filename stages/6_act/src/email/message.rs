//! A rendered mail in; the bytes for the wire out, the same bytes for the same mail every time.

use std::time::SystemTime;

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use terms::Business;

use crate::ActError;
use crate::contact::one_line;
use crate::email::render::Rendered;

/// To whom a mail goes and how it is known again.
#[derive(Clone, Debug)]
pub(crate) struct Cover {
    pub(crate) from: Mailbox,
    pub(crate) to: Mailbox,
    /// Whom answers reach, where that is not the sender.
    pub(crate) reply_to: Option<Mailbox>,
    /// Without angle brackets.
    pub(crate) message_id: String,
    pub(crate) stop_address: String,
    pub(crate) date: SystemTime,
}

/// The mailbox of a business, for From.
pub(crate) fn sender_of(business: &Business) -> Result<Mailbox, ActError> {
    let address =
        business.email.trim().parse::<Address>().map_err(|_| {
            ActError::Setup("an e-mail address that mails can come from".to_owned())
        })?;
    Ok(Mailbox::new(Some(one_line(&business.name)), address))
}

/// The mailbox of a recipient; `None` when the address is none.
pub(crate) fn recipient(name: &str, address: &str) -> Option<Mailbox> {
    let address = address.trim().parse::<Address>().ok()?;
    let name = one_line(name);
    Some(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// The mailbox a person writes from and the one that answers reach: the mail server of the business
/// speaks for the address of the business alone, so only the name is the person's.
pub(crate) fn signed_by(from: &Mailbox, name: &str, email: &str) -> (Mailbox, Option<Mailbox>) {
    let name = one_line(name);
    if name.is_empty() {
        return (from.clone(), None);
    }
    let shown = match &from.name {
        Some(business) => format!("{name}, {business}"),
        None => name.clone(),
    };
    let sender = Mailbox::new(Some(shown), from.email.clone());
    (sender, recipient(&name, email))
}

/// The id of the mail of a ledger row: fixed before the first try and the same in every later
/// one, so that a copy can be told from a second mail.
pub(crate) fn message_id(planned_touch: i64, workspace: &str, from: &Mailbox) -> String {
    format!("touch-{planned_touch}.{workspace}@{}", from.email.domain())
}

/// The whole message: headers, text part, HTML part.
pub(crate) fn message_bytes(cover: &Cover, mail: Rendered) -> Result<Vec<u8>, ActError> {
    // The boundary comes from the id, not from chance, so that a later try has the same bytes.
    let mark: String = cover
        .message_id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let body = MultiPart::alternative()
        .boundary(format!(
            "part-{}",
            mark.chars().take(60).collect::<String>()
        ))
        .singlepart(SinglePart::plain(mail.text))
        .singlepart(SinglePart::html(mail.html));
    let mut head = Message::builder().date(cover.date).from(cover.from.clone());
    if let Some(person) = &cover.reply_to {
        head = head.reply_to(person.clone());
    }
    let message = head
        .to(cover.to.clone())
        .message_id(Some(format!("<{}>", cover.message_id)))
        .subject(mail.subject)
        .raw_header(plain_header(
            "List-Unsubscribe",
            format!("<{}>", cover.stop_address),
        ))
        .raw_header(plain_header(
            "List-Unsubscribe-Post",
            "List-Unsubscribe=One-Click".to_owned(),
        ))
        .multipart(body)
        .map_err(|error| ActError::Text {
            what: "a mail".to_owned(),
            why: error.to_string(),
        })?;
    Ok(message.formatted())
}

/// A header whose value is visible ASCII already and must stay as it is, for machines read it.
fn plain_header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.clone(),
        value,
    )
}

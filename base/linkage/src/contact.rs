//! E-mail addresses and phone numbers. Enters: what was written. Leaves: a key to compare by;
//! nothing is ever sent to a key.

/// Mailboxes of a firm or a house rather than of one person.
const ROLE_BOXES: &[&str] = &[
    "info",
    "sales",
    "office",
    "contact",
    "kontakt",
    "admin",
    "mail",
    "hello",
    "support",
    "service",
    "team",
    "buero",
    "buro",
    "post",
    "enquiries",
    "inquiries",
    "accounts",
    "billing",
    "orders",
    "shop",
    "verkauf",
    "contacto",
    "ventas",
    "contatti",
    "accueil",
    "hallo",
    "help",
    "reception",
    "family",
    "home",
    "webmaster",
    "noreply",
];

/// An e-mail address without tag, in small letters; dots are taken out at Gmail, which alone
/// ignores them. Nothing is written when it is no address.
pub(crate) fn email_into(cell: &str, out: &mut String) {
    let cell = cell.trim_matches(|c: char| matches!(c, '<' | '>' | '.' | ',' | ';' | ' '));
    let Some((local, host)) = cell.rsplit_once('@') else {
        return;
    };
    let local = local.split('+').next().unwrap_or(local);
    if local.is_empty() || host.is_empty() {
        return;
    }
    let gmail =
        host.eq_ignore_ascii_case("gmail.com") || host.eq_ignore_ascii_case("googlemail.com");
    let letters = local
        .chars()
        .filter(|c| !(c.is_whitespace() || gmail && *c == '.'));
    out.extend(letters.flat_map(char::to_lowercase));
    out.push('@');
    if gmail {
        out.push_str("gmail.com");
    } else {
        out.extend(
            host.chars()
                .filter(|c| !c.is_whitespace())
                .flat_map(char::to_lowercase),
        );
    }
}

/// The part before the @ of an e-mail key.
pub(crate) fn local_part(email: &str) -> &str {
    email.rsplit_once('@').map_or(email, |(local, _)| local)
}

/// Whether an e-mail key is a mailbox that several people read: `info@`, `sales@`.
#[must_use]
pub fn is_shared_box(email: &str) -> bool {
    ROLE_BOXES.contains(&local_part(email))
}

/// The last ten digits of a phone number without trunk zeros; they hold area and subscriber in
/// every numbering plan in use. Nothing below seven digits, nor when all digits are one.
pub(crate) fn phone_into(cell: &str, out: &mut String) {
    let lower = cell.to_ascii_lowercase();
    let main = ["ext", " x", "#", "durchwahl"]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min()
        .unwrap_or(lower.len());
    let main = lower.get(..main).unwrap_or(&lower);
    let mut digits: Vec<u8> = Vec::with_capacity(16);
    let mut bytes = main.bytes().peekable();
    while let Some(byte) = bytes.next() {
        // The zero in «+44 (0)1632» is not dialled.
        if byte == b'(' && bytes.peek() == Some(&b'0') && !digits.is_empty() {
            bytes.next();
            continue;
        }
        if byte.is_ascii_digit() {
            digits.push(byte);
        }
    }
    let all_one = digits.iter().all(|digit| Some(digit) == digits.first());
    if digits.len() < 7 || all_one {
        return;
    }
    let tail = &digits[digits.len().saturating_sub(10)..];
    // Behind a country code of two digits ten digits may hold one of its digits: nine are safe.
    let tail = &tail[tail
        .len()
        .saturating_sub(if digits.len() > 11 { 9 } else { 10 })..];
    let zeros = tail.iter().take_while(|digit| **digit == b'0').count();
    out.extend(tail[zeros..].iter().map(|digit| char::from(*digit)));
}

//! Mails that came back: addresses that have been given up enter, a mailbox file of delivery reports
//! leaves, as mail servers write them (RFC 3464).

use std::fmt::Write;

use terms::Day;

/// One delivery report for every address, in one mailbox file.
#[must_use]
pub fn returned_mails<'a>(addresses: impl IntoIterator<Item = &'a str>, day: Day) -> String {
    let mut mailbox = String::new();
    for (at, address) in addresses.into_iter().enumerate() {
        let host = address.rsplit('@').next().unwrap_or("mail.example");
        // Writing into a string cannot fail.
        let _ = write!(
            mailbox,
            "From MAILER-DAEMON {day} 08:00:00\n\
             From: MAILER-DAEMON@{host}\nTo: hello@tarnhollow.example\n\
             Subject: Undelivered Mail Returned to Sender\nMessage-ID: <report-{at}-{day}@{host}>\n\
             MIME-Version: 1.0\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=part\n\n\
             --part\nContent-Type: text/plain\n\nYour message could not be delivered.\n\n\
             --part\nContent-Type: message/delivery-status\n\n\
             Reporting-MTA: dns; {host}\n\n\
             Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such user here\n\n--part--\n\n"
        );
    }
    mailbox
}

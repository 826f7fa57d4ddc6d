//! Papers that a business has, as both doors take them in: lists, mails and letters that came back, a
//! corrected workbook. The tests of the command line read this file too.

/// Four customers with mail, phone and post.
pub(crate) const PEOPLE: &str = "Customer no,First name,Last name,Email,Phone,Street,Town,Postcode\n\
    K1,Anna,Berg,a@berg.example,0721 5550101,Weg 1,Bonn,53111\n\
    K2,Otto,Lang,o@lang.example,0721 5550102,Weg 2,Bonn,53112\n\
    K3,Eva,Neu,e@neu.example,0721 5550103,Weg 3,Bonn,53113\n\
    K4,Jan,Alt,j@alt.example,0721 5550104,Weg 4,Bonn,53114\n";

/// An order of each.
pub(crate) const ORDERS: &str = "Order no,Date,Customer no,Amount\n\
    1,2025-05-05,K1,4.00\n2,2025-05-06,K2,5.00\n3,2025-05-07,K3,6.00\n4,2025-05-08,K4,7.00\n";

/// A letter to each that was printed and posted: L-000001 to L-000004.
pub(crate) const PRINTED: &str = "
    INSERT INTO turns (id, as_of, seed, pressed_at, hold_until, state) VALUES (1, 0, 0, '', '', 'done');
    INSERT INTO strategies (id, cell, version, text, used_from) VALUES (1, 'P1F1', 1, '', 0);
    INSERT INTO campaigns (id, turn_id, cell, name, strategy_id, plan, start_day, end_day, seed,
                           control_share, budget_minor, expected_gain_minor)
    VALUES (1, 1, 'P1F1', '', 1, '', 0, 90, 0, 0, 0, 0);
    INSERT INTO touches VALUES (1, 1, 1, 'letter', 0, 9, '{}', 0);
    INSERT INTO enrolments VALUES (1, 1, 1, 'contacted', 0, 1, 0, ''), (2, 1, 2, 'contacted', 0, 1, 0, ''),
                                  (3, 1, 3, 'contacted', 0, 1, 0, ''), (4, 1, 4, 'contacted', 0, 1, 0, '');
    INSERT INTO planned_touches VALUES (1, 1, 1, 0, 9), (2, 2, 1, 0, 9), (3, 3, 1, 0, 9), (4, 4, 1, 0, 9);
    INSERT INTO handovers (planned_touch_id, state, contact_point_id, changed_day, changed_at)
    SELECT p.id, 'done', c.id, 0, '' FROM planned_touches p
    JOIN enrolments e ON e.id = p.enrolment_id
    JOIN contact_points c ON c.account_id = e.account_id AND c.kind = 'post';";

/// Mails to customers 1 and 2 that will never arrive, one to customer 4 that may yet.
pub(crate) fn mailbox() -> String {
    [
        ("a@berg.example", "5.1.1", "failed"),
        ("o@lang.example", "5.1.1", "failed"),
        ("j@alt.example", "4.2.2", "delayed"),
    ]
    .map(|(address, status, action)| returned_mail(address, status, action))
    .concat()
}

fn returned_mail(address: &str, status: &str, action: &str) -> String {
    format!(
        "From MAILER-DAEMON Mon Nov  2 08:00:00 2026\n\
         From: MAILER-DAEMON@mx.example\nTo: us@shop.example\n\
         Subject: Undelivered Mail Returned to Sender\nMessage-ID: <{status}-{address}>\n\
         MIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nIt could not be delivered.\n\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
         Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\n\
         Diagnostic-Code: smtp; {status} said the other server\n\n--b--\n\n"
    )
}

/// Sixty customers for a workbook.
pub(crate) fn sixty_people() -> String {
    let mut text =
        "Customer no,Company,First name,Last name,Email,Street,Town,Postcode\n".to_owned();
    for at in 0..60 {
        text.push_str(&format!(
            "K{at},,Anna{at},Berg{at},a{at}@berg.example,Weg {at},Bonn,53{at:03}\n"
        ));
    }
    text
}

/// A workbook as somebody gives it back who corrected fifty cells: twenty first names, fifteen
/// e-mail addresses, ten towns and five tags.
pub(crate) fn correct_fifty_cells(from: &std::path::Path, to: &std::path::Path) {
    use calamine::Reader;
    let mut book = calamine::open_workbook_auto(from).unwrap();
    let mut out = rust_xlsxwriter::Workbook::new();
    for name in ["Customers", "As written"] {
        let range = book.worksheet_range(name).unwrap();
        let sheet = out.add_worksheet().set_name(name).unwrap();
        for (row, cells) in range.rows().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let text = cell.to_string();
                let text = match (name, row, column) {
                    ("Customers", 1..=20, 5) => format!("{text}-Maria"),
                    ("Customers", 1..=15, 8) => text.replace("berg", "neu"),
                    ("Customers", 1..=10, 12) => "Köln".into(),
                    ("Customers", 1..=5, 17) => "VIP".into(),
                    _ => text,
                };
                sheet.write_string(row as u32, column as u16, text).unwrap();
            }
        }
    }
    out.save(to).unwrap();
}

/// Orders of which the first so many have an amount nobody can read.
pub(crate) fn broken_orders(broken: usize) -> String {
    let mut text = "Order no,Date,Customer no,Email,Amount\n".to_owned();
    for at in 0..200 {
        let amount = if at < broken {
            "n/a".to_owned()
        } else {
            format!("{at}.00")
        };
        text.push_str(&format!("{at},2025-05-05,K{at},c{at}@d.example,{amount}\n"));
    }
    text
}

/// Customers, own staff and a vendor in one list.
pub(crate) const KINDS: &str = "Customer no,Name,Email,Type\n\
    1,Ann Alder,ann@alder.example,Customer\n\
    2,Ben Birch,ben@birch.example,Customer\n\
    3,Timber Mill,mill@timber.example,Vendor\n\
    4,Own Clerk,clerk@shop.example,Staff\n";

/// Two lists that overlap in one person, told with more in the second.
pub(crate) const FIRST_LIST: &str = "Customer no,First name,Last name,Email,Town\n\
    1,Ann,Alder,ann@alder.example,Leeds\n2,Ben,Birch,ben@birch.example,York\n";
pub(crate) const SECOND_LIST: &str = "First name,Last name,Email,Phone\n\
    Ann,Alder,ann@alder.example,0113 4960001\nCleo,Cedar,cleo@cedar.example,0113 4960002\n";

/// Twelve whole months of a shop that is older, and since when its customers say they are some.
pub(crate) fn cut_history() -> (String, String) {
    let mut orders = "Order no,Order date,Customer no,Total\n".to_owned();
    for day in 0..360 {
        let (month, of_month) = (day / 30 + 1, day % 28 + 1);
        orders += &format!("{day},2025-{month:02}-{of_month:02},K{},20.00\n", day % 40);
    }
    let mut people = "Customer no,Name,Customer since\n".to_owned();
    for customer in 0..40 {
        let since = if customer < 25 { 2021 } else { 2025 };
        people += &format!("K{customer},Ann Lee{customer},{since}-05-01\n");
    }
    (orders, people)
}

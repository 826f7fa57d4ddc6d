//! What goes wrong when real exports are read, one trap a test.

use gather::{Answer, Asked, GatherError, Target, answer, check, import_waiting, read_waiting};
use store::Silent;

use crate::desk::{Desk, NOW, options};

#[test]
fn report_dressing_and_running_balances_are_no_sales() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Sales by Customer Detail,,,,,,,,,\nJanuary 2026,,,,,,,,,\n,,,,,,,,,\n\
         ,Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance\n\
         Mike Sanderson,,,,,,,,,\n,12/01/2025,Invoice,2001,Tree removal,Oak removal,1,600.00,600.00,600.00\n\
         ,12/15/2025,Invoice,2002,Pruning,,2,50.00,100.00,700.00\n,12/20/2025,Credit Memo,2003,Pruning,,1,50.00,-50.00,650.00\n\
         Total for Mike Sanderson,,,,,,,,$650.00,\nOrtiz Landscaping,,,,,,,,,\n,01/05/2026,Invoice,2004,Tree removal,,1,\"2,000.00\",\"2,000.00\",\"2,000.00\"\n\
         ,01/25/2026,Invoice,2005,Pruning,,1,50.00,50.00,\"2,050.00\"\nTotal for Ortiz Landscaping,,,,,,,,\"$2,050.00\",\nTOTAL,,,,,,,,\"$2,700.00\",\n\
         \"Thursday, June 26, 2026 10:14 AM GMT-07:00\",,,,,,,,,\n",
    );
    assert_eq!(
        (receipt.lost_rows, receipt.amount_minor),
        (0, 270_000),
        "{:?}",
        receipt.sample_problems
    );
    let who = "SELECT COALESCE(full_name, company) FROM received_lines WHERE order_key = ";
    assert_eq!(desk.text(&format!("{who}'2003'")), "Mike Sanderson");
    assert_eq!(desk.text(&format!("{who}'2004'")), "Ortiz Landscaping");
    assert_eq!(receipt.first_day.unwrap().to_string(), "2025-12-01");
}

#[test]
fn refunds_take_away_in_either_sign_and_once_only() {
    let desk = Desk::new();
    let positive = desk.import_text(
        "id,Created (UTC),Amount,Amount Refunded,Currency,Fee,Status,Customer Email\n\
         ch_1,2026-01-02 10:00,100.00,20.00,usd,3.00,Paid,a@b.de\nch_2,2026-01-03 10:00,50.00,50.00,usd,1.00,Refunded,c@d.de\n",
    );
    assert_eq!(positive.amount_minor, 8_000);
    let negative = desk.import_text(
        "Date,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,Transaction ID\n\
         26/01/2026,A B,Website Payment,Completed,USD,500.00,-14.80,485.20,a@b.de,T1\n27/01/2026,A B,Payment Refund,Completed,USD,-100.00,2.00,-98.00,a@b.de,T2\n\
         28/01/2026,,General Withdrawal,Completed,USD,-385.20,0.00,-385.20,,T3\n29/01/2026,C D,Website Payment,Pending,USD,70.00,0,70.00,c@d.de,T4\n",
    );
    assert_eq!(negative.amount_minor, 40_000, "{negative:#?}");
    let explained: i64 = negative
        .differences
        .iter()
        .map(|difference| difference.minor)
        .sum();
    assert_eq!(negative.amount_exact, "84.8");
    assert_eq!(negative.amount_minor - explained, 8_480);
    let named = desk.import_text(
        "Transaction ID,Date,Event Type,Net Sales,Tax,Customer ID\nS1,2026-02-01,Payment,$10.00,$1.00,K1\nS2,2026-02-02,Refund,$4.00,$0.40,K1\n",
    );
    assert_eq!(named.amount_minor, 600);
}

#[test]
fn cancelled_and_test_rows_count_nowhere_and_are_named() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Order ID,Date,Customer ID,Total,Status,Mode\n1,2026-01-01,K1,10.00,completed,Live\n2,2026-01-02,K1,5.00,cancelled,Live\n\
         3,2026-01-03,K1,7.00,completed,Test\n4,2026-01-04,K1,3.00,pending,Live\n",
    );
    assert_eq!(receipt.amount_minor, 1_000);
    let named: Vec<&str> = receipt
        .differences
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        named,
        [
            "1 line of cancelled orders",
            "1 line of test orders",
            "1 line of orders not paid"
        ]
    );
}

#[test]
fn guard_apostrophes_go_and_lost_noughts_come_back() {
    let desk = Desk::new();
    desk.import_text(
        "Customer ID,First Name,Last Name,Phone,Zip,Country Code\n'7210448301122,Ana,Diaz,'+31612345678,'2801,US\n'7210448301123,Bo,Ek,,2801,SE\n",
    );
    let first = "SELECT party_key || ' ' || phone || ' ' || postcode FROM received_parties WHERE row_no = 1";
    assert_eq!(desk.text(first), "7210448301122 +31612345678 02801");
    assert_eq!(
        desk.text("SELECT postcode FROM received_parties WHERE row_no = 2"),
        "2801"
    );
    let row = desk
        .store
        .read(|db| gather::read_row(db, 1, 1))
        .unwrap()
        .unwrap();
    assert_eq!(row.cells[0].1, "'7210448301122");
}

#[test]
fn decimal_commas_and_accounting_negatives_are_read() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Belegnummer;Belegdatum;Kunden-Nr.;Bezeichnung;Nettobetrag\nR1;01.02.2026;7;Pumpe;\"1.234,56\"\nR2;02.02.2026;7;Pumpe;(34,56)\n\
         R3;03.02.2026;8;Ventil;5,00-\nR4;04.02.2026;8;Ventil;EUR 10,00\n",
    );
    assert_eq!(
        (receipt.lost_rows, receipt.amount_minor),
        (0, 120_500),
        "{:?}",
        receipt.sample_problems
    );
}

#[test]
fn excel_serials_are_days() {
    let desk = Desk::new();
    let receipt = desk
        .import_text("Order no,Order date,Customer no,Total\n1,44562,K1,5.00\n2,44563,K1,5.00\n");
    assert_eq!(receipt.first_day.unwrap().to_string(), "2022-01-01");
}

#[test]
fn several_values_in_a_cell_become_several_contacts() {
    let desk = Desk::new();
    desk.import_text(
        "Name,Phone 1 - Value,E-mail 1 - Value,Labels\nA B,+41319280960 ::: +41792648866,a@b.de ::: a2@b.de,* coworkers ::: * myContacts\n",
    );
    assert_eq!(
        desk.text("SELECT phone || ' ' || email FROM received_parties"),
        "+41319280960 a@b.de"
    );
    assert_eq!(
        desk.text("SELECT group_concat(kind || ':' || value, ' ') FROM received_contacts"),
        "email:a2@b.de phone:+41792648866"
    );
    desk.import_text("Customer full name,Phone numbers,Email\nAcme Corp,Phone:(555) 010-1234 Mobile:(555) 010-9999,b@acme.example\n");
    assert_eq!(
        desk.text("SELECT phone FROM received_parties WHERE email = 'b@acme.example'"),
        "(555) 010-1234"
    );
    assert_eq!(
        desk.text("SELECT value FROM received_contacts WHERE source_id = 2"),
        "(555) 010-9999"
    );
}

#[test]
fn household_names_and_shared_phones_are_kept_as_written() {
    let desk = Desk::new();
    desk.import_text(
        "Name,Phone\nJohn & Mary Smith,555 0100\n\"SMITH, JOHN\",555 0100\nThe Smiths,555 0100\n",
    );
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_parties WHERE phone = '555 0100'"),
        3
    );
    assert_eq!(
        desk.text("SELECT full_name FROM received_parties WHERE row_no = 1"),
        "John & Mary Smith"
    );
}

#[test]
fn an_address_in_one_cell_comes_apart() {
    let desk = Desk::new();
    desk.import_text(
        "Email Address,First Name,Last Name,Address\na@b.de,A,B,\"55 Bay St, Tampa, FL 33602\"\n",
    );
    let parts =
        "SELECT street || '|' || city || '|' || region || '|' || postcode FROM received_parties";
    assert_eq!(desk.text(parts), "55 Bay St|Tampa|FL|33602");
}

#[test]
fn a_date_that_nobody_can_know_is_asked_once_and_never_again() {
    let desk = Desk::new();
    desk.store
        .set_setting("currency_is_settled", &true)
        .unwrap();
    let january = "Order no,Date,Customer no,Amount\n1,03/04/2026,7,5.00\n2,01/04/2026,8,6.00\n";
    let path = desk.file("january.csv", january);
    let error = desk.try_import(&path).unwrap_err();
    let GatherError::Waits { questions, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (
            questions.len(),
            questions[0].asked,
            questions[0].samples.len()
        ),
        (1, Asked::DateOrder, 2)
    );
    assert!(error.to_string().contains("03/04/2026"), "{error}");
    assert_eq!(desk.number("SELECT COUNT(*) FROM sources"), 0);
    let waiting = desk.store.read(read_waiting).unwrap();
    let wrong = Answer {
        column: "Date".into(),
        asked: Asked::DateOrder,
        answer: "sideways".into(),
    };
    assert!(answer(&desk.store, &waiting[0], &[wrong], NOW).is_err());
    let right = Answer {
        column: "Date".into(),
        asked: Asked::DateOrder,
        answer: "month_first".into(),
    };
    answer(&desk.store, &waiting[0], &[right], NOW).unwrap();
    let receipt = import_waiting(&desk.store, &waiting[0], &options(), &Silent).unwrap();
    assert_eq!(receipt.last_day.unwrap().to_string(), "2026-03-04");
    assert!(desk.store.read(read_waiting).unwrap().is_empty());
    // The next export of the same system, with a column more, asks nothing.
    let february =
        "Order no,Date,Customer no,Amount,Note\n3,05/06/2026,7,5.00,x\n4,02/06/2026,8,6.00,y\n";
    let receipt = desk.import_text(february);
    assert_eq!(receipt.last_day.unwrap().to_string(), "2026-05-06");
}

#[test]
fn the_currency_is_asked_once_a_business_and_the_file_read_anew_with_it() {
    let desk = Desk::new();
    let first = desk.import_text("Order no,Order date,Customer no,Total\n1,2026-01-05,K1,5.00\n");
    assert_eq!(first.currency.code(), "EUR");
    let waiting = desk.store.read(read_waiting).unwrap();
    assert_eq!(
        (waiting[0].questions[0].asked, waiting[0].questions[0].must),
        (Asked::Currency, false)
    );
    let dollars = Answer {
        column: String::new(),
        asked: Asked::Currency,
        answer: "USD".into(),
    };
    answer(&desk.store, &waiting[0], &[dollars], NOW).unwrap();
    let again = import_waiting(&desk.store, &waiting[0], &options(), &Silent).unwrap();
    assert_eq!((again.currency.code(), again.already), ("USD", false));
    assert!(desk.store.read(read_waiting).unwrap().is_empty());
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM sources WHERE undone_at IS NULL"),
        1
    );
    let told = desk.import_text("Order no,Order date,Customer no,Total\n1,2026-01-05,K1,£5.00\n");
    assert_eq!(told.currency.code(), "GBP");
}

#[test]
fn other_habits_of_a_file_decide_where_its_dates_do_not() {
    for (text, day) in [
        (
            "Order no,Date,Customer no,State,Zip,Amount\n1,03/04/2026,7,NY,10001,5.00\n",
            "2026-03-04",
        ),
        (
            "Order no;Date;Customer no;Amount\n1;03/04/2026;7;5,00\n",
            "2026-04-03",
        ),
        (
            "Order no,Date,Customer no,Amount\n1,03.04.2026,7,5.00\n",
            "2026-04-03",
        ),
    ] {
        let desk = Desk::new();
        assert_eq!(
            desk.import_text(text).first_day.unwrap().to_string(),
            day,
            "{text}"
        );
    }
}

#[test]
fn a_column_that_could_be_the_date_is_asked_about_without_holding_the_file_up() {
    let desk = Desk::new();
    let path = desk.file(
        "odd.csv",
        "Order no,Customer no,Xyz,Total\n1,7,2026-01-03,5.00\n2,8,2026-01-04,6.00\n",
    );
    let seen = check(&path).unwrap();
    assert_eq!(seen.questions[0].asked, Asked::Meaning);
    assert_eq!(
        (seen.questions[0].column.as_str(), seen.questions[0].must),
        ("Xyz", false)
    );
    assert_eq!(
        seen.questions[0].choices[0].answer,
        Target::OrderDate.code()
    );
}

#[test]
fn every_way_to_write_a_number_that_importers_meet_is_read() {
    for (cell, minor) in [
        ("\"-1.234,56\"", -123_456),
        ("\"1,234.56\"", 123_456),
        ("(12.00)", -1_200),
        ("- $5.00", -500),
        ("-$5.00", -500),
        ("5-", -500),
        ("USD 1 200", 120_000),
        ("\"1\u{a0}200,50\"", 120_050),
        ("1'200.50", 120_050),
        ("€ 7.10", 710),
    ] {
        let desk = Desk::new();
        let text = format!("Order no,Order date,Customer no,Total\n1,2026-01-05,K1,{cell}\n");
        let receipt = desk.import_text(text);
        assert_eq!(
            (receipt.lost_rows, receipt.amount_minor),
            (0, minor),
            "{cell}: {:?}",
            receipt.sample_problems
        );
    }
}

#[test]
fn a_day_that_is_none_is_no_day_and_no_loss() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "First Name,Last Name,E-mail Address,Birthday\nA,B,a@b.de,0/0/00\nC,D,c@d.de,5/16/80\n",
    );
    assert_eq!((receipt.rows, receipt.lost_rows), (2, 0));
    assert_eq!(
        desk.number("SELECT COUNT(*) FROM received_parties WHERE birthday IS NOT NULL"),
        1
    );
}

#[test]
fn headers_with_asterisks_capitals_and_questions_are_taken_or_left_alone() {
    let desk = Desk::new();
    let seen = check(&desk.file(
        "odd.csv",
        "*ContactName,EmailAddress,Phone numbers,Phone Numbers,What is your shoe size?\nA B,a@b.de,555 0100,555 0101,38\n",
    ))
    .unwrap();
    let code = |at: usize| seen.columns[at].target.map(Target::code);
    assert!(
        code(0).is_some_and(|code| code.contains("name")),
        "{seen:?}"
    );
    assert_eq!(
        (code(1), code(2), code(3)),
        (
            Some("contact.email"),
            Some("contact.phone"),
            Some("contact.phone")
        )
    );
    assert_eq!(code(4), None);
}

#[test]
fn tags_quoted_twice_and_lists_with_semicolons_keep_every_value() {
    let desk = Desk::new();
    let receipt = desk.import_text(
        "Email Address,First Name,Last Name,TAGS,Additional emails\na@b.de,A,B,\"\"\"vip\"\",\"\"fair 2025\"\"\",a2@b.de;a3@b.de\n",
    );
    assert_eq!((receipt.rows, receipt.lost_rows), (1, 0));
    let row = desk
        .store
        .read(|db| gather::read_row(db, 1, 1))
        .unwrap()
        .unwrap();
    assert_eq!(row.cells[3].1, "\"vip\",\"fair 2025\"");
    assert_eq!(row.cells[4].1, "a2@b.de;a3@b.de");
}

#[test]
fn every_encoding_shows_its_accents_and_is_logged() {
    let text = "Name;Ort\nMüller & Söhne;Köln\nJosé Núñez;Málaga\nÅsa Öberg;Malmö\n";
    let utf16: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), "UTF-8"),
        (format!("\u{feff}{text}").into_bytes(), "UTF-8"),
        (
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            "windows-1252",
        ),
        (utf16, "UTF-16BE"),
    ] {
        let desk = Desk::new();
        let path = desk.file("file.csv", &bytes);
        let seen = check(&path).unwrap();
        assert_eq!(
            (seen.encoding.as_str(), seen.samples[0][0].as_str()),
            (encoding, "Müller & Söhne")
        );
        desk.import(&path);
        assert_eq!(desk.text("SELECT encoding FROM sources"), encoding);
    }
}

#[test]
fn an_order_without_a_customer_key_keeps_the_name_it_has() {
    let desk = Desk::new();
    desk.import_text("Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution\n2026-01-05,77,$20.00,completed,Ann Lee,new,2× Tea,2,,20.00,Direct\n2026-01-06,78,$10.00,completed,,new,1× Tea,1,,10.00,Direct\n");
    assert_eq!(
        desk.text("SELECT COALESCE(full_name, company) FROM received_lines WHERE order_key = '77'"),
        "Ann Lee"
    );
    assert_eq!(
        desk.number("SELECT SUM(net_minor) FROM received_lines"),
        3_000
    );
}

#[test]
fn totals_instead_of_orders_are_kept_as_totals_and_never_as_sales() {
    let desk = Desk::new();
    let receipt = desk.import_text("Customer ID,First Name,Last Name,Email,Total Spent,Total Orders\n1,Ann,Lee,a@b.de,120.50,4\n");
    assert_eq!(
        (receipt.kind, receipt.amount_minor),
        (gather::Kind::Parties, 0)
    );
    assert_eq!(
        desk.text("SELECT total_spent_minor || ' ' || order_count FROM received_parties"),
        "12050 4"
    );
    assert_eq!(desk.number("SELECT COUNT(*) FROM received_lines"), 0);
}

#[test]
fn sales_to_resellers_find_their_customers_and_unknown_keys_are_asked_about_one_by_one() {
    let desk = Desk::new();
    let resellers =
        "ResellerKey,ResellerName,BusinessType,NumberEmployees\n676,Gear Store,Shop,20\n";
    let sales = "SalesOrderNumber,OrderDate,ResellerKey,EmployeeKey,SalesAmount\n\
                 SO1,2019-07-21,676,285,20.50\n";
    assert_eq!(desk.import_text(resellers).kind, gather::Kind::Parties);
    assert_eq!(
        desk.text("SELECT party_key || company || employees FROM received_parties"),
        "676Gear Store20"
    );
    desk.import_text(sales);
    assert_eq!(desk.text("SELECT party_key FROM received_lines"), "676");

    // Nothing says who ordered: each column that could is asked about, until one does.
    let path = desk.file("depot.csv", sales.replace("ResellerKey", "DepotKey"));
    for (column, answer) in [
        ("DepotKey", "ignore"),
        ("EmployeeKey", "customer.source_id"),
    ] {
        let Err(GatherError::Waits { mut questions, .. }) = desk.try_import(&path) else {
            panic!("{column} is not asked about")
        };
        questions.retain(|question| question.asked == Asked::Meaning);
        assert_eq!(questions.len(), 1, "{questions:?}");
        assert_eq!(questions[0].column, column);
        let waiting = desk.store.read(read_waiting).unwrap();
        let given = Answer {
            column: column.into(),
            asked: questions[0].asked,
            answer: answer.into(),
        };
        gather::answer(&desk.store, &waiting[0], &[given], NOW).unwrap();
    }
    desk.import(&path);
    assert_eq!(
        desk.text("SELECT party_key FROM received_lines ORDER BY source_id DESC LIMIT 1"),
        "285"
    );
}

//! Files made to burst what reads them. Each is refused, with a reason a person can read.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use gather::import_all;
use store::Silent;

use crate::desk::{Desk, options};
use crate::formats::zip_of;

fn gzip(megabytes: usize, piece: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let chunk = piece.repeat((1 << 20) / piece.len());
    for _ in 0..megabytes {
        packed.write_all(&chunk).unwrap();
    }
    packed.finish().unwrap()
}

fn xlsx(parts: &[(&str, String)]) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let mut files: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("xl/workbook.xml", b"<workbook/>"),
    ];
    files.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip_of(&files)
}

/// Why every file of this is refused.
fn refusal(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    let path = desk.file(name, bytes);
    let mut outcomes = match import_all(&desk.store, &path, &options(), &Silent) {
        Ok(outcomes) => outcomes,
        Err(error) => return error.to_string(),
    };
    let outcome = outcomes.pop().unwrap();
    let (_, error) = outcome.expect_err(name);
    error.to_string()
}

#[test]
fn packed_nothing_is_refused_before_it_is_unpacked() {
    let desk = Desk::new();
    let bomb = gzip(120, b"\n");
    assert!(bomb.len() < 1 << 20);
    assert!(refusal(&desk, "bomb.csv.gz", &bomb).contains("200 times"));
    let line = gzip(40, b"x");
    assert!(refusal(&desk, "line.csv.gz", &line).contains("first line"));
    let zeros = vec![b'7'; 80 << 20];
    let zip = zip_of(&[("a.csv", &zeros)]);
    let why = refusal(&desk, "bomb.zip", &zip);
    assert!(
        why.contains("200 times") || why.contains("first line"),
        "{why}"
    );
}

#[test]
fn what_is_packed_in_something_packed_is_refused() {
    let desk = Desk::new();
    let inner = zip_of(&[("a.csv", b"Name,Email\nA B,a@b.de\n")]);
    assert!(
        refusal(&desk, "nested.zip", &zip_of(&[("inner.zip", &inner)])).contains("unpack it once")
    );
    let gz = gzip(1, b"1,2\n");
    assert!(
        refusal(&desk, "nested-gz.zip", &zip_of(&[("inner.csv.gz", &gz)]))
            .contains("unpack it once")
    );
}

#[test]
fn lines_and_tables_without_end_are_refused() {
    let desk = Desk::new();
    let wide = "1,".repeat(1_000_000);
    assert!(refusal(&desk, "wide.csv", wide.as_bytes()).contains("4,096 columns"));
    let wide = format!("{}\n{}\n", "a,".repeat(100_000), "1,".repeat(100_000));
    assert!(refusal(&desk, "wide2.csv", wide.as_bytes()).contains("4,096 columns"));
    let long = vec![b'x'; 20 << 20];
    assert!(refusal(&desk, "long.csv", &long).contains("first line"));
}

#[test]
fn workbooks_that_would_burst_are_refused() {
    let desk = Desk::new();
    let cell = "x".repeat(2 << 20);
    let huge = format!("<sst><si><t>{cell}</t></si></sst>");
    let deep = "<a>".repeat(100_000);
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">]><sst/>".to_owned();
    for (what, part, text, why) in [
        ("cell.xlsx", "xl/sharedStrings.xml", huge, "single cell"),
        (
            "deep.xlsx",
            "xl/worksheets/sheet1.xml",
            deep,
            "nested deeper",
        ),
        (
            "laughs.xlsx",
            "xl/sharedStrings.xml",
            laughs,
            "texts of its own",
        ),
    ] {
        let said = refusal(&desk, what, &xlsx(&[(part, text)]));
        assert!(said.contains(why), "{what}: {said}");
    }
    let repeats = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" \
        office:value=\"1\" table:number-columns-repeated=\"16000\"/></table:table-row>";
    let ods = zip_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", repeats.as_bytes()),
    ]);
    assert!(refusal(&desk, "repeats.ods", &ods).contains("repeats one cell"));
}

//! Workbooks of Excel.

use std::io::Write;

use super::packed::{Member, deflated, raw_zip, zip_of};

/// A workbook with one sheet, whose parts are packed already.
pub(super) fn xlsx(
    sheet: &[u8],
    strings: &[u8],
    book: &[u8],
    to: &mut dyn Write,
) -> std::io::Result<()> {
    const TYPES: &[u8] =
        b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    const ROOT: &[u8] = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
        </Relationships>";
    const RELATIONS: &[u8] = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        </Relationships>";
    let zip = zip_of(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])?;
    to.write_all(&zip)
}

pub(super) fn book_of(sheets: usize) -> Vec<u8> {
    let mut text = String::from(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>",
    );
    for at in 1..=sheets {
        text.push_str(&format!(
            "<sheet name=\"S{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>"
        ));
    }
    (text + "</sheets></workbook>").into_bytes()
}

pub(super) fn sheet_of(cells: &str, more: &str) -> Vec<u8> {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData>{more}</worksheet>"
    )
    .into_bytes()
}

pub(super) fn strings_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let strings = deflated(&b"<si><t>abcdefgh</t></si>".repeat(40_000), 10_000);
    with_strings(&strings, 9_600_000_000, to)
}

/// One shared text of two hundred megabytes.
pub(super) fn cell_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let strings = deflated(&b"abcdefgh".repeat(125_000), 200);
    with_strings(&strings, 200_000_000, to)
}

/// A workbook with these packed shared texts, which unpack to so many bytes.
fn with_strings(strings: &[u8], unpacked: u64, to: &mut dyn Write) -> std::io::Result<()> {
    let (types, book) = (deflated(b"<Types/>", 1), deflated(&book_of(1), 1));
    let member = |name: &str, packed, unpacked| Member {
        name: name.into(),
        packed,
        unpacked,
    };
    raw_zip(
        &[
            member("xl/sharedStrings.xml", strings, unpacked),
            member("[Content_Types].xml", &types, 8),
            member("xl/workbook.xml", &book, book_of(1).len() as u64),
        ],
        false,
        to,
    )
}

pub(super) fn shared_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(32_000));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(100));
    xlsx(
        &sheet_of(&row.repeat(10_000), ""),
        strings.as_bytes(),
        &book_of(1),
        to,
    )
}

pub(super) fn corner_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    xlsx(&sheet_of(cells, ""), b"<sst/>", &book_of(1), to)
}

pub(super) fn merged_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let cells: String = (1..=50_000)
        .map(|row| {
            format!(
                "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"B{row}\"><v>1</v></c></row>"
            )
        })
        .collect();
    let merged = "<mergeCell ref=\"A1:Z50000\"/>".repeat(50_000);
    let more = format!("<mergeCells>{merged}</mergeCells>");
    xlsx(&sheet_of(&cells, &more), b"<sst/>", &book_of(1), to)
}

pub(super) fn sheets_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    xlsx(&sheet_of(cells, ""), b"<sst/>", &book_of(200_000), to)
}

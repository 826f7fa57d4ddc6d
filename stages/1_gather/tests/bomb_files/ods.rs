//! Workbooks of LibreOffice.

use std::io::Write;

use super::packed::zip_of;

pub(super) fn ods(rows: &str, to: &mut dyn Write) -> std::io::Result<()> {
    let content = format!(
        "<office:document-content><table:table>{rows}</table:table></office:document-content>"
    );
    let zip = zip_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])?;
    to.write_all(&zip)
}

pub(super) fn rows_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>".repeat(100);
    ods(
        &format!(
            "<table:table-row table:number-rows-repeated=\"1000000\">{cell}</table:table-row>"
        ),
        to,
    )
}

pub(super) fn columns_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    ods(&row.repeat(100_000), to)
}

pub(super) fn corner_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>\
        <table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    ods(&row.repeat(100_000), to)
}

/// A cell of an ODS sheet with a text, and more of its marks.
pub(super) fn text_cell(marks: &str, text: &str) -> String {
    format!(
        "<table:table-cell {marks} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

/// Areas that each cover the whole sheet.
pub(super) fn merged_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let spans = "table:number-rows-spanned=\"1048576\" table:number-columns-spanned=\"4096\"";
    let row = format!(
        "<table:table-row>{}</table:table-row>",
        text_cell(spans, "x")
    );
    ods(&row.repeat(20_000), to)
}

/// A cell of blanks that are only counted.
pub(super) fn blanks_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let blanks = "<text:s text:c=\"4294967295\"/>".repeat(200_000);
    ods(
        &format!(
            "<table:table-row>{}</table:table-row>",
            text_cell("", &blanks)
        ),
        to,
    )
}

/// A long text, said to stand in thousands of cells of thousands of rows.
pub(super) fn copies_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let copies = "table:number-columns-repeated=\"4000\"";
    let cell = text_cell(copies, &"x".repeat(200_000));
    ods(
        &format!("<table:table-row table:number-rows-repeated=\"9000\">{cell}</table:table-row>"),
        to,
    )
}

/// What a real sheet ends with: emptiness, a million rows of sixteen thousand columns.
pub(super) fn empty_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let row = |one: &str, other: &str| {
        let blank = "<table:table-cell table:number-columns-repeated=\"16382\"/>";
        let cells = text_cell("", one) + &text_cell("", other);
        format!("<table:table-row>{cells}{blank}</table:table-row>")
    };
    let rest = "<table:table-row table:number-rows-repeated=\"1048574\">\
        <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    ods(
        &(row("Name", "Email") + &row("A B", "a@b.example") + rest),
        to,
    )
}

//! Calls in; a spreadsheet to work through and a sheet to print out.

use paper::{CallRow, CallSheet};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet,
};
use terms::{CallOutcome, Day};

use crate::ActError;
use crate::call::render::CallItem;

/// Columns of the list: heading and width in characters. The first is the key, hidden.
const COLUMNS: [(&str, f64); 16] = [
    ("Key", 8.0),
    ("Call on", 12.0),
    ("Until", 12.0),
    ("Name", 24.0),
    ("Company", 28.0),
    ("Phone", 18.0),
    ("Customer no.", 13.0),
    ("Why", 28.0),
    ("Last product", 30.0),
    ("Last order", 12.0),
    ("Offer", 9.0),
    ("Code", 16.0),
    ("Result", 18.0),
    ("Answers", 40.0),
    ("Note", 40.0),
    ("Call again on", 14.0),
];

/// The column in which the caller picks what came of a call.
const RESULT_COLUMN: u16 = 12;

/// The call list as an XLSX file. Every value from outside is written as text, so that a name
/// that looks like a formula stays a name.
pub(crate) fn spreadsheet(calls: &[CallItem]) -> Result<Vec<u8>, ActError> {
    let mut book = Workbook::new();
    // Without a fixed instant two files of the same calls would differ.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_name("Calls")?;
    write_heading(sheet)?;
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (at, call) in calls.iter().enumerate() {
        write_call(sheet, at as u32 + 1, call, &cell)?;
    }
    let last = calls.len() as u32;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    let results: Vec<&str> = CallOutcome::ALL
        .iter()
        .map(|outcome| outcome.word())
        .collect();
    let choice = DataValidation::new().allow_list_strings(&results)?;
    sheet.add_data_validation(1, RESULT_COLUMN, last.max(1), RESULT_COLUMN, &choice)?;
    write_guides(book.add_worksheet(), calls)?;
    Ok(book.save_to_buffer()?)
}

fn write_heading(sheet: &mut Worksheet) -> Result<(), ActError> {
    let heading = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00EF_EDE6))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter);
    for (column, (name, width)) in COLUMNS.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *name, &heading)?;
        sheet.set_column_width(column as u16, *width)?;
    }
    sheet.set_row_height(0, 22)?;
    sheet.set_column_hidden(0)?;
    sheet.set_freeze_panes(1, 4)?;
    sheet
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_call(
    sheet: &mut Worksheet,
    row: u32,
    call: &CallItem,
    cell: &Format,
) -> Result<(), ActError> {
    let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
    let offer = match call.offer_percent {
        0 => String::new(),
        percent => format!("{percent} %"),
    };
    let questions: Vec<String> = call.ask.iter().map(|ask| format!("{ask}: ")).collect();
    let cells = [
        call.planned_touch_id.to_string(),
        call.due_day.to_string(),
        call.expiry_day.to_string(),
        call.name.clone(),
        call.company.clone(),
        call.phone.clone(),
        call.account_number.clone(),
        call.campaign.clone(),
        call.last_product.clone(),
        day(call.last_order_day),
        offer,
        call.code.clone(),
        String::new(),
        questions.join("\n"),
        String::new(),
        String::new(),
    ];
    for (column, text) in cells.iter().enumerate() {
        sheet.write_string_with_format(row, column as u16, text, cell)?;
    }
    Ok(())
}

/// The guides on a sheet of their own, each campaign's once, as the first call of it has it.
fn write_guides(sheet: &mut Worksheet, calls: &[CallItem]) -> Result<(), ActError> {
    sheet.set_name("Guide")?;
    sheet.set_column_width(0, 100)?;
    let strong = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    let mut shown: Vec<i64> = Vec::new();
    let mut row = 0;
    for call in calls {
        if shown.contains(&call.campaign_id) {
            continue;
        }
        shown.push(call.campaign_id);
        let whom = format!("{} (as for {})", call.campaign, call.whom());
        sheet.write_string_with_format(row, 0, whom, &strong)?;
        for (at, step) in call.guide.iter().enumerate() {
            row += 1;
            let line = format!("{}. {step}", at + 1);
            sheet.write_string_with_format(row, 0, line, &wrapped)?;
        }
        row += 2;
    }
    Ok(())
}

/// The same calls as a sheet to print, each with its own guide.
pub(crate) fn call_sheet(calls: &[CallItem], as_of: Day) -> CallSheet {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let row = |(at, call): (usize, &CallItem)| CallRow {
        number: at + 1,
        name: call.whom().to_owned(),
        company: if call.name.is_empty() {
            String::new()
        } else {
            call.company.clone()
        },
        phone: call.phone.clone(),
        why: format!("{}, on {}", call.campaign, call.due_day.words()),
        last_product: some(&call.last_product),
        offer_code: some(&call.code).filter(|_| call.offer_percent > 0),
        guide: call.guide.iter().chain(&call.ask).cloned().collect(),
    };
    CallSheet {
        title: "Calls to make".to_owned(),
        day_words: as_of.long_words(),
        rows: calls.iter().enumerate().map(row).collect(),
    }
}

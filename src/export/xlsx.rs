//! Tables as a spreadsheet: one sheet a table, numbers as numbers, the header frozen.

use std::sync::Mutex;
use std::thread;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::table::{Cell, CellKind, Table};
use crate::error::Error;

/// The most rows below the header that a sheet has room for.
const MOST_ROWS: usize = 1_048_575;
/// The most characters of a cell.
const MOST_CHARACTERS: usize = 32_767;
/// The widest column, pixels.
const WIDEST: u32 = 300;

/// Tables as a workbook of the format of Excel 2007 and later, with a last sheet that says what each column means. What is left blank is not known.
///
/// # Errors
/// [`Error::Limit`] where a table has more rows than a sheet, or a text more letters than a cell; [`Error::Internal`] where the workbook cannot be made.
pub fn tables_xlsx(tables: &[&Table]) -> Result<Vec<u8>, Error> {
    if let Some(table) = tables.iter().find(|table| table.rows.len() > MOST_ROWS) {
        let message = format!("the table {} has {} rows; a sheet has room for {MOST_ROWS}", table.name, table.rows.len());
        return Err(Error::Limit { code: "too-many-rows", message, help: Some("write it as .csv, or as .gpkg".into()) });
    }
    let is_long = |cell: &Cell| matches!(cell, Cell::Text(text) if text.chars().nth(MOST_CHARACTERS).is_some());
    for (table, row) in tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row))) {
        if let Some((column, _)) = table.columns.iter().zip(&row.cells).find(|(_, cell)| is_long(cell)) {
            let message = format!(
                "a text of {} in the table {} is longer than {MOST_CHARACTERS} letters, the most of a cell",
                column.name, table.name
            );
            return Err(Error::Limit { code: "long-text", message, help: Some("write it as .csv, or as .gpkg".into()) });
        }
    }
    // A thread a sheet, and one sheet that explains the columns.
    check_threads(tables.len() + 1)?;
    book(tables).map_err(|error| Error::Internal(format!("the workbook cannot be made: {error}")))
}

/// The crate makes a thread for each sheet, and gives up the program where the system has none.
fn check_threads(count: usize) -> Result<(), Error> {
    let held = Mutex::new(());
    let hold = held.lock();
    let made = thread::scope(|scope| {
        let wait = || drop(held.lock());
        let made = (0..count).try_for_each(|_| thread::Builder::new().spawn_scoped(scope, wait).map(drop));
        drop(hold);
        made
    });
    made.map_err(|error| Error::Limit {
        code: "threads",
        message: format!("{count} threads, which a workbook takes, cannot be had: {error}"),
        help: Some("write it as .csv".into()),
    })
}

struct Formats {
    head: Format,
    date: Format,
    text: Format,
}

fn book(tables: &[&Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Nothing that a file says depends on when it was written.
    let written = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&written).set_author("corridor"));
    let formats = Formats {
        head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color("#E8E8E8"),
        date: Format::new().set_num_format("yyyy-mm-dd"),
        text: Format::new(),
    };
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name)?;
        fill(sheet, table, &formats)?;
    }
    columns(book.add_worksheet(), tables, &formats)?;
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (x, column) in (0u16..).zip(&table.columns) {
        let title = if column.unit.is_empty() { column.name.to_owned() } else { format!("{} [{}]", column.name, column.unit) };
        sheet.write_string_with_format(0, x, title, &formats.head)?;
        if column.kind == CellKind::Date {
            sheet.set_column_format(x, &formats.date)?;
        }
    }
    for (y, row) in (1u32..).zip(&table.rows) {
        for (x, cell) in (0u16..).zip(&row.cells) {
            match cell {
                Cell::None => {}
                // A text is written as one, never as a formula or link, whatever it begins with.
                Cell::Text(text) => {
                    sheet.write_string_with_format(y, x, text.as_str(), &formats.text)?;
                }
                Cell::Integer(number) => {
                    sheet.write_number(y, x, *number as f64)?;
                }
                Cell::Real(number) => {
                    sheet.write_number(y, x, *number)?;
                }
                Cell::Flag(flag) => {
                    sheet.write_boolean(y, x, *flag)?;
                }
                // The calendar of spreadsheets begins in 1900.
                Cell::Date(date) if date.last_day().0 < 1900 => {
                    sheet.write_string(y, x, cell.text())?;
                }
                Cell::Date(date) => {
                    let (year, month, day) = date.last_day();
                    sheet.write_datetime_with_format(y, x, ExcelDateTime::from_ymd(year, month, day)?, &formats.date)?;
                }
            }
        }
    }
    finish(sheet, table.rows.len(), table.columns.len())
}

/// The last sheet: every column with its unit and meaning.
fn columns(sheet: &mut Worksheet, tables: &[&Table], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("columns")?;
    for (x, title) in (0u16..).zip(["table", "column", "type", "unit", "meaning"]) {
        sheet.write_string_with_format(0, x, title, &formats.head)?;
    }
    let rows = tables.iter().flat_map(|table| table.columns.iter().map(|column| (table.name, column)));
    let mut count = 0;
    for (y, (table, column)) in (1u32..).zip(rows) {
        for (x, text) in (0u16..).zip([table, column.name, column.kind.word(), column.unit, column.about]) {
            sheet.write_string(y, x, text)?;
        }
        count += 1;
    }
    finish(sheet, count, 5)
}

/// The header stays in sight, is printed on each page, and filters.
fn finish(sheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    if let (Ok(last), Ok(width @ 1..)) = (u32::try_from(rows), u16::try_from(columns)) {
        sheet.autofilter(0, 0, last, width - 1)?;
    }
    sheet.set_autofit_max_width(WIDEST);
    sheet.autofit();
    Ok(())
}

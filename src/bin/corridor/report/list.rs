//! Plain tables.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use corridor::issue::harmless;
use corridor::model::Country;
use unicode_width::UnicodeWidthStr;

use super::width;

/// The narrowest that a column of words is folded to.
const WORDS: usize = 9;
/// In narrower terminals columns stand closer together.
const NARROW: usize = 110;

/// A table without lines, as wide as the terminal at most; in a pipe as wide as it wants.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = plain_table(header, &[]);
    let mut count = 0;
    for row in rows {
        count += 1;
        table.add_row(row.iter().map(|cell| harmless(cell)));
    }
    format!("{}\n{count} {}", shown(&table), if count == 1 { "row" } else { "rows" })
}

/// A table without lines; the columns of some numbers are flush right.
pub struct PlainTable {
    table: Table,
    right: Vec<usize>,
    /// The widest cell of each column, or the longest word of its header.
    widest: Vec<usize>,
    gap: u16,
}

/// An empty table; the columns of these numbers are flush right.
pub fn plain_table(header: &[&str], right: &[usize]) -> PlainTable {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(header.to_vec());
    let gap = if width::columns().is_some_and(|columns| columns < NARROW) { 1 } else { 2 };
    table.column_iter_mut().enumerate().for_each(|(i, column)| {
        column.set_padding((0, gap));
        if right.contains(&i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    });
    let longest = |title: &&str| title.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    PlainTable { table, right: right.to_vec(), widest: header.iter().map(longest).collect(), gap }
}

impl PlainTable {
    /// Adds a row.
    pub fn add_row(&mut self, row: impl IntoIterator<Item = String>) {
        let row: Vec<String> = row.into_iter().collect();
        for (widest, cell) in self.widest.iter_mut().zip(&row) {
            *widest = (*widest).max(cell.lines().map(UnicodeWidthStr::width).max().unwrap_or(0));
        }
        self.table.add_row(row);
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}

/// A country with its code, or a sea.
pub fn country_or_sea(country: Country, name: &str) -> String {
    harmless(&if country.is_high_seas() { name.to_owned() } else { format!("{name} ({country})") })
}

/// A table as text, without blanks at the ends of lines. Where it is wider than it may be, words and headers are folded, numbers never.
pub fn shown(plain: &PlainTable) -> String {
    let mut table = plain.table.clone();
    let is_too_wide = |table: &Table, columns: usize| table.lines().any(|line| line.trim_end().width() > columns);
    if let Some(columns) = width::columns().filter(|columns| is_too_wide(&table, *columns)) {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(columns.min(u16::MAX.into()) as u16);
        for (i, (column, widest)) in table.column_iter_mut().zip(&plain.widest).enumerate() {
            let whole = (*widest).min(u16::MAX.into()) as u16 + plain.gap;
            column.set_constraint(if plain.right.contains(&i) || *widest <= WORDS {
                ColumnConstraint::Absolute(Width::Fixed(whole))
            } else {
                ColumnConstraint::LowerBoundary(Width::Fixed(WORDS as u16 + plain.gap))
            });
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

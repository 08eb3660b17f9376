//! Plain tables.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use corridor::issue::harmless;
use corridor::model::Country;

/// The narrowest terminal that tables are folded into.
const NARROWEST: u16 = 120;

/// A table without lines, as wide as the terminal at most; in a pipe as wide as it wants.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = plain_table(header, &[]);
    let mut count = 0;
    for row in rows {
        count += 1;
        table.add_row(row.iter().map(|cell| harmless(cell)).collect::<Vec<_>>());
    }
    format!("{}\n{count} {}", shown(&table), if count == 1 { "row" } else { "rows" })
}

/// An empty table without lines; the columns of these numbers are flush right.
pub fn plain_table(header: &[&str], right: &[usize]) -> Table {
    let mut table = Table::new();
    // Folded into a narrow terminal, words and numbers break in the middle; then whole lines are left to the terminal.
    let is_wide = table.width().is_some_and(|width| width >= NARROWEST);
    let arrangement = if is_wide { ContentArrangement::Dynamic } else { ContentArrangement::Disabled };
    table.load_style(presets::NOTHING).set_content_arrangement(arrangement).set_header(header.to_vec());
    table.column_iter_mut().enumerate().for_each(|(i, column)| {
        column.set_padding((0, 2));
        if right.contains(&i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    });
    table
}

/// A country with its code, or a sea.
pub fn country_or_sea(country: Country, name: &str) -> String {
    harmless(&if country.is_high_seas() { name.to_owned() } else { format!("{name} ({country})") })
}

/// A table as text, without blanks at the ends of lines.
pub fn shown(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

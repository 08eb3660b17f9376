//! Plain tables.

use comfy_table::{ContentArrangement, Table, presets};
use corridor::issue::harmless;

/// A table without lines, as wide as the terminal at most; in a pipe as wide as it wants.
pub fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_header(header.to_vec());
    let mut count = 0;
    for row in rows {
        count += 1;
        table.add_row(row.iter().map(|cell| harmless(cell)).collect::<Vec<_>>());
    }
    table.column_iter_mut().for_each(|column| {
        column.set_padding((0, 2));
    });
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    format!("{}\n{count} {}", lines.join("\n"), if count == 1 { "row" } else { "rows" })
}

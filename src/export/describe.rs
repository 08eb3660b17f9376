//! What the columns of all tables mean, as a page of the manual.

use std::fmt::Write;

use super::table::{ShapeKind, Table};
use super::{basis, capacity, compare, criticality, dependence, exposure, network, route, simulate};

/// All tables of all answers with their columns, as Markdown: the text of `docs/columns.md`.
pub fn columns_markdown() -> String {
    let answers: [(&str, Vec<Table>); 9] = [
        ("`corridor export network`", network::empty()),
        ("`corridor export route`", route::empty()),
        ("`corridor export compare`", compare::empty()),
        ("`corridor export exposure`", exposure::empty()),
        ("`corridor export dependence`", dependence::empty()),
        ("`corridor export criticality`", criticality::empty()),
        ("`corridor export simulate`", simulate::empty()),
        ("`corridor export capacity`", capacity::empty()),
        ("With every answer", basis::empty()),
    ];
    let mut page = String::from(
        "# Tables and columns\n\nWritten by `corridor export columns`. A table with a shape is a layer of a map; others are tables of attributes. What is not known is empty.\n",
    );
    let common: Vec<&str> = basis::empty().iter().map(|table| table.name).collect();
    for (title, tables) in answers {
        let own = tables.iter().filter(|table| title.starts_with("With") || !common.contains(&table.name));
        // Writing to a text does not fail.
        let _ = writeln!(page, "\n## {title}");
        for table in own {
            let _ = writeln!(page, "\n### {}\n\n{}.{}\n", table.name, table.about, shape_of(table));
            let _ = writeln!(page, "| column | type | unit | meaning |\n|---|---|---|---|");
            for column in &table.columns {
                let _ = writeln!(page, "| `{}` | {} | {} | {} |", column.name, column.kind.word(), column.unit, column.about);
            }
        }
    }
    page
}

fn shape_of(table: &Table) -> &'static str {
    match table.map.as_ref().map(|map| map.kind) {
        None => "",
        Some(ShapeKind::Point) => " Shape: points.",
        Some(ShapeKind::MultiPoint) => " Shape: several points a row.",
        Some(ShapeKind::Line) => " Shape: lines.",
        Some(ShapeKind::Area) => " Shape: areas.",
    }
}

//! A layer of a map before it is written in some format: columns with types, and features with one shape each.

use geo::Geometry;

use crate::model::Date;

/// A layer. Every feature has a cell for each column.
pub struct Layer {
    /// Its name in a file of several layers.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub about: &'static str,
    /// Whether its features are lines; else they are points.
    pub has_lines: bool,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its features, in a fixed order.
    pub features: Vec<(Geometry<f64>, Vec<Cell>)>,
    /// How it is drawn: colours and widths by the values of one column.
    pub style: Style,
}

/// A column.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// The type of its cells.
    pub kind: CellKind,
}

/// Types of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// A day.
    Date,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    None,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A day; a month or year means its last day.
    Date(Date),
}

/// How a layer is drawn.
pub struct Style {
    /// The column whose values tell features apart.
    pub by: &'static str,
    /// Each value with what it is called and how it is drawn.
    pub looks: Vec<Look>,
}

/// How features of one value are drawn.
pub struct Look {
    /// The value.
    pub value: String,
    /// Red, green and blue.
    pub colour: [u8; 3],
    /// Width of a line or size of a point, millimetres.
    pub size: f64,
    /// Whether a line is dashed.
    pub is_dashed: bool,
}

impl Cell {
    /// Text, where there is some.
    pub fn text(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::None, |text| Cell::Text(text.into()))
    }

    /// A number, where there is one.
    pub fn real(number: Option<f64>) -> Cell {
        number.map_or(Cell::None, Cell::Real)
    }

    /// A whole number, where there is one.
    pub fn integer(number: Option<impl Into<i64>>) -> Cell {
        number.map_or(Cell::None, |number| Cell::Integer(number.into()))
    }

    /// A day, where there is one.
    pub fn date(date: Option<Date>) -> Cell {
        date.map_or(Cell::None, Cell::Date)
    }
}

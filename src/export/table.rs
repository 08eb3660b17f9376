//! A table before it is written in some format: columns with types, units and meanings, and rows, which may have a shape on the map.

use geo::Geometry;

use crate::model::Date;

use super::style::Style;

/// A table. Every row has a cell for each column.
pub struct Table {
    /// Its name in a file of several tables.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub about: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in a fixed order.
    pub rows: Vec<Row>,
    /// How its rows lie on the map; none where they do not.
    pub map: Option<Map>,
}

/// A row.
pub struct Row {
    /// Its id on the map, unique in the table.
    pub id: String,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Its shape; none where it has no place on the map that is known.
    pub shape: Option<Geometry<f64>>,
}

/// How the rows of a table lie on the map.
pub struct Map {
    /// What all its shapes are.
    pub kind: ShapeKind,
    /// How they are drawn.
    pub style: Style,
}

/// What the shapes of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    /// Points.
    Point,
    /// Several points a row.
    MultiPoint,
    /// Lines; in several parts where they cross the 180th meridian.
    Line,
    /// Areas.
    Area,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// The type of its cells.
    pub kind: CellKind,
    /// The unit of its numbers; empty where they have none.
    pub unit: &'static str,
    /// What it says.
    pub about: &'static str,
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
    /// Yes or no.
    Flag,
}

impl CellKind {
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            CellKind::Text => "text",
            CellKind::Integer => "whole number",
            CellKind::Real => "number",
            CellKind::Date => "date",
            CellKind::Flag => "yes or no",
        }
    }
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
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// As a text, whatever it is; empty where nothing is known.
    pub fn text(&self) -> String {
        match self {
            Cell::None => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Date(date) => date.to_day().to_string(),
            Cell::Flag(flag) => flag.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Real(number)
    }
}

impl From<u8> for Cell {
    fn from(number: u8) -> Cell {
        Cell::Integer(number.into())
    }
}

impl From<u16> for Cell {
    fn from(number: u16) -> Cell {
        Cell::Integer(number.into())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Integer(number as i64)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Cell {
        Cell::Date(date)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::None, Into::into)
    }
}

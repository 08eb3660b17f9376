//! What a table is made by: for each column its name, its unit, its meaning, and how its cell is found in what a row is made from.

use geo::{Geometry, HasDimensions};

use super::table::{Cell, CellKind, Column, Map, Row, Table};
use crate::model::Estimate;

/// How values become the rows of a table.
pub(super) struct Form<T> {
    name: &'static str,
    about: &'static str,
    columns: Vec<(Column, Getter<T>)>,
}

/// How a cell is found.
enum Getter<T> {
    Cell(fn(&T) -> Cell),
    /// Low, central or high of an estimate.
    Bound(fn(&T) -> Option<Estimate<f64>>, fn(Estimate<f64>) -> f64),
}

impl<T> Form<T> {
    pub(super) fn new(name: &'static str, about: &'static str) -> Form<T> {
        Form { name, about, columns: Vec::new() }
    }

    fn column(
        mut self,
        name: &'static str,
        (kind, unit): (CellKind, &'static str),
        about: &'static str,
        get: Getter<T>,
    ) -> Form<T> {
        self.columns.push((Column { name, kind, unit, about }, get));
        self
    }

    pub(super) fn text(self, name: &'static str, about: &'static str, get: fn(&T) -> Cell) -> Form<T> {
        self.column(name, (CellKind::Text, ""), about, Getter::Cell(get))
    }

    pub(super) fn date(self, name: &'static str, about: &'static str, get: fn(&T) -> Cell) -> Form<T> {
        self.column(name, (CellKind::Date, ""), about, Getter::Cell(get))
    }

    pub(super) fn flag(self, name: &'static str, about: &'static str, get: fn(&T) -> Cell) -> Form<T> {
        self.column(name, (CellKind::Flag, ""), about, Getter::Cell(get))
    }

    pub(super) fn whole(self, name: &'static str, unit: &'static str, about: &'static str, get: fn(&T) -> Cell) -> Form<T> {
        self.column(name, (CellKind::Integer, unit), about, Getter::Cell(get))
    }

    pub(super) fn real(self, name: &'static str, unit: &'static str, about: &'static str, get: fn(&T) -> Cell) -> Form<T> {
        self.column(name, (CellKind::Real, unit), about, Getter::Cell(get))
    }

    /// Three columns: low, central, high.
    pub(super) fn estimate(
        self,
        names: [&'static str; 3],
        unit: &'static str,
        about: &'static str,
        get: fn(&T) -> Option<Estimate<f64>>,
    ) -> Form<T> {
        let bounds: [fn(Estimate<f64>) -> f64; 3] = [|e| e.low, |e| e.central, |e| e.high];
        names
            .into_iter()
            .zip(bounds)
            .fold(self, |form, (name, bound)| form.column(name, (CellKind::Real, unit), about, Getter::Bound(get, bound)))
    }

    /// A table without a map.
    pub(super) fn table(self, rows: impl IntoIterator<Item = T>) -> Table {
        let rows = rows.into_iter().enumerate().map(|(i, row)| ((i + 1).to_string(), None, row));
        self.fill(None, rows)
    }

    /// A table with a map: the id and shape of each row beside it.
    pub(super) fn layer(self, map: Map, rows: impl IntoIterator<Item = (String, Option<Geometry<f64>>, T)>) -> Table {
        self.fill(Some(map), rows)
    }

    fn fill(self, map: Option<Map>, rows: impl IntoIterator<Item = (String, Option<Geometry<f64>>, T)>) -> Table {
        let cell = |getter: &Getter<T>, row: &T| match getter {
            Getter::Cell(get) => get(row),
            Getter::Bound(get, bound) => get(row).map(bound).into(),
        };
        let rows = rows.into_iter().map(|(id, shape, row)| Row {
            id,
            // A line of which no position is known is none.
            shape: shape.filter(|shape| !shape.is_empty()),
            cells: self.columns.iter().map(|(_, getter)| cell(getter, &row)).collect(),
        });
        let rows = rows.collect();
        Table {
            name: self.name,
            about: self.about,
            columns: self.columns.into_iter().map(|(column, _)| column).collect(),
            rows,
            map,
        }
    }
}

//! The network as layers: segments by mode and status, and places by kind.

use geo::Geometry;

use super::layer::{Cell, CellKind, Column, Layer, Look, Style};
use crate::cost::length_km;
use crate::model::{Dataset, Mode, PlaceKind, Status, Word};
use crate::units::round;

/// Colours that colour-blind readers tell apart (Okabe and Ito 2008).
const MODES: [(Mode, [u8; 3]); 5] = [
    (Mode::Rail, [0, 0, 0]),
    (Mode::Road, [213, 94, 0]),
    (Mode::Sea, [0, 114, 178]),
    (Mode::Ferry, [86, 180, 233]),
    (Mode::Pipeline, [204, 121, 167]),
];

/// Segments and places of a dataset.
pub fn network_layers(data: &Dataset) -> Vec<Layer> {
    vec![segments(data), places(data)]
}

/// The value by which segments are drawn: the mode, and whether anything runs.
fn look_of(mode: Mode, status: Status) -> String {
    if status == Status::Operating { mode.word().to_owned() } else { format!("{}, not operating", mode.word()) }
}

fn columns(list: &[(&'static str, CellKind)]) -> Vec<Column> {
    list.iter().map(|(name, kind)| Column { name, kind: *kind }).collect()
}

fn segments(data: &Dataset) -> Layer {
    use CellKind::{Date, Integer, Real, Text};
    let features = data.segments.iter().map(|segment| {
        let (from, to) = (data.place(segment.from), data.place(segment.to));
        let cells = vec![
            Cell::Text(segment.id.clone()),
            Cell::text(segment.name.clone()),
            Cell::Text(segment.mode.word().into()),
            Cell::Text(segment.status.word().into()),
            Cell::Text(look_of(segment.mode, segment.status)),
            Cell::Date(segment.status_as_of),
            Cell::date(segment.opened),
            Cell::date(segment.expected),
            Cell::Text(segment.country.to_string()),
            Cell::text(segment.sea.clone()),
            Cell::Text(from.id.clone()),
            Cell::Text(from.name.clone()),
            Cell::Text(to.id.clone()),
            Cell::Text(to.name.clone()),
            Cell::Real(round(length_km(segment), 3)),
            Cell::Text(if segment.length.is_some() { "published" } else { "drawn" }.into()),
            Cell::integer(segment.gauge_mm),
            Cell::integer(segment.tracks),
            Cell::text(segment.electrified.map(Word::word)),
            Cell::real(segment.capacity.as_ref().map(|(capacity, _)| capacity.central)),
            Cell::Text(segment.corridors.join(" ")),
            Cell::Text(segment.confidence.word().into()),
            Cell::Text(segment.source.clone()),
            Cell::text(segment.note.clone()),
        ];
        (Geometry::from(segment.line.clone()), cells)
    });
    let looks = MODES.iter().flat_map(|(mode, colour)| {
        [Status::Operating, Status::Planned].map(|status| Look {
            value: look_of(*mode, status),
            colour: *colour,
            size: if *mode == Mode::Rail { 0.6 } else { 0.4 },
            is_dashed: status != Status::Operating,
        })
    });
    Layer {
        name: "segments",
        about: "Segments of the network by mode; dashed where nothing runs",
        has_lines: true,
        columns: columns(&[
            ("segment", Text),
            ("name", Text),
            ("mode", Text),
            ("status", Text),
            ("look", Text),
            ("status_as_of", Date),
            ("opened", Date),
            ("expected", Date),
            ("country", Text),
            ("sea", Text),
            ("from", Text),
            ("from_name", Text),
            ("to", Text),
            ("to_name", Text),
            ("km", Real),
            ("km_basis", Text),
            ("gauge_mm", Integer),
            ("tracks", Integer),
            ("electrified", Text),
            ("capacity", Real),
            ("corridors", Text),
            ("confidence", Text),
            ("sources", Text),
            ("note", Text),
        ]),
        features: features.collect(),
        style: Style { by: "look", looks: looks.collect() },
    }
}

fn places(data: &Dataset) -> Layer {
    use CellKind::Text;
    let features = data.places.iter().map(|place| {
        let countries: Vec<String> = place.countries.iter().map(ToString::to_string).collect();
        let cells = vec![
            Cell::Text(place.id.clone()),
            Cell::Text(place.name.clone()),
            Cell::Text(place.kind.word().into()),
            Cell::Text(countries.join(" ")),
            Cell::text(place.sea.clone()),
            Cell::text(place.locode.clone()),
            Cell::Text(place.aliases.join("; ")),
            Cell::Text(place.confidence.word().into()),
            Cell::Text(place.source.clone()),
            Cell::text(place.note.clone()),
        ];
        (Geometry::from(place.point), cells)
    });
    let look =
        |kind: PlaceKind, colour: [u8; 3], size: f64| Look { value: kind.word().to_owned(), colour, size, is_dashed: false };
    Layer {
        name: "places",
        about: "Cities, stations, ports, border posts, terminals, junctions and straits",
        has_lines: false,
        columns: columns(&[
            ("place", Text),
            ("name", Text),
            ("kind", Text),
            ("countries", Text),
            ("sea", Text),
            ("locode", Text),
            ("aliases", Text),
            ("confidence", Text),
            ("sources", Text),
            ("note", Text),
        ]),
        features: features.collect(),
        style: Style {
            by: "kind",
            looks: vec![
                look(PlaceKind::City, [0, 0, 0], 2.0),
                look(PlaceKind::Station, [90, 90, 90], 1.4),
                look(PlaceKind::Port, [0, 114, 178], 2.2),
                look(PlaceKind::Border, [213, 94, 0], 2.0),
                look(PlaceKind::Terminal, [0, 158, 115], 2.0),
                look(PlaceKind::Junction, [150, 150, 150], 1.0),
                look(PlaceKind::Strait, [86, 180, 233], 2.0),
                look(PlaceKind::Node, [150, 150, 150], 1.0),
            ],
        },
    }
}

//! The network as layers: segments by mode and status, places by kind; and the tables that answers are made of.

use geo::Geometry;

use super::basis;
use super::form::Form;
use super::style::{Look, Style, Symbols, mode_colour, palette};
use super::table::{Map, ShapeKind, Table};
use crate::cost::length_km;
use crate::model::{
    Corridor, Crossing, Dataset, Event, EventEffect, EventScope, Flow, Mode, Place, PlaceKind, Segment, Status, Word,
};
use crate::units::round;

/// A dataset as tables: `segments`, `places` and `crossings` on the map, corridors, events, published flows, assumptions and sources.
pub fn network_tables(data: &Dataset) -> Vec<Table> {
    let segments = data.segments.iter().map(|segment| (segment.id.clone(), Some(segment.line.clone().into()), (data, segment)));
    let places = data.places.iter().map(|place| (place.id.clone(), place.position().map(Geometry::from), place));
    let crossings = data.crossings.iter().enumerate().map(|(i, row)| {
        let at = row.place.and_then(|ix| data.place(ix).position()).map(Geometry::from);
        ((i + 1).to_string(), at, (data, row))
    });
    let mut tables = vec![
        segments_form().layer(Map { kind: ShapeKind::Line, style: segment_style() }, segments),
        places_form().layer(Map { kind: ShapeKind::Point, style: place_style() }, places),
        crossings_form().layer(Map { kind: ShapeKind::Point, style: crossing_style() }, crossings),
        corridors_form().table(&data.corridors),
        events_form().table(&data.events),
        flows_form().table(&data.flows),
    ];
    tables.extend(basis::of_dataset(data));
    tables
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    network_tables(&Dataset::default())
}

/// The value by which segments are drawn: the mode, and whether anything runs.
fn look_of(mode: Mode, status: Status) -> String {
    if status == Status::Operating { mode.word().to_owned() } else { format!("{}, not operating", mode.word()) }
}

fn segments_form<'a>() -> Form<(&'a Dataset, &'a Segment)> {
    Form::<(&'a Dataset, &'a Segment)>::new("segments", "Segments of the network by mode; dashed where nothing runs")
        .text("segment", "id", |r| (&r.1.id).into())
        .text("name", "the line's own name", |r| r.1.name.clone().into())
        .text("mode", "rail, road, sea, ferry or pipeline", |r| r.1.mode.word().into())
        .text("status", "operating, under_construction, planned or disused", |r| r.1.status.word().into())
        .text("look", "the mode, and whether nothing runs; the style goes by it", |r| look_of(r.1.mode, r.1.status).into())
        .date("status_as_of", "the date for which the source gives the status", |r| r.1.status_as_of.into())
        .date("opened", "when it opened", |r| r.1.opened.into())
        .date("expected", "when it is said to open", |r| r.1.expected.into())
        .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.1.country.to_string().into())
        .text("sea", "name of the sea", |r| r.1.sea.clone().into())
        .text("from", "id of the place at one end", |r| (&r.0.place(r.1.from).id).into())
        .text("from_name", "its name", |r| (&r.0.place(r.1.from).name).into())
        .text("to", "id of the place at the other end", |r| (&r.0.place(r.1.to).id).into())
        .text("to_name", "its name", |r| (&r.0.place(r.1.to).name).into())
        .flag("oneway", "whether traffic runs from `from` to `to` only", |r| r.1.is_oneway.into())
        .real("km", "km", "length: published where there is one, else that of the drawn line on the ellipsoid", |r| {
            round(length_km(r.1), 3).into()
        })
        .text("km_basis", "published or drawn", |r| if r.1.length.is_some() { "published" } else { "drawn" }.into())
        .whole("gauge_mm", "mm", "track gauge", |r| r.1.gauge_mm.into())
        .whole("tracks", "", "number of tracks", |r| r.1.tracks.into())
        .text("electrified", "yes, no or partly", |r| r.1.electrified.map(Word::word).into())
        .real("capacity", "Mt/a; gas: bcm/a", "what it carries, central", |r| {
            r.1.capacity.as_ref().map(|(capacity, _)| capacity.central).into()
        })
        .text("corridors", "ids of corridors, separated by a space", |r| r.1.corridors.join(" ").into())
        .text("confidence", "high, medium, low", |r| r.1.confidence.word().into())
        .text("sources", "source ids", |r| (&r.1.source).into())
        .text("note", "remarks", |r| r.1.note.clone().into())
}

fn places_form<'a>() -> Form<&'a Place> {
    Form::<&'a Place>::new("places", "Cities, stations, ports, border posts, terminals, junctions and straits")
        .text("place", "id", |p| (&p.id).into())
        .text("name", "English name", |p| (&p.name).into())
        .text("kind", "city, station, port, border, terminal, junction or strait; the style goes by it", |p| p.kind.word().into())
        .text("countries", "ISO 3166-1 alpha-2 of the countries it belongs to, separated by a space", |p| {
            p.countries.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").into()
        })
        .text("sea", "name of the sea", |p| p.sea.clone().into())
        .text("locode", "UN/LOCODE", |p| p.locode.clone().into())
        .text("aliases", "other names in any script, separated by a semicolon", |p| p.aliases.join("; ").into())
        .text("confidence", "high, medium, low", |p| p.confidence.word().into())
        .text("sources", "source ids", |p| (&p.source).into())
        .text("note", "remarks", |p| p.note.clone().into())
}

fn crossings_form<'a>() -> Form<(&'a Dataset, &'a Crossing)> {
    Form::<(&'a Dataset, &'a Crossing)>::new(
        "crossings",
        "What borders do to those who cross; rows without a place are the defaults of the mode",
    )
    .text("place", "id of the border post", |r| r.1.place.map(|ix| r.0.place(ix).id.clone()).into())
    .text("name", "its name", |r| r.1.place.map(|ix| r.0.place(ix).name.clone()).into())
    .text("mode", "rail, road, sea, ferry or pipeline; the style goes by it", |r| r.1.mode.word().into())
    .text("from", "country that is left; empty: any", |r| r.1.from.map(|c| c.to_string()).into())
    .text("to", "country that is entered; empty: any", |r| r.1.to.map(|c| c.to_string()).into())
    .estimate(["hours_low", "hours", "hours_high"], "h", "time", |r| Some(r.1.hours))
    .estimate(["usd_low", "usd", "usd_high"], "USD", "money for one TEU or loaded truck", |r| Some(r.1.usd))
    .flag("control", "whether officials check the traffic", |r| r.1.control.into())
    .text("confidence", "high, medium, low", |r| r.1.confidence.word().into())
    .text("sources", "source ids, separated by a semicolon", |r| (&r.1.source).into())
}

fn corridors_form<'a>() -> Form<&'a Corridor> {
    Form::<&'a Corridor>::new("corridors", "Corridors")
        .text("corridor", "id", |c| (&c.id).into())
        .text("name", "name", |c| (&c.name).into())
        .text("aliases", "other names, separated by a semicolon", |c| c.aliases.join("; ").into())
        .text("description", "what it is", |c| (&c.description).into())
}

fn events_form<'a>() -> Form<&'a Event> {
    Form::<&'a Event>::new("events", "Dated events: closures, restrictions, reopenings")
        .text("event", "id", |e| (&e.id).into())
        .text("title", "what happened", |e| (&e.title).into())
        .text("effect", "closed, restricted or note", |e| EventEffect::word(e.effect).into())
        .text("scope", "what kind of thing it concerns", |e| EventScope::word(e.scope).into())
        .text("target", "which one", |e| (&e.target).into())
        .text("mode", "the mode; empty: all", |e| e.mode.map(Word::word).into())
        .date("from", "first day", |e| e.from.into())
        .date("until", "last day; empty where no end is known", |e| e.until.into())
        .estimate(["hours_low", "hours", "hours_high"], "h", "delay that a restriction brings", |e| e.hours)
        .text("confidence", "high, medium, low", |e| e.confidence.word().into())
        .text("sources", "source ids", |e| (&e.source).into())
        .text("note", "remarks", |e| e.note.clone().into())
}

fn flows_form<'a>() -> Form<&'a Flow> {
    Form::<&'a Flow>::new("flows", "Published trade and traffic, with what was counted")
        .text("flow", "id", |f| (&f.id).into())
        .text("definition", "what was counted", |f| (&f.definition).into())
        .text("origin", "where from", |f| (&f.origin).into())
        .text("destination", "where to", |f| (&f.destination).into())
        .text("branch", "the branch of a corridor", |f| f.branch.clone().into())
        .real("value", "see unit", "how much", |f| f.value.into())
        .text("unit", "its unit", |f| (&f.unit).into())
        .text("period", "year, or part of it", |f| (&f.period).into())
        .text("year", "the year", |f| (&f.year).into())
        .text("confidence", "high, medium, low", |f| f.confidence.word().into())
        .text("sources", "source ids", |f| (&f.source).into())
        .text("note", "remarks", |f| f.note.clone().into())
}

fn segment_style() -> Style {
    let looks = Mode::WORDS.iter().flat_map(|(_, mode)| {
        let size = if *mode == Mode::Rail { 0.6 } else { 0.4 };
        let look = |status| Look::new(look_of(*mode, status), mode_colour(*mode), size);
        [look(Status::Operating), look(Status::Planned).dashed()]
    });
    Style { by: "look", symbols: Symbols::Values(looks.collect()), label: None }
}

fn place_style() -> Style {
    let look = |kind: PlaceKind, colour, size| Look::new(kind.word(), colour, size);
    Style {
        by: "kind",
        symbols: Symbols::Values(vec![
            look(PlaceKind::City, palette::BLACK, 2.0),
            look(PlaceKind::Station, [90, 90, 90], 1.4),
            look(PlaceKind::Port, palette::BLUE, 2.2),
            look(PlaceKind::Border, palette::VERMILION, 2.0),
            look(PlaceKind::Terminal, palette::GREEN, 2.0),
            look(PlaceKind::Junction, palette::GREY, 1.0),
            look(PlaceKind::Strait, palette::SKY, 2.0),
            look(PlaceKind::Node, palette::GREY, 1.0),
        ]),
        label: Some("name"),
    }
}

fn crossing_style() -> Style {
    let looks = Mode::WORDS.iter().map(|(word, mode)| Look::new(*word, mode_colour(*mode), 2.2));
    Style { by: "mode", symbols: Symbols::Values(looks.collect()), label: None }
}

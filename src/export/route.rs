//! Routes as tables: the journey row by row, its legs and stops on the map, shares by country, every figure with its source.

use geo::{Geometry, MultiLineString};

use super::basis;
use super::form::Form;
use super::style::{Look, Style, Symbols, by_mode, palette};
use super::table::{Map, ShapeKind, Table};
use crate::itinerary::{CountryShare, EventNote, Figure, Itinerary, Leg, LegKind, NotOperating};
use crate::model::{Dataset, Word};
use crate::route::RouteAnswer;
use crate::units::round;

/// Routes as tables. The journey comes first, then the legs on the map.
pub fn route_tables(data: &Dataset, answer: &RouteAnswer) -> Vec<Table> {
    let mut tables = answer_tables(data, &answer.routes);
    tables.push(basis::question(question(answer)));
    tables.push(basis::sources_used(answer.routes.iter().flat_map(|route| &route.sources)));
    tables
}

fn answer_tables(data: &Dataset, routes: &[Itinerary]) -> Vec<Table> {
    let numbered = || routes.iter().enumerate().map(|(i, route)| (i + 1, route));
    let travels: Vec<Step> = numbered().flat_map(|(number, route)| travels(number, route)).collect();
    let all = numbered().flat_map(|(number, route)| steps(number, route));
    let stops = numbered().flat_map(|(number, route)| steps(number, route)).filter(|step| step.leg.kind != LegKind::Travel);
    let at = |step: &Step| Some(Geometry::from(data.place(data.place_ix(&step.leg.from.id)?).position()?));
    vec![
        journey().table(all),
        legs().layer(
            Map { kind: ShapeKind::Line, style: by_mode("mode", 0.9) },
            travels.into_iter().map(|step| (step.id(), Some(Geometry::from(step.leg.line.clone())), step)),
        ),
        stops_form().layer(Map { kind: ShapeKind::Point, style: stop_style() }, stops.map(|step| (step.id(), at(&step), step))),
        routes_form().layer(
            Map { kind: ShapeKind::Line, style: route_style() },
            numbered().map(|(number, route)| (number.to_string(), Some(whole_line(route)), (number, route))),
        ),
        shares().table(numbered().flat_map(|(number, route)| route.countries.iter().map(move |share| (number, share)))),
        not_operating().table(numbered().flat_map(|(number, route)| route.not_operating.iter().map(move |link| (number, link)))),
        events().table(numbered().flat_map(|(number, route)| route.events.iter().map(move |event| (number, event)))),
        figures().table(numbered().flat_map(|(number, route)| {
            route.legs.iter().enumerate().flat_map(move |(i, leg)| leg.figures.iter().map(move |figure| (number, i + 1, figure)))
        })),
    ]
}

/// The tables without rows, for what their columns are.
pub(super) fn empty() -> Vec<Table> {
    let mut tables = answer_tables(&Dataset::default(), &[]);
    tables.extend(basis::empty());
    tables
}

fn question(answer: &RouteAnswer) -> Vec<(&'static str, String)> {
    let query = &answer.query;
    let modes: Vec<&str> = query.modes.iter().map(|mode| mode.word()).collect();
    vec![
        ("from", query.from.name.clone()),
        ("to", query.to.name.clone()),
        ("via", query.via.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join("; ")),
        ("best in", query.by.word().to_owned()),
        ("load unit", query.load_name.clone()),
        ("as of", query.as_of.to_string()),
        ("modes", modes.join(", ")),
        ("corridor kept to", query.corridor.clone().unwrap_or_default()),
        ("counted as open", query.with.join("; ")),
        ("counted as closed", query.without.join("; ")),
        ("closed", query.close.join("; ")),
        ("open in spite of events", query.reopen.join("; ")),
        ("changed figures", query.changes.join("; ")),
        ("avoided", query.avoid.join("; ")),
    ]
}

/// A leg with its number and the route's, and what came before.
#[derive(Clone, Copy)]
struct Step<'a> {
    route: usize,
    number: usize,
    leg: &'a Leg,
    wait_hours: f64,
    wait_usd: f64,
    cum_km: f64,
    cum_hours: f64,
    cum_usd: f64,
    is_planned: bool,
}

impl Step<'_> {
    fn id(&self) -> String {
        format!("{}-{}", self.route, self.number)
    }
}

/// All legs, with sums from the origin to the end of each.
fn steps<'a>(number: usize, route: &'a Itinerary) -> impl Iterator<Item = Step<'a>> {
    let (mut cum_km, mut cum_hours, mut cum_usd) = (0.0, 0.0, 0.0);
    route.legs.iter().enumerate().map(move |(i, leg)| {
        cum_km += leg.km;
        cum_hours += leg.hours.central;
        cum_usd += leg.usd.central;
        let is_planned = route.not_operating.iter().any(|link| leg.segments.contains(&link.segment));
        let sums = (round(cum_km, 3), round(cum_hours, 3), round(cum_usd, 2));
        Step {
            route: number,
            number: i + 1,
            leg,
            wait_hours: 0.0,
            wait_usd: 0.0,
            cum_km: sums.0,
            cum_hours: sums.1,
            cum_usd: sums.2,
            is_planned,
        }
    })
}

/// The legs that travel. What is lost at borders and terminals before one stands with it; what comes after the last stands with the last.
fn travels<'a>(number: usize, route: &'a Itinerary) -> Vec<Step<'a>> {
    let mut travels: Vec<Step<'a>> = Vec::new();
    let (mut hours, mut usd) = (0.0, 0.0);
    for step in steps(number, route) {
        if step.leg.kind == LegKind::Travel {
            travels.push(Step { wait_hours: round(hours, 3), wait_usd: round(usd, 3), ..step });
            (hours, usd) = (0.0, 0.0);
        } else {
            hours += step.leg.hours.central;
            usd += step.leg.usd.central;
        }
    }
    if let Some(last) = travels.last_mut() {
        last.wait_hours = round(last.wait_hours + hours, 3);
        last.wait_usd = round(last.wait_usd + usd, 3);
        last.cum_hours = round(last.cum_hours + hours, 3);
        last.cum_usd = round(last.cum_usd + usd, 2);
    }
    travels
}

fn whole_line(route: &Itinerary) -> Geometry<f64> {
    let lines = route.legs.iter().filter(|leg| !leg.line.0.is_empty()).map(|leg| leg.line.clone());
    MultiLineString::new(lines.collect()).into()
}

fn journey<'a>() -> Form<Step<'a>> {
    Form::<Step<'a>>::new("journey", "The journey row by row: travel, borders, changes of gauge, transfers, passages")
        .whole("route", "", "number of the route; 1 is the best", |s| s.route.into())
        .whole("leg", "", "number of the row in its route", |s| s.number.into())
        .text("kind", "travel, border, gauge_change, transfer, passage or swap", |s| s.leg.kind.word().into())
        .text("mode", "mode; of arrival, for a transfer", |s| s.leg.mode.word().into())
        .text("to_mode", "mode of departure, for a transfer", |s| s.leg.to_mode.map(|mode| mode.word()).into())
        .whole("gauge_mm", "mm", "track gauge; of arrival, for a change of gauge", |s| s.leg.gauge_mm.into())
        .whole("to_gauge_mm", "mm", "track gauge of departure, for a change of gauge", |s| s.leg.to_gauge_mm.into())
        .text("from", "id of the place where it begins", |s| (&s.leg.from.id).into())
        .text("from_name", "its name", |s| (&s.leg.from.name).into())
        .text("to", "id of the place where it ends", |s| (&s.leg.to.id).into())
        .text("to_name", "its name", |s| (&s.leg.to.name).into())
        .text("country", "ISO 3166-1 alpha-2 of the country it lies in, or that is left at a border; XZ: at sea", |s| {
            s.leg.country.to_string().into()
        })
        .text("to_country", "country that is entered at a border", |s| s.leg.to_country.map(|c| c.to_string()).into())
        .text("sea", "name of the sea", |s| s.leg.sea.clone().into())
        .real("km", "km", "length", |s| s.leg.km.into())
        .estimate(["hours_low", "hours", "hours_high"], "h", "time", |s| Some(s.leg.hours))
        .estimate(["usd_low", "usd", "usd_high"], "USD", "money for one load unit", |s| Some(s.leg.usd))
        .estimate(["co2e_kg_low", "co2e_kg", "co2e_kg_high"], "kg CO2e", "emissions for one load unit", |s| Some(s.leg.co2e_kg))
        .text("segments", "ids of the segments, separated by a space", |s| s.leg.segments.join(" ").into())
        .text("confidence", "the worst confidence of its figures: high, medium, low", |s| s.leg.confidence.word().into())
        .text("sources", "source ids of its figures, separated by a space", |s| leg_sources(s.leg).into())
}

fn legs<'a>() -> Form<Step<'a>> {
    Form::<Step<'a>>::new("legs", "What travels, by mode")
        .whole("route", "", "number of the route; 1 is the best", |s| s.route.into())
        .whole("leg", "", "number of the row in its route", |s| s.number.into())
        .text("kind", "always travel", |s| s.leg.kind.word().into())
        .text("mode", "rail, road, sea, ferry or pipeline; the style goes by it", |s| s.leg.mode.word().into())
        .whole("gauge_mm", "mm", "track gauge", |s| s.leg.gauge_mm.into())
        .text("from", "id of the place where it begins", |s| (&s.leg.from.id).into())
        .text("from_name", "its name", |s| (&s.leg.from.name).into())
        .text("to", "id of the place where it ends", |s| (&s.leg.to.id).into())
        .text("to_name", "its name", |s| (&s.leg.to.name).into())
        .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |s| s.leg.country.to_string().into())
        .text("sea", "name of the sea", |s| s.leg.sea.clone().into())
        .real("km", "km", "length", |s| s.leg.km.into())
        .real("hours", "h", "time, central", |s| s.leg.hours.central.into())
        .real("hours_low", "h", "time, low", |s| s.leg.hours.low.into())
        .real("hours_high", "h", "time, high", |s| s.leg.hours.high.into())
        .real("usd", "USD", "money for one load unit, central", |s| s.leg.usd.central.into())
        .real("usd_low", "USD", "money for one load unit, low", |s| s.leg.usd.low.into())
        .real("usd_high", "USD", "money for one load unit, high", |s| s.leg.usd.high.into())
        .real("co2e_kg", "kg CO2e", "emissions for one load unit, central", |s| s.leg.co2e_kg.central.into())
        .real("wait_hours", "h", "lost at borders and terminals before it (after it too, for the last)", |s| s.wait_hours.into())
        .real("wait_usd", "USD", "the same in money", |s| s.wait_usd.into())
        .real("cum_km", "km", "from the origin to its end", |s| s.cum_km.into())
        .real("cum_hours", "h", "from the origin to its end", |s| s.cum_hours.into())
        .text("segments", "ids of the segments, separated by a space", |s| s.leg.segments.join(" ").into())
        .text("status", "operating, or not_operating where a segment of it does not operate at the base date", |s| {
            if s.is_planned { "not_operating" } else { "operating" }.into()
        })
        .text("confidence", "the worst confidence of its figures: high, medium, low", |s| s.leg.confidence.word().into())
        .text("sources", "source ids of its figures, separated by a space", |s| leg_sources(s.leg).into())
}

fn stops_form<'a>() -> Form<Step<'a>> {
    Form::<Step<'a>>::new("stops", "Borders, changes of gauge, transfers and passages on the way")
        .whole("route", "", "number of the route; 1 is the best", |s| s.route.into())
        .whole("leg", "", "number of the row in its route", |s| s.number.into())
        .text("kind", "border, gauge_change, transfer, passage or swap; the style goes by it", |s| s.leg.kind.word().into())
        .text("place", "id of the place", |s| (&s.leg.from.id).into())
        .text("name", "its name", |s| (&s.leg.from.name).into())
        .text("country", "country that it lies in, or that is left", |s| s.leg.country.to_string().into())
        .text("to_country", "country that is entered at a border", |s| s.leg.to_country.map(|c| c.to_string()).into())
        .text("mode", "mode of arrival", |s| s.leg.mode.word().into())
        .text("to_mode", "mode of departure, for a transfer", |s| s.leg.to_mode.map(|mode| mode.word()).into())
        .estimate(["hours_low", "hours", "hours_high"], "h", "time", |s| Some(s.leg.hours))
        .estimate(["usd_low", "usd", "usd_high"], "USD", "money for one load unit", |s| Some(s.leg.usd))
        .real("cum_km", "km", "from the origin", |s| s.cum_km.into())
        .real("cum_hours", "h", "from the origin to its end", |s| s.cum_hours.into())
        .real("cum_usd", "USD", "from the origin to its end, for one load unit", |s| s.cum_usd.into())
        .text("confidence", "the worst confidence of its figures: high, medium, low", |s| s.leg.confidence.word().into())
        .text("sources", "source ids of its figures, separated by a space", |s| leg_sources(s.leg).into())
}

fn routes_form<'a>() -> Form<(usize, &'a Itinerary)> {
    Form::<(usize, &'a Itinerary)>::new("routes", "Each route as a whole, with its sums")
        .whole("route", "", "number of the route; 1 is the best", |r| r.0.into())
        .text("by_way_of", "countries and seas, the largest share of time first", |r| {
            r.1.countries.iter().map(|share| share.name.as_str()).collect::<Vec<_>>().join("; ").into()
        })
        .real("km", "km", "length", |r| r.1.totals.km.into())
        .estimate(["hours_low", "hours", "hours_high"], "h", "time", |r| Some(r.1.totals.hours))
        .estimate(["usd_low", "usd", "usd_high"], "USD", "money for one load unit", |r| Some(r.1.totals.usd))
        .estimate(["co2e_kg_low", "co2e_kg", "co2e_kg_high"], "kg CO2e", "emissions for one load unit, tank to wheel", |r| {
            Some(r.1.totals.co2e_kg)
        })
        .whole("borders", "", "land borders at which officials check the traffic", |r| r.1.totals.border_crossings.into())
        .whole("gauges", "", "changes of track gauge", |r| r.1.totals.gauge_changes.into())
        .whole("transfers", "", "changes of mode, ship or ferry", |r| r.1.totals.transfers.into())
        .real("published_km", "km", "length of segments with a published length", |r| r.1.lengths.published_km.into())
        .real("drawn_km", "km", "length measured along the drawn line on the ellipsoid", |r| r.1.lengths.drawn_km.into())
        .real("low_conf_hours", "0..1", "share of the time that rests on figures of low confidence", |r| {
            r.1.low_confidence.hours.into()
        })
        .real("low_conf_usd", "0..1", "the same of the money", |r| r.1.low_confidence.usd.into())
}

fn shares<'a>() -> Form<(usize, &'a CountryShare)> {
    Form::<(usize, &'a CountryShare)>::new("shares", "Shares of each route by country and sea")
        .whole("route", "", "number of the route; 1 is the best", |r| r.0.into())
        .text("country", "ISO 3166-1 alpha-2; XZ: at sea", |r| r.1.country.to_string().into())
        .text("name", "name of the country or sea", |r| (&r.1.name).into())
        .real("km", "km", "length", |r| r.1.km.into())
        .real("hours", "h", "time, central; at a border half counts for each side", |r| r.1.hours.into())
        .real("usd", "USD", "money for one load unit, central", |r| r.1.usd.into())
        .real("share_km", "0..1", "share of the length", |r| r.1.share_km.into())
        .real("share_hours", "0..1", "share of the time", |r| r.1.share_hours.into())
        .real("share_usd", "0..1", "share of the money", |r| r.1.share_usd.into())
}

fn not_operating<'a>() -> Form<(usize, &'a NotOperating)> {
    Form::<(usize, &'a NotOperating)>::new("not_operating", "Segments used that do not operate at the base date")
        .whole("route", "", "number of the route; 1 is the best", |r| r.0.into())
        .text("segment", "id of the segment", |r| (&r.1.segment).into())
        .text("name", "its name", |r| r.1.name.clone().into())
        .text("status", "planned, under_construction or disused", |r| r.1.status.word().into())
        .date("status_as_of", "the date for which the source gives the status", |r| r.1.status_as_of.into())
        .date("expected", "when it is said to open", |r| r.1.expected.into())
        .real("km", "km", "length", |r| r.1.km.into())
        .text("sources", "source ids, separated by a space", |r| r.1.sources.join(" ").into())
}

fn events<'a>() -> Form<(usize, &'a EventNote)> {
    Form::<(usize, &'a EventNote)>::new("events", "Dated events that concern the routes")
        .whole("route", "", "number of the route; 1 is the best", |r| r.0.into())
        .text("event", "id of the event", |r| (&r.1.id).into())
        .text("title", "what happened", |r| (&r.1.title).into())
        .text("effect", "closed, restricted or note", |r| (&r.1.effect).into())
        .date("from", "first day", |r| r.1.from.into())
        .date("until", "last day; empty where no end is known", |r| r.1.until.into())
        .flag("in_force", "whether it is in force at the date asked for", |r| r.1.in_force.into())
        .text("confidence", "high, medium, low", |r| r.1.confidence.word().into())
        .text("sources", "source ids, separated by a space", |r| r.1.sources.join(" ").into())
}

fn figures<'a>() -> Form<(usize, usize, &'a Figure)> {
    Form::<(usize, usize, &'a Figure)>::new("figures", "Every figure that the routes are made of, with its source")
        .whole("route", "", "number of the route; 1 is the best", |r| r.0.into())
        .whole("leg", "", "number of the row in its route", |r| r.1.into())
        .text("what", "length, speed, price, emissions, border time, ...", |r| (&r.2.what).into())
        .text("of", "segment id, or row of a table", |r| (&r.2.of).into())
        .estimate(["low", "value", "high"], "see unit", "the figure", |r| Some(r.2.value))
        .text("unit", "its unit", |r| (&r.2.unit).into())
        .text("basis", "published, drawn line, or the file with the table", |r| (&r.2.basis).into())
        .text("confidence", "high, medium, low", |r| r.2.confidence.word().into())
        .text("sources", "source ids, separated by a space", |r| r.2.sources.join(" ").into())
        .text("note", "conflicting figures, or a remark", |r| r.2.note.clone().into())
}

fn stop_style() -> Style {
    let look = |kind: LegKind, colour, size| Look::new(kind.word(), colour, size);
    Style {
        by: "kind",
        symbols: Symbols::Values(vec![
            look(LegKind::Border, palette::VERMILION, 2.6),
            look(LegKind::GaugeChange, palette::PURPLE, 2.6),
            look(LegKind::Transfer, palette::GREEN, 2.6),
            look(LegKind::Passage, palette::SKY, 2.6),
            look(LegKind::Swap, palette::ORANGE, 2.6),
        ]),
        label: Some("name"),
    }
}

/// So many routes have a colour of their own.
const ROUTES: [super::style::Colour; 6] =
    [palette::BLUE, palette::VERMILION, palette::GREEN, palette::PURPLE, palette::ORANGE, palette::SKY];

fn route_style() -> Style {
    // The best one is drawn widest, so that others beneath it can be seen beside it.
    let looks = (1..=20_usize).map(|number| {
        let look = Look::new(number.to_string(), ROUTES[(number - 1) % ROUTES.len()], if number == 1 { 1.4 } else { 0.8 });
        if number > ROUTES.len() { look.dashed() } else { look }
    });
    Style { by: "route", symbols: Symbols::Values(looks.collect()), label: None }
}

fn leg_sources(leg: &Leg) -> String {
    let mut ids: Vec<&str> = leg.figures.iter().flat_map(|figure| figure.sources.iter().map(String::as_str)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}

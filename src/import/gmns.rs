//! Networks in the tables of the General Modeling Network Specification (GMNS 0.9x): `link.csv` and `node.csv`, and where they are there `config.csv` and `geometry.csv`.

mod wkt;

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use geo::{Coord, LineString};

use super::assemble::{Assembly, Edge, FAR_END};
use super::attributes::{LONGEST_KM, unknown, yes};
use super::edges::{Columns, Row, rows};
use super::mapping::Field;
use super::source::plain;
use super::unit::LengthUnit;
use crate::error::Error;
use crate::issue::{Issue, Severity, figure, quoted};
use crate::limits::Lines;
use crate::model::{Mode, Word};
use crate::read::Table;

const LINKS: [&str; 9] =
    ["from_node_id", "to_node_id", "link_id", "directed", "length", "facility_type", "allowed_uses", "geometry", "geometry_id"];
const LINKS_NEEDED: [usize; 2] = [0, 1];
const NODES: [&str; 4] = ["node_id", "x_coord", "y_coord", "name"];
const NODES_NEEDED: [usize; 3] = [0, 1, 2];
const GEOMETRIES: [&str; 2] = ["geometry_id", "geometry"];
const CONFIG: [&str; 2] = ["long_length", "crs"];

/// How files call WGS84, without signs and in small letters.
const WGS84: [&str; 7] = ["4326", "epsg4326", "wgs84", "crs84", "ogccrs84", "urnogcdefcrsepsg4326", "urnogcdefcrsogc13crs84"];

/// Words for a mode among those for uses and facilities. The specification leaves these words to each network.
const MODES: [(Mode, &[&str]); 3] = [
    (Mode::Ferry, &["ferry"]),
    (Mode::Rail, &["rail", "railway", "railroad", "train"]),
    (
        Mode::Road,
        &[
            "road",
            "highway",
            "motorway",
            "freeway",
            "expressway",
            "trunk",
            "primary",
            "secondary",
            "tertiary",
            "arterial",
            "collector",
            "ramp",
            "truck",
            "hgv",
            "auto",
            "car",
        ],
    ),
];
/// Uses that carry no freight: a link for these alone is left out.
const ON_FOOT: [&str; 13] = [
    "walk",
    "foot",
    "ped",
    "pedestrian",
    "footway",
    "sidewalk",
    "crosswalk",
    "path",
    "bike",
    "bicycle",
    "cycle",
    "cycleway",
    "bikeway",
];

const DEGREES: &str = "x_coord and y_coord are longitude and latitude in degrees (EPSG:4326)";
const LINE: &str = "write LINESTRING (lon lat, lon lat, ...) in degrees (EPSG:4326)";

/// What the links refer to.
struct Tables {
    unit: Option<LengthUnit>,
    nodes: HashMap<String, Coord<f64>>,
    /// `None` where there is no such table.
    geometries: Option<HashMap<String, LineString<f64>>>,
}

fn columns<'a>(names: &'a [&'a str], needed: &'a [usize]) -> Columns<'a> {
    Columns { names: names.to_vec(), needed, can_be_named: false }
}

/// Whether a file of CSV has the columns of links of GMNS.
pub fn is_link_table(file: &Path) -> bool {
    let table = plain(file).ok().and_then(|text| Table::open("", Lines::of(text)).ok());
    table.is_some_and(|table| table.header().iter().any(|cell| cell.eq_ignore_ascii_case(LINKS[0])))
}

/// Reads a folder of tables, or a table of links with the others beside it. The unit, where it is given, counts before that of the file.
pub(super) fn network(path: &Path, unit: Option<LengthUnit>, assembly: &mut Assembly) -> Result<(), Error> {
    let links = if path.is_dir() { path.join("link.csv") } else { path.to_owned() };
    let nodes = links.with_file_name("node.csv");
    for needed in [&links, &nodes] {
        if !needed.exists() {
            let issue = Issue::new(Severity::Error, "gmns-tables", &needed.to_string_lossy(), "the file is missing");
            let help = "a GMNS network is a folder with link.csv and node.csv, and if it has them config.csv and geometry.csv";
            return Err(Error::Data(vec![issue.help(help)]));
        }
    }
    let Some(said) = config(&links.with_file_name("config.csv"), unit.is_some(), assembly)? else { return Ok(()) };
    let tables = Tables {
        unit: unit.or(said.unit),
        nodes: nodes_of(&nodes, assembly)?,
        geometries: geometries_of(&links.with_file_name("geometry.csv"), assembly)?,
    };
    let mut lacks_unit = false;
    rows(&links, plain(&links)?, &columns(&LINKS, &LINKS_NEEDED), assembly, |row, assembly| {
        let length = length(row)?;
        if length.is_some() && tables.unit.is_none() && !std::mem::replace(&mut lacks_unit, true) {
            let help = "say it in config.csv (column long_length), or with --length-unit km, m, mi or ft";
            return Err(row.wrong("length", "nothing says in which unit the lengths are".into(), help));
        }
        if let Some(edge) = link(row, length, &tables)? {
            assembly.check_ends(&edge).map_err(|(field, message)| {
                let column = if field == Field::From { LINKS[0] } else { LINKS[1] };
                row.wrong(column, message, FAR_END)
            })?;
            assembly.edge(&edge);
        }
        Ok(())
    })
}

/// What `config.csv` says.
#[derive(Default)]
struct Config {
    unit: Option<LengthUnit>,
}

/// Nothing where it says something that cannot be worked with.
fn config(file: &Path, has_unit: bool, assembly: &mut Assembly) -> Result<Option<Config>, Error> {
    let mut config = Some(Config::default());
    if !file.exists() {
        return Ok(config);
    }
    rows(file, plain(file)?, &columns(&CONFIG, &[]), assembly, |row, _| {
        let own = config.take();
        let unit = match row.cell(0) {
            Some(text) if !has_unit => Some(LengthUnit::of(&text.to_lowercase()).ok_or_else(|| {
                row.wrong("long_length", unknown("unit of length", text), "write km, m, mi, nmi or ft, or say --length-unit")
            })?),
            _ => None,
        };
        if let Some(crs) = row.cell(1) {
            let letters: String = crs.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
            if !WGS84.contains(&letters.as_str()) {
                let message = format!("coordinates in {} cannot be read", quoted(crs));
                let help = "convert them to longitude and latitude: `ogr2ogr -t_srs EPSG:4326`";
                return Err(row.wrong("crs", message, help));
            }
        }
        config = own.map(|own| Config { unit: unit.or(own.unit) });
        Ok(())
    })?;
    Ok(config)
}

fn nodes_of(file: &Path, assembly: &mut Assembly) -> Result<HashMap<String, Coord<f64>>, Error> {
    let mut nodes = HashMap::new();
    rows(file, plain(file)?, &columns(&NODES, &NODES_NEEDED), assembly, |row, assembly| {
        let missing =
            |field: &str| row.wrong(field, format!("the node has no {field}"), "write node_id,x_coord,y_coord for each node");
        let id = row.cell(0).ok_or_else(|| missing(NODES[0]))?;
        let x = row.number(1, NODES[1], DEGREES)?.ok_or_else(|| missing(NODES[1]))?;
        let y = row.number(2, NODES[2], DEGREES)?.ok_or_else(|| missing(NODES[2]))?;
        if !wkt::is_on_earth(x, y) {
            return Err(row.wrong(NODES[1], format!("{},{} is not on the earth", figure(x), figure(y)), DEGREES));
        }
        if assembly.has_node(id) {
            return Err(row.wrong(NODES[0], format!("node {} was named before", quoted(id)), "each node stands once"));
        }
        assembly.place(id, row.cell(3), Coord { x, y });
        nodes.insert(id.to_owned(), Coord { x, y });
        Ok(())
    })?;
    Ok(nodes)
}

fn geometries_of(file: &Path, assembly: &mut Assembly) -> Result<Option<HashMap<String, LineString<f64>>>, Error> {
    if !file.exists() {
        return Ok(None);
    }
    let mut geometries = HashMap::new();
    rows(file, plain(file)?, &columns(&GEOMETRIES, &[0, 1]), assembly, |row, _| {
        if let (Some(id), Some(line)) = (row.cell(0), drawn(row, 1)?)
            && geometries.insert(id.to_owned(), line).is_some()
        {
            return Err(row.wrong(
                GEOMETRIES[0],
                format!("geometry {} was named before", quoted(id)),
                "each geometry stands once",
            ));
        }
        Ok(())
    })?;
    Ok(Some(geometries))
}

/// The line in a cell, where there is one.
fn drawn(row: &Row, column: usize) -> Result<Option<LineString<f64>>, Box<Issue>> {
    let read = |text: &str| wkt::line(text).ok_or_else(|| row.wrong("geometry", unknown("line", text), LINE));
    row.cell(column).map(read).transpose()
}

fn length(row: &Row) -> Result<Option<f64>, Box<Issue>> {
    let help = "a length is a number, zero or more";
    match row.number(4, LINKS[4], help)? {
        Some(length) if length < 0.0 => Err(row.wrong(LINKS[4], format!("a length of {} cannot be", figure(length)), help)),
        length => Ok(length),
    }
}

/// The edge of a link; none where freight cannot use it.
fn link<'a>(row: &'a Row, length: Option<f64>, tables: &Tables) -> Result<Option<Edge<'a>>, Box<Issue>> {
    let node = |column: usize| {
        let field = LINKS[column];
        let id =
            row.cell(column).ok_or_else(|| row.wrong(field, format!("the link has no {field}"), "write both for each link"))?;
        let at = tables
            .nodes
            .get(id)
            .ok_or_else(|| row.wrong(field, format!("there is no node {}", quoted(id)), "add it to node.csv"))?;
        Ok::<_, Box<Issue>>((Cow::Borrowed(id), *at))
    };
    let (from, to) = (node(0)?, node(1)?);
    let (facility, uses) = (words(row.cell(5)), words(row.cell(6)));
    let is_on_foot = |words: &[String]| !words.is_empty() && words.iter().all(|word| ON_FOOT.contains(&word.as_str()));
    if is_on_foot(&uses) || (uses.is_empty() && is_on_foot(&facility)) {
        return Ok(None);
    }
    let line = match (drawn(row, 7)?, row.cell(8), &tables.geometries) {
        (None, Some(id), Some(known)) => Some(
            known
                .get(id)
                .cloned()
                .ok_or_else(|| row.wrong(LINKS[8], format!("there is no geometry {}", quoted(id)), "add it to geometry.csv"))?,
        ),
        (None, Some(id), None) => {
            let message = format!("there is no geometry.csv, and the link has the geometry {}", quoted(id));
            return Err(row.wrong(LINKS[8], message, "put geometry.csv beside link.csv, or take the column out"));
        }
        (line, ..) => line,
    };
    let length_km = tables.unit.and_then(|unit| Some(length? * unit.km()));
    if let Some(km) = length_km.filter(|km| *km > LONGEST_KM) {
        let message = format!("{} km is more than once around the earth", figure(km));
        return Err(row.wrong(LINKS[4], message, "say the unit of the lengths: --length-unit m (km, m, mi, nmi or ft)"));
    }
    Ok(Some(Edge {
        id: row.cell(2).map(Cow::Borrowed),
        length_km,
        mode: mode(&facility).or_else(|| mode(&uses)),
        is_oneway: row
            .cell(3)
            .map(|cell| yes(cell).ok_or_else(|| row.wrong(LINKS[3], unknown("answer", cell), "write true or false")))
            .transpose()?,
        line: Some(Cow::Owned(line.map_or_else(|| vec![from.1, to.1], |line| along(line, from.1, to.1).0))),
        from: from.0,
        to: to.0,
        ..Edge::default()
    }))
}

/// A line in the direction of its link: links of either direction may share one, and `dir_flag` need not be there.
fn along(mut line: LineString<f64>, from: Coord<f64>, to: Coord<f64>) -> LineString<f64> {
    let apart = |a: Coord<f64>, b: Coord<f64>| (a.x - b.x).powi(2) + (a.y - b.y).powi(2);
    if let [first, .., last] = line.0[..]
        && apart(first, from) + apart(last, to) > apart(first, to) + apart(last, from)
    {
        line.0.reverse();
    }
    line
}

/// The words of a cell: `heavy_rail, truck` are three.
fn words(cell: Option<&str>) -> Vec<String> {
    let words = cell.unwrap_or_default().split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

fn mode(words: &[String]) -> Option<Mode> {
    MODES.iter().find(|(_, known)| words.iter().any(|word| known.contains(&word.as_str()))).map(|(mode, _)| *mode)
}

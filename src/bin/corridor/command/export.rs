//! `corridor export`: the answers of other commands as files.

use std::path::Path;

use corridor::error::Error;
use corridor::export::{
    Map, Table, columns_markdown, comparison_tables, criticality_tables, dependence_tables, exposure_tables, network_tables, qml,
    route_tables, simulation_tables, table_csv, table_csv_with_shapes, table_flatgeobuf, table_geojson, tables_xlsx,
    write_both_whole, write_geopackage, write_whole,
};
use corridor::issue::quoted;
use corridor::read::schema::Kind;

use crate::args::{Delivery, ExportCommand, FileFormat};
use crate::load::Source;
use crate::output::{Output, with_break};
use crate::{Answer, command, load, report};

pub fn run(export: &ExportCommand, source: &Source) -> Result<Answer, Error> {
    match export {
        ExportCommand::Network(delivery) => {
            let data = load::dataset(source, &[Kind::Validation])?;
            write(delivery, &network_tables(&data), Answer::Yes)
        }
        ExportCommand::Route(asked) => {
            let (data, answer) = command::route::ask(&asked.question, source, true)?;
            if answer.no_route.is_some() {
                report::route::show_separation(&answer);
                return Ok(Answer::No);
            }
            write(&asked.delivery, &route_tables(&data, &answer), Answer::Yes)
        }
        ExportCommand::Compare(asked) => {
            let (data, answer) = command::compare::ask(&asked.question, source)?;
            write(&asked.delivery, &comparison_tables(&data, &answer), Answer::yes_if(answer.comparison.has_way()))
        }
        ExportCommand::Exposure(asked) => {
            let (data, found) = command::exposure::ask(&asked.question, source)?;
            write(&asked.delivery, &exposure_tables(&data, &found), Answer::yes_if(found.pairs > 0))
        }
        ExportCommand::Dependence(asked) => {
            let (data, found) = command::dependence::ask(&asked.question, source)?;
            write(&asked.delivery, &dependence_tables(&data, &found), command::dependence::is_answered(&found))
        }
        ExportCommand::Criticality(asked) => {
            let (data, found) = command::criticality::ask(&asked.question, source)?;
            write(&asked.delivery, &criticality_tables(&data, &found), Answer::yes_if(found.pairs > 0))
        }
        ExportCommand::Simulate(asked) => {
            let (data, found) = command::simulate::ask(&asked.question, source)?;
            write(&asked.delivery, &simulation_tables(&data, &found), Answer::yes_if(found.best.hours.is_some()))
        }
        ExportCommand::Capacity(asked) => {
            let (data, found) = command::capacity::ask(&asked.question, source)?;
            write(&asked.delivery, &found.tables(&data), found.answer())
        }
        ExportCommand::Columns { output } => {
            Output::to(output.as_ref()).write(&columns_markdown())?;
            Ok(Answer::Yes)
        }
    }
}

/// Writes tables in the format that was asked for.
fn write(to: &Delivery, tables: &[Table], answer: Answer) -> Result<Answer, Error> {
    if answer == Answer::No {
        report::error::note_no_way();
    }
    let usage = |message: String, help: String| Error::Usage { code: "output", message, help: Some(help) };
    let format = to.format.or_else(|| FileFormat::of(&to.output)).ok_or_else(|| {
        let message = format!("no format is known by the name {}", to.output.display());
        usage(message, "let it end in .gpkg, .geojson, .fgb, .xlsx or .csv, or say --format".into())
    })?;
    let is_chosen = |table: &&Table| to.only.as_ref().is_none_or(|name| table.name == name);
    let chosen: Vec<&Table> = tables.iter().filter(is_chosen).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = tables.iter().map(|table| table.name).collect();
        let message = format!("there is no table {}", quoted(to.only.as_deref().unwrap_or_default()));
        return Err(usage(message, format!("one of: {}", known.join(", "))));
    }
    let layer = || {
        chosen.iter().find_map(|table| Some((*table, table.map.as_ref()?))).ok_or_else(|| {
            let known: Vec<&str> = tables.iter().filter(|table| table.map.is_some()).map(|table| table.name).collect();
            let message = format!("{} has no shapes on the map", chosen.first().map_or("", |table| table.name));
            usage(message, format!("one of: {}; or write it as .xlsx or .csv", known.join(", ")))
        })
    };
    let style = to.output.with_extension("qml");
    if to.style && !matches!(format, FileFormat::Geojson | FileFormat::Fgb) {
        return Err(usage("--style is for .geojson and .fgb".into(), "leave it out: a .gpkg has its styles inside".into()));
    }
    let place = |file: &Path| file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if to.style && place(&style) == place(&to.output) {
        return Err(usage(
            "the layer and its style would be one file".into(),
            "let the name of the layer end in .geojson or .fgb".into(),
        ));
    }
    match format {
        FileFormat::Gpkg => write_geopackage(&to.output, &chosen)?,
        FileFormat::Xlsx => write_whole(&to.output, &tables_xlsx(&chosen)?)?,
        FileFormat::Geojson => {
            let (table, map) = layer()?;
            let text = table_geojson(table)?;
            write_layer(&to.output, with_break(&text).as_bytes(), to.style.then_some((&style, map)))?;
        }
        FileFormat::Fgb => {
            let (table, map) = layer()?;
            let (bytes, left_out) = table_flatgeobuf(table, map)?;
            write_layer(&to.output, &bytes, to.style.then_some((&style, map)))?;
            if left_out > 0 {
                report::error::note(&format!(
                    "{left_out} of {} rows of {} have no place on the map and are not in the file: FlatGeobuf has no row without a shape",
                    table.rows.len(),
                    table.name
                ));
            }
        }
        FileFormat::Csv => {
            let table = chosen[0];
            Output::to(Some(&to.output)).write(&if table.map.is_some() {
                table_csv_with_shapes(table)?
            } else {
                table_csv(table)?
            })?;
        }
    }
    Ok(answer)
}

/// Writes a layer, and its style beside it: both or neither.
fn write_layer(path: &Path, bytes: &[u8], style: Option<(&Path, &Map)>) -> Result<(), Error> {
    match style {
        Some((beside, map)) => write_both_whole((path, bytes), (beside, qml(map).as_bytes())),
        None => write_whole(path, bytes),
    }
}

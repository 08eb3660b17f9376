//! `corridor export`.

use corridor::error::Error;
use corridor::export::{Layer, layer_csv, layer_geojson, network_layers, write_geopackage};
use corridor::read::schema::Kind;

use crate::args::{ExportCommand, LayersArgs, LayersFormat};
use crate::load::Source;
use crate::output::Output;
use crate::{Answer, load};

pub fn run(command: &ExportCommand, source: &Source) -> Result<Answer, Error> {
    let ExportCommand::Network(args) = command;
    let data = load::dataset(source, &[Kind::Flow, Kind::Validation, Kind::Source])?;
    write(args, &network_layers(&data))
}

fn write(args: &LayersArgs, layers: &[Layer]) -> Result<Answer, Error> {
    let format = args.format.or_else(|| LayersFormat::of(&args.output)).ok_or_else(|| Error::Usage {
        message: format!("no format is known by the name {}", args.output.display()),
        help: Some("let it end in .gpkg, .geojson or .csv, or say --format".into()),
    })?;
    let chosen: Vec<&Layer> = layers.iter().filter(|layer| args.only.as_ref().is_none_or(|name| layer.name == name)).collect();
    let Some(one) = chosen.first() else {
        let known: Vec<&str> = layers.iter().map(|layer| layer.name).collect();
        let message = format!("there is no layer {}", corridor::issue::quoted(args.only.as_deref().unwrap_or_default()));
        return Err(Error::Usage { message, help: Some(format!("one of: {}", known.join(", "))) });
    };
    let output = Output::to(Some(&args.output));
    match format {
        LayersFormat::Gpkg => write_geopackage(&args.output, &chosen)?,
        LayersFormat::Geojson => output.write(&layer_geojson(one)?)?,
        LayersFormat::Csv => output.write(&layer_csv(one)?)?,
    }
    Ok(Answer::Yes)
}

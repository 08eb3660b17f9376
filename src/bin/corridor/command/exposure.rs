//! `corridor exposure`.

use std::path::Path;

use corridor::analysis::{Ground, State, exposure};
use corridor::error::Error;
use corridor::export;
use corridor::network::{Network, Scenario};

use crate::args::{AnalysisFormat, ExposureArgs};
use crate::load::PairsFrom;
use crate::output::{Output, json};
use crate::{Answer, load, report};

pub fn run(args: &ExposureArgs, dir: Option<&Path>) -> Result<Answer, Error> {
    let data = load::dataset(dir, &[])?;
    let wanted =
        PairsFrom { from: args.from.as_deref(), to: args.to.as_deref(), od: args.od.as_deref(), flows: args.flows.as_deref() };
    let pairs = load::pairs(wanted, &data, dir)?;
    let scenario = load::world(&args.world, &data, dir)?;
    let unnamed = if scenario == Scenario::default() { "base-2025" } else { "flags" };
    let id = args.world.scenario.clone().unwrap_or_else(|| unnamed.into());
    let title = format!("state of {}", scenario.as_of);
    let network = Network::build(&data, load::load(&data, &args.manner.load)?)?;
    let modes = load::modes(&args.manner.mode);
    let ground = Ground { data: &data, network: &network, objective: args.manner.by.into(), modes: &modes };
    let found = exposure(ground, &pairs, &State { id, title, scenario })?;
    let text = match args.format {
        AnalysisFormat::Table => report::exposure::table(&found),
        AnalysisFormat::Json => json(&found)?,
        AnalysisFormat::Csv => export::exposure_csv(&found)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(if found.pairs == 0 { Answer::No } else { Answer::Yes })
}

//! `corridor network`.

use corridor::error::Error;
use corridor::export;
use corridor::import::survey;

use crate::args::{Args, BuildArgs, NetworkCommand, SurveyFormat};
use crate::load::Source;
use crate::output::{Output, json};
use crate::{Answer, load, report};

pub fn run(command: &NetworkCommand, args: &Args, source: &Source) -> Result<Answer, Error> {
    let args = match command {
        NetworkCommand::Build(build) => return self::build(build, args),
        NetworkCommand::Check(args) | NetworkCommand::Gaps(args) => args,
    };
    let Some(network) = &source.network else {
        let help = Some("corridor --network railways.geojson network check".into());
        return Err(Error::Usage { message: "no network was named".into(), help });
    };
    let found = survey(&load::net(network)?, args.within);
    let text = match (args.format, command) {
        (SurveyFormat::Table, NetworkCommand::Check(_)) => report::network::check(&found, args.within),
        (SurveyFormat::Table, _) => report::network::gaps(&found, args.within),
        (SurveyFormat::Json, _) => json(&found)?,
        (SurveyFormat::Geojson, _) => export::gaps_geojson(&found)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

fn build(build: &BuildArgs, args: &Args) -> Result<Answer, Error> {
    let import = args.network.import_of(&build.inputs)?;
    let mut net = load::net(&import)?;
    net.prepare();
    export::write_whole_with(&build.output, &mut |out| net.write(out))?;
    report::error::note(&report::network::built(&net, &build.output));
    Ok(Answer::Yes)
}

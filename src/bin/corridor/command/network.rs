//! `corridor network`.

use corridor::error::Error;
use corridor::export;
use corridor::import::survey;

use crate::args::{Args, BuildArgs, NetworkCommand, SurveyFormat};
use crate::load::Source;
use crate::output::{Output, json};
use crate::progress::Watch;
use crate::report::width::for_people;
use crate::{Answer, load, report};

pub fn run(command: &NetworkCommand, args: &Args, source: &Source) -> Result<Answer, Error> {
    let args = match command {
        NetworkCommand::Build(build) => return self::build(build, args),
        NetworkCommand::Check(args) | NetworkCommand::Gaps(args) => args,
    };
    let Some(network) = &source.network else {
        let help = Some("corridor --network railways.geojson network check".into());
        return Err(Error::Usage { code: "no-network", message: "no network was named".into(), help });
    };
    let found = survey(&load::net(network)?, args.within);
    let text = match (args.format, command) {
        (SurveyFormat::Table, NetworkCommand::Check(_)) => for_people(&report::network::check(&found, args.within)),
        (SurveyFormat::Table, _) => for_people(&report::network::gaps(&found, args.within)),
        (SurveyFormat::Json, _) => json(&found)?,
        (SurveyFormat::Geojson, _) => export::table_geojson(&export::gaps_table(&found))?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

fn build(build: &BuildArgs, args: &Args) -> Result<Answer, Error> {
    let inputs = if build.inputs.is_empty() { &args.network.network } else { &build.inputs };
    let usage = |message: String, help: &str| Err(Error::Usage { code: "build-input", message, help: Some(help.into()) });
    if inputs.is_empty() {
        return usage("no file was named to build from".into(), "corridor network build railways.geojson -o net.corridor");
    }
    if !args.network.network.is_empty() && *inputs != args.network.network {
        return usage(
            "files are named behind --network, and others as inputs".into(),
            "name them all as inputs, without --network",
        );
    }
    if build.output.extension().is_none_or(|end| end != "corridor") {
        return usage(
            format!("{} would not be known as a built network", build.output.display()),
            "let its name end in .corridor",
        );
    }
    let import = args.network.import_of(inputs)?;
    let mut net = load::net(&import)?;
    let watch = Watch::new("ordering");
    net.prepare(&|done, all| watch.tell(done, all));
    drop(watch);
    export::write_whole_with(&build.output, &mut |out| net.write(out))?;
    report::error::note(&report::network::built(&net, &build.output));
    Ok(Answer::Yes)
}

//! `corridor network`.

use corridor::error::Error;
use corridor::export;
use corridor::import::survey;

use crate::args::{NetworkCommand, SurveyFormat};
use crate::load::Source;
use crate::output::{Output, json};
use crate::{Answer, load, report};

pub fn run(command: &NetworkCommand, source: &Source) -> Result<Answer, Error> {
    let (NetworkCommand::Check(args) | NetworkCommand::Gaps(args)) = command;
    if source.network.is_none() {
        let help = Some("corridor --network railways.geojson network check".into());
        return Err(Error::Usage { message: "no network was named".into(), help });
    }
    let data = load::dataset(source, &[])?;
    let found = survey(&data, args.within);
    let text = match (args.format, command) {
        (SurveyFormat::Table, NetworkCommand::Check(_)) => report::network::check(&found, args.within),
        (SurveyFormat::Table, NetworkCommand::Gaps(_)) => report::network::gaps(&found, args.within),
        (SurveyFormat::Json, _) => json(&found)?,
        (SurveyFormat::Geojson, _) => export::gaps_geojson(&data, &found)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

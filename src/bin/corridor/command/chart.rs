//! `corridor chart`: the answers of other commands as pictures.

use corridor::chart::{
    Against, comparison_chart, dependence_chart, distance_chart, exposure_chart, png, route_map, simulation_chart,
};
use corridor::error::Error;
use corridor::export::write_whole;
use corridor::model::Dataset;
use corridor::route::RouteAnswer;

use crate::args::{ChartCommand, ChartFormat, Picture, RouteQuestion};
use crate::load::Source;
use crate::output::Output;
use crate::{Answer, command, report};

pub fn run(chart: &ChartCommand, source: &Source) -> Result<Answer, Error> {
    match chart {
        ChartCommand::TimeDistance(drawn) => {
            of_routes(&drawn.question, &drawn.picture, source, |_, answer| Ok(distance_chart(answer, Against::Time)))
        }
        ChartCommand::CostDistance(drawn) => {
            of_routes(&drawn.question, &drawn.picture, source, |_, answer| Ok(distance_chart(answer, Against::Cost)))
        }
        ChartCommand::Map(drawn) => of_routes(&drawn.question, &drawn.picture, source, route_map),
        ChartCommand::Exposure(drawn) => {
            let (_, found) = command::exposure::ask(&drawn.question, source)?;
            write(&drawn.picture, &exposure_chart(&found), Answer::yes_if(found.pairs > 0))
        }
        ChartCommand::Compare(drawn) => {
            let (_, answer) = command::compare::ask(&drawn.question, source)?;
            write(&drawn.picture, &comparison_chart(&answer), Answer::yes_if(answer.comparison.has_way()))
        }
        ChartCommand::Dependence(drawn) => {
            let (data, found) = command::dependence::ask(&drawn.question, source)?;
            write(&drawn.picture, &dependence_chart(&data, &found), command::dependence::is_answered(&found))
        }
        ChartCommand::Simulate(drawn) => {
            let (_, found) = command::simulate::ask(&drawn.question, source)?;
            write(&drawn.picture, &simulation_chart(&found), Answer::yes_if(found.best.hours.is_some()))
        }
    }
}

/// Draws the routes of an answer; where there is none, says what separates the two.
fn of_routes(
    question: &RouteQuestion,
    picture: &Picture,
    source: &Source,
    draw: impl Fn(&Dataset, &RouteAnswer) -> Result<String, Error>,
) -> Result<Answer, Error> {
    let (data, answer) = command::route::ask(question, source, false)?;
    if answer.no_route.is_some() {
        report::route::show_separation(&answer);
        return Ok(Answer::No);
    }
    write(picture, &draw(&data, &answer)?, Answer::Yes)
}

/// Pixels to an inch, as printers want them at least.
const USUAL_DPI: u16 = 200;

fn write(picture: &Picture, svg: &str, answer: Answer) -> Result<Answer, Error> {
    if answer == Answer::No {
        report::error::note_no_way();
    }
    let format = picture.format.or_else(|| ChartFormat::of(&picture.output)).ok_or_else(|| Error::Usage {
        code: "output",
        message: format!("no format is known by the name {}", picture.output.display()),
        help: Some("let it end in .svg or .png, or say --format".into()),
    })?;
    match format {
        ChartFormat::Svg if picture.dpi.is_some() => Err(Error::Usage {
            code: "output",
            message: "--dpi is for .png: lines and letters have no pixels".into(),
            help: Some("leave it out, or let the name end in .png".into()),
        })?,
        ChartFormat::Svg => Output::to(Some(&picture.output)).write(svg)?,
        ChartFormat::Png => write_whole(&picture.output, &png(svg, picture.dpi.unwrap_or(USUAL_DPI))?)?,
    }
    Ok(answer)
}

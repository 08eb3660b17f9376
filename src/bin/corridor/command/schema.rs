//! `corridor schema`.

use corridor::analysis::{Capacity, ComparisonAnswer, Criticality, Dependence, Exposure, NetworkLoad, Simulation};
use corridor::error::Error;
use corridor::issue::Issue;
use corridor::route::RouteAnswer;
use corridor::scenario::NamedScenario;

use crate::Answer;
use crate::args::{SchemaArgs, SchemaOf};
use crate::output::{Output, json};

pub fn run(args: &SchemaArgs) -> Result<Answer, Error> {
    let schema = match args.answer {
        SchemaOf::Route => schemars::schema_for!(RouteAnswer),
        SchemaOf::Compare => schemars::schema_for!(ComparisonAnswer),
        SchemaOf::Exposure => schemars::schema_for!(Exposure),
        SchemaOf::Dependence => schemars::schema_for!(Vec<Dependence>),
        SchemaOf::Criticality => schemars::schema_for!(Criticality),
        SchemaOf::Simulate => schemars::schema_for!(Simulation),
        SchemaOf::Capacity => schemars::schema_for!(Capacity),
        SchemaOf::Load => schemars::schema_for!(NetworkLoad),
        SchemaOf::Scenarios => schemars::schema_for!(Vec<NamedScenario>),
        SchemaOf::Check => schemars::schema_for!(Vec<Issue>),
    };
    Output::to(args.output.as_ref()).write(&json(&schema)?)?;
    Ok(Answer::Yes)
}

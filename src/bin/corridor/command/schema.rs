//! `corridor schema`.

use corridor::error::Error;
use corridor::issue::Issue;
use corridor::route::RouteAnswer;

use crate::Answer;
use crate::args::{SchemaArgs, SchemaOf};
use crate::output::{Output, json};

pub fn run(args: &SchemaArgs) -> Result<Answer, Error> {
    let schema = match args.answer {
        SchemaOf::Route => schemars::schema_for!(RouteAnswer),
        SchemaOf::Check => schemars::schema_for!(Vec<Issue>),
    };
    Output::to(args.output.as_ref()).write(&json(&schema)?)?;
    Ok(Answer::Yes)
}

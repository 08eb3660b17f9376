//! `corridor validation`: our value beside each published one.

use corridor::error::Error;
use corridor::model::{Dataset, ValidationCase};

use crate::args::{PageArgs, PageFormat};
use crate::load::Source;
use crate::output::{Output, json};
use crate::report::validation::{Outcome, markdown};
use crate::validation::Method;
use crate::{Answer, load};

pub fn run(args: &PageArgs, source: &Source) -> Result<Answer, Error> {
    let data = load::dataset(source, &[])?;
    let outcomes: Vec<Outcome> = data.validation.iter().map(|case| outcome(&data, case)).collect::<Result<_, _>>()?;
    let text = match args.format {
        PageFormat::Markdown => markdown(&outcomes),
        PageFormat::Json => json(&outcomes)?,
    };
    Output::to(args.output.as_ref()).write(&text)?;
    Ok(Answer::Yes)
}

fn outcome<'a>(data: &Dataset, case: &'a ValidationCase) -> Result<Outcome<'a>, Error> {
    let method = Method::of(data, case).map_err(|wrong| Error::Data(vec![wrong.of(case)]))?;
    let value = method.value(data)?;
    // Six figures are more than any published one has; without rounding, the last digits of a sum would show.
    let value = value.map(|v| (v * 1e4).round() / 1e4);
    let method = match case.method.as_str() {
        "none" => "not computed".to_owned(),
        method => format!("{method}: {}", case.args),
    };
    Ok(Outcome {
        id: &case.id,
        what: format!("{} - {}, {}", case.origin, case.destination, case.route),
        quantity: &case.quantity,
        published: case.value,
        unit: &case.unit,
        low: case.low,
        high: case.high,
        ours: value,
        inside: value.map(|v| (case.low..=case.high).contains(&v)),
        independent: case.independent,
        method,
        source: &case.source,
        year: &case.year,
        note: case.note.as_deref(),
    })
}

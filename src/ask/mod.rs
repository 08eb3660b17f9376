//! Questions in the words of people: names are looked up, and what contradicts itself is refused. The program's flags and the server's parameters both
//! become these.

mod route;
mod state;

pub use route::RouteWords;
pub use state::{Changes, StateWords};

pub use crate::model::USUAL_LOAD;

use crate::error::Error;
use crate::issue::{Issue, Severity, quoted};
use crate::model::{Dataset, Load, Mode};
use crate::network::Selector;

/// What each of some names means.
///
/// # Errors
/// The first that `find` gives.
pub fn selectors(texts: &[String], find: impl Fn(&str) -> Result<Selector, Error>) -> Result<Vec<Selector>, Error> {
    texts.iter().map(|text| find(text)).collect()
}

/// The unit of load of this id.
///
/// # Errors
/// [`Error::Usage`] where there is none of this id, [`Error::Data`] where there is none at all.
pub fn load<'a>(data: &'a Dataset, id: &str) -> Result<&'a Load, Error> {
    data.load(id).ok_or_else(|| {
        if data.loads.is_empty() {
            let issue = Issue::new(Severity::Error, "no-load", "loads.csv", "the data has no unit of load");
            return Error::Data(vec![issue.help("add a row for \"teu\", as data/README.md explains")]);
        }
        let known: Vec<&str> = data.loads.iter().map(|load| load.id.as_str()).collect();
        let message = format!("no load named {}", quoted(id));
        Error::Usage { code: "unknown-load", message, help: Some(format!("one of: {}", known.join(", "))) }
    })
}

/// The modes that were asked for, or those that freight uses.
pub fn modes(asked: &[Mode]) -> Vec<Mode> {
    if asked.is_empty() { Mode::FREIGHT.to_vec() } else { asked.to_vec() }
}

/// Freight or gas, not both.
///
/// # Errors
/// [`Error::Usage`] where both are asked for.
pub fn one_cargo(modes: &[Mode]) -> Result<(), Error> {
    if modes.contains(&Mode::Pipeline) && modes.len() > 1 {
        let help = Some("ask for the mode pipeline alone".into());
        return Err(Error::Usage { code: "freight-in-pipeline", message: "freight cannot enter a pipeline".into(), help });
    }
    Ok(())
}

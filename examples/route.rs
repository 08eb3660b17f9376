//! How far and how long is it from Moscow to Mumbai by each branch of the North-South corridor?
//!
//! Run with `cargo run --example route`.

use corridor::check;
use corridor::error::Error;
use corridor::names::Names;
use corridor::network::Network;
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Error> {
    let data = check::build(&read::embedded())?;
    let names = Names::new(&data);
    let (moscow, mumbai) = (names.place("Moscow")?.place, names.place("Mumbai")?.place);
    let Some(teu) = data.load("teu") else { return Ok(()) };
    let network = Network::build(&data, teu)?;

    for branch in ["western", "trans-caspian", "eastern"] {
        let mut query = RouteQuery::new(moscow, mumbai);
        query.corridor = Some(names.corridor(branch)?.to_owned());
        for found in route(&data, &network, &teu.id, &query)?.routes {
            let totals = &found.totals;
            let days = totals.hours.map(|hours| hours / 24.0);
            println!("{branch:>14}: {:5.0} km, {:.1} days ({:.1} to {:.1})", totals.km, days.central, days.low, days.high);
        }
    }
    Ok(())
}

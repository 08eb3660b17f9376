//! Transport-corridor connectivity: how goods move between Russia, the Caucasus, Iran, Central Asia and India, how far, how long, at
//! what price, through whose country, and how each number is known.
//!
//! # Why it is built like this
//!
//! * **Two pictures of the data.** [`read`] makes raw records that know their file, line and feature; [`check`] judges them, all
//!   problems at once, and only then makes the [`model::Dataset`]. A file that is wrong can so be questioned, not only refused.
//! * **Changes of mode, gauge waits and borders are links.** A place is one node for each layer (mode and gauge) and each side
//!   (country, at a border); see [`network`]. No search needs a special case for a port or a border.
//! * **Whole numbers.** Links weigh millimetres, milliseconds, millionths of a dollar and milligrams ([`cost`]). Sums are exact and never depend on their order.
//! * **A scenario is a view.** Planned links are in the network and closed; a [`network::View`] says what is open. Two views share every
//!   id, so with and without can be compared link by link.
//! * **Values first.** An answer ([`route::RouteAnswer`]) is a serialisable value with units in its field names; [`export`] and the
//!   program only show it.
//! * **"No route" is an answer**, not an error: [`separation::Separation`] says what would have to be open.
//!
//! # From files to an answer
//!
//! ```
//! use corridor::{check, names::Names, network::Network, query::RouteQuery, read, route::route};
//!
//! let data = check::build(&read::embedded())?;
//! let names = Names::new(&data);
//! let (from, to) = (names.place("Москва")?.place, names.place("Nhava Sheva")?.place);
//!
//! let network = Network::build(&data, data.load("teu").expect("the dataset has a TEU"))?;
//! let answer = route(&data, &network, "teu", &RouteQuery::new(from, to))?;
//!
//! let fastest = &answer.routes[0];
//! println!("{} km, {} hours", fastest.totals.km, fastest.totals.hours.central);
//! assert!(fastest.countries.iter().any(|share| share.country.as_str() == "IR"));
//! # Ok::<(), corridor::error::Error>(())
//! ```
//!
//! # The rooms
//!
//! `engine` → `read` → `check` → `import` → `network` → `direct` → `itinerary` → `query` → `separation` → `route` → `scenario` → `analysis` → `ask` → `export` → `chart` → `page` → `serve` → the program. A room uses rooms to its left; [`model`] and
//! [`issue`] use none and all use them, as they do the roundings of `units` and [`limits`]; [`list`] uses the model only. CSV is named in [`read`] and [`export`] only, GeoJSON also where geometries are checked, petgraph in [`network`] only, clap and printing in the program only.

pub mod analysis;
pub mod ask;
#[cfg(feature = "charts")]
pub mod chart;
pub mod check;
pub mod cost;
pub mod direct;
pub mod engine;
pub mod error;
pub mod export;
pub mod import;
pub mod issue;
pub mod itinerary;
pub mod limits;
pub mod list;
pub mod model;
pub mod names;
pub mod network;
pub mod outline;
#[cfg(feature = "page")]
pub mod page;
pub mod progress;
pub mod query;
pub mod read;
pub mod route;
pub mod scenario;
pub mod separation;
#[cfg(feature = "serve")]
pub mod serve;
pub mod units;

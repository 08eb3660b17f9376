//! What answers are made from: data, scenarios, and a network for each unit of load, made when it is first asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::ask;
use crate::error::Error;
use crate::model::Dataset;
use crate::network::Network;
use crate::page::Live;
use crate::scenario::Library;

/// The data that a server answers from.
pub struct Desk {
    pub(super) data: Dataset,
    pub(super) library: Library,
    pub(super) live: Live,
    networks: BTreeMap<String, OnceLock<Network>>,
}

/// How many segments a served network may have: the page draws them all.
pub const MOST_SEGMENTS: usize = 50_000;

impl Desk {
    /// Of a dataset and the scenarios that may be named.
    ///
    /// # Errors
    /// [`Error::Usage`] where the network is larger than a page can show; [`Error::Data`] where a scenario is wrong.
    pub fn new(data: Dataset, library: Library) -> Result<Desk, Error> {
        if data.segments.len() > MOST_SEGMENTS {
            let message = format!("the network has {} edges, and a page shows at most {MOST_SEGMENTS}", data.segments.len());
            let help = Some("serve a part of it, or join chains of edges with --merge".into());
            return Err(Error::Limit { code: "network-too-large", message, help });
        }
        let live = Live::new(&data, &library)?;
        let networks = data.loads.iter().map(|load| (load.id.clone(), OnceLock::new())).collect();
        let desk = Desk { data, library, live, networks };
        // The first question need not wait for it.
        desk.network(ask::USUAL_LOAD).map(|_| ())?;
        Ok(desk)
    }

    /// The network, weighed for one unit of this load.
    pub(super) fn network(&self, load: &str) -> Result<&Network, Error> {
        let of = ask::load(&self.data, load)?;
        let known = self.networks.get(load).ok_or_else(|| Error::Internal(format!("no network of {load}")))?;
        if let Some(network) = known.get() {
            return Ok(network);
        }
        let network = Network::build(&self.data, of)?;
        Ok(known.get_or_init(|| network))
    }
}

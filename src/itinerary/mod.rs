//! A path of links told as a journey: legs, borders and transfers in order, totals, shares by country, and where every figure
//! comes from. The value is made once; tables, JSON, CSV and GeoJSON only show it.

mod basis;
mod figures;
mod leg;
mod shares;
mod value;

use crate::units::{hours, kg, km, round, usd};
pub use value::{
    CountryShare, EventNote, Figure, Itinerary, Leg, LegKind, LengthBasis, LowConfidence, NotOperating, PlaceRef, SourceUse,
    Totals,
};

use crate::cost::{LinkCost, length_km};
use crate::error::Error;
use crate::network::{LinkId, LinkKind, Path, View};

impl Itinerary {
    /// Tells a path as a journey.
    ///
    /// # Errors
    /// [`Error::Internal`] where the links do not join, or the legs do not add up to the path.
    pub fn of(view: &View, path: &Path, corridor: Option<&str>) -> Result<Itinerary, Error> {
        check_joined(view, path)?;
        let data = view.data;
        let legs = leg::legs(view, &path.links);
        let total = legs.iter().fold(LinkCost::default(), |sum, leg| sum.plus(leg.cost));
        let by_link = path.links.iter().fold(LinkCost::default(), |sum, link| sum.plus(*view.cost(*link)));
        if total != by_link {
            return Err(Error::Internal("the legs of a route do not add up to its links".into()));
        }
        let count = |kind: LegKind| legs.iter().filter(|leg| leg.kind == kind).count();
        let controls = path.links.iter().filter(|link| is_control(view, **link)).count();
        let totals = Totals {
            km: km(total.millimetres),
            hours: total.milliseconds.map(hours),
            usd: total.microdollars.map(usd),
            co2e_kg: total.milligrams.map(kg),
            border_crossings: controls,
            gauge_changes: count(LegKind::GaugeChange),
            transfers: count(LegKind::Transfer),
        };
        let segments = || path.links.iter().filter_map(|link| view.segment_of(*link)).map(|ix| data.segment(ix));
        let length_of = |wanted: &dyn Fn(&crate::model::Segment) -> bool| {
            segments().filter(|s| wanted(s)).map(length_km).fold(0.0, |sum, km| sum + km)
        };
        Ok(Itinerary {
            countries: shares::countries(data, &legs, &total),
            not_operating: basis::not_operating(view, path),
            events: basis::events(view, path),
            lengths: LengthBasis {
                published_km: round(length_of(&|s| s.length.is_some()), 1),
                drawn_km: round(length_of(&|s| s.length.is_none()), 1),
            },
            low_confidence: basis::low_confidence(view, path, &total),
            off_corridor_km: corridor.map(|id| round(length_of(&|s| !s.corridors.iter().any(|c| c == id)), 1)),
            sources: basis::sources(data, &legs),
            totals,
            legs,
        })
    }
}

fn check_joined(view: &View, path: &Path) -> Result<(), Error> {
    let is_joined = path.links.windows(2).all(|pair| view.network.ends(pair[0]).1 == view.network.ends(pair[1]).0);
    let is_open = path.links.iter().all(|link| view.closure(*link).is_none());
    if is_joined && is_open { Ok(()) } else { Err(Error::Internal("the links of a route do not join, or one is closed".into())) }
}

fn is_control(view: &View, link: LinkId) -> bool {
    matches!(view.network.link(link).kind, LinkKind::Crossing { row } if view.data.crossings[row].control)
}

//! Laws of comparisons and of the worth of links, on the real network and on one small enough to work out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::sync::LazyLock;

use corridor::analysis::{
    Amount, Beyond, ComparisonAnswer, Difference, Ground, LinkValue, Measure, OdPair, Outcome, PairComparison, Pairs, Player,
    State, compare, link_values,
};
use corridor::check;
use corridor::cost::Objective;
use corridor::itinerary::Totals;
use corridor::model::{Country, Dataset, Mode};
use corridor::network::{Change, Network, NewValue, Quantity, Scenario, Selector};
use corridor::query::RouteQuery;
use corridor::read;
use corridor::route::route;
use corridor::scenario::Library;
use proptest::prelude::*;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());
static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::build(&DATA, DATA.load("teu").unwrap()).unwrap());

const CITIES: [&str; 12] = [
    "moscow",
    "mumbai",
    "baku",
    "nakhchivan",
    "tehran",
    "tbilisi",
    "yerevan",
    "istanbul",
    "almaty",
    "chabahar",
    "kars",
    "ashgabat",
];

fn ground(objective: Objective) -> Ground<'static> {
    Ground { data: &DATA, network: &NETWORK, objective, modes: &Mode::FREIGHT }
}

fn pairs(ends: &[(usize, usize)]) -> Pairs {
    let at = |i: usize| DATA.place_ix(CITIES[i]).unwrap();
    let list = ends.iter().filter(|(a, b)| a != b).map(|(a, b)| OdPair { from: at(*a), to: at(*b), weight: 1.0 }).collect();
    Pairs { list, weights: "test".into(), amount: Amount::Load }
}

fn state(id: &str) -> State {
    Library::embedded().find(&DATA, id).unwrap().into()
}

fn proposed() -> Vec<Player> {
    ["rasht-astara", "south-araz", "tripp", "chabahar-zahedan", "nakhchivan"]
        .map(|id| Player {
            name: id.into(),
            with: vec![Selector::Corridor(id.into())],
            reopen: vec![Selector::Border("AM".parse().unwrap(), "AZ".parse().unwrap())],
        })
        .to_vec()
}

fn ends() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..CITIES.len(), 0..CITIES.len()), 1..4)
}

fn objective() -> impl Strategy<Value = Objective> {
    prop::sample::select(vec![Objective::Time, Objective::Distance, Objective::Cost, Objective::Emissions])
}

fn by(objective: Objective, totals: &Totals) -> f64 {
    match objective {
        Objective::Time => totals.hours.central,
        Objective::Distance => totals.km,
        Objective::Cost => totals.usd.central,
        Objective::Emissions => totals.co2e_kg.central,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_scenario_compared_with_itself_has_no_difference(ends in ends(), which in 0..14usize, objective in objective()) {
        let library = Library::embedded();
        let same = state(library.ids()[which]);
        let found = compare(ground(objective), &pairs(&ends), &same, std::slice::from_ref(&same), Beyond { choice: true, disruption: true }).unwrap();
        for pair in &found.pairs {
            let change = &pair.scenarios[0];
            prop_assert!(matches!(change.outcome, Outcome::Unchanged | Outcome::NoRoute));
            prop_assert!(change.difference.is_none_or(|d| d.is_nothing()));
            prop_assert_eq!(&change.choice, &pair.choice);
            prop_assert_eq!(&change.disruption, &pair.disruption);
            if let (Some(choice), Some(base)) = (&pair.choice, &pair.base) {
                let whole: f64 = choice.routes.iter().map(|route| route.share).sum();
                prop_assert!((whole - 1.0).abs() < 1e-9);
                let best = match objective {
                    Objective::Time => base.totals.hours.central,
                    Objective::Distance => base.totals.km,
                    Objective::Cost => base.totals.usd.central,
                    Objective::Emissions => base.totals.co2e_kg.central,
                };
                prop_assert!(choice.mean >= best - 0.01, "{} {}", choice.mean, best);
            }
        }
    }

    #[test]
    fn links_are_worth_something_or_nothing_and_share_what_all_save(ends in ends(), objective in objective()) {
        let found = link_values(ground(objective), &pairs(&ends), &Scenario::default(), &proposed(), Measure::Best).unwrap();
        for link in &found.links {
            prop_assert!(link.alone >= 0.0 && link.last >= 0.0 && link.shapley >= 0.0, "{:?}", link);
        }
        let shared: f64 = found.links.iter().map(|link| link.shapley).sum();
        prop_assert!((shared - found.together).abs() <= 0.01 + 1e-6 * found.together, "{} of {}", shared, found.together);
    }

    #[test]
    fn values_are_those_of_every_set_solved(ends in ends(), objective in objective()) {
        let (players, pairs) = (proposed(), pairs(&ends));
        let found = link_values(ground(objective), &pairs, &Scenario::default(), &players, Measure::Best).unwrap();
        let set = |set: usize| {
            let mut scenario = Scenario::default();
            for player in players.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, p)| p) {
                scenario.with.extend(player.with.clone());
                scenario.reopen.extend(player.reopen.clone());
            }
            State { id: set.to_string(), title: String::new(), scenario }
        };
        let all = (1 << players.len()) - 1;
        let sets: Vec<State> = (0..=all).map(set).collect();
        let solved = compare(ground(objective), &pairs, &sets[0], &sets, Beyond::default()).unwrap();
        let saved = |set: usize| -> f64 {
            let less = |pair: &PairComparison| Some(-of(&pair.scenarios[set].difference?, objective));
            solved.pairs.iter().filter_map(less).sum()
        };
        for (i, player) in players.iter().enumerate() {
            let value = found.links.iter().find(|link| link.name == player.name).unwrap();
            prop_assert!((value.alone - saved(1 << i)).abs() < 0.02, "{:?} {}", value, saved(1 << i));
            prop_assert!((value.last - (saved(all) - saved(all & !(1 << i)))).abs() < 0.02, "{:?}", value);
        }
        prop_assert!((found.together - saved(all)).abs() < 0.02);
    }

    #[test]
    fn shapley_values_share_what_all_save_by_any_measure(ends in ends()) {
        let players = &proposed()[..3];
        for measure in [Measure::Choice, Measure::Disruption] {
            let found = link_values(ground(Objective::Time), &pairs(&ends), &Scenario::default(), players, measure).unwrap();
            let shared: f64 = found.links.iter().map(|link| link.shapley).sum();
            prop_assert!((shared - found.together).abs() <= 0.01 + 1e-6 * found.together.abs(), "{} of {}", shared, found.together);
            prop_assert!(measure == Measure::Choice || found.links.iter().all(|link| link.alone >= 0.0 && link.last >= 0.0));
            // What makes the best way shorter draws goods, and is worth something where they choose.
            let best = link_values(ground(Objective::Time), &pairs(&ends), &Scenario::default(), players, Measure::Best).unwrap();
            let worth = |link: &LinkValue| found.links.iter().find(|other| other.name == link.name).unwrap().alone;
            let is_mute = |link: &&LinkValue| measure == Measure::Choice && link.alone > 1.0 && worth(link) == 0.0;
            prop_assert_eq!(best.links.iter().find(is_mute), None, "{:?}", measure);
        }
    }

    #[test]
    fn each_pair_counts_once_in_all_and_once_for_each_of_its_ends(ends in ends(), scenario in prop::sample::select(vec!["all-proposed", "hormuz-closed", "war-2026-03"])) {
        let found = compare(ground(Objective::Time), &pairs(&ends), &state("base-2025"), &[state(scenario)], Beyond::default()).unwrap();
        let sum = &found.sums[0];
        let subjects = |p: &PairComparison| if p.from.id == "baku" && p.to.id == "nakhchivan" || p.from.country != p.to.country || p.from.id == "nakhchivan" { 2 } else { 1 };
        for (whole, outcome, part) in [
            (sum.better, Outcome::Better, sum.subjects.iter().map(|s| s.better).sum::<usize>()),
            (sum.worse, Outcome::Worse, sum.subjects.iter().map(|s| s.worse).sum()),
            (sum.cut_off, Outcome::CutOff, sum.subjects.iter().map(|s| s.cut_off).sum()),
            (sum.connected, Outcome::Connected, sum.subjects.iter().map(|s| s.connected).sum()),
        ] {
            let of: Vec<_> = found.pairs.iter().filter(|pair| pair.scenarios[0].outcome == outcome).collect();
            prop_assert_eq!(whole, of.len());
            prop_assert_eq!(part, of.iter().map(|pair| subjects(pair)).sum::<usize>());
        }
        prop_assert!(sum.transit.iter().all(|t| (0.0..=1.0 + 1e-9).contains(&t.share_with) && (0.0..=1.0 + 1e-9).contains(&t.share_without)));
    }

    #[test]
    fn closing_a_country_is_leaving_out_its_links(ends in ends(), objective in objective(), country in 0..usize::MAX) {
        let country = DATA.countries[country % DATA.countries.len()].code;
        let closed = State { id: "closed".into(), title: String::new(), scenario: Scenario { close: vec![Selector::Country(country)], ..Scenario::default() } };
        let without = State { id: "without".into(), title: String::new(), scenario: Scenario { without: vec![Selector::Country(country)], ..Scenario::default() } };
        let found = compare(ground(objective), &pairs(&ends), &state("base-2025"), &[closed, without], Beyond::default()).unwrap();
        for pair in found.pairs.iter().filter(|pair| ![&pair.from, &pair.to].iter().any(|p| p.country.contains(country.as_str()))) {
            let [closed, without] = [0, 1].map(|i| pair.scenarios[i].result.as_ref());
            // Without its segments a country cannot be crossed, so its borders do not matter; but a ship may still call at its ports, until it is closed.
            if without.is_some_and(|way| way.countries.iter().any(|share| share.country == country)) {
                let [closed, without] = [closed, without].map(|way| way.map_or(f64::INFINITY, |way| by(objective, &way.totals)));
                prop_assert!(closed >= without - 1e-6, "{closed} {without}");
            } else {
                prop_assert_eq!(pair.scenarios[0].difference, pair.scenarios[1].difference);
            }
        }
    }

    #[test]
    fn opening_links_never_makes_a_pair_worse(ends in ends(), objective in objective()) {
        let found = compare(ground(objective), &pairs(&ends), &state("base-2025"), &[state("all-proposed")], Beyond::default()).unwrap();
        for pair in &found.pairs {
            prop_assert!(!matches!(pair.scenarios[0].outcome, Outcome::Worse | Outcome::CutOff));
        }
    }
}

fn of(difference: &Difference, objective: Objective) -> f64 {
    match objective {
        Objective::Time => difference.hours,
        Objective::Distance => difference.km,
        Objective::Cost => difference.usd,
        Objective::Emissions => difference.co2e_kg,
    }
}

/// Two planned links of 100 km that stand in for each other between p0 and p1, beside an open way round of 400 km; one of 100 km on from p1 to p2,
/// beside 300 km.
fn small() -> Dataset {
    let mut files = common::Files::default();
    (0..4).for_each(|i| files.place(i, false));
    // The length of segment n is 100 * (1 + n % 4) km.
    files.segment(0, 0, 1, "road", 0, false);
    files.segment(4, 0, 1, "road", 0, false);
    files.segment(3, 0, 1, "road", 0, true);
    files.segment(8, 1, 2, "road", 0, false);
    files.segment(2, 1, 2, "road", 0, true);
    files.dataset()
}

#[test]
fn a_small_network_worked_out_by_hand() {
    let data = small();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let place = |id: &str| data.place_ix(id).unwrap();
    let link =
        |id: &str| Player { name: id.into(), with: vec![Selector::Segment(data.segment_ix(id).unwrap())], reopen: Vec::new() };
    let mut pairs = Pairs::one(place("p0"), place("p2"));
    pairs.list[0].weight = 2.0;
    let found = link_values(ground, &pairs, &Scenario::default(), &[link("s0"), link("s4"), link("s8")], Measure::Best).unwrap();
    // 700 km without; either of the first two saves 300, the third 200, all 500; and the pair counts twice.
    let value = |name: &str| found.links.iter().find(|l| l.name == name).unwrap();
    assert_eq!(found.together, 1000.0);
    assert_eq!((value("s0").alone, value("s0").last, value("s0").shapley), (600.0, 0.0, 300.0));
    assert_eq!((value("s4").alone, value("s4").last, value("s4").shapley), (600.0, 0.0, 300.0));
    assert_eq!((value("s8").alone, value("s8").last, value("s8").shapley), (400.0, 400.0, 400.0));
}

/// As long as before, but by another mode: neither better nor worse, and not the same.
#[test]
fn a_way_of_the_same_length_is_different() {
    let mut files = common::Files::default();
    (0..2).for_each(|i| files.place(i, false));
    files.segment(0, 0, 1, "road", 0, true);
    files.segment(4, 0, 1, "rail", 1435, true);
    let data = files.dataset();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let pairs = Pairs::one(data.place_ix("p0").unwrap(), data.place_ix("p1").unwrap());
    let closed = |mode: Option<Mode>| {
        let scenario = Scenario { close: mode.into_iter().map(Selector::Mode).collect(), ..Scenario::default() };
        State { id: "test".into(), title: "test".into(), scenario }
    };
    let outcomes = [(Mode::Road, Mode::Rail), (Mode::Rail, Mode::Rail)].map(|(without, with)| {
        let found = compare(ground, &pairs, &closed(Some(without)), &[closed(Some(with)), closed(None)], Beyond::default());
        found.unwrap().pairs[0].scenarios[0].outcome
    });
    assert_eq!(outcomes, [Outcome::Different, Outcome::Unchanged]);
    // The same way at another price.
    let mut dearer = closed(None);
    let price = Change { on: vec![Selector::Mode(Mode::Road)], what: Quantity::Price, to: NewValue::Factor(2.0) };
    dearer.scenario.changes.push(price);
    dearer.scenario.close.push(Selector::Mode(Mode::Rail));
    let found = compare(ground, &pairs, &closed(Some(Mode::Rail)), &[dearer], Beyond::default()).unwrap();
    let change = &found.pairs[0].scenarios[0];
    assert_eq!((change.outcome, change.difference.map(|d| d.usd > 0.0 && d.km == 0.0)), (Outcome::Different, Some(true)));
}

#[test]
fn too_many_links_are_refused() {
    let players: Vec<Player> = (0..13).map(|_| proposed()[0].clone()).collect();
    assert!(link_values(ground(Objective::Time), &pairs(&[(0, 1)]), &Scenario::default(), &players, Measure::Best).is_err());
    let data = small();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let ground = Ground { data: &data, network: &network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    let pair = Pairs::one(data.place_ix("p0").unwrap(), data.place_ix("p2").unwrap());
    let link = Player { name: "s0".into(), with: vec![Selector::Segment(data.segment_ix("s0").unwrap())], reopen: Vec::new() };
    let twelve = link_values(ground, &pair, &Scenario::default(), &vec![link; 12], Measure::Best).unwrap();
    // Each stands in for the others.
    assert!(twelve.links.iter().all(|link| (link.alone, link.last, link.shapley) == (300.0, 0.0, 25.0)), "{:?}", twelve.links);
}

/// Closed in turn are the countries of the way without any link and of that with all.
#[test]
fn what_is_closed_in_turn_is_what_the_ways_cross() {
    // 400 km straight; by the borders p1 and p3, and Azerbaijan between them, 300 once that is built. A link elsewhere changes nothing.
    let mut files = common::Files::default();
    (0..8).for_each(|i| files.place(i, [1, 3].contains(&i)));
    files.segment(7, 0, 4, "road", 0, true);
    [(0, 0, 1), (4, 1, 3), (8, 3, 4), (5, 0, 7)].iter().for_each(|(n, a, b)| files.segment(*n, *a, *b, "road", 0, false));
    let data = files.dataset();
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let (ground, pair) = one_of(&data, &network);
    let player = |ids: &[&str]| Player { name: ids.join(" "), with: opened(&data, ids).scenario.with, reopen: Vec::new() };
    let closed = |players: &[Player]| {
        let found = link_values(ground, &pair, &Scenario::default(), players, Measure::Disruption).unwrap();
        (found.closed.iter().map(Country::to_string).collect::<Vec<_>>(), found.together)
    };
    let (elsewhere, through) = (player(&["s5"]), player(&["s0", "s4", "s8"]));
    assert_eq!(closed(std::slice::from_ref(&elsewhere)), (vec![], 0.0));
    // Once Azerbaijan is closed the new way is no use.
    assert_eq!(closed(&[elsewhere, through]), (vec!["AZ".to_owned()], 0.0));
}

/// The mean under closures is that of routes that avoid each of the countries.
#[test]
fn disruption_is_the_mean_of_what_avoiding_each_takes() {
    let pairs = pairs(&[(0, 1), (2, 3), (4, 1), (8, 3), (6, 7)]);
    let beyond = Beyond { choice: false, disruption: true };
    let (base, same) = (state("base-2025"), [state("hormuz-closed")]);
    let found = compare(ground(Objective::Time), &pairs, &base, &same, beyond).unwrap();
    let mut closed = 0;
    for (pair, found) in pairs.list.iter().zip(&found.pairs) {
        let Some(disruption) = &found.disruption else { continue };
        let hours = |country: &Country| {
            let mut query = RouteQuery::new(pair.from, pair.to);
            query.scenario = base.scenario.between(&DATA, &Mode::FREIGHT, pair.from, pair.to);
            query.constraints.avoid.push(Selector::Country(*country));
            route(&DATA, &NETWORK, "teu", &query).unwrap().routes.first().map(|route| route.totals.hours.central)
        };
        let left: Vec<f64> = disruption.closed.iter().filter_map(hours).collect();
        closed += left.len();
        assert_eq!(disruption.cut_off, disruption.closed.len() - left.len(), "{disruption:?}");
        let mean = (!left.is_empty()).then(|| left.iter().sum::<f64>() / left.len() as f64);
        assert_eq!(mean.is_some(), disruption.mean.is_some(), "{disruption:?}");
        assert!(mean.zip(disruption.mean).is_none_or(|(a, b)| (a - b).abs() < 0.01), "{mean:?} {disruption:?}");
    }
    assert!(closed > 3, "{closed}");
}

/// Pairs that weigh nothing have no mean, and no share of anything.
#[test]
fn what_weighs_nothing_is_no_number_of_its_own() {
    let mut nothing = pairs(&[(0, 1), (2, 3)]);
    nothing.list.iter_mut().for_each(|pair| pair.weight = 0.0);
    let found =
        compare(ground(Objective::Time), &nothing, &state("base-2025"), &[state("all-proposed")], Beyond::default()).unwrap();
    let all = serde_json::to_value(&found.sums).unwrap();
    assert!(!found.sums.is_empty());
    assert!(found.sums.iter().all(|sum| sum.mean.is_none()), "{all}");
    assert!(found.sums.iter().flat_map(|sum| &sum.transit).all(|sum| sum.share_with == 0.0 && sum.km_with == 0.0), "{all}");
}

#[test]
fn pairs_come_from_a_file_with_every_wrong_row_named() {
    use corridor::error::Error;
    use corridor::names::Names;
    let names = Names::new(&DATA);
    let good = Pairs::from_csv(names, "od.csv", "from,to,weight\nМосква,Mumbai,2\nBaku,Nakhchivan,1\n").unwrap();
    assert_eq!((good.list.len(), good.list[0].weight, good.list[1].weight), (2, 2.0, 1.0));
    // One pair twice would count twice, and a row without a weight as one.
    for rows in ["Baku,Tehran,1\nBaku,Tehran,2\n", "Baku,Tehran,1\nMoscow,Mumbai,\n"] {
        assert!(Pairs::from_csv(names, "od.csv", &format!("from,to,weight\n{rows}")).is_err(), "{rows}");
    }
    let Err(Error::Data(issues)) = Pairs::from_csv(names, "od.csv", "from,to\nMoscwo,Mumbai\nBaku,Bakı\nBaku,Tehran\n") else {
        panic!()
    };
    assert_eq!(issues.iter().map(|issue| issue.line).collect::<Vec<_>>(), [Some(2), Some(3)]);
}

#[test]
fn published_trade_gives_pairs_and_weights() {
    use corridor::error::Error;
    let found = Pairs::from_flows(&DATA, "irica-non-oil").unwrap();
    let russia = found.list.iter().find(|pair| DATA.place(pair.to).id == "moscow").unwrap();
    assert_eq!((DATA.place(russia.from).id.as_str(), russia.weight), ("tehran", 4.04));
    assert!(found.weights.contains("irica-non-oil") && found.weights.contains("Mt"), "{}", found.weights);
    // Two years of one definition are not added up.
    let Err(Error::Name { help, .. }) = Pairs::from_flows(&DATA, "nour-trade") else { panic!() };
    assert!(help.is_some_and(|help| help.contains("nour-trade:2023:year") && help.contains("nour-trade:2024")));
    assert_eq!(found.amount, Amount::Tonnes(1e6));
    assert_eq!(Pairs::from_flows(&DATA, "nour-trade:2024").map(|money| money.amount).ok(), Some(Amount::NoTonnage));
    for year in ["2023", "2024"] {
        let weights = Pairs::from_flows(&DATA, &format!("nour-trade:{year}")).unwrap().weights;
        assert!(weights.contains(&format!("year {year}")), "{weights}");
    }
    let period = |name: &str| Pairs::from_flows(&DATA, name).map(|found| found.list.len()).map_err(|error| error.to_string());
    assert_eq!(period("nour-trade:2024:year"), period("nour-trade:2024"));
    assert!(period("nour-trade:2024:jan-sep").is_err_and(|message| message.contains("no trade")));
    // Boxes are TEU of 18 t.
    let mut boxes = check::build(&read::embedded()).unwrap();
    boxes.flows.iter_mut().filter(|flow| flow.definition == "irica-non-oil").for_each(|flow| flow.unit = "TEU".into());
    assert_eq!(Pairs::from_flows(&boxes, "irica-non-oil").map(|found| found.amount).ok(), Some(Amount::Tonnes(18.0)));
    // What is counted at a post without two countries is left out, and said to be.
    let posts = Pairs::from_flows(&DATA, "iran-transit-posts").unwrap();
    assert_eq!(
        (posts.list.len(), posts.weights.contains("; 1 row without two countries left out")),
        (2, true),
        "{}",
        posts.weights
    );
    assert!(!found.weights.contains("left out"), "{}", found.weights);
    assert!(Pairs::from_flows(&DATA, "irica-nonoil").is_err_and(|e| e.help().is_some_and(|h| h.contains("irica-non-oil"))));
}

/// A way that is as long and crosses a border more is another one, and so for each thing that is compared.
#[test]
fn a_difference_is_nothing_only_where_nothing_differs() {
    let nothing = Difference { km: 0.0, hours: 0.0, usd: 0.0, co2e_kg: 0.0, border_crossings: 0, gauge_changes: 0, transfers: 0 };
    assert!(nothing.is_nothing());
    for something in [
        Difference { km: 1.0, ..nothing },
        Difference { hours: 1.0, ..nothing },
        Difference { usd: -1.0, ..nothing },
        Difference { co2e_kg: 1.0, ..nothing },
        Difference { border_crossings: 1, ..nothing },
        Difference { gauge_changes: -1, ..nothing },
        Difference { transfers: 1, ..nothing },
    ] {
        assert!(!something.is_nothing(), "{something:?}");
    }
}

/// A dataset with roads: number, ends; the length of segment n is 100 * (1 + n % 4) km.
fn roads(roads: &[(usize, usize, usize)], planned: &[usize]) -> Dataset {
    let mut files = common::Files::default();
    (0..10).for_each(|i| files.place(i, false));
    roads.iter().for_each(|(number, a, b)| files.segment(*number, *a, *b, "road", 0, !planned.contains(number)));
    files.dataset()
}

fn one_of<'a>(data: &'a Dataset, network: &'a Network) -> (Ground<'a>, Pairs) {
    let ground = Ground { data, network, objective: Objective::Distance, modes: &Mode::FREIGHT };
    (ground, Pairs::one(data.place_ix("p0").unwrap(), data.place_ix("p4").unwrap()))
}

fn opened(data: &Dataset, ids: &[&str]) -> State {
    let with = ids.iter().map(|id| Selector::Segment(data.segment_ix(id).unwrap())).collect();
    State { id: "test".into(), title: "test".into(), scenario: Scenario { with, ..Scenario::default() } }
}

/// 400 km straight, 500 by p7. A tenth more draws half, so a quarter more draws 2^-2.5.
#[test]
fn choice_is_worked_out_by_hand() {
    let data = roads(&[(3, 0, 4), (1, 0, 7), (2, 7, 4)], &[]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let (ground, pairs) = one_of(&data, &network);
    let beyond = Beyond { choice: true, disruption: false };
    let found = compare(ground, &pairs, &opened(&data, &[]), &[opened(&data, &[])], beyond).unwrap();
    for choice in [&found.pairs[0].choice, &found.pairs[0].scenarios[0].choice] {
        let choice = choice.as_ref().unwrap();
        let weight = 2f64.powf(-2.5);
        let shares = [1.0 / (1.0 + weight), weight / (1.0 + weight)];
        assert_eq!(choice.routes.iter().map(|route| route.cost).collect::<Vec<_>>(), [400.0, 500.0]);
        assert!(choice.routes.iter().zip(shares).all(|(route, share)| (route.share - share).abs() < 1e-9), "{choice:?}");
        assert!((choice.mean - (400.0 * shares[0] + 500.0 * shares[1])).abs() < 1e-3, "{choice:?}");
        // mu is ln 2 over a tenth of the best.
        assert!((choice.composite - (400.0 - (1.0 + weight).ln() * 40.0 / 2f64.ln())).abs() < 1e-3, "{choice:?}");
        assert_eq!(choice.routes[0].by_way_of, ["IR"]);
    }
    // The way round is worth as much as the composite cost falls when it is built, though nobody's best way is shorter.
    let data = roads(&[(3, 0, 4), (1, 0, 7), (2, 7, 4)], &[1, 2]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let (ground, pairs) = one_of(&data, &network);
    let round = Player { name: "round".into(), with: opened(&data, &["s1", "s2"]).scenario.with, reopen: Vec::new() };
    let worth =
        |measure| link_values(ground, &pairs, &Scenario::default(), std::slice::from_ref(&round), measure).unwrap().together;
    assert_eq!(worth(Measure::Best), 0.0);
    assert!((worth(Measure::Choice) - (1.0 + 2f64.powf(-2.5)).ln() * 40.0 / 2f64.ln()).abs() < 1e-3);
}

/// p4 is reached by a planned link alone.
#[test]
fn links_that_connect_are_told_so() {
    let data = roads(&[(3, 0, 4), (1, 0, 7), (5, 7, 8)], &[3, 5]);
    let network = Network::build(&data, data.load("teu").unwrap()).unwrap();
    let (ground, mut pairs) = one_of(&data, &network);
    let with = compare(ground, &pairs, &opened(&data, &[]), &[opened(&data, &["s3"])], Beyond::default()).unwrap();
    assert_eq!((with.pairs[0].scenarios[0].outcome, with.sums[0].connected, with.has_way()), (Outcome::Connected, 1, true));
    let without = compare(ground, &pairs, &opened(&data, &[]), &[opened(&data, &[])], Beyond::default()).unwrap();
    assert_eq!((without.pairs[0].scenarios[0].outcome, without.has_way()), (Outcome::NoRoute, false));
    let back = compare(ground, &pairs, &opened(&data, &["s3"]), &[opened(&data, &[])], Beyond::default()).unwrap();
    assert_eq!((back.pairs[0].scenarios[0].outcome, back.sums[0].cut_off, back.has_way()), (Outcome::CutOff, 1, true));
    // Of two pairs one has no route without the link; it saves the other nothing.
    let near = OdPair { to: data.place_ix("p7").unwrap(), ..pairs.list[0] };
    pairs.list.push(near);
    let player = |id: &str| Player { name: id.into(), with: opened(&data, &[id]).scenario.with, reopen: Vec::new() };
    let players = ["s5", "s3"].map(player);
    for measure in [Measure::Best, Measure::Choice, Measure::Disruption] {
        let found = link_values(ground, &pairs, &Scenario::default(), &players, measure).unwrap();
        // No country lies between, so that there is none to close in turn.
        let connected = if measure == Measure::Disruption { 0 } else { 1 };
        let connects: Vec<usize> =
            ["s5", "s3"].iter().map(|id| found.links.iter().find(|link| link.name == *id).unwrap().connects).collect();
        assert_eq!((found.pairs_without_route, connects), (connected, vec![0, connected]), "{measure:?}");
        assert_eq!((found.together, found.links[0].shapley, found.links[1].shapley), (0.0, 0.0, 0.0), "{measure:?}");
        // Each stands in its place of the answer.
        let kept = ComparisonAnswer::of(with.clone(), vec![found]);
        let places = [&kept.links, &kept.links_under_choice, &kept.links_under_disruption].map(|values| values.as_ref());
        let expected = [Measure::Best, Measure::Choice, Measure::Disruption].map(|place| (place == measure).then_some(measure));
        assert_eq!(places.map(|values| values.map(|values| values.measure)), expected);
        assert_eq!(kept.values().map(|values| values.measure).collect::<Vec<_>>(), [measure]);
    }
}

/// Means and transit over pairs of different weight, added up from the pairs.
#[test]
fn sums_are_those_of_the_pairs() {
    let mut pairs = pairs(&[(0, 1), (4, 0), (7, 8), (8, 1), (3, 2)]);
    pairs.list.iter_mut().zip([3.0, 0.5, 2.0, 1.25, 4.0]).for_each(|(pair, weight)| pair.weight = weight);
    let others = ["all-proposed", "hormuz-closed", "war-2026-03", "iran-closed-to-transit"].map(state);
    let found = compare(ground(Objective::Time), &pairs, &state("base-2025"), &others, Beyond::default()).unwrap();
    for sum in &found.sums {
        let gains: Vec<f64> = sum.transit.iter().map(|sum| sum.km_with - sum.km_without).collect();
        assert!(gains.windows(2).all(|pair| pair[0] >= pair[1]), "{gains:?}");
    }
    let sum = &found.sums[0];
    let changed: Vec<(f64, Difference)> =
        found.pairs.iter().map(|pair| (pair.weight, pair.scenarios[0].difference.unwrap())).collect();
    let whole: f64 = changed.iter().map(|(weight, _)| weight).sum();
    let mean = |part: fn(&Difference) -> f64| changed.iter().map(|(weight, d)| weight * part(d)).sum::<f64>() / whole;
    let of = sum.mean.unwrap();
    for (found, expected) in
        [(of.km, mean(|d| d.km)), (of.hours, mean(|d| d.hours)), (of.usd, mean(|d| d.usd)), (of.co2e_kg, mean(|d| d.co2e_kg))]
    {
        assert!((found - expected).abs() < 1e-3 && expected != 0.0, "{found} {expected}");
    }
    let rounded = [mean(|d| d.border_crossings as f64), mean(|d| d.gauge_changes as f64), mean(|d| d.transfers as f64)];
    assert_eq!([of.border_crossings, of.gauge_changes, of.transfers], rounded.map(|mean| mean.round() as i64));
    // The largest gain in hours first.
    let gains: Vec<f64> = sum.subjects.iter().map(|subject| subject.mean.unwrap().hours).collect();
    assert!(gains.windows(2).all(|pair| pair[0] <= pair[1]) && gains[0] < gains[gains.len() - 1], "{gains:?}");

    let mut transit: std::collections::BTreeMap<String, [f64; 4]> = std::collections::BTreeMap::new();
    for (od, pair) in pairs.list.iter().zip(&found.pairs) {
        let own: Vec<Country> = [od.from, od.to].iter().flat_map(|ix| DATA.place(*ix).countries.clone()).collect();
        for (at, result) in [pair.base.as_ref().unwrap(), pair.scenarios[0].result.as_ref().unwrap()].into_iter().enumerate() {
            for share in
                result.countries.iter().filter(|share| !own.contains(&share.country) && share.country.to_string() != "XZ")
            {
                let sums = transit.entry(share.country.to_string()).or_default();
                sums[at] += od.weight / whole;
                sums[2 + at] += od.weight * share.km;
            }
        }
    }
    assert_eq!(sum.transit.len(), transit.len());
    for found in &sum.transit {
        let expected = transit[&found.country.to_string()];
        let parts = [found.share_without, found.share_with, found.km_without, found.km_with];
        assert!(parts.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-2), "{found:?} {expected:?}");
    }
    assert!(sum.transit.windows(2).all(|pair| pair[0].km_with - pair[0].km_without >= pair[1].km_with - pair[1].km_without));
}

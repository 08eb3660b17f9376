//! The files that the program carries inside it. A test holds this list against the folder `data/`.

/// One file of `data/`.
#[derive(Debug, Clone, Copy)]
pub struct EmbeddedFile {
    /// Path below `data/`.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(EmbeddedFile { name: $name, text: include_str!(concat!("../../data/", $name)) }),*]
    };
}

/// Every file of the dataset, in a fixed order.
pub fn embedded_files() -> &'static [EmbeddedFile] {
    files![
        "README.md",
        "LICENSE.md",
        "areas.csv",
        "corridors.csv",
        "countries.csv",
        "crossings.csv",
        "events.csv",
        "exchanges.csv",
        "flows.csv",
        "impedances.csv",
        "loads.csv",
        "pairs.csv",
        "places.geojson",
        "scenarios/all-proposed.toml",
        "scenarios/armenia-open.toml",
        "scenarios/azerbaijan-iran-rupture.toml",
        "scenarios/bandar-abbas-blockade.toml",
        "scenarios/base-2025.toml",
        "scenarios/caspian-low-water.toml",
        "scenarios/hormuz-closed.toml",
        "scenarios/iran-closed-to-transit.toml",
        "scenarios/rasht-astara-2028.toml",
        "scenarios/sanctions-sea-only.toml",
        "scenarios/south-araz.toml",
        "scenarios/tripp.toml",
        "scenarios/war-2026-03.toml",
        "scenarios/war-2026-06.toml",
        "segments/baku-tbilisi-kars.geojson",
        "segments/caspian.geojson",
        "segments/chabahar.geojson",
        "segments/connections-caucasus-turkiye.geojson",
        "segments/connections-central-asia.geojson",
        "segments/connections-china.geojson",
        "segments/connections-russia-europe.geojson",
        "segments/connections-south-asia.geojson",
        "segments/gas.geojson",
        "segments/imec.geojson",
        "segments/instc-eastern.geojson",
        "segments/instc-trans-caspian.geojson",
        "segments/instc-western-road.geojson",
        "segments/instc-western.geojson",
        "segments/iran-rail.geojson",
        "segments/iraq.geojson",
        "segments/khaf-herat.geojson",
        "segments/middle-corridor.geojson",
        "segments/nakhchivan.geojson",
        "segments/northern-route.geojson",
        "segments/ocean.geojson",
        "segments/persian-gulf-black-sea.geojson",
        "segments/rasht-astara.geojson",
        "segments/sarakhs.geojson",
        "segments/south-araz.geojson",
        "segments/tripp.geojson",
        "segments/turkiye-iran.geojson",
        "sources.csv",
        "terminals.csv",
        "validation.csv",
    ]
}

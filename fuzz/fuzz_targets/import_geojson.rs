#![no_main]

corridor_fuzz::fuzz!("import_geojson");

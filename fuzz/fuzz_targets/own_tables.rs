#![no_main]

corridor_fuzz::fuzz!("own_tables");

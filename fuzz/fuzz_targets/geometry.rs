#![no_main]

corridor_fuzz::fuzz!("geometry");

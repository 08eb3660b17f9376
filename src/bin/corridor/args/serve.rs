//! The server.

use std::net::IpAddr;

use clap::Args as Arguments;

/// `corridor serve`.
#[derive(Arguments)]
#[command(after_help = "\
Examples:
  corridor serve                                    prints the address of the page; Ctrl-C ends it
  corridor --network net.corridor serve --port 0    a network of your own, on any port that is free
  CORRIDOR_TOKEN=a-long-word-of-my-own corridor serve    bookmarks and scripts stay good after a restart")]
pub struct ServeArgs {
    /// The port; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 8017)]
    pub port: u16,
    /// Listen at this address, so that other computers reach it; without it this computer alone does
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<IpAddr>,
}

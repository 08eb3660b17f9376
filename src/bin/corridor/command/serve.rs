//! `corridor serve`.

use corridor::error::Error;
use corridor::scenario::Library;
use corridor::serve::{Desk, Server, Settings};

use crate::args::ServeArgs;
use crate::load::Source;
use crate::output::Output;
use crate::{Answer, load, report};

/// Holds the word that requests have to show, so that it is the same after a restart. Other people at the computer can read arguments, but not this.
const TOKEN: &str = "CORRIDOR_TOKEN";
/// Letters that such a word has at least.
const SHORTEST_TOKEN: usize = 16;

pub fn run(args: &ServeArgs, source: &Source) -> Result<Answer, Error> {
    let token = token()?;
    // The program's own scenarios are about its own places.
    let library = if source.foreign().is_some() { Library::default() } else { load::library(source)? };
    let desk = Desk::new(load::dataset(source, &[])?, library)?;
    let server = Server::bind(Settings { bind: args.bind, port: args.port, token })?;
    if let Some(address) = args.bind.filter(|address| !address.is_loopback()) {
        report::error::note(&format!("whoever reaches {address} and has the token can ask; what is sent can be read on the way"));
    }
    let said =
        format!("Page: {}\nAPI:  {}   Authorization: Bearer {}\nCtrl-C ends it.", server.page(), server.api(), server.token());
    Output::terminal().write(&said)?;
    server.run(desk, report::error::say)?;
    Ok(Answer::Yes)
}

fn token() -> Result<Option<String>, Error> {
    let Some(token) = std::env::var_os(TOKEN) else { return Ok(None) };
    let token = token.into_string().ok().filter(|token| {
        token.len() >= SHORTEST_TOKEN && token.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter))
    });
    token.map(Some).ok_or_else(|| Error::Usage {
        code: "token",
        message: format!("{TOKEN} is no token"),
        help: Some(format!("at least {SHORTEST_TOKEN} letters, digits, - and _ are expected; without it one is drawn")),
    })
}

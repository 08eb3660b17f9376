//! The page live, and the answers as JSON over HTTP, for the people at this computer alone.
//!
//! A request passes, in this order: the number of connections (`listen`), who may ask (`guard`), the table of what can be asked (`operations`), its
//! parameters (`parameters`), the number of searches (`gate`), and only then the library. Limits stand in `limits`. What goes back passes one door
//! (`reply`), which puts the same headers on every answer.

mod answers;
mod desk;
mod gate;
mod guard;
mod limits;
mod listen;
mod openapi;
mod operations;
mod parameters;
mod reply;

pub use desk::Desk;
pub use openapi::openapi;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::error::Error;
use guard::Guard;

/// Where to listen, and what a request has to show.
pub struct Settings {
    /// An address other than that of this computer alone.
    pub bind: Option<IpAddr>,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// The word that requests have to show; without one it is drawn.
    pub token: Option<String>,
}

/// A server that has its addresses and does not answer yet.
pub struct Server {
    listeners: Vec<TcpListener>,
    guard: Guard,
}

impl Server {
    /// Takes the addresses: those of this computer alone, unless another is named.
    ///
    /// # Errors
    /// [`Error::Listen`] where the port is taken or may not be had; [`Error::Internal`] where no random number can be drawn.
    pub fn bind(settings: Settings) -> Result<Server, Error> {
        let listen = |address: SocketAddr| {
            let listener = TcpListener::bind(address).and_then(|listener| listener.set_nonblocking(true).map(|()| listener));
            listener.map_err(|source| Error::Listen { address, source })
        };
        let first = listen((settings.bind.unwrap_or(Ipv4Addr::LOCALHOST.into()), settings.port).into())?;
        let address =
            first.local_addr().map_err(|source| Error::Listen { address: ([127, 0, 0, 1], settings.port).into(), source })?;
        let mut listeners = vec![first];
        if settings.bind.is_none() {
            // Where a computer has no IPv6, the other address does.
            listeners.extend(listen((Ipv6Addr::LOCALHOST, address.port()).into()).ok());
        }
        let token = match settings.token {
            Some(token) => token,
            None => guard::draw_token()?,
        };
        Ok(Server { listeners, guard: Guard::new(address, token) })
    }

    /// The address of the page, with the word that it has to show.
    pub fn page(&self) -> String {
        format!("{}/#token={}", self.guard.origin(), self.guard.token())
    }

    /// The address of the answers for scripts.
    pub fn api(&self) -> String {
        format!("{}/api/openapi.json", self.guard.origin())
    }

    /// The word that requests have to show.
    pub fn token(&self) -> &str {
        self.guard.token()
    }

    /// Answers until the program ends. `log` is told of requests that were refused or failed, one line each.
    ///
    /// # Errors
    /// [`Error::Internal`] where the threads cannot be had.
    pub fn run(self, desk: Desk, log: fn(&str)) -> Result<(), Error> {
        listen::run(self.listeners, self.guard, desk, log)
    }
}

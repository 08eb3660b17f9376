//! Who may ask: a page of this server, or a program that shows its token. Other pages in the same browser, and other people at the same computer, may not.

use std::net::SocketAddr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::http::request::Parts;
use hyper::http::uri::Scheme;
use hyper::{Method, StatusCode, Uri, header};
use subtle::ConstantTimeEq;

use super::limits;
use super::operations::Operation;
use super::reply::Reply;
use crate::error::Error;

/// What a request is held against.
pub(super) struct Guard {
    /// Names of this server, with its port; the first is the one that is printed.
    hosts: Vec<String>,
    /// Whether it listens at every address of this computer: then the one that a connection came to is a name too.
    is_everywhere: bool,
    token: String,
}

/// A word of 128 bits that nobody can guess.
pub(super) fn draw_token() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::Internal(format!("no random number can be drawn: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

impl Guard {
    pub(super) fn new(address: SocketAddr, token: String) -> Guard {
        let mut hosts = vec![address.to_string()];
        if address.ip().is_loopback() {
            let port = address.port();
            hosts.extend([format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")]);
        }
        Guard { hosts, is_everywhere: address.ip().is_unspecified(), token }
    }

    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.hosts[0])
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// Whether a request comes from where it may. Before anything else is looked at, its address included.
    /// `reached` is the address of this computer that the connection came to.
    pub(super) fn origin_is_ours(&self, parts: &Parts, reached: SocketAddr) -> Result<(), Reply> {
        let reached = self.is_everywhere.then(|| reached.to_string());
        let is_own = |host: &str| self.hosts.iter().chain(&reached).any(|own| own == host);
        let refused = |message: &str| {
            let help = "open the address that `corridor serve` printed";
            Err(Reply::refused(StatusCode::FORBIDDEN, "origin", message, help))
        };
        let one = |name| {
            let mut values = parts.headers.get_all(name).iter();
            let first = values.next().map(|value| value.to_str().unwrap_or("?"));
            if values.next().is_some() { Some("?") } else { first }
        };
        // A name that someone else's name server pointed here is not ours (DNS rebinding).
        // A whole address in the first line counts before the header (RFC 9112, 3.2.2).
        let is_own_target = parts.uri.authority().is_none_or(|host| is_own(host.as_str()))
            && parts.uri.scheme().is_none_or(|scheme| *scheme == Scheme::HTTP);
        if !one(header::HOST).is_some_and(is_own) || !is_own_target {
            return refused("this server answers to its own name only");
        }
        if let Some(origin) = one(header::ORIGIN)
            && !origin.strip_prefix("http://").is_some_and(is_own)
        {
            return refused("pages of others may not ask");
        }
        let is_page = parts.uri.path() == "/" && one(header::HeaderName::from_static("sec-fetch-mode")) == Some("navigate");
        match one(header::HeaderName::from_static("sec-fetch-site")) {
            None | Some("same-origin" | "none") => Ok(()),
            // Whoever follows a link to the page gets the page, which holds no data.
            Some(_) if is_page => Ok(()),
            Some(_) => refused("pages of others may not ask"),
        }
    }

    /// Whether an operation may be asked in this way, by who asks.
    pub(super) fn admits(&self, operation: &Operation, parts: &Parts) -> Result<(), Reply> {
        match parts.method {
            Method::GET | Method::HEAD if operation.by.is_get() => {}
            Method::POST if operation.by.is_post() => is_json(parts)?,
            _ => return Err(Reply::refused_method(operation.by.allowed())),
        }
        if operation.is_open || self.is_token(parts) {
            return Ok(());
        }
        let help = "open the address that `corridor serve` printed, or send one header Authorization: Bearer TOKEN";
        Err(Reply::refused(StatusCode::UNAUTHORIZED, "token", "the token is missing or wrong", help))
    }

    fn is_token(&self, parts: &Parts) -> bool {
        let mut shown = parts.headers.get_all(header::AUTHORIZATION).iter();
        // Of two, another server on the way may have looked at the other one.
        let (Some(shown), None) = (shown.next(), shown.next()) else { return false };
        let (scheme, token) = shown.to_str().ok().and_then(|shown| shown.split_once(' ')).unwrap_or_default();
        scheme.eq_ignore_ascii_case("bearer") && bool::from(token.as_bytes().ct_eq(self.token.as_bytes()))
    }
}

/// Whether a body says that it is JSON, in UTF-8 and not compressed.
fn is_json(parts: &Parts) -> Result<(), Reply> {
    let refused =
        |message: &str, help: &str| Err(Reply::refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type", message, help));
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (kind, more) = kind.split_once(';').unwrap_or((kind, ""));
    // A form of another page cannot send JSON without asking first.
    if !kind.trim().eq_ignore_ascii_case("application/json") {
        return refused("the body of a question is application/json", "send the header Content-Type: application/json");
    }
    let is_utf8 = |value: &str| value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8");
    let mut named = more.split(';').filter_map(|one| one.split_once('='));
    if named.any(|(name, value)| name.trim().eq_ignore_ascii_case("charset") && !is_utf8(value)) {
        return refused("the body of a question is UTF-8", "send it as UTF-8, and leave the charset out");
    }
    let mut encodings = parts.headers.get_all(header::CONTENT_ENCODING).iter();
    if encodings.any(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return refused("a body that is compressed is not read", "send it as it is, without the header Content-Encoding");
    }
    Ok(())
}

/// Whether a request is of a size that is read at all.
pub(super) fn is_of_size(parts: &Parts) -> Result<(), Reply> {
    if length(&parts.uri) > limits::ADDRESS {
        return Err(Reply::refused(
            StatusCode::URI_TOO_LONG,
            "address",
            "the address is longer than 8 KiB",
            "POST the question instead",
        ));
    }
    let headers: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers > limits::HEADERS || parts.headers.len() > limits::FIELDS {
        let message = "the headers are longer than 16 KiB, or more than 64";
        let help = "send only what is asked for";
        return Err(Reply::refused(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "headers", message, help));
    }
    Ok(())
}

fn length(uri: &Uri) -> usize {
    uri.path_and_query().map_or(0, |text| text.as_str().len())
}

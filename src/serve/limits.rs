//! How much may be asked at once. `docs/page.md` says the same to people.

use std::time::Duration;

/// Bytes of the body of a request.
pub(super) const BODY: usize = 1 << 20;
/// Bytes of the line and the headers of a request.
pub(super) const HEAD: usize = 24 << 10;
/// Bytes of all headers together.
pub(super) const HEADERS: usize = 16 << 10;
/// Number of headers.
pub(super) const FIELDS: usize = 64;
/// Number of headers from which on a request is not even read: between the two it gets an answer like any other.
pub(super) const FIELDS_READ: usize = 128;
/// Bytes of an address.
pub(super) const ADDRESS: usize = 8 << 10;

/// For the headers of a request, and between two requests of a connection.
pub(super) const HEAD_WITHIN: Duration = Duration::from_secs(5);
/// For the body of a request.
pub(super) const BODY_WITHIN: Duration = Duration::from_secs(10);
/// For an answer; a search that takes longer is stopped.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// For whoever reads an answer.
pub(super) const CONNECTION_WITHIN: Duration = Duration::from_secs(300);

/// Open connections.
pub(super) const CONNECTIONS: usize = 64;
/// Searches at once.
pub(super) const SEARCHES: usize = 4;
/// Requests that wait for a search to end.
pub(super) const WAITING: usize = 16;

/// Places on the way of a route.
pub(super) const VIA: u64 = 25;
/// Really different routes.
pub(super) const ALTERNATIVES: u64 = 10;
/// Origins, and destinations, of a table.
pub(super) const TABLE: u64 = 100;
/// Names in any other list.
pub(super) const NAMES: u64 = 100;
/// Letters of a text.
pub(super) const LETTERS: u64 = 200;

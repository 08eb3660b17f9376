//! Connections and requests.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::desk::Desk;
use super::gate::Gate;
use super::guard::{Guard, is_of_size};
use super::operations::{OPERATIONS, Operation};
use super::reply::Reply;
use super::{limits, parameters};
use crate::error::Error;
use crate::issue::harmless;

/// What all requests share.
struct House {
    guard: Guard,
    desk: Arc<Desk>,
    gate: Gate,
    log: fn(&str),
}

pub(super) fn run(listeners: Vec<TcpListener>, guard: Guard, desk: Desk, log: fn(&str)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Error::Internal(format!("the threads of the server cannot be had: {error}")))?;
    let house = Arc::new(House { guard, desk: Arc::new(desk), gate: Gate::new(), log });
    let rooms = Arc::new(Semaphore::new(limits::CONNECTIONS));
    runtime.block_on(async {
        let mut doors = tokio::task::JoinSet::new();
        for listener in listeners {
            let listener = tokio::net::TcpListener::from_std(listener);
            let listener = listener.map_err(|error| Error::Internal(format!("the server cannot listen: {error}")))?;
            doors.spawn(door(listener, house.clone(), rooms.clone()));
        }
        // A door never closes by itself.
        doors.join_next().await;
        Ok(())
    })
}

async fn door(listener: tokio::net::TcpListener, house: Arc<House>, rooms: Arc<Semaphore>) {
    loop {
        let Ok((mut stream, _)) = listener.accept().await else {
            // No more can be opened just now.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let (house, room) = (house.clone(), rooms.clone().try_acquire_owned());
        tokio::spawn(async move {
            match room {
                Ok(_room) => {
                    // Whoever does not read an answer does not keep its room for ever.
                    let _ = tokio::time::timeout(limits::CONNECTION_WITHIN, connection(stream, house)).await;
                }
                Err(_) => {
                    // Without reading what it asks.
                    let _ = stream
                        .write_all(&Reply::busy("too many connections at once", "ask again in a second").into_bytes())
                        .await;
                }
            }
        });
    }
}

async fn connection(stream: TcpStream, house: Arc<House>) {
    let Ok(reached) = stream.local_addr() else { return };
    let answer = service_fn(|request| {
        let house = house.clone();
        async move { Ok::<_, Infallible>(response(request, reached, &house).await) }
    });
    // What goes wrong with a connection is the business of its other end.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEAD_WITHIN)
        .max_headers(limits::FIELDS_READ)
        .max_buf_size(limits::HEAD)
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

async fn response(request: Request<Incoming>, reached: SocketAddr, house: &House) -> Response<Full<Bytes>> {
    let (parts, body) = request.into_parts();
    let reply = match judge(&parts, reached, house) {
        Ok(operation) => answer(operation, &parts, body, house).await,
        Err(refused) => refused,
    };
    if !reply.status().is_success() {
        // Whoever asks cannot write lines of this log.
        let address: String = parts.uri.path().chars().take(200).collect();
        (house.log)(&harmless(&format!("{} {} {address}", reply.status().as_u16(), parts.method)));
    }
    reply.into_response()
}

/// The operation that is asked for, if it may be.
fn judge(parts: &Parts, reached: SocketAddr, house: &House) -> Result<&'static Operation, Reply> {
    house.guard.origin_is_ours(parts, reached)?;
    is_of_size(parts)?;
    // By its exact name: no part of an address ever becomes the name of a file.
    let operation = OPERATIONS.iter().find(|operation| operation.path == parts.uri.path());
    let operation = operation.ok_or_else(|| {
        let help = "/api/openapi.json lists what can be asked";
        Reply::refused(StatusCode::NOT_FOUND, "address", "there is nothing at this address", help)
    })?;
    house.guard.admits(operation, parts)?;
    Ok(operation)
}

async fn answer(operation: &'static Operation, parts: &Parts, body: Incoming, house: &House) -> Reply {
    let asked = match operation.asks {
        None => Ok(serde_json::Value::Null),
        Some(asks) if parts.method == Method::POST => match posted(parts, body).await {
            Ok(body) => parameters::of_body(asks, &body),
            Err(refused) => return refused,
        },
        Some(asks) => parameters::of_query(asks, parts.uri.query().unwrap_or_default()),
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => return error.into(),
    };
    let desk = house.desk.clone();
    house.gate.pass(move |wanted| (operation.work)(&desk, asked, &|| wanted.is_wanted()).unwrap_or_else(Reply::from)).await
}

/// The body of a question that stands there alone: of two, nobody knows which is meant.
async fn posted(parts: &Parts, body: Incoming) -> Result<Bytes, Reply> {
    if parts.uri.query().is_some_and(|query| !query.is_empty()) {
        let (message, help) = ("a question that is posted stands in the body alone", "move what follows ? into the body");
        return Err(Reply::refused(StatusCode::BAD_REQUEST, "question", message, help));
    }
    whole(body).await
}

/// A body that is neither too long nor too slow. One that says that it is too long is not waited for; any other is counted while it is read.
async fn whole(body: Incoming) -> Result<Bytes, Reply> {
    let refused = |status, message: &str, help: &str| Err(Reply::refused(status, "body", message, help));
    let too_long = || refused(StatusCode::PAYLOAD_TOO_LARGE, "the question is longer than 1 MiB", "ask for less at once");
    if body.size_hint().lower() > limits::BODY as u64 {
        return too_long();
    }
    match tokio::time::timeout(limits::BODY_WITHIN, Limited::new(body, limits::BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => too_long(),
        Ok(Err(_)) => refused(StatusCode::BAD_REQUEST, "the question cannot be read", "send it whole, with its length"),
        Err(_) => refused(StatusCode::REQUEST_TIMEOUT, "the question did not come within 10 seconds", "send it again"),
    }
}

//! The server: the safety list of section 4.3 of the plan for reliability (S1 to S18), check by check, and answers that are those
//! of the commands. Every answer that a test reads is held against what holds for all of them (`support/server.rs`): headers, the
//! form of errors, nothing for other pages.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/html.rs"]
mod html;
#[path = "support/server.rs"]
mod server;

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv6Addr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use server::{Answer, JSON, NOTHING, Server, TOKEN, answer, connect, program};

const ROUTE: &str = "/api/route?from=Moscow&to=Mumbai";
/// All that needs the token.
const ADDRESSES: [&str; 29] = [
    "/page/start",
    "/page/answer",
    "/api/route",
    "/api/compare",
    "/api/exposure",
    "/api/dependence",
    "/api/criticality",
    "/api/matrix",
    "/api/names",
    "/api/places",
    "/api/segments",
    "/api/corridors",
    "/api/events",
    "/api/scenarios",
    "/api/openapi.json",
    "/download/report.html",
    "/download/route.gpkg",
    "/download/route.geojson",
    "/download/route.fgb",
    "/download/route.xlsx",
    "/download/route.csv",
    "/download/route.json",
    "/download/map.svg",
    "/download/map.png",
    "/download/time-distance.svg",
    "/download/time-distance.png",
    "/download/cost-distance.svg",
    // Nothing is there; whoever asks learns no more.
    "/api/",
    "/nothing",
];

/// The text between two marks.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from}")) + from.len();
    &page[start..start + page[start..].find(to).unwrap()]
}

fn has_ipv6() -> bool {
    std::net::TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok()
}

/// The address of a question.
fn question(path: &str, values: &[(&str, &str)]) -> String {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let values: Vec<String> = values.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    format!("{path}?{}", values.join("&"))
}

/// The address of a question from Moscow to Mumbai, where it does not say otherwise.
fn usual(path: &str, more: &[(&str, &str)]) -> String {
    let mut values = vec![("from", "Moscow"), ("to", "Mumbai")];
    values.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
    question(path, &[values, more.to_vec()].concat())
}

// S1

/// The addresses at which something listens on a port, as the system says it.
#[cfg(target_os = "linux")]
fn listening(port: u16) -> Vec<String> {
    let table = |name: &str| std::fs::read_to_string(name).unwrap_or_default();
    let lines = table("/proc/net/tcp") + &table("/proc/net/tcp6");
    let mut all: Vec<String> = lines
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .filter(|fields| fields.get(3) == Some(&"0A"))
        .filter_map(|fields| fields[1].rsplit_once(':').map(|(address, port)| (address.to_owned(), port.to_owned())))
        .filter_map(|(address, its)| (its == format!("{port:04X}")).then_some(address))
        .collect();
    all.sort();
    all
}

#[test]
#[cfg(target_os = "linux")]
fn it_listens_to_this_computer_alone() {
    let server = Server::start();
    let (four, six) = ("0100007F", "00000000000000000000000001000000");
    assert_eq!(listening(server.port), if has_ipv6() { vec![six, four] } else { vec![four] });
    assert_eq!(server.said(), "");
}

#[test]
fn another_address_is_warned_of_and_needs_the_token() {
    let server = Server::of(program().args(["serve", "--port", "0", "--bind", "0.0.0.0"]));
    let said = server.said_when(|said| said.contains("note:"));
    assert!(said.contains("whoever reaches 0.0.0.0 and has the token can ask"), "{said}");
    for host in [format!("0.0.0.0:{}", server.port), server.host()] {
        assert!(matches!(server.exactly(&format!("GET {ROUTE}"), &format!("Host: {host}\r\n")).status, 401 | 403), "{host}");
    }
    let host = format!("Host: {}\r\n", server.page.strip_prefix("http://").unwrap().split('/').next().unwrap());
    assert_eq!(server.exactly(&format!("GET {ROUTE}"), &host).status, 401);
    assert_eq!(server.exactly(&format!("GET {ROUTE}"), &format!("{host}Authorization: Bearer {}\r\n", server.token)).status, 200);
}

#[test]
fn bound_to_all_addresses_it_answers_to_the_one_that_was_reached() {
    let server = Server::of(program().args(["serve", "--port", "0", "--bind", "0.0.0.0"]));
    // As another computer does it: by an address that this one has, not by 0.0.0.0.
    assert_eq!(server.get(ROUTE).status, 200);
    assert_eq!(server.exactly("GET /", &format!("Host: evil.example:{}\r\n", server.port)).status, 403);
}

#[test]
fn the_page_is_where_it_is_said_to_be() {
    for bind in ["127.0.0.1", "::1"].into_iter().filter(|bind| *bind != "::1" || has_ipv6()) {
        let server = Server::of(program().args(["serve", "--port", "0", "--bind", bind]));
        let host = server.page.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let mut stream = TcpStream::connect(host).unwrap_or_else(|error| panic!("--bind {bind} says {}: {error}", server.page));
        write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        assert_eq!(answer(&mut stream, true).unwrap().status, 200, "{bind}");
    }
}

// S2

#[test]
fn it_answers_to_its_own_names_only_before_anything_else() {
    let server = Server::start();
    let port = server.port;
    let token = format!("Authorization: Bearer {TOKEN}\r\n");
    let other = if port == 80 { 81 } else { 80 };
    let foreign = [
        String::new(),
        "Host:\r\n".into(),
        "Host: 127.0.0.1\r\n".into(),
        "Host: localhost\r\n".into(),
        format!("Host: 127.0.0.1:{other}\r\n"),
        format!("Host: localhost:{}\r\n", u32::from(port) + 65_536),
        format!("Host: localhost:0{port}\r\n"),
        format!("Host: localhost.:{port}\r\n"),
        format!("Host: 127.0.0.1.:{port}\r\n"),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: localhost.evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.evil.example:{port}\r\n"),
        format!("Host: evil.example@localhost:{port}\r\n"),
        format!("Host: evil-localhost:{port}\r\n"),
        format!("Host: localhost:{port}/evil\r\n"),
        format!("Host: 127.1:{port}\r\n"),
        format!("Host: 2130706433:{port}\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: [::]:{port}\r\n"),
        format!("Host: ::1:{port}\r\n"),
        format!("Host: [::ffff:127.0.0.1]:{port}\r\n"),
        format!("Host: localhost:{port}\r\nHost: localhost:{port}\r\n"),
        format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
        format!("Host: evil.example\r\nHost: localhost:{port}\r\n"),
        format!("Host: localhost:{port}, evil.example\r\n"),
        format!("Host: evil.example\r\nX-Forwarded-Host: localhost:{port}\r\n"),
    ];
    for host in &foreign {
        // Whether an address or a method is known, or a token is right, is not told either.
        for line in ["GET /", "HEAD /", &format!("GET {ROUTE}"), "GET /nothing", "DELETE /", "POST /api/matrix", "OPTIONS *"] {
            let status = server.exactly(line, &format!("{host}{token}")).status;
            assert_eq!(status, 403, "{line} {host:?}");
        }
        assert_eq!(server.exactly(&format!("GET {ROUTE}"), host).status, 403, "{host:?}");
    }
    assert_eq!(server.raw(b"GET / HTTP/1.0\r\n\r\n", true).status, 403);
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(server.exactly(&format!("GET {ROUTE}"), &format!("Host: {host}:{port}\r\n{token}")).status, 200, "{host}");
        assert_eq!(server.exactly("GET /", &format!("Host: {host}:{port}\r\n")).status, 200, "{host}");
    }
    if has_ipv6() {
        let mut stream = connect((Ipv6Addr::LOCALHOST, port).into());
        write!(stream, "GET {ROUTE} HTTP/1.1\r\nHost: [::1]:{port}\r\n{token}\r\n").unwrap();
        assert_eq!(answer(&mut stream, true).unwrap().status, 200);
    }
}

/// The name in such an address counts before that of the header (RFC 9112, 3.2.2).
#[test]
fn an_address_that_names_another_server_is_refused() {
    let server = Server::start();
    let port = server.port;
    for named in ["http://evil.example", "http://evil.example:80", &format!("http://evil.example:{port}"), "https://127.0.0.1:1"]
    {
        for path in ["/", "/api/places", "/nothing"] {
            let status = server.ask(&format!("GET {named}{path}"), "").status;
            assert!(matches!(status, 400 | 403), "{named}{path}: {status}");
        }
    }
}

// S3, S4, S5

#[test]
fn pages_of_others_may_not_ask() {
    let server = Server::start();
    let port = server.port;
    let own = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("http://{name}:{port}"));
    let foreign = [
        "null".into(),
        String::new(),
        "http://evil.example".into(),
        format!("http://evil.example:{port}"),
        format!("https://127.0.0.1:{port}"),
        format!("http://127.0.0.1:{}", port ^ 1),
        "http://127.0.0.1".into(),
        format!("{}.evil.example", own[1]),
        format!("{}/", own[0]),
        format!("http://{}", own[0]),
        format!("127.0.0.1:{port}"),
        format!("{}\r\nOrigin: http://evil.example", own[0]),
        format!("HTTP://127.0.0.1:{port}"),
    ];
    for origin in &foreign {
        for line in
            ["GET /", &format!("GET {ROUTE}"), "HEAD /page/start", "GET /nothing", "POST /api/route", "OPTIONS /api/route"]
        {
            assert_eq!(server.ask(line, &format!("Origin: {origin}\r\n")).status, 403, "{line} {origin:?}");
        }
    }
    for origin in &own {
        assert_eq!(server.ask(&format!("GET {ROUTE}"), &format!("Origin: {origin}\r\n")).status, 200, "{origin}");
    }
}

#[test]
fn from_elsewhere_one_can_only_come_to_the_page() {
    let server = Server::start();
    let ask = |line: &str, site: &str, mode: &str| {
        server.ask(line, &format!("Sec-Fetch-Site: {site}\r\nSec-Fetch-Mode: {mode}\r\n")).status
    };
    let route = format!("GET {ROUTE}");
    for site in ["cross-site", "same-site", "Same-Origin", "new-word", "", "none\r\nSec-Fetch-Site: cross-site"] {
        for line in [&route, "HEAD /page/start", "GET /download/map.svg?from=Moscow&to=Mumbai", "GET /nothing", "POST /api/route"]
        {
            for mode in ["navigate", "cors", "no-cors"] {
                assert_eq!(ask(line, site, mode), 403, "{line} {site} {mode}");
            }
        }
        for mode in ["cors", "no-cors", "same-origin", "websocket", "", "navigate\r\nSec-Fetch-Mode: cors"] {
            assert_eq!(ask("GET /", site, mode), 403, "{site} {mode}");
        }
        assert_eq!(ask("GET /", site, "navigate"), 200, "{site}");
        assert_ne!(ask("POST /", site, "navigate"), 200, "{site}");
    }
    for site in ["same-origin", "none"] {
        assert_eq!((ask(&route, site, "cors"), ask("GET /", site, "navigate")), (200, 200), "{site}");
    }
}

/// That no answer says `Access-Control-` is asserted of every answer in this file.
#[test]
fn another_page_that_asks_whether_it_may_ask_is_refused() {
    let server = Server::start();
    let wants = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization, content-type\r\n";
    for path in ["/", "/api/route", "/api/matrix", "/page/start"] {
        let foreign = server
            .exactly(&format!("OPTIONS {path}"), &format!("Host: {}\r\nOrigin: http://evil.example\r\n{wants}", server.host()));
        assert_eq!(foreign.status, 403, "{path}");
        let own =
            server.exactly(&format!("OPTIONS {path}"), &format!("Host: {0}\r\nOrigin: http://{0}\r\n{wants}", server.host()));
        assert_eq!(own.status, 405, "{path}");
    }
}

// S6

/// The same letters, the small ones large and the large ones small.
fn swapped(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect()
}

#[test]
fn all_but_the_page_needs_the_token() {
    use base64::Engine;
    let servers: Vec<Server> = (0..3).map(|_| Server::of(program().args(["serve", "--port", "0"]))).collect();
    for (i, server) in servers.iter().enumerate() {
        let drawn = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&server.token).unwrap();
        assert!(drawn.len() >= 16 && drawn.iter().any(|byte| *byte != drawn[0]), "{}", server.token);
        assert!(servers[..i].iter().all(|other| other.token != server.token));
        assert_eq!(server.page, format!("http://127.0.0.1:{}/#token={}", server.port, server.token));
    }
    let (server, token) = (&servers[0], &servers[0].token);
    let shown = |address: &str, headers: &str| {
        server.exactly(&format!("GET {address}"), &format!("Host: {}\r\n{headers}", server.host()))
    };
    let wrong = [
        String::new(),
        "Authorization:\r\n".into(),
        "Authorization: Bearer\r\n".into(),
        "Authorization: Bearer \r\n".into(),
        format!("Authorization: Bearer {}\r\n", &token[..token.len() - 1]),
        format!("Authorization: Bearer {}\r\n", &token[1..]),
        format!("Authorization: Bearer {token}x\r\n"),
        format!("Authorization: Bearer {token} {token}\r\n"),
        format!("Authorization: Bearer {}\r\n", servers[1].token),
        format!("Authorization: Bearer {}\r\n", token.chars().rev().collect::<String>()),
        format!("Authorization: Bearer {}\r\n", "A".repeat(token.len())),
        format!("Authorization: {token}\r\n"),
        format!("Authorization: Basic {token}\r\n"),
        format!("Cookie: token={token}\r\n"),
        format!("X-Token: {token}\r\n"),
        format!("Authorization: Bearer\t{token}\r\n"),
        // Of two, nobody knows which counts, though one or both are right.
        format!("Authorization: Bearer {token}\r\nAuthorization: Bearer {token}\r\n"),
        format!("Authorization: Bearer {token}\r\nAuthorization: Bearer x\r\n"),
        format!("Authorization: Basic x\r\nauthorization: Bearer {token}\r\n"),
        format!("Authorization:\r\nAuthorization: Bearer {token}\r\n"),
        // A token is compared with its case.
        format!("Authorization: Bearer {}\r\n", swapped(token)),
    ];
    for headers in &wrong {
        let answer = shown(ROUTE, headers);
        assert!(answer.status == 401 && answer.refused()[0] == "token", "{headers:?}: {answer:?}");
    }
    // A scheme is written in any case (RFC 9110, 11.1).
    for scheme in ["Bearer", "bearer", "BEARER", "bEaReR"] {
        assert_eq!(shown(ROUTE, &format!("Authorization: {scheme} {token}\r\n")).status, 200, "{scheme}");
    }
    // In an address it would stand in histories and logs.
    assert_eq!(shown(&format!("{ROUTE}&token={token}"), "").status, 401);
    for address in ADDRESSES {
        let status = shown(address, "").status;
        let is_post = address == "/api/matrix";
        assert!(if is_post { status == 405 } else { matches!(status, 401 | 404) }, "{address}: {status}");
        assert_eq!(status == 404, matches!(address, "/api/" | "/nothing"), "{address}");
    }
    let body = r#"{"from": ["Moscow"]}"#;
    let head =
        format!("Host: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", server.host(), body.len());
    assert_eq!(server.raw(format!("POST /api/matrix HTTP/1.1\r\n{head}").as_bytes(), true).status, 401);
    assert_eq!(server.get(ROUTE).status, 200);
    assert_eq!(server.post("/api/matrix", body).status, 200);
}

#[test]
fn the_open_page_holds_nothing_that_is_secret() {
    let server = Server::start();
    let page = server.exactly("GET /", &format!("Host: {}\r\n", server.host()));
    let page = page.text();
    assert!(!page.contains(TOKEN) && !page.contains(&server.port.to_string()));
    let places = server.get("/api/places").json();
    let names =
        places.as_array().unwrap().iter().flat_map(|place| [&place["id"], &place["name"]]).map(|name| name.as_str().unwrap());
    let is_there = |name: &&str| {
        let ends = |rest: Option<char>| !rest.is_some_and(char::is_alphanumeric);
        page.match_indices(*name)
            .any(|(at, _)| ends(page[..at].chars().next_back()) && ends(page[at + name.len()..].chars().next()))
    };
    assert_eq!(names.filter(is_there).collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(places.as_array().unwrap().len() > 100 && !page.contains("Mumbai") && !page.contains("Moscow"));
}

#[test]
fn a_token_of_ones_own_is_taken_when_it_is_long_enough() {
    assert_eq!(Server::start().token, TOKEN);
    for bad in
        ["", "short", "fifteen-letters", "a word with blanks in it", "a-word-\r\nSet-Cookie: a-header", "слово-не-из-латиницы"]
    {
        let run = program().env("CORRIDOR_TOKEN", bad).args(["serve", "--port", "0"]).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.code() == Some(2) && said.contains("CORRIDOR_TOKEN") && run.stdout.is_empty(), "{bad:?}: {said}");
    }
}

// S7

#[test]
fn only_questions_are_taken_and_only_in_the_way_they_are_asked() {
    let server = Server::start();
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "get"] {
        for (path, allowed) in
            [("/", "GET, HEAD"), ("/api/route", "GET, HEAD, POST"), ("/api/matrix", "POST"), ("/download/route.csv", "GET, HEAD")]
        {
            let answer = server.ask(&format!("{method} {path}"), "Content-Length: 0\r\n");
            assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)), "{method} {path}");
        }
    }
    for target in [server.host(), "evil.example:443".into(), "/api/route".into()] {
        let status = server.ask(&format!("CONNECT {target}"), "").status;
        assert!((400..500).contains(&status), "{target}: {status}");
    }
    for path in ADDRESSES.into_iter().filter(|path| !matches!(*path, "/api/" | "/nothing")) {
        let status = server.post(path, "{}").status;
        assert_eq!(status != 405, matches!(path, "/api/route" | "/api/compare" | "/api/matrix"), "{path}: {status}");
    }
    for line in ["GET /api/matrix", "HEAD /api/matrix"] {
        assert_eq!(server.ask(line, "").status, 405);
    }
}

#[test]
fn a_question_in_a_body_is_json_and_says_so() {
    let server = Server::start();
    let body = r#"{"from": "Moscow", "to": "Mumbai"}"#;
    let ask = |kind: &str| server.ask("POST /api/route", &format!("{kind}Content-Length: {}\r\nX: {body}\r\n", 0)).status;
    for kind in [
        "",
        "Content-Type:\r\n",
        "Content-Type: text/plain\r\n",
        "Content-Type: text/plain; application/json\r\n",
        "Content-Type: text/plain;charset=application/json\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        "Content-Type: multipart/form-data; boundary=application/json\r\n",
        "Content-Type: application/jsonp\r\n",
        "Content-Type: application/json-patch+json\r\n",
        "Content-Type: text/plain, application/json\r\n",
    ] {
        assert_eq!(ask(kind), 415, "{kind:?}");
    }
    // Taken as JSON, and then found to be none.
    for kind in ["Content-Type: application/json\r\n", "Content-Type: Application/JSON; charset=utf-8\r\n"] {
        assert_eq!(ask(kind), 400, "{kind:?}");
    }
    assert_eq!(server.post("/api/route", body).status, 200);
    for bad in [
        // Of two, nobody knows which is meant.
        r#"{"from": "Moscow", "to": "Mumbai", "to": "Baku"}"#,
        "",
        "null",
        "[]",
        "1",
        "{",
        "{\"from\": \"Moscow\"",
        "{} {}",
        "\u{feff}{}",
        &"[".repeat(100_000),
        &format!("{{\"from\": {}", "[".repeat(100_000)),
    ] {
        assert_eq!(server.post("/api/route", bad).status, 400, "{:?}", &bad[..bad.len().min(40)]);
    }
    assert_eq!(server.post("/api/route", &r#"{"from": ["Moscow"], "to": {"a": "Mumbai"}}"#.replace('a', "b")).status, 400);
}

#[test]
fn a_question_in_a_body_is_utf8_and_not_compressed() {
    let server = Server::start();
    let ask = |about: &str| server.post_as("/api/route", about, r#"{"from": "Moscow", "to": "Mumbai"}"#);
    let json = "Content-Type: application/json";
    for (more, helps) in [
        ("; charset=utf-16", "UTF-8"),
        ("; charset=iso-8859-1", "UTF-8"),
        (";CHARSET=\"windows-1251\"", "UTF-8"),
        ("; charset=", "UTF-8"),
        ("; x=y; charset=utf-16", "UTF-8"),
        ("; charset=utf-8; charset=utf-16", "UTF-8"),
        ("\r\nContent-Encoding: gzip", "Content-Encoding"),
        ("\r\nContent-Encoding: br", "Content-Encoding"),
        ("\r\nContent-Encoding: identity, gzip", "Content-Encoding"),
        ("\r\nContent-Encoding: identity\r\nContent-Encoding: deflate", "Content-Encoding"),
        ("\r\nContent-Encoding:", "Content-Encoding"),
    ] {
        let answer = ask(&format!("{json}{more}\r\n"));
        let [code, _, help] = answer.refused();
        assert!(answer.status == 415 && code == "media_type" && help.contains(helps), "{more:?}: {answer:?}");
    }
    for more in [
        "",
        ";",
        "; charset=utf-8",
        ";charset=\"UTF-8\"",
        "; x=y",
        "\r\nContent-Encoding: identity",
        "\r\nContent-Encoding: Identity",
    ] {
        assert_eq!(ask(&format!("{json}{more}\r\n")).status, 200, "{more:?}");
    }
}

#[test]
fn a_question_is_in_the_address_or_in_the_body() {
    let server = Server::start();
    let body = r#"{"from": "Moscow", "to": "Mumbai"}"#;
    for query in ["from=Baku", "from=Moscow&to=Mumbai", "unknown=1", "x", "&", "%zz"] {
        for path in ["/api/route", "/api/compare", "/api/matrix"] {
            let answer = server.post(&format!("{path}?{query}"), body);
            let [code, _, help] = answer.refused();
            assert!(answer.status == 400 && code == "question" && help.contains("into the body"), "{path}?{query}: {answer:?}");
        }
    }
    assert_eq!(server.post("/api/route?", body).status, 200);
}

#[test]
fn an_address_is_utf8_in_whole_escapes() {
    let server = Server::start();
    for (name, value) in [
        ("from", "%zz"),
        ("from", "%4"),
        ("from", "%"),
        ("from", "Baku%"),
        ("from", "%+1"),
        ("from", "%%41"),
        ("from", "%ff"),
        ("from", "%c3"),
        ("from", "%C3%28"),
        // A slash in two bytes, and half of a pair of UTF-16.
        ("from", "..%c0%af"),
        ("from", "%ed%a0%80"),
        ("via", "%zz"),
        ("as_of", "%ff"),
        ("alternatives", "%3"),
    ] {
        let answer = server.get(&format!("/api/route?to=Mumbai&{name}={value}"));
        let [code, message, help] = answer.refused();
        assert!(answer.status == 400 && code == "question", "{name}={value}: {answer:?}");
        assert!(message.starts_with(&format!("{name} is \"{value}\"")), "{name}={value}: {message}");
        assert_eq!(help, "write it as UTF-8, percent-encoded", "{name}={value}");
    }
    for name in ["%zz", "fro%", "%ff", "fr%6"] {
        let answer = server.get(&format!("{ROUTE}&{name}=Baku"));
        assert!(answer.status == 400 && answer.refused()[1].contains(name), "{name}: {answer:?}");
    }
    let route = server.get(ROUTE).json();
    for same in
        ["from=%4doscow&to=M%75mbai", "%66rom=Moscow&t%6f=Mumbai", "&from=Moscow&&to=Mumbai&", "from=Moscow&to=Mumbai&via="]
    {
        assert_eq!(server.get(&format!("/api/route?{same}")).json(), route, "{same}");
    }
}

#[test]
fn a_head_says_the_same_without_a_body() {
    let server = Server::start();
    for address in ["/", ROUTE, "/api/places", "/nothing", "/api/route", "/api/matrix", "/download/map.svg?from=Moscow&to=Mumbai"]
    {
        // That there is no body is asserted where the answer is read.
        let (get, head) = (server.get(address), server.ask(&format!("HEAD {address}"), ""));
        let no_date = |answer: &Answer| answer.headers.iter().filter(|(name, _)| name != "date").cloned().collect::<Vec<_>>();
        assert_eq!((get.status, no_date(&get)), (head.status, no_date(&head)), "{address}");
        assert!(!get.body.is_empty() && get.header("content-length") == Some(get.body.len().to_string().as_str()), "{address}");
    }
    let without = server.exactly(&format!("HEAD {ROUTE}"), &format!("Host: {}\r\n", server.host()));
    assert_eq!(without.status, 401);
}

// S8, S9

#[test]
fn no_part_of_an_address_is_the_name_of_a_file() {
    let server = Server::start();
    let tricks = [
        "..",
        "../..",
        "../../../../../../etc/passwd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "..%5c..%5c..%5cwindows%5cwin.ini",
        "..%c0%af..%c0%afetc/passwd",
        "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
        "..;/..;/etc/passwd",
        "....//....//etc/passwd",
        "%00",
        "\\..\\..\\windows\\win.ini",
        "c:/windows/win.ini",
        "c:%5cwindows%5cwin.ini",
        "c%3a/windows/win.ini",
        "//etc/passwd",
        "%2fetc%2fpasswd",
        "file:///etc/passwd",
        "\\\\server\\share",
        "proc/self/environ",
        "Cargo.toml",
        "places.geojson",
        "data/places.geojson",
        ".git/config",
        "~/.ssh/id_rsa",
        "CON",
        // Other ways to write what is there. A server that makes them one would answer.
        "./NAME",
        "NAME/",
        "NAME/.",
        "x/../NAME",
        "x/%2e%2e/NAME",
        "/NAME",
        "%2fNAME",
        "NAME%00",
        "NAME%00.html",
        "NAME.",
        "NAME%20",
        "NAME::$DATA",
        "NAME;x=1",
        "%4eAME",
        "NAME%2f",
        "NAME\\",
    ];
    let (html, csv) = ("?", "?from=Moscow&to=Mumbai");
    for (base, name, query) in
        [("/", "x", html), ("/api/", "route", csv), ("/download/", "route.csv", csv), ("/page/", "start", html)]
    {
        let first = format!("%{:02x}{}", name.as_bytes()[0], &name[1..]);
        let odd = [name.to_uppercase(), format!("{name}\u{430}"), format!("{name} /etc/passwd")];
        for trick in tricks.iter().map(|trick| trick.replace("%4eAME", &first).replace("NAME", name)).chain(odd) {
            for address in [format!("{base}{trick}"), format!("{base}{trick}{query}")] {
                let answer = server.get(&address);
                assert!(matches!(answer.status, 400 | 404), "{address}: {answer:?}");
                assert!(!answer.body.windows(5).any(|five| five == b"root:"), "{address}");
            }
        }
        for (letters, status) in [(8 << 10, 414), ((8 << 10) - base.len(), 404), (4 << 10, 404)] {
            assert_eq!(server.get(&format!("{base}{}", "a".repeat(letters))).status, status, "{base} {letters}");
        }
        assert_eq!(server.get(&format!("{base}{}", "../".repeat(2700))).status, 404);
        if base != "/" {
            assert_eq!(server.get(&format!("{base}{name}{query}")).status, 200, "{base}{name}");
            assert_eq!(server.get(base).status, 404, "{base}");
        }
    }
}

#[test]
fn a_question_opens_no_file() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.toml");
    std::fs::write(&file, "title = \"A secret title\"\nnote = \"x\"\ninherits = \"base-2025\"\nclose = [\"AZ-IR\"]\n").unwrap();
    let path = file.to_str().unwrap();
    // The command takes it, so it is one.
    let run = program().args(["route", "Moscow", "Mumbai", "--scenario", path]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut names =
        vec![path.to_owned(), path.replace(".toml", ""), format!("file://{path}"), format!("../../../../../..{path}")];
    names.extend(["../data/scenarios/tripp.toml", "scenarios/tripp", "tripp.toml", "/etc/passwd"].map(str::to_owned));
    #[cfg(unix)]
    {
        // Whoever opens a pipe that nobody writes to waits, and a test that waits fails.
        let pipe = folder.path().join("pipe.toml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        names.push(pipe.to_str().unwrap().to_owned());
    }
    for name in &names {
        for field in ["scenario", "beside", "from", "via", "with", "without", "close", "reopen", "avoid", "corridor", "load"] {
            for path in ["/api/compare", "/page/answer", "/download/report.html", "/api/route"] {
                if path == "/api/route" && field == "beside" {
                    continue;
                }
                let answer = server.get(&usual(path, &[(field, name)]));
                assert!(
                    matches!(answer.status, 400 | 422) && !answer.text().contains("secret"),
                    "{path} {field}={name}: {answer:?}"
                );
                if matches!(field, "scenario" | "beside") {
                    assert!(
                        answer.status == 422 && answer.refused()[1].starts_with("no scenario named"),
                        "{path} {name}: {answer:?}"
                    );
                }
            }
        }
        let body = json!({ "from": "Moscow", "to": "Mumbai", "scenario": name }).to_string();
        assert_eq!(server.post("/api/route", &body).status, 422, "{name}");
    }
}

// S10

#[test]
fn a_body_is_counted_while_it_is_read() {
    let server = Server::start();
    let most = 1 << 20;
    let question = r#"{"from": "Moscow", "to": "Mumbai"}"#;
    let body = |length: usize| question.to_owned() + &" ".repeat(length - question.len());
    let chunked = |length: usize, chunk: usize| {
        let body = body(length);
        let chunks: String =
            body.as_bytes().chunks(chunk).map(|c| format!("{:x}\r\n{}\r\n", c.len(), String::from_utf8_lossy(c))).collect();
        let head = format!("{}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", server.known());
        server.raw(format!("POST /api/route HTTP/1.1\r\n{head}{chunks}0\r\n\r\n").as_bytes(), true)
    };
    assert_eq!(server.post("/api/route", &body(most)).status, 200);
    let refused = server.post("/api/route", &body(most + 1));
    assert!(refused.status == 413 && refused.refused()[0] == "body", "{refused:?}");
    for chunk in [1000, 100_000, 2 * most] {
        assert_eq!(chunked(most, chunk).status, 200, "{chunk}");
        assert_eq!(chunked(most + 1, chunk).status, 413, "{chunk}");
    }
    // Of 50 MiB only two are ever sent: whoever waits for the rest says nothing in time.
    for (length, chunk) in [(format!("Content-Length: {}", 50 * most), ""), ("Transfer-Encoding: chunked".into(), "3200000\r\n")]
    {
        let mut stream = server.connect();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let head =
            format!("POST /api/route HTTP/1.1\r\n{}Content-Type: application/json\r\n{length}\r\n\r\n{chunk}", server.known());
        let mut writer = stream.try_clone().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let _ = writer.write_all(head.as_bytes());
                let _ = (0..32).try_for_each(|_| writer.write_all(&[b' '; 64 << 10]));
            });
            assert_eq!(answer(&mut stream, true).unwrap().status, 413, "{length}");
        });
    }
    // One that says that it is too long is refused before a byte of it has come.
    for length in [most + 1, 50 * most, usize::MAX / 2] {
        let about = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
        let refused = server.ask("POST /api/route", &about);
        assert!(refused.status == 413 && refused.refused()[0] == "body", "{length}: {refused:?}");
        let continued = server.ask("POST /api/route", &format!("{about}Expect: 100-continue\r\n"));
        assert_eq!(continued.status, 413, "{length}");
    }
    // Lengths that say two things, from which one server would read another request than the next.
    for length in [
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Content-Length: -1",
        "Content-Length: 5, 6",
        "Content-Length: 99999999999999999999999",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, gzip",
    ] {
        let answer = server.ask("POST /api/route", &format!("Content-Type: application/json\r\n{length}\r\n"));
        assert!((400..500).contains(&answer.status), "{length}: {answer:?}");
    }
}

// S11

#[test]
fn headers_and_addresses_have_a_size() {
    let server = Server::start();
    // As many as are allowed are those that `ask` sends, and the rest.
    let fields = |n: usize| server.ask("GET /", &"X: y\r\n".repeat(n - 3));
    assert_eq!(fields(64).status, 200);
    for n in [65, 100, 200, 2000] {
        assert_eq!(fields(n).status, 431, "{n}");
    }
    let bytes = |n: usize| {
        let usual = server.known().len() + "Connection: close\r\n".len();
        server.ask("GET /", &format!("X: {}\r\n", "y".repeat(n - usual - "X: \r\n".len())))
    };
    assert_eq!(bytes(16 << 10).status, 200);
    let refused = bytes((16 << 10) + 1);
    assert!(refused.status == 431 && refused.refused()[0] == "headers", "{refused:?}");
    for n in [17 << 10, 20 << 10, 24 << 10, 64 << 10, 1 << 20] {
        assert_eq!(bytes(n).status, 431, "{n}");
    }
    let many = (0..40).map(|i| format!("X-{i}: {}\r\n", "y".repeat(500))).collect::<String>();
    assert_eq!(server.ask("GET /", &many).status, 431);

    let address = |n: usize| server.get(&format!("/{}", "a".repeat(n - 1)));
    assert_eq!(address(8 << 10).status, 404);
    let refused = address((8 << 10) + 1);
    assert!(refused.status == 414 && refused.refused()[0] == "address", "{refused:?}");
    assert_eq!(address(20 << 10).status, 414);
    let start = "/api/names?q=";
    assert_eq!(server.get(&format!("{start}{}", "a".repeat((8 << 10) - start.len() + 1))).status, 414);
    // Longer than what is read at all.
    for n in [30 << 10, 100 << 10] {
        assert!(matches!(address(n).status, 414 | 431), "{n}");
    }
}

// S12

/// Sends these bytes and then one more every half second; how long it took until the connection was closed, and what came back.
fn drip(mut stream: TcpStream, start: &str, more: Option<u8>) -> (Duration, Vec<u8>) {
    let begun = Instant::now();
    let (mut all, mut some) = (Vec::new(), [0; 4096]);
    let _ = stream.write_all(start.as_bytes());
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    while begun.elapsed() < Duration::from_secs(30) {
        match stream.read(&mut some) {
            Ok(0) => break,
            Ok(n) => all.extend(&some[..n]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                let _ = more.map(|byte| stream.write_all(&[byte]));
            }
            Err(_) => break,
        }
    }
    (begun.elapsed(), all)
}

#[test]
fn a_connection_is_not_held_by_being_slow() {
    let server = Server::start();
    let known = server.known();
    let post = format!("POST /api/route HTTP/1.1\r\n{known}Content-Type: application/json\r\n");
    let cases: [(&str, String, Option<u8>, f64, &str); 8] = [
        ("nothing", String::new(), None, 5.0, ""),
        ("a slow request line", "GET /".into(), Some(b'a'), 5.0, ""),
        ("a slow header", format!("GET / HTTP/1.1\r\n{known}X: "), Some(b'a'), 5.0, ""),
        ("half a header", format!("GET / HTTP/1.1\r\n{known}X: "), None, 5.0, ""),
        ("idle between requests", format!("GET /page/start HTTP/1.1\r\n{known}\r\n"), None, 5.0, "HTTP/1.1 200"),
        ("slow between requests", format!("GET /page/start HTTP/1.1\r\n{known}\r\nG"), Some(b'E'), 5.0, "HTTP/1.1 200"),
        ("a slow body", format!("{post}Content-Length: 1000\r\n\r\n{{"), Some(b' '), 10.0, "HTTP/1.1 408"),
        ("half a chunk", format!("{post}Transfer-Encoding: chunked\r\n\r\n100\r\n"), Some(b' '), 10.0, "HTTP/1.1 408"),
    ];
    std::thread::scope(|scope| {
        for (what, start, more, seconds, expected) in cases {
            let stream = server.connect();
            scope.spawn(move || {
                let (took, came) = drip(stream, &start, more);
                let came = String::from_utf8_lossy(&came);
                assert!(came.starts_with(expected) && came.is_empty() == expected.is_empty(), "{what}: {came}");
                let took = took.as_secs_f64();
                assert!((seconds - 0.5..seconds + 2.5).contains(&took), "{what}: {took} s");
            });
        }
    });
    assert_eq!(server.get(ROUTE).status, 200);
}

// S13

/// As many connections as there is room for, each of which was answered and stays open.
fn crowd(server: &Server) -> Vec<TcpStream> {
    let here = [has_ipv6().then(|| (Ipv6Addr::LOCALHOST, server.port).into()), Some(([127, 0, 0, 1], server.port).into())];
    let here: Vec<std::net::SocketAddr> = here.into_iter().flatten().collect();
    (0..64)
        .map(|i| {
            let mut stream = connect(here[i % here.len()]);
            write!(stream, "GET /nothing HTTP/1.1\r\n{}\r\n", server.known()).unwrap();
            assert_eq!(answer(&mut stream, true).map(|answer| answer.status), Some(404), "connection {i}");
            stream
        })
        .collect()
}

#[test]
fn there_is_room_for_64_connections() {
    let server = Server::start();
    let mut held = crowd(&server);
    for _ in 0..5 {
        let refused = answer(&mut server.connect(), true).unwrap();
        assert_eq!((refused.status, refused.header("retry-after")), (503, Some("1")));
    }
    // Whoever has a place keeps it.
    for stream in [0, 63] {
        write!(held[stream], "GET / HTTP/1.1\r\n{}\r\n", server.known()).unwrap();
        assert_eq!(answer(&mut held[stream], true).unwrap().status, 200);
    }
    drop(held.pop());
    let again = |server: &Server| {
        let begun = Instant::now();
        while server.get("/").status != 200 {
            assert!(begun.elapsed() < Duration::from_secs(3), "no room came back");
            std::thread::sleep(Duration::from_millis(10));
        }
    };
    again(&server);
    drop(held);
    again(&server);
    // The others are seen to be closed a moment later.
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(crowd(&server).len(), 64);
}

/// These do not come from `reply`, but whoever reads them is the same.
#[test]
fn answers_before_a_request_is_judged_have_the_headers_too() {
    let server = Server::start();
    let fields = server.ask("GET /", &"X: y\r\n".repeat(62));
    let _held = crowd(&server);
    let full = answer(&mut server.connect(), true).unwrap();
    assert_eq!((fields.status, full.status), (431, 503));
    assert_eq!((fields.is_dressed(), full.is_dressed()), (true, true), "65 headers, the 65th connection: {fields:?}, {full:?}");
}

// S14

#[test]
fn a_question_has_a_size() {
    let server = Server::start();
    let long = |n: usize| "x".repeat(n);
    let list = |name: &'static str, n: usize| (0..n).map(|i| (name, ["baku", "rasht"][i % 2])).collect::<Vec<_>>();
    let ask = |more: &[(&str, &str)]| server.get(&usual("/api/route", more));
    assert_eq!(ask(&list("via", 25)).status, 200);
    for (name, n) in [("via", 26), ("via", 250), ("avoid", 101), ("with", 101), ("close", 101), ("mode", 101)] {
        let answer = ask(&list(name, n));
        assert!(answer.status == 400 && answer.refused()[1].contains(&format!("{name} has {n} entries")), "{name}: {answer:?}");
    }
    assert_eq!(ask(&[("alternatives", "10")]).status, 200);
    for wrong in ["11", "0", "-1", "255", "256", "1000000000", "99999999999999999999", "1.5", "1e1", "nan", "ten", "0x5"] {
        assert_eq!(ask(&[("alternatives", wrong)]).status, 400, "{wrong}");
    }
    for (name, wrong) in [("max_overlap", ["1.1", "-0.1"]), ("max_detour", ["0.5", "1000"])] {
        for wrong in wrong.into_iter().chain(["nan", "inf", "-inf", "1e999", "x"]) {
            assert_eq!(ask(&[(name, wrong)]).status, 400, "{name} {wrong}");
        }
    }
    assert_eq!(ask(&[("from", "55.75,37.62")]).status, 200);
    for wrong in
        ["91,0", "-91,0", "0,181", "0,-181", "nan,nan", "NaN,0", "inf,0", "0,-inf", "1e999,0", "1e308,1e308", "0,0", "90,180"]
    {
        assert_eq!(ask(&[("from", wrong)]).status, 422, "{wrong}");
        assert_eq!(ask(&[("via", wrong)]).status, 422, "{wrong}");
    }
    for name in ["from", "via", "scenario", "corridor", "load", "close"] {
        let answer = ask(&[(name, &long(201))]);
        assert!(answer.status == 400 && answer.refused()[1].contains("longer than 200 letters"), "{name}: {answer:?}");
        assert!(matches!(ask(&[(name, &long(200))]).status, 400 | 422), "{name}");
        assert_eq!(ask(&[(name, "Moscow\0")]).status, 400, "{name}");
    }
    for (name, value) in
        [("as_of", "2025-13-45"), ("as_of", "99999999999"), ("by", "beauty"), ("mode", "air"), ("bounds", "all"), ("load", "x")]
    {
        assert_eq!(ask(&[(name, value)]).status, 400, "{name}={value}");
    }
    for (name, near) in [("form", "from"), ("alternative", "alternatives"), ("scenarios", "scenario")] {
        let answer = ask(&[(name, "Moscow")]);
        assert!(answer.status == 400 && answer.refused()[2].contains(&format!("\"{near}\"")), "{name}: {answer:?}");
        let body = json!({ "from": "Moscow", "to": "Mumbai", name: "x" }).to_string();
        assert!(server.post("/api/route", &body).refused()[2].contains(&format!("\"{near}\"")), "{name}");
    }
    for twice in ["from", "to", "by", "alternatives"] {
        let value = match twice {
            "by" => "time",
            "alternatives" => "2",
            _ => "Moscow",
        };
        let answer = ask(&[("from", "Moscow"), ("to", "Mumbai"), (twice, value), (twice, value)]);
        assert!(answer.status == 400 && answer.refused()[1] == format!("{twice} is said twice"), "{twice}: {answer:?}");
    }
    assert!(server.get("/api/route?from=Moscow").refused()[1].contains("to is missing"));
    assert_eq!(server.get("/page/start?x=1").status, 400);
    assert_eq!(server.get(&question("/api/names", &[("q", &long(201))])).status, 400);
    assert_eq!(server.get("/api/names?q=x&kind=file").status, 400);
}

#[test]
fn a_question_in_a_body_has_the_same_size() {
    let server = Server::start();
    let matrix = |from: usize, to: usize| {
        let list = |n: usize| (0..n).map(|i| ["baku", "rasht"][i % 2]).collect::<Vec<_>>();
        server.post("/api/matrix", &json!({ "from": list(from), "to": list(to) }).to_string())
    };
    assert_eq!(matrix(100, 100).json().as_array().unwrap().len(), 10_000);
    for (from, to) in [(101, 1), (1, 101), (1000, 1000)] {
        let answer = matrix(from, to);
        assert!(answer.status == 400 && answer.refused()[1].contains("at most 100"), "{from} x {to}: {answer:?}");
    }
    let route = |more: Value| {
        let mut asked = json!({ "from": "Moscow", "to": "Mumbai" });
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        server.post("/api/route", &asked.to_string())
    };
    for wrong in [
        json!({ "via": vec!["Baku"; 26] }),
        json!({ "via": ["x".repeat(201)] }),
        json!({ "alternatives": 11 }),
        json!({ "alternatives": 0 }),
        json!({ "alternatives": -1 }),
        json!({ "alternatives": 1e300 }),
        json!({ "max_overlap": 2 }),
        json!({ "max_detour": 1e9 }),
        json!({ "from": "x".repeat(201) }),
        json!({ "from": "Mos\0cow" }),
        json!({ "from": 5 }),
        json!({ "from": null }),
        json!({ "via": "Baku" }),
        json!({ "via": [["Baku"]] }),
        json!({ "via": { "length": 3 } }),
        json!({ "unknown": 1 }),
        json!({ "__proto__": {} }),
    ] {
        assert_eq!(route(wrong.clone()).status, 400, "{wrong}");
    }
    assert_eq!(server.post("/api/route", r#"{"from": "Moscow", "to": "Mumbai", "max_detour": 1e999}"#).status, 400);
    assert_eq!(server.post("/api/route", r#"{"from": "Moscow", "to": "Mumbai", "max_detour": NaN}"#).status, 400);
}

/// Whether it is refused, with a message that begins so and a help that holds this.
fn is_refused(answer: &Answer, begins: &str, helps: &str) -> bool {
    let [code, message, help] = answer.refused();
    answer.status == 400 && code == "question" && message.starts_with(begins) && help.contains(helps)
}

#[test]
fn a_value_that_cannot_be_says_where_it_stands_and_what_could_be() {
    let server = Server::start();
    let modes = "one of: rail, road, sea, ferry, pipeline";
    let aims = "one of: time, distance, cost, emissions";
    let long = "x".repeat(150);
    let cut = format!("by is \"{}...\"; a word", "x".repeat(80));
    for (name, value, message, help) in [
        ("by", "foo", "by is \"foo\"; a word of a fixed set is expected", aims),
        ("by", "tiem", "by is \"tiem\"; a word of a fixed set is expected", "did you mean \"time\"?"),
        ("by", "Cost", "by is \"Cost\"; a word", "did you mean \"cost\"?"),
        ("by", &long, &cut, aims),
        ("mode", "train", "an entry of mode is \"train\"; a word", modes),
        ("without_mode", "raod", "an entry of without_mode is \"raod\"; a word", "did you mean \"road\"?"),
        ("bounds", "x", "bounds is \"x\"; a word", "one of: low, central, high"),
        ("bounds", "hihg", "bounds is \"hihg\"; a word", "did you mean \"high\"?"),
        ("as_of", "2025-02-30", "as_of is \"2025-02-30\"; a date is expected", "YYYY-MM-DD"),
        ("as_of", "yesterday", "as_of is \"yesterday\"; a date is expected", "YYYY-MM-DD"),
        ("alternatives", "ten", "alternatives is \"ten\"; a whole number from 1 to 10 is expected", "digits"),
        ("alternatives", "1.5", "alternatives is \"1.5\"; a whole number from 1 to 10 is expected", "digits"),
        ("alternatives", "11", "alternatives is 11; a whole number from 1 to 10 is expected", "digits"),
        ("max_overlap", "nan", "max_overlap is \"nan\"; a number from 0 to 1 is expected", "digits"),
        ("max_detour", "0.5", "max_detour is 0.5; a number from 1 to 100 is expected", "digits"),
    ] {
        for path in ["/api/route", "/api/compare", "/page/answer", "/download/route.csv"] {
            let answer = server.get(&usual(path, &[(name, value)]));
            assert!(is_refused(&answer, message, help), "{path} {name}={value}: {answer:?}");
        }
    }
    let kinds = server.get("/api/names?q=x&kind=plaec");
    assert!(is_refused(&kinds, "kind is \"plaec\"", "did you mean \"place\"?"), "{kinds:?}");
    for (value, message, help) in [
        (json!({ "from": 5 }), "from is 5; a text is expected", "quotes"),
        (json!({ "from": null }), "from is null; a text is expected", "quotes"),
        (json!({ "to": true }), "to is true; a text is expected", "quotes"),
        (json!({ "load": ["teu"] }), "load is [\"teu\"]; a text is expected", "quotes"),
        (json!({ "corridor": 1 }), "corridor is 1; a text is expected", "quotes"),
        (json!({ "via": "Baku" }), "via is \"Baku\"; a list is expected", "brackets"),
        (json!({ "via": null }), "via is null; a list is expected", "brackets"),
        (json!({ "via": [["Baku"]] }), "an entry of via is [\"Baku\"]; a text is expected", "quotes"),
        (json!({ "close": ["IR", 7] }), "an entry of close is 7; a text is expected", "quotes"),
        (json!({ "mode": [null] }), "an entry of mode is null; a word of a fixed set is expected", modes),
        (json!({ "mode": "rail" }), "mode is \"rail\"; a list is expected", "brackets"),
        (json!({ "by": { "a": 1 } }), "by is {\"a\":1}; a word of a fixed set is expected", aims),
        (json!({ "by": null }), "by is null; a word", aims),
        (json!({ "by": "" }), "by is \"\"; a word", aims),
        (json!({ "bounds": 2 }), "bounds is 2; a word", "one of: low, central, high"),
        (json!({ "as_of": 2025 }), "as_of is 2025; a date is expected", "YYYY"),
        (json!({ "as_of": "2025-13" }), "as_of is \"2025-13\"; a date is expected", "YYYY"),
        (json!({ "alternatives": "3" }), "alternatives is \"3\"; a whole number", "digits"),
        (json!({ "alternatives": 1.5 }), "alternatives is 1.5; a whole number", "digits"),
        (json!({ "alternatives": -1 }), "alternatives is -1; a whole number from 1 to 10", "digits"),
        (json!({ "alternatives": u64::MAX }), "alternatives is 18446744073709551615; a whole number", "digits"),
        (json!({ "max_detour": null }), "max_detour is null; a number from 1 to 100", "digits"),
        (json!({ "max_overlap": [0.5] }), "max_overlap is [0.5]; a number from 0 to 1", "digits"),
    ] {
        let mut asked = json!({ "from": "Moscow", "to": "Mumbai" });
        asked.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        for path in ["/api/route", "/api/compare"] {
            let answer = server.post(path, &asked.to_string());
            assert!(is_refused(&answer, message, help), "{path} {value}: {answer:?}");
        }
    }
    for (path, body, message) in [
        ("/api/matrix", r#"{"from": "Moscow"}"#, "from is \"Moscow\"; a list is expected"),
        ("/api/matrix", r#"{"from": ["Moscow"], "as_of": "x"}"#, "as_of is \"x\"; a date is expected"),
        ("/api/compare", r#"{"from": "Moscow", "to": "Mumbai", "beside": "tripp"}"#, "beside is \"tripp\"; a list is expected"),
    ] {
        let answer = server.post(path, body);
        assert!(is_refused(&answer, message, ""), "{path} {body}: {answer:?}");
    }
    // What may be left out may also be said to be nothing.
    let nothing = json!({ "from": "Moscow", "to": "Mumbai", "alternatives": null, "corridor": null, "scenario": null, "as_of": null, "bounds": null });
    assert_eq!(server.post("/api/route", &nothing.to_string()).json(), server.get(ROUTE).json());
    for as_of in ["2025", "2025-12", "2025-12-31"] {
        assert_eq!(server.get(&usual("/api/route", &[("as_of", as_of)])).status, 200, "{as_of}");
    }
}

// S15

#[test]
fn the_page_may_run_its_own_script_and_ask_its_own_server() {
    use base64::Engine;
    use sha2::{Digest, Sha256};
    let server = Server::start();
    let answer = server.exactly("GET /", &format!("Host: {}\r\n", server.host()));
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()));
    // An icon of nothing, so that browsers ask for none.
    let page = &answer.text().replace("<link rel=\"icon\" href=\"data:,\">", "");
    let (style, script) = (between(page, "<style>", "</style>"), between(page, "<script>", "</script>"));
    let expected = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'; \
         connect-src 'self'; frame-ancestors 'none'",
        hash(script),
        hash(style)
    );
    assert_eq!(answer.header("content-security-policy"), Some(expected.as_str()));
    assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
    for loads in ["<img", "<link", "<iframe", " src=", "url(", "@import", "XMLHttpRequest", "import(", "://", "WebSocket"] {
        let is_own = loads == "://" && page.matches("://").count() == page.matches("http://www.w3.org/").count();
        assert!(!page.contains(loads) || is_own, "{loads}");
    }
    html::makes_no_code(page);
}

#[test]
fn every_answer_has_its_type_and_the_headers() {
    let server = Server::start();
    let ends = "?from=Moscow&to=Mumbai";
    let kinds = [
        ("/page/start".into(), JSON),
        (format!("/page/answer{ends}"), JSON),
        (format!("/api/route{ends}"), JSON),
        ("/api/places".into(), JSON),
        ("/api/names?q=mos".into(), JSON),
        ("/api/openapi.json".into(), JSON),
        (format!("/download/report.html{ends}"), "text/html; charset=utf-8"),
        (format!("/download/route.gpkg{ends}"), "application/geopackage+sqlite3"),
        (format!("/download/route.geojson{ends}"), "application/geo+json; charset=utf-8"),
        (format!("/download/route.fgb{ends}"), "application/octet-stream"),
        (format!("/download/route.xlsx{ends}"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (format!("/download/route.csv{ends}"), "text/csv; charset=utf-8"),
        (format!("/download/route.json{ends}"), JSON),
        (format!("/download/map.svg{ends}"), "image/svg+xml; charset=utf-8"),
        (format!("/download/map.png{ends}"), "image/png"),
        (format!("/download/time-distance.svg{ends}"), "image/svg+xml; charset=utf-8"),
        (format!("/download/time-distance.png{ends}"), "image/png"),
        (format!("/download/cost-distance.svg{ends}"), "image/svg+xml; charset=utf-8"),
    ];
    for (address, kind) in &kinds {
        let answer = server.get(address);
        assert!(answer.status == 200 && answer.is_dressed() && !answer.body.is_empty(), "{address}: {:?}", answer.headers);
        assert_eq!(
            (answer.header("content-type"), answer.header("content-security-policy")),
            (Some(*kind), Some(NOTHING)),
            "{address}"
        );
    }
    let long = "a".repeat(9000);
    let host = format!("Host: {}\r\n", server.host());
    let json = "Content-Type: application/json\r\n";
    let refused = [
        (400, server.get("/api/route")),
        (400, server.post("/api/route", "{")),
        (401, server.exactly(&format!("GET {ROUTE}"), &host)),
        (403, server.exactly("GET /", "Host: evil.example\r\n")),
        (403, server.ask("GET /", "Origin: http://evil.example\r\n")),
        (404, server.get("/nothing")),
        (405, server.ask("DELETE /", "")),
        (413, server.post("/api/route", &" ".repeat((1 << 20) + 1))),
        (414, server.get(&format!("/{long}"))),
        (415, server.ask("POST /api/route", "Content-Length: 2\r\n")),
        (422, server.get("/api/route?from=Moscow&to=Nowhere")),
        (431, server.ask("GET /", &format!("X: {long}\r\nY: {long}\r\n"))),
        (400, server.ask("POST /api/route", &format!("{json}Transfer-Encoding: chunked\r\n\r\nzz\r\n"))),
    ];
    for (status, answer) in refused {
        assert!(answer.status == status && answer.is_dressed() && !answer.body.is_empty(), "{status}: {answer:?}");
        assert_eq!(
            (answer.header("content-type"), answer.header("content-security-policy")),
            (Some(JSON), Some(NOTHING)),
            "{status}"
        );
    }
}

// S16

/// The form of errors, and that they hold no path and no trace, is asserted of every answer in this file.
#[test]
fn what_was_asked_comes_back_as_text_only() {
    let server = Server::start();
    for hostile in
        ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "\u{202e}\u{1b}[31m\r\nX: y"]
    {
        for name in ["from", "to", "via", "scenario", "as_of", "by", "mode", "corridor", "load", "alternatives", "close", hostile]
        {
            let answer = server.get(&usual("/api/route", &[(name, hostile)]));
            assert!(matches!(answer.status, 400 | 422) && answer.is_dressed(), "{name}: {answer:?}");
            assert!(!answer.headers.iter().any(|(name, value)| name == "x" || value.contains("alert")), "{name}: {answer:?}");
            let answer = server.get(&usual("/page/answer", &[(name, hostile)]));
            assert!(matches!(answer.status, 400 | 422) && answer.header("content-type") == Some(JSON), "{name}: {answer:?}");
        }
        let body = json!({ "from": hostile, "to": "Mumbai" }).to_string();
        assert_eq!(server.post("/api/route", &body).status, 422);
        assert_eq!(server.post("/api/route", hostile).status, 400);
        let found = server.get(&question("/api/names", &[("q", hostile)]));
        assert!(found.status == 200 && found.header("content-type") == Some(JSON));
    }
    // An address comes back not at all.
    for address in ["/<script>alert(1)</script>", "/%3Cscript%3Ealert(1)%3C/script%3E", "/api/<img/src=x/onerror=alert(1)>"] {
        let answer = server.get(address);
        assert!(matches!(answer.status, 400 | 404) && !answer.text().contains("alert"), "{answer:?}");
    }
}

// S17

/// Numbers that are the same on every run.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

#[test]
fn nobody_writes_lines_of_the_log() {
    let server = Server::start();
    let known = server.known();
    let mut addresses: Vec<Vec<u8>> =
        ["/a%0d%0a200 GET /forged", "/a%1b[2J", "/\u{202e}evil", "/\u{2066}x\u{2069}", "/\u{200f}\u{61c}\u{2028}"]
            .map(|text| text.replace(' ', "%20").into_bytes())
            .into();
    addresses.extend((0..=255_u8).map(|byte| vec![b'/', b'a', byte, b'b']));
    addresses.extend((0x80..0xa0).map(|control| format!("/c1{}x", char::from_u32(control).unwrap()).into_bytes()));
    addresses.push(["/".as_bytes(), "я".repeat(3000).as_bytes()].concat());
    for address in &addresses {
        let request = [b"GET ", address.as_slice(), b" HTTP/1.1\r\n", known.as_bytes(), b"Connection: close\r\n\r\n"].concat();
        let status = server.raw(&request, true).status;
        assert!(matches!(status, 200 | 400 | 404), "{status}: {:?}", String::from_utf8_lossy(address));
    }
    for method in ["A\u{1b}[31m", "GE\u{7f}T", "X-Y", "Я"] {
        assert!((400..500).contains(&server.ask(&format!("{method} /x"), "").status), "{method}");
    }
    assert_eq!(server.get("/the-last").status, 404);
    let said = server.said_when(|said| said.contains("404 GET /the-last"));
    // Those that were refused are there, one line each, with what would turn or move the text spelled out.
    assert!(said.contains("404 GET /\\u{202e}evil") && said.contains("404 GET /a%0d%0a200%20GET%20/forged"), "{said}");
    for line in said.lines() {
        let is_line = line.split(' ').next().unwrap().parse::<u16>().is_ok_and(|status| (400..600).contains(&status));
        assert!(is_line && line.chars().count() < 2000 && !line.starts_with("200"), "{line:?}");
        let turns = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
        let is_bad =
            |c: char| c.is_control() || turns.contains(&c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!line.contains(is_bad), "{line:?}");
    }
}

#[test]
fn it_lives_through_whatever_it_is_sent() {
    let server = Server::start();
    let mut random = Seeded(0x5eed);
    let body = r#"{"from": "Moscow", "to": "Mumbai"}"#;
    let known = server.known();
    let json = format!("{known}Content-Type: application/json\r\n");
    let good = [
        format!("GET /nothing HTTP/1.1\r\n{known}\r\n"),
        format!("GET /api/route?from=baku&to=rasht HTTP/1.1\r\n{known}\r\n"),
        format!("POST /api/route HTTP/1.1\r\n{json}Content-Length: {}\r\n\r\n{body}", body.len()),
        format!("POST /api/route HTTP/1.1\r\n{json}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len()),
    ];
    for i in 0..2000 {
        let whole = good[random.below(good.len())].as_bytes();
        let garbage: Vec<u8> = (0..random.below(300)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        let request = match i % 5 {
            0 => garbage,
            1 => whole[..random.below(whole.len())].to_vec(),
            // A request, and what follows it at once.
            2 => [whole, &garbage, whole].concat(),
            3 => {
                let mut bytes = whole.to_vec();
                for _ in 0..=random.below(8) {
                    let at = random.below(bytes.len());
                    bytes[at] = u8::try_from(random.below(256)).unwrap();
                }
                bytes
            }
            _ => {
                let (a, b) = (random.below(whole.len()), random.below(whole.len()));
                [&whole[..a], &garbage[..garbage.len().min(20)], &whole[b..]].concat()
            }
        };
        let mut stream = server.connect();
        let _ = stream.write_all(&request);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        // Whatever it says to them, all of it are whole answers, and in the end it closes.
        let mut came = Vec::new();
        let end = stream.read_to_end(&mut came);
        assert!(
            end.is_ok() || end.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset),
            "{i}: {:?}",
            String::from_utf8_lossy(&request)
        );
        assert!(came.is_empty() || came.starts_with(b"HTTP/1."), "{i}: {:?}", String::from_utf8_lossy(&came));
        assert!(!String::from_utf8_lossy(&came).contains(" 500 "), "{i}: {:?}", String::from_utf8_lossy(&request));
    }
    assert_eq!(server.get(ROUTE).status, 200);
    let said = server.said();
    assert!(!said.contains("panicked") && !said.lines().any(|line| line.contains(|c: char| c.is_control())), "{said}");
}

// S18

#[test]
fn a_port_that_is_taken_is_code_4() {
    let server = Server::start();
    let run = program().args(["serve", "--port", &server.port.to_string()]).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(run.status.code() == Some(4) && said.contains("--port") && run.stdout.is_empty(), "{:?} {said}", run.status);
    assert!(said.contains(&server.host()), "{said}");
    assert_eq!(server.get("/").status, 200);
}

#[test]
#[cfg(unix)]
fn told_to_stop_it_stops_within_2_seconds() {
    for is_busy in [false, true] {
        let mut server = Server::start();
        let mut open: Vec<TcpStream> = (0..6).map(|_| server.connect()).collect();
        for stream in open.iter_mut().filter(|_| is_busy) {
            let beside = ["tripp", "hormuz-closed", "war-2026-06", "all-proposed"].map(|id| format!("&beside={id}")).concat();
            write!(stream, "GET /page/answer?from=Moscow&to=Mumbai&alternatives=10{beside} HTTP/1.1\r\n{}\r\n", server.known())
                .unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
        let begun = Instant::now();
        assert!(std::process::Command::new("kill").args(["-INT", &server.pid().to_string()]).status().unwrap().success());
        let status = loop {
            if let Some(status) = server.child().try_wait().unwrap() {
                break status;
            }
            assert!(begun.elapsed() < Duration::from_secs(2), "it does not stop");
            std::thread::sleep(Duration::from_millis(5));
        };
        assert_eq!(status.code(), Some(130));
    }
}

#[test]
#[cfg(unix)]
fn nothing_is_written_to_disk() {
    let folder = tempfile::tempdir().unwrap();
    let [here, temp, home] = ["here", "temp", "home"].map(|name| folder.path().join(name));
    [&here, &temp, &home].iter().for_each(|dir| std::fs::create_dir(dir).unwrap());
    // A file that comes and goes leaves its mark on its folder.
    let marks = || {
        [&here, &temp, &home].map(|dir| (std::fs::read_dir(dir).unwrap().count(), dir.metadata().unwrap().modified().unwrap()))
    };
    let before = marks();
    // And where a file may have no byte, whoever writes one is ended, in whatever folder.
    let limited = || {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "ulimit -c 0; ulimit -f 0 && exec \"$0\" serve --port 0", env!("CARGO_BIN_EXE_corridor")]);
        Server::of(command.current_dir(&here).env("TMPDIR", &temp).env("HOME", &home).env("CORRIDOR_TOKEN", TOKEN))
    };
    let server = limited();
    for address in [ROUTE, "/", "/page/start", "/page/answer?from=Moscow&to=Mumbai", "/api/scenarios", "/nothing"] {
        assert!(matches!(server.get(address).status, 200 | 404), "{address}");
    }
    assert_eq!(server.post("/api/matrix", r#"{"from": ["Moscow", "Mumbai"]}"#).status, 200);
    let is_written = |name: &&str| {
        let server = limited();
        let mut stream = server.connect();
        write!(stream, "GET /download/{name}?from=Moscow&to=Mumbai HTTP/1.1\r\n{}\r\n", server.known()).unwrap();
        answer(&mut stream, true).is_none_or(|answer| answer.status != 200 || answer.body.len() < 500)
    };
    let written: Vec<&str> = corridor::page::DOWNLOADS.iter().map(|(name, _)| *name).filter(is_written).collect();
    // The crate that writes FlatGeobuf keeps its features in a file without a name until it has sorted them; `docs/page.md` says so.
    assert_eq!(written, ["route.fgb"], "these are written to disk before they are sent");
    assert_eq!(marks(), before);
}

// What is answered

#[test]
fn every_address_of_the_description_answers() {
    let server = Server::start();
    let description = server.get("/api/openapi.json").json();
    let paths = description["paths"].as_object().unwrap();
    let known: Vec<&str> =
        ADDRESSES.into_iter().filter(|path| !path.starts_with("/page/") && !matches!(*path, "/api/" | "/nothing")).collect();
    assert_eq!(paths.keys().map(String::as_str).collect::<Vec<_>>(), known);
    let mut ids = Vec::new();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap() {
            ids.push(operation["operationId"].as_str().unwrap().to_owned());
            let answer = if method == "get" {
                let named = |name: &str| operation["parameters"].as_array().unwrap().iter().any(|known| known["name"] == name);
                let mut asked = vec![("from", "Moscow"), ("to", "Mumbai"), ("q", "Mos")];
                asked.retain(|(name, _)| named(name));
                // A comparison is with something.
                asked.extend((path == "/api/compare").then_some(("beside", "hormuz-closed")));
                for required in operation["parameters"].as_array().unwrap().iter().filter(|known| known["required"] == true) {
                    assert!(asked.iter().any(|(name, _)| required["name"] == *name), "{path}: {required}");
                }
                server.get(&question(path, &asked))
            } else {
                assert_eq!(method, "post");
                let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
                let end =
                    |place: &str| if schema["properties"]["from"]["type"] == "array" { json!([place]) } else { json!(place) };
                let mut asked = json!({ "from": end("Moscow"), "to": end("Mumbai") });
                if path == "/api/compare" {
                    asked["beside"] = json!(["hormuz-closed"]);
                }
                server.post(path, &asked.to_string())
            };
            assert_eq!(answer.status, 200, "{method} {path}: {}", String::from_utf8_lossy(&answer.body));
            if path.starts_with("/api/") {
                assert!(answer.json().as_array().is_none_or(|rows| !rows.is_empty()), "{path}");
            }
        }
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
    // Every schema that is pointed to is there.
    let text = description.to_string();
    for (at, mark) in text.match_indices("\"$ref\":\"#") {
        let pointer = between(&text[at..], mark, "\"");
        assert!(description.pointer(pointer).is_some(), "{pointer}");
    }
}

#[test]
fn answers_are_those_of_the_commands() {
    let server = Server::start();
    let said = |args: &[&str]| -> String {
        let run = program().args(args).args(["--format", "json"]).output().unwrap();
        serde_json::from_slice::<Value>(&run.stdout).unwrap().to_string()
    };
    // In the same order too.
    let route = server.get(ROUTE).json().to_string();
    assert_eq!(route, said(&["route", "Moscow", "Mumbai"]));
    assert_eq!(server.post("/api/route", r#"{"from": "Moscow", "to": "Mumbai"}"#).json().to_string(), route);
    assert_eq!(server.get("/download/route.json?from=Moscow&to=Mumbai&alternatives=1").json().to_string(), route);
    assert_eq!(
        server
            .get("/api/route?from=Баку&to=Nakhchivan&scenario=iran-closed-to-transit&alternatives=3&by=cost")
            .json()
            .to_string(),
        said(&["route", "Баку", "Nakhchivan", "--scenario", "iran-closed-to-transit", "--alternatives", "3", "--by", "cost"])
    );
    let names = |address: &str| -> Vec<String> {
        let found = server.get(address).json();
        found.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names("/api/names?q=%D0%9C%D0%BE%D1%81%D0%BA").contains(&"moscow".into()));
    assert_eq!(names("/api/names?q=Моск"), names("/api/names?q=%D0%9C%D0%BE%D1%81%D0%BA"));
    assert!(names("/api/names?q=Иран&kind=thing").contains(&"IR".into()));
}

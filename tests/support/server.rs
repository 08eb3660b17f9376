//! The program `corridor serve` as a child, and raw HTTP to speak to it.

#![allow(dead_code)] // Each test program uses a part of it.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What every answer has, whatever it answers.
const SAME: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
];
/// The policy of what is no page.
pub const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";
pub const JSON: &str = "application/json; charset=utf-8";
/// A token that tests can name.
pub const TOKEN: &str = "a-token-of-the-tests_0123456789";

/// A server that ends with its test.
pub struct Server {
    child: Child,
    pub page: String,
    pub port: u16,
    pub token: String,
    said: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    pub fn start() -> Server {
        Server::of(program().env("CORRIDOR_TOKEN", TOKEN).args(["serve", "--port", "0"]))
    }

    pub fn of(command: &mut Command) -> Server {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(Vec::new()));
        let (mut stderr, heard) = (child.stderr.take().unwrap(), said.clone());
        std::thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(n @ 1..) = stderr.read(&mut some) {
                heard.lock().unwrap().extend(&some[..n]);
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let page = line.strip_prefix("Page: ").unwrap_or_else(|| panic!("{line:?}")).trim_end();
        let (origin, token) = page.split_once("/#token=").unwrap();
        let port = origin.rsplit_once(':').unwrap().1.parse().unwrap();
        Server { child, page: page.into(), port, token: token.into(), said }
    }

    /// What it wrote to standard error until now.
    pub fn said(&self) -> String {
        String::from_utf8(self.said.lock().unwrap().clone()).expect("the log is text")
    }

    /// The same, when `is_there` holds.
    pub fn said_when(&self, is_there: impl Fn(&str) -> bool) -> String {
        for _ in 0..200 {
            let said = self.said();
            if is_there(&said) {
                return said;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("not said: {}", self.said());
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn connect(&self) -> TcpStream {
        connect(([127, 0, 0, 1], self.port).into())
    }

    /// The name of this server, and the token.
    pub fn known(&self) -> String {
        format!("Host: {}\r\nAuthorization: Bearer {}\r\n", self.host(), self.token)
    }

    /// What follows from this request line and these header lines. Nothing is added but the end of the connection.
    pub fn exactly(&self, line: &str, headers: &str) -> Answer {
        self.raw(format!("{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").as_bytes(), !line.starts_with("HEAD "))
    }

    /// The same, with the name of the server and the token.
    pub fn ask(&self, line: &str, headers: &str) -> Answer {
        self.exactly(line, &(self.known() + headers))
    }

    pub fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address}"), "")
    }

    pub fn post(&self, address: &str, body: &str) -> Answer {
        self.post_as(address, "Content-Type: application/json\r\n", body)
    }

    /// The same with these header lines about the body.
    pub fn post_as(&self, address: &str, about: &str, body: &str) -> Answer {
        let head = format!("{}{about}Content-Length: {}\r\nConnection: close\r\n\r\n", self.known(), body.len());
        self.raw(format!("POST {address} HTTP/1.1\r\n{head}{body}").as_bytes(), true)
    }

    pub fn raw(&self, bytes: &[u8], has_body: bool) -> Answer {
        let mut stream = self.connect();
        // It may answer and close before it has read all.
        let _ = stream.write_all(bytes);
        answer(&mut stream, has_body).unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if !std::thread::panicking() {
            let said = self.said();
            assert!(!said.contains("panicked") && !said.contains(&self.token), "{said}");
        }
    }
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corridor"));
    command.env_remove("CORRIDOR_TOKEN");
    command
}

pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// An answer, held against what holds for every one.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// The next answer of a connection; none where it was closed without one.
pub fn answer(stream: &mut TcpStream, has_body: bool) -> Option<Answer> {
    let mut bytes = Vec::new();
    let mut read = |bytes: &mut Vec<u8>| {
        let mut some = [0; 16 << 10];
        match stream.read(&mut some) {
            Ok(n) => {
                bytes.extend(&some[..n]);
                n > 0
            }
            Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe) => false,
            Err(error) => panic!("no answer: {error}"),
        }
    };
    let end = loop {
        match bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            Some(end) => break end,
            None if read(&mut bytes) => {}
            None if bytes.is_empty() => return None,
            None => panic!("half an answer: {:?}", String::from_utf8_lossy(&bytes)),
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let split = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())).unwrap();
    let mut answer = Answer { status, headers: lines.map(split).collect(), body: bytes.split_off(end + 4) };
    let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
    while has_body && answer.body.len() < length && read(&mut answer.body) {}
    assert_eq!(answer.body.len(), if has_body { length } else { 0 }, "{head}");
    answer.check(has_body);
    Some(answer)
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let first = found.next();
        assert_eq!(found.next(), None, "{name} is said twice");
        first
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code, the message and the help of what was refused.
    pub fn refused(&self) -> [String; 3] {
        let error = &self.json()["error"];
        ["code", "message", "help"].map(|name| error[name].as_str().unwrap_or_default().to_owned())
    }

    /// Whether it has the headers that every answer has.
    pub fn is_dressed(&self) -> bool {
        self.header("content-security-policy").is_some()
            && self.header("content-type").is_some()
            && SAME.iter().all(|(name, value)| self.header(name) == Some(value))
    }

    fn check(&self, has_body: bool) {
        assert!(!self.headers.iter().any(|(name, _)| name.starts_with("access-control")), "{:?}", self.headers);
        // What the HTTP layer says to a request that it cannot read has no body that they could hold.
        assert!(self.is_dressed() || has_body && self.body.is_empty() && self.status >= 400, "{self:?}");
        if self.status >= 400 && !self.body.is_empty() {
            assert!(
                self.header("content-type") == Some(JSON) && self.header("content-security-policy") == Some(NOTHING),
                "{self:?}"
            );
            let failure = self.json();
            let names = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(&failure), ["error"]);
            let error = names(&failure["error"]);
            assert_eq!(error, ["code", "message", "help"], "{self:?}");
            assert!(
                failure["error"].as_object().unwrap().values().all(|text| text.as_str().is_some_and(|text| !text.is_empty()))
            );
            for leak in ["panicked", env!("CARGO_MANIFEST_DIR"), ".rs:", "RUST_BACKTRACE", "os error"] {
                assert!(!self.text().contains(leak), "{self:?}");
            }
        }
    }
}

//! What goes back: every answer has the same headers, and an error is a code and a short text.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Error;

/// What may be loaded by what is no page: nothing.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// An answer before it has its headers.
#[derive(Debug)]
pub(super) struct Reply {
    status: StatusCode,
    kind: &'static str,
    body: Bytes,
    policy: Option<String>,
    more: Option<(&'static str, &'static str)>,
}

/// What went wrong.
#[derive(Serialize, JsonSchema)]
pub(super) struct Failure {
    /// What went wrong.
    error: FailureText,
}

/// What went wrong, in words.
#[derive(Serialize, JsonSchema)]
struct FailureText {
    /// What kind of error it is.
    code: String,
    /// What is wrong.
    message: String,
    /// One next step, where there is a sure one.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl Reply {
    /// A value as JSON.
    pub(super) fn json<T: Serialize>(value: &T) -> Result<Reply, Error> {
        let text = serde_json::to_vec(value).map_err(|error| Error::Internal(format!("JSON cannot be written: {error}")))?;
        Ok(Reply::file("application/json; charset=utf-8", text))
    }

    /// A file of this type.
    pub(super) fn file(kind: &'static str, body: impl Into<Bytes>) -> Reply {
        Reply { status: StatusCode::OK, kind, body: body.into(), policy: None, more: None }
    }

    /// A page that may load what its policy says.
    pub(super) fn page(html: String, policy: String) -> Reply {
        Reply { policy: Some(policy), ..Reply::file("text/html; charset=utf-8", html) }
    }

    /// Not done, with a code, a short text and what to do.
    pub(super) fn refused(status: StatusCode, code: &'static str, message: &str, help: &str) -> Reply {
        Reply::failed(status, code, message.to_owned(), Some(help.to_owned()))
    }

    /// Not done in this way.
    pub(super) fn refused_method(allowed: &'static str) -> Reply {
        let help = format!("ask with {allowed}");
        let mut reply = Reply::refused(StatusCode::METHOD_NOT_ALLOWED, "method", "this is asked in another way", &help);
        reply.more = Some(("allow", allowed));
        reply
    }

    /// Not done now.
    pub(super) fn busy(message: &str, help: &str) -> Reply {
        let mut reply = Reply::refused(StatusCode::SERVICE_UNAVAILABLE, "busy", message, help);
        reply.more = Some(("retry-after", "1"));
        reply
    }

    fn failed(status: StatusCode, code: &'static str, message: String, help: Option<String>) -> Reply {
        let failure = Failure { error: FailureText { code: code.to_owned(), message, help } };
        let body = serde_json::to_vec(&failure).unwrap_or_default();
        Reply { status, body: body.into(), ..Reply::file("application/json; charset=utf-8", Bytes::new()) }
    }

    pub(super) fn status(&self) -> StatusCode {
        self.status
    }

    /// With the headers that every answer has.
    pub(super) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::new(Full::new(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let policy = self.policy.and_then(|policy| HeaderValue::from_str(&policy).ok());
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.unwrap_or(HeaderValue::from_static(NOTHING)));
        let same = [
            (header::CONTENT_TYPE, self.kind),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CACHE_CONTROL, "no-store"),
        ];
        headers.extend(same.map(|(name, value)| (name, HeaderValue::from_static(value))));
        headers.extend(self.more.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))));
        response
    }
}

impl Reply {
    /// The same for a connection whose request is not read.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        let body = self.body.clone();
        let (parts, _) = self.into_response().into_parts();
        let mut text =
            format!("HTTP/1.1 {}\r\nconnection: close\r\ncontent-length: {}\r\n", parts.status, body.len()).into_bytes();
        for (name, value) in &parts.headers {
            text.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        text.extend([b"\r\n", body.as_ref()].concat());
        text
    }
}

impl From<Error> for Reply {
    fn from(error: Error) -> Reply {
        let help = error.help().map(str::to_owned);
        let (status, code) = match &error {
            Error::Usage { .. } | Error::Limit { .. } => (StatusCode::BAD_REQUEST, "question"),
            Error::Name { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "name"),
            Error::Data(_) => (StatusCode::UNPROCESSABLE_ENTITY, "data"),
            Error::Stopped => return Reply::busy("the answer was stopped", "ask again"),
            // Files are not the business of who asks; what they are called stays here.
            Error::Read { .. } | Error::Write { .. } | Error::Listen { .. } => {
                return Reply::refused(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "a file cannot be read or written",
                    "look at the terminal of the server",
                );
            }
            Error::Internal(_) => {
                return Reply::refused(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "an answer failed its own check; this is a bug in corridor",
                    "please report the question",
                );
            }
        };
        Reply::failed(status, code, error.to_string(), help)
    }
}

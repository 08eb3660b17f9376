//! The report: one file that opens from disk with the network off. All that it says stands in its text and pictures before any script runs; the script moves
//! the map, switches scenarios and shows what lies under the pointer.
//!
//! Written by a template that escapes whatever it is given. The page allows nothing but its own script and style, by their hashes. [`Live`] has the parts of the
//! same page for a server, which answers one question after another.

mod ask;
mod brief;
mod evidence;
mod live;
mod map;
mod words;

pub use ask::{ReportWords, USUAL_ALTERNATIVES};
pub use brief::{Brief, Harm, Question, StateBrief, brief};
pub use live::{DOWNLOADS, Live, LiveAnswer, Shell, Start, shell};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::issue::{harmless_lines, is_hostile};

const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// A report as HTML.
///
/// # Errors
/// [`Error::Internal`] where its data cannot be written as JSON.
pub fn report(brief: &Brief) -> Result<String, Error> {
    let title = format!("{} to {}", brief.base.route.query.from.name, brief.base.route.query.to.name);
    let (map, hover) = map::map(brief);
    let hover = json(&hover)?;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(SCRIPT, STYLE));
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – corridor" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#answer" { "To the answer" }
                header {
                    h1 { (title) }
                    (words::question(brief))
                }
                main {
                    section #answer aria-labelledby="answer-title" { h2 #answer-title { "The answer" } (words::answer(brief)) }
                    (evidence::scenarios(brief))
                    section aria-labelledby="map-title" { h2 #map-title { "The way on the map" } (map) }
                    (evidence::all(brief))
                }
                footer {
                    p { "Made by corridor " (env!("CARGO_PKG_VERSION")) ". The same page again: " code { (brief.command) } }
                    p { (crate::outline::CREDIT) ". " "Dataset: CC BY 4.0, the corridor authors, with the sources above." }
                }
                script type="application/json" #hover { (PreEscaped(hover)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    Ok(text_of(page))
}

/// Markup as text. What turns text around or is not seen, which only data can have brought, is spelled out: a name shall not pass for another.
fn text_of(markup: Markup) -> String {
    harmless_lines(&markup.into_string())
}

/// What the page may load: its own script and style, and nothing else.
fn policy(script: &str, style: &str) -> String {
    let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(style)
    )
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// A value as JSON that a script element can hold: no letter of it can end the element or begin a comment.
fn json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    let text = serde_json::to_string(value).map_err(|error| Error::Internal(format!("JSON cannot be written: {error}")))?;
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            letter if is_hostile(letter) => out.push_str(&format!("\\{}", letter.escape_unicode())),
            letter => out.push(letter),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_name_passes_for_another() {
        let name = "Baku\u{202e}\u{200b} \u{1b}]0;";
        let page = super::text_of(maud::html! { p title=(name) { (name) } });
        assert_eq!(page, r#"<p title="Baku\u{202e}\u{200b} \u{1b}]0;">Baku\u{202e}\u{200b} \u{1b}]0;</p>"#);
        let text = super::json(&"Baku\u{202e}").unwrap_or_default();
        assert_eq!(serde_json::from_str::<String>(&text).ok().as_deref(), Some("Baku\\u{202e}"));
    }

    #[test]
    fn json_cannot_leave_its_element() {
        let hostile = "</script><!-- & \u{2028}\u{2029}";
        let text = super::json(&hostile).unwrap_or_default();
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<String>(&text).ok(), Some(crate::issue::harmless(hostile)));
    }
}

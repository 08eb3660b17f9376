//! A picture as SVG 1.1: a list of shapes with few digits, in the order in which they are drawn.

use std::fmt::Write;

use super::font;
use crate::export::Colour;
use crate::issue::is_hostile;
use crate::units::round;

/// A position, pixels from the top left.
pub(crate) type At = (f64, f64);

/// A picture in the making.
pub(super) struct Canvas {
    width: f64,
    height: f64,
    body: String,
    clips: usize,
}

/// Which end of a text stands at its position.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text or line is drawn.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    size: f64,
    colour: Colour,
    is_bold: bool,
    has_halo: bool,
    dash: &'static str,
    opacity: f64,
}

impl Ink {
    pub(super) fn text(size: f64, colour: Colour) -> Ink {
        Ink { size, colour, is_bold: false, has_halo: false, dash: "", opacity: 1.0 }
    }

    /// The type of a text, for its width.
    pub(super) fn letters(&self) -> font::Type {
        (self.size, if self.is_bold { font::Weight::Bold } else { font::Weight::Regular })
    }

    pub(super) fn line(width: f64, colour: Colour) -> Ink {
        Ink::text(width, colour)
    }

    pub(super) fn bold(self) -> Ink {
        Ink { is_bold: true, ..self }
    }

    /// A white rim, so that a text reads on lines.
    pub(super) fn halo(self) -> Ink {
        Ink { has_halo: true, ..self }
    }

    pub(super) fn dashed(self, dash: &'static str) -> Ink {
        Ink { dash, ..self }
    }

    pub(super) fn faint(self, opacity: f64) -> Ink {
        Ink { opacity, ..self }
    }
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64) -> Canvas {
        let mut canvas = Canvas { width, height, body: String::new(), clips: 0 };
        canvas.rect((0.0, 0.0), (width, height), [255, 255, 255], 1.0);
        canvas
    }

    pub(super) fn height(&self) -> f64 {
        self.height
    }

    pub(super) fn rect(&mut self, (x, y): At, (width, height): At, fill: Colour, opacity: f64) {
        let (x, y, width, height) = (number(x), number(y), number(width.max(0.0)), number(height.max(0.0)));
        let opacity = if opacity < 1.0 { format!(" fill-opacity=\"{}\"", number(opacity)) } else { String::new() };
        // Writing to a text does not fail, here and below.
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"{opacity}/>",
            hex(fill)
        );
    }

    pub(super) fn line(&mut self, from: At, to: At, ink: Ink) {
        self.path(&[from, to], ink);
    }

    /// A line through positions.
    pub(super) fn path(&mut self, through: &[At], ink: Ink) {
        let dash = if ink.dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", ink.dash) };
        let opacity = if ink.opacity < 1.0 { format!(" stroke-opacity=\"{}\"", number(ink.opacity)) } else { String::new() };
        let _ = writeln!(
            self.body,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{dash}{opacity}/>",
            steps(through),
            hex(ink.colour),
            number(ink.size)
        );
    }

    /// Areas with holes, by the even-odd rule, with a rim where one is given.
    pub(super) fn area(&mut self, rings: &[Vec<At>], fill: Colour, opacity: f64, rim: Option<Ink>) {
        let d: Vec<String> = rings.iter().map(|ring| steps(ring) + "Z").collect();
        let rim = rim.map_or(String::new(), |ink| {
            format!(" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"", hex(ink.colour), number(ink.size))
        });
        let opacity = if opacity < 1.0 { format!(" fill-opacity=\"{}\"", number(opacity)) } else { String::new() };
        let _ = writeln!(self.body, "<path d=\"{}\" fill=\"{}\" fill-rule=\"evenodd\"{opacity}{rim}/>", d.join(""), hex(fill));
    }

    pub(super) fn dot(&mut self, (x, y): At, radius: f64, fill: Colour) {
        let (x, y, radius) = (number(x), number(y), number(radius));
        let _ = writeln!(
            self.body,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"1\"/>",
            hex(fill)
        );
    }

    /// A text; its position is that of its base line.
    pub(super) fn text(&mut self, at: At, text: &str, ink: Ink, anchor: Anchor) {
        self.turned_text(at, text, ink, anchor, 0.0);
    }

    /// A text, cut to a width.
    pub(super) fn fitted(&mut self, at: At, text: &str, ink: Ink, anchor: Anchor, most: f64) {
        self.text(at, &font::fitted(text, ink.letters(), most), ink, anchor);
    }

    /// A text turned clockwise about its position, degrees.
    pub(super) fn turned_text(&mut self, (x, y): At, text: &str, ink: Ink, anchor: Anchor, degrees: f64) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if ink.is_bold { " font-weight=\"bold\"" } else { "" };
        let halo = if ink.has_halo {
            " paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\""
        } else {
            ""
        };
        let (x, y) = (number(x), number(y));
        let turn = if degrees == 0.0 { String::new() } else { format!(" transform=\"rotate({} {x} {y})\"", number(degrees)) };
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\" fill=\"{}\"{anchor}{weight}{halo}{turn}>{}</text>",
            number(ink.size),
            hex(ink.colour),
            escaped(text)
        );
    }

    /// Draws so that nothing stands outside a box.
    pub(super) fn clipped(&mut self, (x, y): At, (width, height): At, draw: impl FnOnce(&mut Canvas)) {
        self.clips += 1;
        let id = self.clips;
        let (x, y, width, height) = (number(x), number(y), number(width), number(height));
        let _ = writeln!(
            self.body,
            "<clipPath id=\"c{id}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/></clipPath>\n<g clip-path=\"url(#c{id})\">"
        );
        draw(self);
        self.body.push_str("</g>\n");
    }

    /// The picture, with what it shows in words for those who cannot see it.
    pub(super) fn finish(self, title: &str, about: &str) -> String {
        let (width, height) = (number(self.width), number(self.height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n{}</svg>\n",
            font::FAMILY,
            escaped(title),
            escaped(about),
            self.body
        )
    }
}

fn steps(through: &[At]) -> String {
    let mut d = String::new();
    let mut last: Option<At> = None;
    for at in through.iter().map(|(x, y)| (round(*x, 1), round(*y, 1))) {
        // Positions that fall on the last one draw nothing.
        if last == Some(at) && through.len() > 2 {
            continue;
        }
        let _ = write!(d, "{}{} {}", if last.is_none() { "M" } else { "L" }, at.0, at.1);
        last = Some(at);
    }
    d
}

fn number(value: f64) -> f64 {
    // No minus zero, and nothing that is no number.
    if value.is_finite() { round(value, 2) + 0.0 } else { 0.0 }
}

fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A text as XML takes it: markup as entities, control characters left out. What turns text around or is not seen is spelled out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            letter if is_hostile(letter) => out.extend(letter.escape_unicode()),
            letter => out.push(letter),
        }
    }
    out
}

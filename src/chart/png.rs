//! A chart as pixels.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::font;
use crate::error::Error;

/// Pixels to an inch of print.
const DPI: f64 = 96.0;
/// The most pixels of a picture.
const MOST: f64 = 100e6;

/// A chart as PNG, with so many pixels to an inch of print. The font is the program's own, so that pixels are the same everywhere.
///
/// # Errors
/// [`Error::Usage`] for a picture of more than 100 million pixels; [`Error::Internal`] where it cannot be drawn.
pub fn png(svg: &str, dpi: u16) -> Result<Vec<u8>, Error> {
    let fail = |what: &str| Error::Internal(format!("the chart cannot be drawn: {what}"));
    let mut options = Options::default();
    let fonts = options.fontdb_mut();
    for file in font::files() {
        fonts.load_font_data(file.to_vec());
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    let tree = Tree::from_str(svg, &options).map_err(|error| fail(&error.to_string()))?;
    let scale = f64::from(dpi) / DPI;
    let (width, height) = (f64::from(tree.size().width()) * scale, f64::from(tree.size().height()) * scale);
    if width * height > MOST {
        let message = format!("a picture of {width:.0} by {height:.0} pixels is too large");
        return Err(Error::Limit {
            code: "picture-too-large",
            message,
            help: Some("say fewer with --dpi, or write .svg".into()),
        });
    }
    let mut pixels = Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or_else(|| fail("it has no size"))?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| fail(&error.to_string()))
}

//! The style of a layer as QGIS reads it.

use super::style::{Colour, Look, Symbols};
use super::table::{Map, ShapeKind};

/// A style in the XML of QGIS. It is what QGIS 3.22 and later take; nothing but symbols and labels is said, so that all else stays as the user has it.
pub fn qml(map: &Map) -> String {
    let by = escaped(map.style.by);
    let renderer = match &map.style.symbols {
        Symbols::Values(looks) => {
            let categories = looks.iter().enumerate().map(|(number, look)| {
                let value = escaped(&look.value);
                format!("<category render=\"true\" symbol=\"{number}\" value=\"{value}\" label=\"{value}\"/>")
            });
            let (categories, symbols) = (categories.collect::<String>(), symbols(map.kind, looks.iter()));
            format!(
                "<renderer-v2 type=\"categorizedSymbol\" attr=\"{by}\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2>"
            )
        }
        Symbols::Classes(classes) => {
            let ranges = classes.iter().enumerate().map(|(number, (from, to, look))| {
                let label = escaped(&look.value);
                format!("<range render=\"true\" symbol=\"{number}\" lower=\"{from}\" upper=\"{to}\" label=\"{label}\"/>")
            });
            let (ranges, symbols) = (ranges.collect::<String>(), symbols(map.kind, classes.iter().map(|(_, _, look)| look)));
            format!(
                "<renderer-v2 type=\"graduatedSymbol\" attr=\"{by}\" graduatedMethod=\"GraduatedColor\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><ranges>{ranges}</ranges><symbols>{symbols}</symbols></renderer-v2>"
            )
        }
        Symbols::Width { look, most } => {
            let widest = look.size;
            let expression = format!("0.15 + {widest} * coalesce(\"{by}\", 0) / {most}", most = most.max(f64::MIN_POSITIVE));
            let symbol = symbol(map.kind, 0, look, Some(&escaped(&expression)));
            format!(
                "<renderer-v2 type=\"singleSymbol\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><symbols>{symbol}</symbols></renderer-v2>"
            )
        }
    };
    let labels = map.style.label.map_or(String::new(), labels);
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology|Labeling\" labelsEnabled=\"{}\">{renderer}{labels}</qgis>\n",
        u8::from(map.style.label.is_some())
    )
}

fn symbols<'a>(kind: ShapeKind, looks: impl Iterator<Item = &'a Look>) -> String {
    looks.enumerate().map(|(number, look)| symbol(kind, number, look, None)).collect()
}

fn symbol(kind: ShapeKind, number: usize, look: &Look, width: Option<&str>) -> String {
    let colour = rgba(look.colour);
    let millimetres = |name: &'static str| (name, look.size.to_string());
    let (word, class, opacity, options) = match kind {
        ShapeKind::Line => {
            let dash = if look.is_dashed { "dash" } else { "solid" };
            let options = vec![
                ("line_color", colour),
                ("line_style", dash.into()),
                ("capstyle", "round".into()),
                ("joinstyle", "round".into()),
                millimetres("line_width"),
                ("line_width_unit", "MM".into()),
            ];
            ("line", "SimpleLine", "1", options)
        }
        ShapeKind::Point | ShapeKind::MultiPoint => {
            let options = vec![
                ("color", colour),
                ("name", "circle".into()),
                ("outline_color", rgba([255, 255, 255])),
                ("outline_width", "0.2".into()),
                millimetres("size"),
                ("size_unit", "MM".into()),
            ];
            ("marker", "SimpleMarker", "1", options)
        }
        ShapeKind::Area => {
            let options = vec![
                ("color", colour),
                ("style", "solid".into()),
                ("outline_color", rgba([120, 120, 120])),
                ("outline_width", "0.2".into()),
            ];
            ("fill", "SimpleFill", "0.8", options)
        }
    };
    let options: String =
        options.iter().map(|(name, value)| format!("<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>")).collect();
    let by_data = width.map_or(String::new(), |expression| {
        format!("<data_defined_properties><Option type=\"Map\"><Option type=\"QString\" name=\"name\" value=\"\"/><Option type=\"Map\" name=\"properties\"><Option type=\"Map\" name=\"outlineWidth\"><Option type=\"bool\" name=\"active\" value=\"true\"/><Option type=\"QString\" name=\"expression\" value=\"{expression}\"/><Option type=\"int\" name=\"type\" value=\"3\"/></Option></Option><Option type=\"QString\" name=\"type\" value=\"collection\"/></Option></data_defined_properties>")
    });
    format!(
        "<symbol type=\"{word}\" name=\"{number}\" alpha=\"{opacity}\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">{options}</Option>{by_data}</layer></symbol>"
    )
}

/// The text of a column beside each shape, black on a white rim; QGIS leaves out those that would cover another.
fn labels(column: &str) -> String {
    let column = escaped(column);
    format!(
        "<labeling type=\"simple\"><settings calloutType=\"simple\"><text-style fieldName=\"{column}\" isExpression=\"0\" fontSize=\"8\" fontSizeUnit=\"Point\" textColor=\"30,30,30,255\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" bufferOpacity=\"0.8\"/></text-style><placement placement=\"6\" dist=\"1\" distUnits=\"MM\"/><rendering obstacle=\"1\" drawLabels=\"1\" displayAll=\"0\"/></settings></labeling>"
    )
}

fn rgba([red, green, blue]: Colour) -> String {
    format!("{red},{green},{blue},255")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//! The style of a layer as QGIS reads it.

use super::layer::Layer;

/// A style in the XML of QGIS: symbols by the values of a column. It is what QGIS 3.22 and later take; nothing but symbols is said, so that all else stays as the user has it.
pub(super) fn qml(layer: &Layer) -> String {
    let (mut categories, mut symbols) = (String::new(), String::new());
    for (number, look) in layer.style.looks.iter().enumerate() {
        let value = escaped(&look.value);
        categories += &format!("<category render=\"true\" symbol=\"{number}\" value=\"{value}\" label=\"{value}\"/>");
        let [red, green, blue] = look.colour;
        let colour = format!("{red},{green},{blue},255");
        let (kind, class, options) = if layer.has_lines {
            let dash = if look.is_dashed { "dash" } else { "solid" };
            let options = [
                ("line_color", colour),
                ("line_style", dash.into()),
                ("line_width", look.size.to_string()),
                ("line_width_unit", "MM".into()),
            ];
            ("line", "SimpleLine", options)
        } else {
            let options =
                [("color", colour), ("name", "circle".into()), ("size", look.size.to_string()), ("size_unit", "MM".into())];
            ("marker", "SimpleMarker", options)
        };
        let options: String =
            options.iter().map(|(name, value)| format!("<Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>")).collect();
        symbols += &format!(
            "<symbol type=\"{kind}\" name=\"{number}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\"><layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">{options}</Option></layer></symbol>"
        );
    }
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Symbology\"><renderer-v2 type=\"categorizedSymbol\" attr=\"{}\" enableorderby=\"0\" forceraster=\"0\" symbollevels=\"0\"><categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2></qgis>\n",
        layer.style.by
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

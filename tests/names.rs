//! What people type, in the scripts that they type it in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::LazyLock;

use corridor::check;
use corridor::error::Error;
use corridor::model::Dataset;
use corridor::names::Names;
use corridor::read;

static DATA: LazyLock<Dataset> = LazyLock::new(|| check::build(&read::embedded()).unwrap());

fn found(text: &str) -> String {
    match Names::new(&DATA).place(text) {
        Ok(found) => DATA.place(found.place).id.clone(),
        Err(error) => format!("{error} ({})", error.help().unwrap_or_default()),
    }
}

#[test]
fn places_are_found_in_every_script() {
    let cases = [
        ("moscow", "Moscow Москва Moskva Moskova Мәскеу مسکو Moskwa"),
        ("st-petersburg", "Saint-Petersburg|Санкт-Петербург|Leningrad|Ленинград|Peterburg|سن پترزبورگ"),
        ("mumbai", "Mumbai|Bombay|Nhava Sheva|JNPT|Мумбаи|Бомбей|मुंबई|بمبئی"),
        ("bandar-abbas", "Bandar Abbas|Bandar-e Abbas|Бандар-Аббас|بندرعباس|بندر عباس|Bəndər-Abbas"),
        ("baku", "Baku|Bakı|Баку|باکو|Bakü"),
        ("nakhchivan", "Nakhchivan|Naxçıvan|Naxcivan|Нахичевань|نخجوان|Nahçıvan"),
        ("tbilisi", "Tbilisi|Tiflis|Тбилиси|თბილისი|تفلیس"),
        ("yerevan", "Yerevan|Erivan|Ереван|Երևան|ایروان"),
        ("tehran", "Tehran|Teheran|Тегеран|تهران|Tahran"),
        ("tabriz", "Tabriz|Təbriz|Тебриз|تبریز|Tebriz"),
        ("mashhad", "Mashhad|Meshed|Мешхед|مشهد|Meşhed"),
        ("istanbul", "Istanbul|İstanbul|Стамбул|Constantinople|استانبول"),
        ("almaty", "Almaty|Alma-Ata|Алматы|Алма-Ата"),
        ("tashkent", "Tashkent|Toshkent|Ташкент|تاشکند"),
        ("ashgabat", "Ashgabat|Aşgabat|Ашхабад|عشق‌آباد"),
        ("turkmenbashi", "Turkmenbashi|Krasnovodsk|Türkmenbaşy|Красноводск"),
        ("chabahar", "Chabahar|Chah Bahar|Чабахар|چابهار"),
        ("xian", "Xi'an|Xian|Сиань|西安"),
        ("delhi", "Delhi|New Delhi|Дели|दिल्ली"),
        ("astrakhan", "Astrakhan|Астрахань|آستراخان|Həştərxan"),
        ("aktau", "Aktau|Aqtau|Актау|Ақтау|Шевченко"),
        ("kars", "Kars|Карс"),
        ("karachi", "Karachi|Карачи|کراچی"),
    ];
    let mut wrong = Vec::new();
    for (id, names) in cases {
        let separator = if names.contains('|') { '|' } else { ' ' };
        for name in names.split(separator) {
            let found = found(name);
            if found != id {
                wrong.push(format!("{name}: {found}, not {id}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_twin_town_is_refused_with_its_choices() {
    for name in ["Astara", "Астара", "آستارا"] {
        match Names::new(&DATA).place(name) {
            Err(Error::Name { message, help, .. }) => {
                assert!(message.contains("2 places"), "{message}");
                assert!(help.is_some_and(|help| help.contains("-az") && help.contains("-ir")));
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn a_misspelt_name_is_answered_with_a_near_one() {
    for (typed, meant) in
        [("Moscwo", "moscow"), ("Teheraan", "tehran"), ("Bandr Abas", "bandar-abbas"), ("Astrahkan", "astrakhan")]
    {
        let said = found(typed);
        assert!(said.contains("did you mean") && said.contains(meant), "{typed}: {said}");
    }
    assert!(found("Qwxzkj").contains("corridor places"), "nothing near is not guessed");
}

#[test]
fn coordinates_snap_to_the_nearest_place_and_say_how_far() {
    let found = Names::new(&DATA).place("55.75, 37.62").unwrap();
    assert_eq!(DATA.place(found.place).id, "moscow");
    assert!(found.snapped_km.is_some_and(|km| km < 15.0));
    assert!(Names::new(&DATA).place("95.0,37.6").is_err(), "no such latitude");
}

#[test]
fn no_name_means_two_places_by_accident() {
    // Names that really are shared by two towns, and nothing else.
    let meant = ["astara", "julfa", "sarakhs", "jolfa", "culfa", "dzhulfa", "djulfa"];
    let mut wrong = Vec::new();
    for place in &DATA.places {
        for name in std::iter::once(&place.name).chain(&place.aliases) {
            if let Err(Error::Name { message, help, .. }) = Names::new(&DATA).place(name)
                && !meant.iter().any(|m| help.as_ref().is_some_and(|h| h.contains(m)))
            {
                wrong.push(format!("{name} of {}: {message} {}", place.id, help.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn countries_seas_and_corridors_are_found() {
    use corridor::network::Selector;
    let names = Names::new(&DATA);
    for name in ["IR", "ir", "Iran", "Иран", "ایران"] {
        assert!(matches!(names.avoidable(name), Ok(Selector::Country(c)) if c.as_str() == "IR"), "{name}");
    }
    // The name of Oman in Arabic letters reads as "mn" in Latin ones: the code of Mongolia comes first.
    for country in &DATA.countries {
        assert_eq!(names.avoidable(country.code.as_str()).unwrap(), Selector::Country(country.code));
    }
    for nothing in ["???", "~", "…"] {
        assert!(names.avoidable(nothing).is_err() && names.corridor(nothing).is_err(), "{nothing}");
    }
    let border = names.closable("AZ-IR").unwrap();
    for written in ["az-ir", "Az-Ir", "AZ\u{2013}IR", "IR-AZ"] {
        assert_eq!(names.closable(written).unwrap(), border, "{written}");
    }
    assert!(matches!(names.avoidable("Caspian Sea"), Ok(Selector::Sea(_))));
    assert!(matches!(names.avoidable("strait-of-hormuz"), Ok(Selector::Place(_))));
    for name in ["western", "instc-western", "Western branch"] {
        assert_eq!(names.corridor(name).unwrap(), "instc-western", "{name}");
    }
    assert!(names.corridor("wester").is_err_and(|e| e.help().is_some_and(|h| h.contains("did you mean"))));
}

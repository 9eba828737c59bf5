//! Tables as people have them: what is understood, and what is refused in which words. Right values are NumPy's in double
//! precision on the numbers as written.

use gradual::data::tables::file;
use gradual::data::tables::table::{Columns, Imported, Table};
use gradual::data::target::{Learned, Target};
use proptest::prelude::*;

fn likely(text: &str) -> Imported {
    let table = Table::read(text).unwrap();
    table.points(table.likely_columns(), 7).unwrap()
}

fn names(text: &str) -> Vec<String> {
    let table = Table::read(text).unwrap();
    let names = table.columns().iter().map(|column| column.name.clone());
    names.collect()
}

fn classes(imported: &Imported) -> Vec<u8> {
    let class = |target: &Target| match *target {
        Target::Class(class) => class,
        Target::Value(_) => panic!("a class"),
    };
    imported.targets.iter().map(class).collect()
}

#[test]
fn decimal_commas_with_any_separator() {
    let rows = [
        "x|y|z",
        "1,5|2,5|3,5",
        "2,5|1,5|4,5",
        "3,5|2,0|5,5",
        "4,5|0,5|6,5",
    ]
    .join("\n");
    for separator in ["\t", ";", "|", " ", "  "] {
        let text = rows.replace('|', separator);
        assert_eq!(names(&text), ["x", "y", "z"], "{text}");
        let table = Table::read(&text).unwrap();
        let columns = Columns {
            x1: 0,
            x2: 1,
            target: 2,
            learned: Learned::Number,
        };
        let got = table.points(columns, 0).unwrap();
        let x1: Vec<f32> = got.points.iter().map(|point| point[0]).collect();
        for (x, expected) in x1.iter().zip([-1.3416_f32, -0.4472, 0.4472, 1.3416]) {
            assert!((x - expected).abs() < 1e-4, "{x} {expected}");
        }
        assert_eq!(got.range, Some([3.5, 6.5]));
    }
}

#[test]
fn thousands_are_parted_in_many_ways() {
    for text in [
        "a,b,kind\n\"1,234.5\",2,u\n\"2,345.5\",3,v\n987,4,u",
        "a;b;kind\n1.234,5;2;u\n2.345,5;3;v\n987;4;u",
        "a\tb\tkind\n1 234,5\t2\tu\n2 345,5\t3\tv\n987\t4\tu",
        "a;b;kind\n1'234.5;2;u\n2’345.5;3;v\n987;4;u",
        "a;b;kind\n$1,234.50;2;u\n$2,345.50;3;v\n$987.00;4;u",
    ] {
        let got = likely(text);
        assert_eq!((got.points.len(), got.skipped), (3, 0), "{text}");
        let plain = likely("a,b,kind\n1234.5,2,u\n2345.5,3,v\n987,4,u");
        assert_eq!(got.points, plain.points, "{text}");
    }
}

#[test]
fn blanks_before_quotes_and_typographic_quotes() {
    for text in [
        "\"x\", \"y\", \"kind\"\n\"1.5\", \"2.5\", \"a\"\n\"2.0\", \"1.0\", \"b\"",
        "1.5, 2.5, \"a\"\n2.0, 1.0, b",
        "“x”;“y”;“kind”\n“1.5”;“2.5”;“a”\n“2.0”;“1.0”;“b”",
        "x, y, kind\n'1.5', '2.5', 'a'\n'2.0', '1.0', 'b'",
    ] {
        let got = likely(text);
        assert_eq!(
            (got.points.len(), got.classes),
            (2, vec!["a".into(), "b".into()]),
            "{text}"
        );
    }
    let got = likely("x, y, kind\n1, 2, \"a, or b\"\n2, 1, \"c \"\"d\"\"\"");
    assert_eq!(got.classes, ["a, or b", "c \"d\""]);
}

#[test]
fn headers_of_numbers_and_of_nothing() {
    for (text, points) in [
        ("0,1,2\n1.5,2.5,0\n2.5,1.5,1\n0.5,0.5,1", 3),
        (",0,1,2\n0,1.5,2.5,0\n1,2.5,1.5,1\n2,0.5,0.5,1", 3),
        ("2019;2020;kind\n1,5;2,5;a\n2,5;1,5;b\n3,5;1;a\n2;2;b", 4),
        (
            "   x   y kind\n0 1.5 2.5    a\n1 2.5 1.5    b\n2 3.5 1.0    a",
            3,
        ),
        (
            "\"x\" \"y\" \"kind\"\n\"1\" 1.5 2.5 \"a b\"\n\"2\" 2.5 1.5 \"c\"\n\"3\" 1 1 \"c\"",
            3,
        ),
        (
            "| x | y | kind |\n|---|:-:|---:|\n| 1 | 2 | a |\n| 2 | 1 | b |\n| 5 | 1 | b |",
            3,
        ),
        ("sep=;\r\nx;y;kind\r\n1;2;a\r\n2;1;b\r\n", 2),
        ("1,2,a\n3,4,b\n5,6,a\n7,8,b", 4),
    ] {
        let got = likely(text);
        assert_eq!((got.points.len(), got.classes.len()), (points, 2), "{text}");
    }
    let table = Table::read(",0,1,2\n0,1.5,2.5,0\n1,2.5,1.5,1\n2,0.5,0.5,1").unwrap();
    let Columns { x1, x2, target, .. } = table.likely_columns();
    assert_eq!([x1, x2, target], [1, 2, 3]);
}

#[test]
fn ids_and_row_numbers_are_not_offered_first() {
    for text in [
        "id,height,weight,kind\n17,1.5,60,a\n4,1.6,50,b\n99,1.7,62,a\n12,1.2,44,b",
        "Unnamed: 0,height,weight,kind\n0,1.5,60,a\n1,1.6,50,b\n2,1.7,62,a\n3,1.2,44,b",
        ",height,weight,kind\n1,1.5,60,a\n2,1.6,50,b\n3,1.7,62,a\n4,1.2,44,b",
        "PassengerId,height,weight,kind\n1,1.5,60,a\n2,1.6,50,b\n3,1.7,62,a\n4,1.2,44,b",
    ] {
        let Columns { x1, x2, target, .. } = Table::read(text).unwrap().likely_columns();
        assert_eq!([x1, x2, target], [1, 2, 3], "{text}");
    }
}

#[test]
fn a_large_offset_keeps_its_differences() {
    for (first, step) in [(1_700_000_000_000_i64, 1000), (1_700_000_000, 10)] {
        let row = |i: i64| {
            format!(
                "{},{},{}",
                first + step * i,
                i % 5,
                if i < 6 { "early" } else { "late" }
            )
        };
        let rows: Vec<String> = (0..12).map(row).collect();
        let got = likely(&format!("time_ms,value,phase\n{}", rows.join("\n")));
        for (i, point) in got.points.iter().enumerate() {
            let expected = -1.5933 + 0.2897 * i as f32;
            assert!(
                (point[0] - expected).abs() < 5e-4,
                "{} {expected}",
                point[0]
            );
        }
    }
}

#[test]
fn labels_keep_their_names_and_their_sense() {
    let hours = "hours,sleep,passed\n6.5,7,1\n1.0,8,0\n2.0,5,0\n3.5,6,1\n4.0,4,0\n5.0,8,1.0\n2.5,7,1\n3.0,5,0\n7.0,6,1\n4.5,7,0\n5.5,5,1\n1.5,6,0";
    let got = likely(hours);
    assert_eq!(got.classes, ["0", "1"]);
    assert_eq!(classes(&got), [1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0]);
    let got = likely("x,y,ok\n1,2,True\n2,1,FALSE\n3,3,true\n4,4,TRUE\n5,5,False");
    assert_eq!((got.classes.len(), classes(&got)), (2, vec![1, 0, 1, 1, 0]));
}

#[test]
fn rows_with_a_period_keep_their_classes() {
    for (rows, kinds) in [(10_000, "LR"), (20_000, "LR"), (15_000, "LMR")] {
        let row = |i: usize| {
            let kind = kinds.as_bytes()[i % kinds.len()] as char;
            format!("{},{},{kind}", (i % 97) as f32 / 10.0, i * 31 % 101)
        };
        let text: Vec<String> = (0..rows).map(row).collect();
        let got = likely(&text.join("\n"));
        assert_eq!((got.points.len(), got.left_out), (5000, rows - 5000));
        for class in 0..kinds.len() {
            let count = classes(&got)
                .iter()
                .filter(|&&k| usize::from(k) == class)
                .count();
            assert!(count.abs_diff(5000 / kinds.len()) <= 1, "{count}");
        }
    }
}

#[test]
fn what_was_moved_is_told() {
    let row = |x: i32| format!("{x},0,{}", 2 * x + 1);
    let rows: Vec<String> = (1..=15).chain([40]).map(row).collect();
    let table = Table::read(&format!("x,zero,y\n{}", rows.join("\n"))).unwrap();
    let columns = Columns {
        x1: 0,
        x2: 1,
        target: 2,
        learned: Learned::Number,
    };
    assert_eq!(table.points(columns, 0).unwrap().moved, 1);
}

#[test]
fn gaps_are_skipped_and_do_not_make_a_column_one_of_words() {
    let got = likely("x,y,kind\n1,NA,a\nNaN,2,b\n3,#N/A,a\n4,4,\n5,5,b\n6,6,a\n7,null,N/A\n-,8,a");
    assert_eq!(
        (got.points.len(), got.skipped, got.classes.len()),
        (2, 6, 2)
    );
}

#[test]
fn truths_are_inputs_too() {
    let got = likely("member,age,bought\nTrue,30,yes\nFalse,40,no\nTrue,50,yes\nFalse,20,no");
    assert_eq!(got.points.len(), 4);
    assert!(
        got.points
            .iter()
            .all(|point| (point[0].abs() - 1.0).abs() < 1e-6)
    );
}

#[test]
fn what_cannot_be_used_says_why() {
    let said = |text: &str| {
        let table = Table::read(text)?;
        table.points(table.likely_columns(), 0)
    };
    for (text, why) in [
        (
            "when,y,kind\n2024-01-05,1,a\n2024-01-06,2,b",
            "\"when\" holds no numbers, but such as \"2024-01-05\"",
        ),
        ("1,2\n3,4", "but it has 2"),
        (
            "x,y,k\n1,2,a\n3,4,b\n5,6,c\n7,8,d\n9,1,e\n2,3,f\n",
            "6 different labels",
        ),
        ("{\"x\": 1}", "it is JSON"),
        ("<table><tr><td>1", "it is a web page"),
        ("", "it is empty"),
    ] {
        let told = said(text).unwrap_err().to_string();
        assert!(told.contains(why), "{text}: {told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// On request a million: `PROPTEST_CASES=1000000 cargo test --release --test tables`.
    #[test]
    fn no_file_breaks_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(text) = file::text(&bytes) {
            read_all(&text);
        }
    }

    #[test]
    fn nor_does_anything_like_a_table(text in "([0-9a-bNTeE.,;'\"\t |−%$ -]{0,14}\r?\n){0,20}") {
        read_all(&text);
    }

    /// However the same numbers are written, they are the same.
    #[test]
    fn a_table_is_the_same_in_every_notation(
        rows in prop::collection::vec((-99_999..99_999_i32, -99_999..99_999_i32, 0..2_usize), 4..30),
        separator in prop::sample::select(vec![';', '\t', '|', ' ']),
        comma: bool,
    ) {
        let number = |v: i32| {
            let text = format!("{}{}.{:02}", if v < 0 { "-" } else { "" }, v.abs() / 100, v.abs() % 100);
            if comma { text.replace('.', ",") } else { text }
        };
        let write = |separator: char| {
            let row = |&(a, b, k): &(i32, i32, usize)| format!("{}{separator}{}{separator}{}", number(a), number(b), ["u", "v"][k]);
            format!("p{separator}q{separator}kind\n{}", rows.iter().map(row).collect::<Vec<_>>().join("\n"))
        };
        let table = Table::read(&write(separator)).unwrap();
        let columns = Columns { x1: 0, x2: 1, target: 2, learned: Learned::Class };
        let plain = rows.iter().map(|&(a, b, k)| format!("{},{},{}", f64::from(a) / 100.0, f64::from(b) / 100.0, ["u", "v"][k]));
        let plain = Table::read(&format!("p,q,kind\n{}", plain.collect::<Vec<_>>().join("\n"))).unwrap();
        match (table.points(columns, 3), plain.points(columns, 3)) {
            (Ok(ours), Ok(expected)) => prop_assert_eq!(ours, expected),
            (ours, expected) => prop_assert_eq!(ours.is_err(), expected.is_err()),
        }
    }
}

fn read_all(text: &str) {
    let Ok(table) = Table::read(text) else { return };
    table.preview();
    for learned in [Learned::Class, Learned::Number] {
        if let Ok(got) = table.points(table.likely_columns_for(learned), 1) {
            assert!(got.points.iter().flatten().all(|v| v.abs() <= 3.0));
            assert_eq!(got.points.len(), got.targets.len());
        }
    }
}

//! One picture that uses every shape and every script, compared with the one on file.
//!
//! `BLESS=1 cargo test` writes it anew. When the PNG differs, a picture of both and their difference is
//! left in `target/differences`.

use super::export::{Options, png, svg};
use super::plot::{self, Bar, Cell, Frame, Key};
use super::scale::{Band, Linear};
use super::scene::{Area, Canvas, Scene, Turn};
use super::theme::{self, Ink, Theme, Tone};
use std::path::{Path, PathBuf};

/// Largest golden file in bytes.
const MOST: usize = 40 * 1024;

/// Every shape, tone family and script, laid out as a chart would.
fn specimen() -> Scene {
    let frame = Frame {
        title: "Every mark, every script: this picture is compared with the one on file",
        subtitle: "Bars, cells, lines and letters in the tones of the design system",
        source: "Source: fixtures/charts · 3 Nov 2026",
        description: "A specimen of the marks that charts are made of.",
        width: 880,
    };
    let (mut canvas, body) = frame.open(432);
    let (left, right) = body.split_left(body.width / 2);
    bars(&mut canvas, left.inset(0).split_top(184).0);
    cells(&mut canvas, right.split_left(48).1.split_top(184).0);
    shapes(&mut canvas, left.split_top(208).1);
    scripts(&mut canvas, right.split_left(48).1.split_top(208).1);
    canvas.finish()
}

fn bars(canvas: &mut Canvas, area: Area) {
    let rows: [(&str, [f64; 3], Tone, &str); 5] = [
        ("Release planning", [6.0, 3.0, 2.0], Tone::Bad, "11"),
        (
            "Architecture council of everybody",
            [5.0, 3.0, 0.0],
            Tone::Warn,
            "8",
        ),
        ("Đồng bộ sản phẩm", [4.0, 1.0, 0.0], Tone::Good, "5"),
        ("<b>\"R&D\"</b>", [2.0, 1.0, 0.0], Tone::Category(3), "3"),
        ("产品评审", [1.0, 0.0, 0.0], Tone::Accent, "1"),
    ];
    let (names, bars) = area.split_left(144);
    let bars = Area::new(bars.x, bars.y + plot::LIMIT, bars.width, theme::ROW * 5);
    let x = Linear::counts(12, (bars.x, bars.right() - 56), 4);
    plot::axis_below(canvas, &x, bars, "people");
    for (at, (label, [core, liaisons, over], tone, value)) in rows.into_iter().enumerate() {
        let last = if over > 0.0 {
            (over, tone)
        } else {
            (liaisons, tone)
        };
        let parts = if over > 0.0 {
            vec![(core, Tone::Neutral), (liaisons, Tone::Muted), last]
        } else {
            vec![(core, Tone::Neutral), last]
        };
        let subject = format!("meeting:{at}");
        let bar = Bar {
            label,
            parts: &parts,
            value,
            subject: &subject,
            title: "core, liaisons, over",
        };
        plot::bar_row(canvas, names, bars, at, &x, &bar);
    }
    plot::limit_line(canvas, x.at(8.0), bars, "8");
}

fn cells(canvas: &mut Canvas, area: Area) {
    let labels = [
        "Web", "Mobile", "Data", "Ops", "Identity", "Payments", "Search", "Ads",
    ];
    let columns = Band::new(area.x + 64, area.width - 64, labels.len());
    let room = plot::heading_room(&labels, &columns, 56);
    let top = area.y + room.1;
    plot::headings(canvas, &labels, &columns, top, room);
    for row in 0..4usize {
        let y = top + theme::ROW * row as i32;
        let name = ["Ramp", "Kinds", "Verdicts", "Moved"][row];
        canvas
            .text(area.x + 56, y + theme::ROW / 2, name)
            .ending()
            .middle()
            .style(theme::LABEL);
        for (column, label) in labels.into_iter().enumerate() {
            let (x, width) = columns.at(column);
            let n = column as u8;
            let fill = match row {
                0 => Some(Tone::Ramp(n)).filter(|_| n < theme::RAMP),
                1 => Some(Tone::Category(n)),
                2 => [
                    Tone::Good,
                    Tone::GoodSoft,
                    Tone::Warn,
                    Tone::WarnSoft,
                    Tone::Bad,
                    Tone::BadSoft,
                    Tone::Neutral,
                    Tone::Muted,
                ]
                .get(column)
                .copied(),
                _ => Some(Tone::Category(u8::from(column > 3))),
            };
            let text = match (row, fill) {
                (2, Some(tone)) => tone.mark().to_owned(),
                (3, _) if column != 4 => String::new(),
                _ => column.to_string(),
            };
            let cell = Cell {
                fill,
                hatched: row == 3 && column % 3 == 1,
                text: &text,
                subject: "team:web",
                title: label,
            };
            plot::heat_cell(canvas, Area::new(x, y, width, theme::ROW), &cell);
        }
    }
    let keys = [("stays", false), ("moved", true)].map(|(name, hatched)| Key {
        tone: Tone::Category(0),
        hatched,
        name,
    });
    plot::legend(
        canvas,
        Area::new(area.x + 64, top + theme::ROW * 4 + 8, 300, 24),
        &keys,
    );
    plot::collapse_note(
        canvas,
        area.x + 240,
        top + theme::ROW * 4 + 20,
        1234,
        "teams",
    );
}

fn shapes(canvas: &mut Canvas, area: Area) {
    let (x, y) = (area.x, area.y);
    canvas
        .rect(Area::new(x, y, 96, 56))
        .fill(Tone::Panel)
        .stroke(Tone::Axis, 1)
        .radius(8);
    canvas
        .text(x + 48, y + 28, "Team A")
        .style(theme::STRONG)
        .centred()
        .middle();
    canvas
        .rect(Area::new(x + 192, y, 96, 56))
        .fill(Tone::BadSoft)
        .stroke(Tone::Bad, 2)
        .radius(8);
    canvas
        .text(x + 240, y + 28, "✗ Team B")
        .style(theme::STRONG)
        .ink(Ink::Bad)
        .centred()
        .middle();
    canvas
        .line(&[(x + 96, y + 16), (x + 191, y + 16)])
        .stroke(Tone::Rule, 1)
        .arrow();
    canvas
        .line(&[(x + 191, y + 40), (x + 97, y + 40)])
        .stroke(Tone::Axis, 2)
        .dashed()
        .arrow();
    canvas
        .curve([
            (x + 48, y + 56),
            (x + 48, y + 128),
            (x + 240, y + 128),
            (x + 240, y + 58),
        ])
        .stroke(Tone::Accent, 2)
        .arrow();
    canvas
        .curve([
            (x + 70, y + 56),
            (x + 80, y + 96),
            (x + 200, y + 96),
            (x + 216, y + 57),
        ])
        .stroke(Tone::Neutral, 1)
        .dotted();
    dots_and_turns(canvas, area);
}

fn dots_and_turns(canvas: &mut Canvas, area: Area) {
    let (x, y) = (area.x, area.y);
    for (at, (tone, solid)) in [
        (Tone::Accent, true),
        (Tone::Bad, false),
        (Tone::Category(1), true),
    ]
    .into_iter()
    .enumerate()
    {
        let dot = canvas.circle((x + 328 + 28 * at as i32, y + 12), 8);
        if solid {
            dot.fill(tone)
        } else {
            dot.stroke(tone, 2)
        };
    }
    canvas
        .polygon(&[(x + 320, y + 52), (x + 336, y + 52), (x + 328, y + 38)])
        .fill(Tone::Warn)
        .stroke(Tone::Rule, 1);
    canvas
        .rect(Area::new(x + 352, y + 36, 40, 18))
        .fill(Tone::Accent)
        .hatch(Tone::Paper)
        .radius(4);
    for (at, name) in ["Rising", "Ανερχόμενο", "Подъём"].into_iter().enumerate() {
        canvas
            .text(x + 24 + 40 * at as i32, y + 200, name)
            .turn(Turn::Rising)
            .style(theme::LABEL);
    }
    canvas
        .text(x + 300, y + 176, "Upright")
        .turn(Turn::Upright)
        .ink(Ink::Soft);
    canvas
        .line(&[
            (x + 320, y + 150),
            (x + 340, y + 110),
            (x + 360, y + 135),
            (x + 392, y + 80),
        ])
        .stroke(Tone::Accent, 2);
    canvas
        .text(x + 320, y + 184, theme::percent(0.42))
        .style(theme::FIGURE)
        .ink(Ink::Accent);
}

fn scripts(canvas: &mut Canvas, area: Area) {
    let samples = [
        ("Latin", "Grüße, Łódź, façade, ﬁnance, Ａ１"),
        ("Greek", "Ομάδα προϊόντος"),
        ("Cyrillic", "Команда продукту, їжак"),
        ("Vietnamese", "Nhóm nền tảng dữ liệu"),
        ("Arabic", "فريق"),
        ("Chinese", "Web 产品 A"),
        ("Emoji", "Rocket 🚀 crew"),
        ("Signs", "≤ ≥ × − · … • ✓ → ← ↑ ↓ % ‰ “ ” ’ – —"),
        ("Figures", "0123456789 1,111 −1.5 62%"),
        ("Kerning", "AVATAR To. Ty, “LT” Yo"),
    ];
    for (at, (name, sample)) in samples.into_iter().enumerate() {
        let y = area.y + 12 + 20 * at as i32;
        canvas
            .text(area.x, y, name)
            .style(theme::NOTE)
            .ink(Ink::Faint);
        canvas.text(area.x + 72, y, sample);
    }
    let samples = [
        "Control\u{0} \u{202e}bidi\u{202c} & <script>alert('x')</script>",
        "",
    ];
    for sample in samples {
        canvas
            .text(area.x + 72, area.y + 212, sample)
            .title("a \"title\" <&>\u{1}");
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/charts")
        .join(name)
}

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

fn decode(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut data).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb);
    (info.width, info.height, data)
}

/// Expected, found, and where they differ, side by side.
fn write_panels(name: &str, width: u32, height: u32, expected: &[u8], found: &[u8]) -> PathBuf {
    let row = width as usize * 3;
    let differ: Vec<u8> = expected
        .iter()
        .zip(found)
        .map(|(a, b)| 255 - a.abs_diff(*b).saturating_mul(8))
        .collect();
    let rows = (0..height as usize).flat_map(|y| {
        [expected, found, &differ]
            .into_iter()
            .flat_map(move |panel| panel[y * row..(y + 1) * row].iter().copied())
    });
    let data: Vec<u8> = rows.collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width * 3, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&data)
        .unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/differences");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.png"));
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn the_specimen_has_no_problems() {
    assert_eq!(specimen().problems(), Vec::<String>::new());
}

#[test]
fn the_svg_equals_the_one_on_file() {
    let found = svg(&specimen(), &Options::default()).unwrap();
    let path = file("specimen.svg");
    if blessing() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
    assert!(found.len() <= MOST, "{} bytes", found.len());
    let first = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
    assert!(
        expected == found,
        "first difference: {first:#?}\nBLESS=1 cargo test writes it anew"
    );
}

#[test]
fn the_png_equals_the_one_on_file() {
    let found = png(&specimen(), &Options::default()).unwrap();
    let path = file("specimen.png");
    if blessing() {
        std::fs::write(&path, &found).unwrap();
    }
    assert!(found.len() <= MOST, "{} bytes", found.len());
    let expected = decode(&std::fs::read(&path).unwrap());
    let found = decode(&found);
    assert_eq!((expected.0, expected.1), (found.0, found.1), "size");
    // One step of a channel is left to the rounding of other processors.
    let close = expected
        .2
        .iter()
        .zip(&found.2)
        .all(|(a, b)| a.abs_diff(*b) <= 1);
    assert!(
        close,
        "see {}",
        write_panels("specimen", found.0, found.1, &expected.2, &found.2).display()
    );
}

#[test]
fn a_difference_is_shown_beside_both_pictures() {
    let (expected, found) = ([10_u8, 20, 30], [10_u8, 25, 30]);
    let path = write_panels("panels", 1, 1, &expected, &found);
    let (width, height, data) = decode(&std::fs::read(path).unwrap());
    assert_eq!((width, height), (3, 1));
    assert_eq!(data, [10, 20, 30, 10, 25, 30, 255, 215, 255]);
}

#[test]
fn pictures_are_the_same_on_every_run_and_thread() {
    let options = Options {
        theme: Theme::Dark,
        scale: 2,
        embed_font: true,
    };
    let here = (
        svg(&specimen(), &options).unwrap(),
        png(&specimen(), &options).unwrap(),
    );
    let there = std::thread::spawn(move || {
        (
            svg(&specimen(), &options).unwrap(),
            png(&specimen(), &options).unwrap(),
        )
    });
    assert!(here == there.join().unwrap());
}

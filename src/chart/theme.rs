//! The design system: type scale, spacing grid, palette and formats, in one place.
//!
//! A chart names tones and styles from here and nothing else; this file must not know any chart. Fills
//! and lines take a [`Tone`], letters take an [`Ink`], so that text is readable by construction: the
//! tests below hold every ink to a contrast of 4.5 to 1 and every pair of categories apart for
//! colour-blind eyes. Colour never stands alone: see [`Tone::mark`].

use super::text::Weight;

/// Size and weight of a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Style {
    /// Pixels per em.
    pub size: i32,
    /// Regular or semi-bold.
    pub weight: Weight,
}

/// The statement a chart makes, top left.
pub const TITLE: Style = style(22, Weight::SemiBold);
/// What is shown, in which unit, of how many.
pub const SUBTITLE: Style = style(14, Weight::Regular);
/// Row labels and running text.
pub const BODY: Style = style(13, Weight::Regular);
/// The one row or number to look at.
pub const STRONG: Style = style(13, Weight::SemiBold);
/// Ticks, legends, direct labels, numbers in cells.
pub const LABEL: Style = style(12, Weight::Regular);
/// A direct label that carries the finding.
pub const LABEL_STRONG: Style = style(12, Weight::SemiBold);
/// Source lines and notes; the smallest there is.
pub const NOTE: Style = style(11, Weight::Regular);
/// A number that is a chart by itself.
pub const FIGURE: Style = style(40, Weight::SemiBold);

const fn style(size: i32, weight: Weight) -> Style {
    Style { size, weight }
}

impl Style {
    /// From one baseline to the next, in pixels: 1.4 of the size, on whole pixels.
    pub const fn leading(self) -> i32 {
        (self.size * 14 + 9) / 10
    }
}

/// The grid: distances are multiples of it (a half step inside dense rows).
pub const STEP: i32 = 8;
/// White space around every chart.
pub const MARGIN: i32 = 4 * STEP;
/// Height of a row with a label.
pub const ROW: i32 = 3 * STEP;
/// Thickness of a bar inside a row.
pub const BAR: i32 = 2 * STEP;
/// Side of a cell in a dense matrix without text.
pub const CELL: i32 = 2 * STEP;
/// Between a mark and the label that belongs to it.
pub const GAP: i32 = STEP;

/// How many categories have a colour of their own; more must be grouped into "other".
pub const CATEGORIES: u8 = 8;
/// How many steps the sequential ramp has.
pub const RAMP: u8 = 7;

/// The colour of a fill or a line, by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// The ground of the picture.
    Paper,
    /// A quiet band or box on the paper.
    Panel,
    /// Grid lines and cell borders: seen only when looked for.
    Grid,
    /// Axes, connectors, outlines.
    Axis,
    /// The strongest line there is: limits, brackets.
    Rule,
    /// A mark without a message of its own.
    Neutral,
    /// A mark that belongs to the background of the message.
    Muted,
    /// The thing the title speaks about.
    Accent,
    /// Within the limit.
    Good,
    /// Near the limit.
    Warn,
    /// Over the limit.
    Bad,
    /// Ground for text about something good.
    GoodSoft,
    /// Ground for text about a warning.
    WarnSoft,
    /// Ground for text about something bad.
    BadSoft,
    /// One of [`CATEGORIES`] kinds without order; counted round.
    Category(u8),
    /// One of [`RAMP`] steps from little to much; the last holds for everything above.
    Ramp(u8),
}

impl Tone {
    /// Every tone without a number.
    const PLAIN: [Tone; 14] = [
        Tone::Paper,
        Tone::Panel,
        Tone::Grid,
        Tone::Axis,
        Tone::Rule,
        Tone::Neutral,
        Tone::Muted,
        Tone::Accent,
        Tone::Good,
        Tone::Warn,
        Tone::Bad,
        Tone::GoodSoft,
        Tone::WarnSoft,
        Tone::BadSoft,
    ];

    /// The step of the ramp for a share between 0 and 1.
    pub fn ramp(share: f64) -> Tone {
        Tone::Ramp((share.clamp(0.0, 1.0) * f64::from(RAMP - 1)).round() as u8)
    }

    /// The sign that says the same as a judging tone without colour; empty for the others.
    ///
    /// Every label of a good, warning or bad mark carries it.
    pub const fn mark(self) -> &'static str {
        match self {
            Tone::Good | Tone::GoodSoft => "✓",
            Tone::Warn | Tone::WarnSoft => "!",
            Tone::Bad | Tone::BadSoft => "✗",
            _ => "",
        }
    }

    /// The stable word of snapshots.
    pub fn name(self) -> String {
        match self {
            Tone::Category(n) => format!("category-{}", n % CATEGORIES),
            Tone::Ramp(n) => format!("ramp-{}", n.min(RAMP - 1)),
            other => format!("{other:?}").to_lowercase(),
        }
    }
}

/// The colour of letters, by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Titles, labels, numbers.
    Strong,
    /// Subtitles, second lines.
    Soft,
    /// Ticks, notes, sources.
    Faint,
    /// What the title speaks about.
    Accent,
    /// A verdict: fine.
    Good,
    /// A verdict: watch.
    Warn,
    /// A verdict: act.
    Bad,
    /// On a filled mark: black or white, whichever reads better.
    On(Tone),
}

impl Ink {
    /// Every ink that does not depend on its ground.
    const PLAIN: [Ink; 7] = [
        Ink::Strong,
        Ink::Soft,
        Ink::Faint,
        Ink::Accent,
        Ink::Good,
        Ink::Warn,
        Ink::Bad,
    ];

    /// The stable word of snapshots.
    pub fn name(self) -> String {
        match self {
            Ink::On(tone) => format!("on-{}", tone.name()),
            other => format!("{other:?}").to_lowercase(),
        }
    }
}

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Light for paper and slides, dark for dark rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark letters on white.
    #[default]
    Light,
    /// Light letters on near black.
    Dark,
}

// Categories: searched in OKLCH for the largest smallest CIEDE2000 distance under normal sight and the
// simulated colour blindnesses of Machado et al. 2009; reddest last, so that few categories never look like a verdict.
const LIGHT_CATEGORIES: [u32; CATEGORIES as usize] = [
    0x3f_70_d0, 0xd6_74_0b, 0x18_a8_9a, 0x8c_3d_6e, 0xef_c8_51, 0x7c_c6_f9, 0x5a_7a_57, 0x92_0d_0b,
];
const DARK_CATEGORIES: [u32; CATEGORIES as usize] = [
    0x56_94_fa, 0xe8_86_17, 0x3d_b7_9c, 0xae_62_a0, 0xf4_dc_8c, 0x9e_d2_ee, 0x53_6e_11, 0xcb_5f_5d,
];
const LIGHT_RAMP: [u32; RAMP as usize] = [
    0xee_f4_fb, 0xd5_e4_f6, 0xb3_cf_ee, 0x8a_b3_e2, 0x62_96_d3, 0x34_69_ae, 0x18_40_7c,
];
const DARK_RAMP: [u32; RAMP as usize] = [
    0x1e_26_33, 0x24_36_52, 0x2b_4a_78, 0x38_63_a0, 0x6c_9b_dc, 0x9a_bf_f0, 0xcf_e2_fb,
];

impl Theme {
    /// The colour of a fill or a line.
    pub fn color(self, tone: Tone) -> Rgb {
        let dark = self == Theme::Dark;
        let either = |light: u32, night: u32| if dark { night } else { light };
        rgb(match tone {
            Tone::Paper => either(0xff_ff_ff, 0x14_17_1c),
            Tone::Panel => either(0xf4_f5_f7, 0x1c_20_27),
            Tone::Grid => either(0xe3_e6_ea, 0x2b_30_39),
            Tone::Axis => either(0xb4_bb_c5, 0x52_5b_69),
            Tone::Rule => either(0x2a_2f_38, 0xe4_e8_ee),
            Tone::Neutral => either(0x8b_95_a3, 0x7f_8a_9a),
            Tone::Muted => either(0xd3_d8_df, 0x3a_42_4e),
            Tone::Accent => either(0x2f_5f_c4, 0x6f_a3_ff),
            Tone::Good => either(0x2b_9c_86, 0x3d_b9_9e),
            Tone::Warn => either(0xe9_b0_2c, 0xf2_cc_66),
            Tone::Bad => either(0xc2_2e_2a, 0xdc_4a_43),
            Tone::GoodSoft => either(0xdf_f3_ee, 0x16_35_2f),
            Tone::WarnSoft => either(0xfc_f1_d2, 0x3a_30_14),
            Tone::BadSoft => either(0xfb_e4_e1, 0x44_1e_1e),
            Tone::Category(n) => either(
                LIGHT_CATEGORIES[usize::from(n % CATEGORIES)],
                DARK_CATEGORIES[usize::from(n % CATEGORIES)],
            ),
            Tone::Ramp(n) => either(
                LIGHT_RAMP[usize::from(n.min(RAMP - 1))],
                DARK_RAMP[usize::from(n.min(RAMP - 1))],
            ),
        })
    }

    /// The colour of letters.
    pub fn ink(self, ink: Ink) -> Rgb {
        let dark = self == Theme::Dark;
        let either = |light: u32, night: u32| rgb(if dark { night } else { light });
        match ink {
            Ink::Strong => either(0x16_19_1f, 0xee_f1_f5),
            Ink::Soft => either(0x47_4f_5c, 0xb9_c1_cd),
            Ink::Faint => either(0x62_6b_79, 0x95_9f_ae),
            Ink::Accent => either(0x2a_57_b6, 0x8a_b4_ff),
            Ink::Good => either(0x0b_6b_59, 0x5c_d0_b6),
            Ink::Warn => either(0x85_57_00, 0xf2_cc_66),
            Ink::Bad => either(0xb0_24_20, 0xff_8f_87),
            Ink::On(tone) => {
                let (black, white) = (Rgb(16, 18, 22), Rgb(255, 255, 255));
                let ground = self.color(tone);
                if contrast(white, ground) >= contrast(black, ground) {
                    white
                } else {
                    black
                }
            }
        }
    }
}

/// Every colour of the system, light and dark, each pair once in a fixed order: what colours a picture
/// that follows the theme of the page around it.
pub fn pairs() -> Vec<(Rgb, Rgb)> {
    let fills: Vec<Tone> = Tone::PLAIN
        .into_iter()
        .chain((0..CATEGORIES).map(Tone::Category))
        .chain((0..RAMP).map(Tone::Ramp))
        .collect();
    let on = fills.iter().map(|tone| Ink::On(*tone));
    let inks = Ink::PLAIN.into_iter().chain(on);
    let both = |of: &dyn Fn(Theme) -> Rgb| (of(Theme::Light), of(Theme::Dark));
    let mut found: Vec<(Rgb, Rgb)> = fills
        .iter()
        .map(|tone| both(&|theme| theme.color(*tone)))
        .chain(inks.map(|ink| both(&|theme| theme.ink(ink))))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

const fn rgb(hex: u32) -> Rgb {
    Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Contrast of two colours from 1 to 21, as WCAG 2.2 defines it.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(Rgb(r, g, b): Rgb) -> f64 {
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.040_45 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

/// `1234567` as `1,234,567`, `-1234` as `−1,234`.
pub fn count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if n < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with at most `places` decimals, without trailing zeros: `12.50` as `12.5`, `3.0` as `3`.
///
/// What is not a number is written `–`.
pub fn decimal(x: f64, places: usize) -> String {
    if !x.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.places$}", x.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut out = whole.parse().map_or_else(|_| whole.to_owned(), count);
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    if x < 0.0 && out != "0" {
        out.insert(0, '−');
    }
    out
}

/// A share as whole percent: `0.625` as `63%`. A share that is not quite nothing or everything says so.
pub fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "<1%".to_owned()
    } else if (0.995..1.0).contains(&share) {
        ">99%".to_owned()
    } else {
        format!("{}%", decimal(share * 100.0, 0))
    }
}

/// A day as `3 Nov 2026`: no order to guess.
pub fn date(day: jiff::civil::Date) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = usize::try_from(day.month() - 1).unwrap_or(0);
    format!("{} {} {}", day.day(), MONTHS[month % 12], day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];
    fn every_tone() -> Vec<Tone> {
        let many = (0..CATEGORIES).map(Tone::Category);
        Tone::PLAIN
            .into_iter()
            .chain(many)
            .chain((0..RAMP).map(Tone::Ramp))
            .collect()
    }

    #[test]
    fn letters_read_on_every_ground_they_are_meant_for() {
        for theme in THEMES {
            let reads = |ink, ground| {
                let found = contrast(theme.ink(ink), theme.color(ground));
                assert!(found >= 4.5, "{theme:?} {ink:?} on {ground:?}: {found:.2}");
            };
            for ink in Ink::PLAIN {
                reads(ink, Tone::Paper);
                reads(ink, Tone::Panel);
            }
            for (ink, ground) in [
                (Ink::Good, Tone::GoodSoft),
                (Ink::Warn, Tone::WarnSoft),
                (Ink::Bad, Tone::BadSoft),
            ] {
                reads(ink, ground);
                reads(Ink::Strong, ground);
            }
            for tone in every_tone() {
                reads(Ink::On(tone), tone);
            }
        }
    }

    #[test]
    fn marks_that_carry_a_message_stand_out_from_the_paper() {
        for theme in THEMES {
            let paper = theme.color(Tone::Paper);
            for tone in [
                Tone::Rule,
                Tone::Neutral,
                Tone::Accent,
                Tone::Good,
                Tone::Bad,
            ] {
                let found = contrast(theme.color(tone), paper);
                assert!(found >= 2.9, "{theme:?} {tone:?}: {found:.2}");
            }
        }
    }

    /// Linear light as a person without one kind of cone sees it; matrices of Machado, Oliveira and Fernandes 2009.
    fn seen(Rgb(r, g, b): Rgb, eyes: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = [linear(r), linear(g), linear(b)];
        eyes.map(|row| {
            row.iter()
                .zip(light)
                .map(|(m, l)| m * l)
                .sum::<f64>()
                .clamp(0.0, 1.0)
        })
    }

    fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
        let f = |t: f64| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = f((0.412_456 * red + 0.357_576 * green + 0.180_438 * blue) / 0.950_47);
        let y = f(0.212_673 * red + 0.715_152 * green + 0.072_175 * blue);
        let z = f((0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    fn distance(a: Rgb, b: Rgb, eyes: &[[f64; 3]; 3]) -> f64 {
        let (a, b) = (lab(seen(a, eyes)), lab(seen(b, eyes)));
        a.iter()
            .zip(b)
            .map(|(p, q)| (p - q).powi(2))
            .sum::<f64>()
            .sqrt()
    }

    const NORMAL: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    const DEUTERANOPE: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    const PROTANOPE: [[f64; 3]; 3] = [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ];

    #[test]
    fn categories_and_verdicts_stay_apart_for_colour_blind_eyes() {
        let kinds: Vec<Tone> = (0..CATEGORIES).map(Tone::Category).collect();
        let verdicts = [Tone::Good, Tone::Warn, Tone::Bad];
        for theme in THEMES {
            for (eyes, sight) in [
                (NORMAL, "normal"),
                (DEUTERANOPE, "deuteranope"),
                (PROTANOPE, "protanope"),
            ] {
                for (group, least) in [(&kinds[..], 19.0), (&verdicts[..], 25.0)] {
                    for (i, a) in group.iter().enumerate() {
                        for b in &group[..i] {
                            let d = distance(theme.color(*a), theme.color(*b), &eyes);
                            assert!(
                                d >= least,
                                "{theme:?} {sight}: {a:?} {b:?} only {d:.1} apart"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_ramp_goes_one_way() {
        for theme in THEMES {
            let steps: Vec<f64> = (0..RAMP)
                .map(|n| luminance(theme.color(Tone::Ramp(n))))
                .collect();
            let down = theme == Theme::Light;
            assert!(
                steps.windows(2).all(|w| (w[1] < w[0]) == down),
                "{theme:?} {steps:?}"
            );
        }
        assert_eq!(
            (Tone::ramp(-1.0), Tone::ramp(0.5), Tone::ramp(7.0)),
            (Tone::Ramp(0), Tone::Ramp(3), Tone::Ramp(6))
        );
    }

    #[test]
    fn colour_is_never_the_only_carrier() {
        let signs = [Tone::Good, Tone::Warn, Tone::Bad].map(Tone::mark);
        assert!(
            signs
                .iter()
                .all(|s| !s.is_empty() && s.chars().all(super::super::text::is_supported))
        );
        assert!(signs[0] != signs[1] && signs[1] != signs[2] && signs[0] != signs[2]);
        // A grey print of the verdicts keeps them apart as well.
        for theme in THEMES {
            let grey = |tone| luminance(theme.color(tone));
            assert!(
                grey(Tone::Warn) > grey(Tone::Good) * 1.3
                    && grey(Tone::Good) > grey(Tone::Bad) * 1.3
            );
        }
    }

    #[test]
    fn numbers_and_days_are_written_one_way() {
        assert_eq!(
            [0, 999, 1000, -1_234_567].map(count),
            ["0", "999", "1,000", "−1,234,567"]
        );
        assert_eq!(count(i64::MIN), "−9,223,372,036,854,775,808");
        let decimals = [
            (12.5, "12.5"),
            (3.0, "3"),
            (-0.001, "0"),
            (1234.567, "1,234.57"),
            (f64::NAN, "–"),
        ];
        for (x, expected) in decimals {
            assert_eq!(decimal(x, 2), expected);
        }
        assert_eq!(
            [0.0, 0.001, 0.625, 0.999, 1.0].map(percent),
            ["0%", "<1%", "62%", ">99%", "100%"]
        );
        assert_eq!(date(jiff::civil::date(2026, 11, 3)), "3 Nov 2026");
    }
}

//! Where a drawing will stand, how large it is, and the colours that follow from it.

/// Where a drawing will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Inside a page: colours are the page's custom properties, words take the page's size.
    Page,
    /// In a file of its own, on white.
    Light,
    /// In a file of its own, on black.
    Dark,
}

/// Width and height in the drawing's own units; a page scales them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Width.
    pub wide: u32,
    /// Height.
    pub high: u32,
}

impl Size {
    /// The usual size in a page.
    pub const PAGE: Size = Size {
        wide: 560,
        high: 300,
    };
    /// The usual size of a file.
    pub const FILE: Size = Size {
        wide: 800,
        high: 450,
    };
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    /// The ground.
    Paper,
    /// Words that matter, points.
    Ink,
    /// Other words.
    Soft,
    /// Lines of the grid.
    Grid,
    /// The axes.
    Axis,
    /// The first series.
    First,
    /// The second series.
    Second,
    /// The third series.
    Third,
    /// A step of a map, 0 is least.
    Step(usize),
    /// Words on such a step.
    OnStep(usize),
}

/// Steps of lightness in a map: as many as people tell apart with certainty.
pub(crate) const STEPS: usize = 5;

/// Light and dark values are those of the pages' style sheet, where text and ground were checked
/// to hold WCAG AA; the steps are one ramp, so that they also differ in grey.
const STEPS_LIGHT: [&str; STEPS] = ["#f3f1ec", "#d7ebe8", "#a9d6d0", "#5fb0a7", "#0b6e66"];
const STEPS_DARK: [&str; STEPS] = ["#1a1f22", "#173431", "#1c4b46", "#246a62", "#63d2c6"];
const STEPS_PAGE: [&str; STEPS] = [
    "var(--ramp-0)",
    "var(--ramp-1)",
    "var(--ramp-2)",
    "var(--ramp-3)",
    "var(--ramp-4)",
];

impl Look {
    pub(crate) fn colour(self, colour: Colour) -> &'static str {
        let [page, light, dark] = match colour {
            Colour::Paper => ["var(--card)", "#ffffff", "#191d20"],
            Colour::Ink => ["var(--ink)", "#1b1f24", "#e8eaec"],
            Colour::Soft => ["var(--soft)", "#59626d", "#a4adb7"],
            Colour::Grid => ["var(--line)", "#e3e0d9", "#2a3035"],
            Colour::Axis => ["var(--line-strong)", "#c9c5bb", "#414950"],
            Colour::First => ["var(--accent)", "#0b6e66", "#63d2c6"],
            Colour::Second => ["var(--warn)", "#8a4b08", "#f0b768"],
            Colour::Third => ["var(--soft)", "#59626d", "#a4adb7"],
            Colour::Step(at) => [STEPS_PAGE[at], STEPS_LIGHT[at], STEPS_DARK[at]],
            Colour::OnStep(4) => ["var(--ramp-ink-4)", "#ffffff", "#06231f"],
            Colour::OnStep(_) => ["var(--ramp-ink)", "#12312e", "#e2f3f1"],
        };
        match self {
            Look::Page => page,
            Look::Light => light,
            Look::Dark => dark,
        }
    }

    /// Height of the largest letters a drawing has to leave room for: in a page the style sheet
    /// sets them, up to this much on the narrowest screens.
    pub(crate) fn letter(self) -> f64 {
        match self {
            Look::Page => 19.0,
            Look::Light | Look::Dark => 13.0,
        }
    }

    pub(crate) fn is_file(self) -> bool {
        self != Look::Page
    }
}

//! Inks and types: the classes of `chart.css` that marks and texts carry instead of colours and fonts.

use super::width;

macro_rules! inks {
    ($($name:ident $class:literal $doc:literal)*) => {
        /// What a mark is drawn with.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Ink {
            $(#[doc = $doc] $name,)*
        }

        impl Ink {
            /// All inks; the position of each is its number.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The class.
            pub fn class(self) -> &'static str {
                match self {
                    $(Self::$name => $class,)*
                }
            }
        }
    };
}

inks! {
    Axis "ax" "Axis."
    Grid "gr" "Grid line."
    Line "l1" "Line of a series."
    LineThin "ls" "Thin line."
    LineSecond "l2" "Line of the second series."
    Dot "d" "Dot of a series."
    DotSmall "ds" "Small dot."
    DotHollow "dh" "Hollow of a dot that rests on few cases."
    Ring "ri" "Ring of paper around a dot."
    Point "pt" "Point with a rim."
    PointOpen "po" "Open point."
    Band "bd" "Interval band."
    BarData "iv" "Data interval."
    BarMethod "im" "Method interval."
    Stem "is" "Stem in the tone of the series."
    Watch "tw" "Watch line."
    Act "ta" "Action line."
    Renewal "rn" "Renewal band."
    RenewalEdge "re" "Edge of a renewal band."
    Bar "b1" "Bar."
    BarSecond "b2" "Bar in the second tone."
    BarOutline "b3" "Outlined bar."
    Hatch "ht" "Hatch of an outlined bar."
    Tick "pk" "Tick of a peer."
    Median "md" "Median."
    Node "nd" "Node of a flow."
    FlowIn "fi" "Flow that stays."
    FlowOut "fo" "Flow to or from outside."
    ShareA "k1" "First share."
    ShareB "k2" "Second share."
    ShareC "k3" "Third share."
    ShareD "k4" "Fourth share."
    ShareE "ko" "Fifth share."
    ShareUnknown "ku" "Unknown share."
    HatchUnknown "hu" "Hatch of the unknown share."
    Yes "cy" "Yes."
    Open "co" "No or open."
    HeatE "hE" "Heat E."
    HeatD "hD" "Heat D."
    HeatC "hC" "Heat C."
    HeatB "hB" "Heat B."
    HeatA "hA" "Heat A."
    HeatNone "hx" "Cell without a number."
}

impl Ink {
    /// The ink with this number; the axis for any other number.
    pub fn at(number: u8) -> Self {
        Self::ALL.get(usize::from(number)).copied().unwrap_or(Self::Axis)
    }

    /// Whether a circle of this ink is a dot that the stylesheet sizes: a stroke with round ends and no length.
    pub fn is_dot(self) -> bool {
        matches!(self, Self::LineThin | Self::Dot | Self::DotSmall | Self::DotHollow | Self::Ring)
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Ticks and remarks: 11.5, second ink.
    Small,
    /// Small with a halo of paper, over lines.
    Halo,
    /// Names: 12, ink.
    Name,
    /// Values: 12, bold.
    Bold,
    /// The one large number: 22, serif.
    Large,
    /// Numbers on dark flows: 11, paper.
    OnFlow,
    /// Numbers in dark heat cells: 12, paper.
    OnHeat,
}

impl Type {
    /// The class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Small => "",
            Self::Halo => "h",
            Self::Name => "k",
            Self::Bold => "b",
            Self::Large => "n",
            Self::OnFlow => "f",
            Self::OnHeat => "w",
        }
    }

    /// Font size in tenths of a unit.
    pub fn size(self) -> i32 {
        match self {
            Self::Small | Self::Halo => 115,
            Self::Name | Self::Bold | Self::OnHeat => 120,
            Self::Large => 220,
            Self::OnFlow => 110,
        }
    }

    /// Width of a text in tenths of a unit.
    pub fn width(self, text: &str) -> i32 {
        width::width(text, self.size(), matches!(self, Self::Bold | Self::Large | Self::OnFlow))
    }
}

/// Which part of the text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_comes_back_by_its_number_with_a_class_of_its_own() {
        for (at, ink) in Ink::ALL.iter().enumerate() {
            assert_eq!(Ink::at(*ink as u8), *ink);
            assert!(Ink::ALL.iter().skip(at + 1).all(|other| other.class() != ink.class()));
        }
    }

    #[test]
    fn the_stylesheet_knows_every_class() {
        let sheet = include_str!("../../templates/assets/chart.css");
        for ink in Ink::ALL {
            assert!(sheet.contains(&format!(".ch .{}", ink.class())), "{ink:?}");
        }
    }
}

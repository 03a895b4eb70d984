//! Figures in a page: numbered in the order of reading, drawing hidden from screen readers, description visible.

use super::html::Pen;
use super::template::Html;
use super::tongue::Tongue;
use crate::chart::Figure;

/// Counts the figures of one page.
#[derive(Debug, Default)]
pub struct Gallery {
    shown: usize,
}

/// How much room a figure gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// One column of two.
    Half,
    /// The whole width.
    Full,
}

impl Gallery {
    /// The next figure, drawn with its number; nothing where there is nothing to draw.
    pub fn add(&mut self, tongue: &Tongue, room: Room, draw: impl FnOnce(usize) -> Option<Figure>) -> Option<Html> {
        let figure = draw(self.shown + 1)?;
        self.shown += 1;
        Some(Html(markup(tongue, &figure, room, None)))
    }

    /// A figure that a note places, with the note's own caption above its headline. The caption comes with its
    /// language where that is not the language of the page.
    pub fn captioned(
        &mut self,
        tongue: &Tongue,
        caption: (&str, Option<&str>),
        draw: impl FnOnce(usize) -> Option<Figure>,
    ) -> Option<String> {
        let figure = draw(self.shown + 1)?;
        self.shown += 1;
        Some(markup(tongue, &figure, Room::Full, Some(caption).filter(|(text, _)| !text.is_empty())))
    }
}

fn markup(tongue: &Tongue, figure: &Figure, room: Room, caption: Option<(&str, Option<&str>)>) -> String {
    let words = tongue.words;
    let number = figure.number.to_string();
    let label = |key: &str| words.say(key, &[("n", number.as_str().into())]);
    let wide_length = figure.wide.as_ref().map_or(0, String::len);
    let mut out = Pen::with_capacity(
        figure.narrow.len() + wide_length + figure.table.html.len() + figure.description.len() + 1024,
    );
    let wide = if room == Room::Full { " f2" } else { "" };
    out.raw("<figure id=\"")
        .raw(&figure.id)
        .raw("\" class=\"fig k-")
        .raw(figure.kind)
        .raw(wide)
        .raw("\">\n<figcaption>");
    if let Some((caption, lang)) = caption {
        out.raw("<p class=\"fc\"");
        if let Some(lang) = lang {
            out.raw(" lang=\"").text(lang).raw("\"");
        }
        out.raw(">").text(caption).raw("</p>");
    }
    out.raw("<h3>").text(&figure.headline).raw("</h3><p class=\"fs\"><span class=\"fn\">");
    out.text(&label("chart.figure")).raw("</span> ").text(&figure.subtitle).raw("</p></figcaption>\n");
    if let Some(drawing) = &figure.wide {
        out.raw(drawing);
    }
    out.raw(&figure.narrow).raw("\n<p class=\"fd\"><b>").text(&label("chart.description")).raw("</b> ");
    let data = label("chart.data");
    out.text(&figure.description).raw("</p>\n<details><summary>").text(&data).raw("</summary>\n");
    scroll(&mut out, &data, &figure.table.html);
    out.raw("</details>\n</figure>");
    out.done()
}

/// A table in a region of its own that scrolls sideways and can be reached by keyboard.
pub fn scroll(out: &mut Pen, label: &str, table: &str) {
    out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").text(label).raw("\">");
    out.raw(table).raw("</div>");
}

//! Notes: CommonMark with tables, footnotes, strikethrough and task lists, written as HTML that carries nothing of
//! the author's markup but text. Raw HTML is shown as text, addresses are followed only where that is safe.

pub use super::desk::{Desk, Labels};
use super::emphasis;
use super::html::{escape, foreign_link, without_comments};
use super::reference::{Reference, resolve};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The extensions of CommonMark that notes may use.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// The note as HTML. `figure` makes the figure of a chart with its caption; `None` for an unknown or empty one.
pub fn render(text: &str, desk: &Desk, figure: &mut dyn FnMut(&str, &str) -> Option<String>) -> String {
    let mut writer = Writer {
        desk,
        figure,
        out: String::with_capacity(text.len() * 3 / 2),
        shift: shift(text, desk.heading),
        last: desk.heading.saturating_sub(1),
        closers: Vec::new(),
        silent: None,
        columns: Vec::new(),
        column: 0,
        in_head: false,
        in_comment: false,
        footnotes: BTreeMap::new(),
        depth: 0,
    };
    let eased = emphasis::eased(text);
    for event in Parser::new_ext(&eased, options()) {
        writer.event(event);
    }
    emphasis::plain(writer.out, matches!(eased, Cow::Owned(_)))
}

/// How far the note's headings move down, so that the highest lands at `to`.
fn shift(text: &str, to: u8) -> i8 {
    // Most notes have no heading: the absence of its signs spares the second reading.
    if !(text.contains('#') || text.contains("\n=") || text.contains("\n-")) {
        return 0;
    }
    let levels = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(number(level)),
        _ => None,
    });
    levels.min().map_or(0, |top| to as i8 - top as i8)
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

/// An image being read: its address and the text in it.
struct Silent {
    reference: Reference,
    text: String,
    nested: usize,
}

struct Writer<'a, 'b> {
    desk: &'a Desk<'a>,
    figure: &'b mut dyn FnMut(&str, &str) -> Option<String>,
    out: String,
    shift: i8,
    /// Level of the heading before.
    last: u8,
    /// What closes the links and headings that are open.
    closers: Vec<&'static str>,
    silent: Option<Silent>,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// In a comment of HTML.
    in_comment: bool,
    footnotes: BTreeMap<String, usize>,
    /// How many inline or table elements are open besides a paragraph: a figure may not stand in them.
    depth: usize,
}

impl Writer<'_, '_> {
    fn event(&mut self, event: Event) {
        if self.silent.is_some() {
            return self.inside_image(event);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => escape(&mut self.out, &text),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => escape(&mut self.out, &text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                escape(&mut self.out, &text);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(done),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
        }
    }

    /// HTML is shown as it is written, and does nothing; comments are the author's own and left out.
    fn html(&mut self, text: &str) {
        for part in without_comments(text, &mut self.in_comment) {
            escape(&mut self.out, part);
        }
    }

    fn task(&mut self, done: bool) {
        let label = if done { self.desk.labels.done } else { self.desk.labels.open };
        self.out.push_str("<span class=\"task\" role=\"img\" aria-label=\"");
        escape(&mut self.out, label);
        self.out.push_str(if done { "\">☑</span> " } else { "\">☐</span> " });
    }

    fn footnote_number(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_owned()).or_insert(next)
    }

    fn footnote_reference(&mut self, name: &str) {
        let first = !self.footnotes.contains_key(name);
        let number = self.footnote_number(name).to_string();
        let id = self.desk.id;
        self.out.push_str("<sup><a href=\"#");
        escape(&mut self.out, id);
        self.out.push_str("-fn");
        self.out.push_str(&number);
        // Only the first mark of a note can be led back to.
        if first {
            self.out.push_str("\" id=\"");
            escape(&mut self.out, id);
            self.out.push_str("-ref");
            self.out.push_str(&number);
        }
        self.out.push_str("\" role=\"doc-noteref\">");
        self.out.push_str(&number);
        self.out.push_str("</a></sup>");
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => self.heading(number(level)),
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(kind) => {
                self.out.push_str("<pre tabindex=\"0\" role=\"group\" aria-label=\"");
                escape(&mut self.out, self.desk.labels.code);
                self.out.push_str("\"><code>");
                // The language of a block is for highlighters, of which there is none here.
                let (CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) = kind;
            }
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(first)) => {
                self.out.push_str("<ol start=\"");
                self.out.push_str(&first.to_string());
                self.out.push_str("\">\n");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::Item => self.out.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.footnote(&name),
            Tag::Table(columns) => {
                self.columns = columns;
                self.depth += 1;
                self.out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
                escape(&mut self.out, self.desk.labels.table);
                self.out.push_str("\"><table>");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.inline("<em>"),
            Tag::Strong => self.inline("<strong>"),
            Tag::Strikethrough => self.inline("<del>"),
            Tag::Link { dest_url, link_type, .. } => self.link(&dest_url, link_type),
            Tag::Image { dest_url, .. } => {
                let reference = resolve(&dest_url, self.desk.source, self.desk.languages);
                self.silent = Some(Silent { reference, text: String::new(), nested: 0 });
            }
            _ => {}
        }
    }

    fn inline(&mut self, tag: &str) {
        self.depth += 1;
        self.out.push_str(tag);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.in_comment = false;
                self.close_paragraph();
            }
            TagEnd::Heading(_) | TagEnd::Link => {
                self.depth = self.depth.saturating_sub(1);
                if let Some(closer) = self.closers.pop() {
                    self.out.push_str(closer);
                }
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.out.push_str("</div>\n"),
            TagEnd::Table => {
                self.depth = self.depth.saturating_sub(1);
                self.out.push_str("</tbody></table></div>\n");
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.out.push_str("</tr>"),
            TagEnd::TableCell => self.out.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.close_inline("</del>"),
            _ => {}
        }
    }

    fn close_inline(&mut self, tag: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push_str(tag);
    }

    /// A paragraph that a figure has left empty is taken back.
    fn close_paragraph(&mut self) {
        let kept = self.out.trim_end().len();
        if self.out[..kept].ends_with("<p>") {
            self.out.truncate(kept - 3);
        } else {
            self.out.push_str("</p>\n");
        }
    }

    /// Headings follow one another without a gap, below the heading of the page they stand under.
    fn heading(&mut self, level: u8) {
        let wanted = (level as i8 + self.shift).max(self.desk.heading as i8) as u8;
        let level = wanted.min(self.last + 1).min(6);
        self.last = level;
        const OPEN: [&str; 7] = ["", "", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>"];
        const CLOSE: [&str; 7] = ["", "", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];
        self.out.push_str(OPEN[usize::from(level)]);
        self.closers.push(CLOSE[usize::from(level)]);
        self.depth += 1;
    }

    fn cell(&mut self) {
        let class = match self.columns.get(self.column) {
            Some(Alignment::Right) => " class=\"r\"",
            Some(Alignment::Center) => " class=\"c\"",
            _ => "",
        };
        self.column += 1;
        self.out.push_str(if self.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(class);
        self.out.push('>');
    }

    fn footnote(&mut self, name: &str) {
        let referred = self.footnotes.contains_key(name);
        let number = self.footnote_number(name).to_string();
        self.out.push_str("<div class=\"fnote\" role=\"doc-footnote\" id=\"");
        escape(&mut self.out, self.desk.id);
        self.out.push_str("-fn");
        self.out.push_str(&number);
        self.out.push_str("\">");
        if referred {
            self.out.push_str("<a class=\"fnb\" href=\"#");
            escape(&mut self.out, self.desk.id);
            self.out.push_str("-ref");
            self.out.push_str(&number);
            self.out.push_str("\">");
        }
        self.out.push_str(&number);
        if referred {
            // What is seen is part of what is said, so that voice control finds the link by its number.
            self.out.push_str("<span class=\"vh\"> ");
            escape(&mut self.out, self.desk.labels.back);
            self.out.push_str("</span></a>");
        }
        self.out.push(' ');
    }

    fn link(&mut self, url: &str, kind: LinkType) {
        let reference = if kind == LinkType::Email {
            Reference::Web(format!("mailto:{url}"))
        } else {
            resolve(url, self.desk.source, self.desk.languages)
        };
        self.depth += 1;
        let href = match reference {
            Reference::Web(url) => {
                let rel = if url.starts_with("mailto:") { "\">" } else { "\" rel=\"noopener noreferrer\">" };
                self.out.push_str("<a href=\"");
                escape(&mut self.out, &url);
                self.out.push_str(rel);
                return self.closers.push("</a>");
            }
            Reference::Page { folder, note } => (self.desk.page)(&folder, note.as_deref()),
            Reference::File(path) => (self.desk.file)(&path),
            Reference::Fragment(fragment) => format!("#{fragment}"),
            // The value takes the place of whatever stands between the brackets.
            value @ Reference::Value(_) => {
                self.depth -= 1;
                self.silent = Some(Silent { reference: value, text: String::new(), nested: 0 });
                return;
            }
            // What may not be linked keeps its text.
            Reference::Chart(_) | Reference::Unsafe | Reference::Unknown => return self.closers.push(""),
        };
        self.out.push_str("<a href=\"");
        escape(&mut self.out, &href);
        self.out.push_str("\">");
        self.closers.push("</a>");
    }

    /// Between the marks of an image only its text counts.
    fn inside_image(&mut self, event: Event) {
        let Some(silent) = &mut self.silent else { return };
        match event {
            Event::Start(_) => silent.nested += 1,
            Event::End(_) if silent.nested > 0 => silent.nested -= 1,
            Event::End(_) => {
                if let Some(silent) = self.silent.take() {
                    self.image(silent);
                }
            }
            Event::Text(text) | Event::Code(text) => silent.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => silent.text.push(' '),
            _ => {}
        }
    }

    fn image(&mut self, image: Silent) {
        match image.reference {
            Reference::Chart(id) if self.depth == 0 => {
                let Some(figure) = (self.figure)(&id, &image.text) else {
                    return escape(&mut self.out, &image.text);
                };
                // A figure may not stand in a paragraph: the one around it ends before and goes on behind.
                let in_paragraph = self.out.rfind("<p>") > self.out.rfind("</p>") && self.out.contains("<p>");
                if in_paragraph {
                    self.close_paragraph();
                }
                self.out.push_str(&figure);
                self.out.push('\n');
                if in_paragraph {
                    self.out.push_str("<p>");
                }
            }
            Reference::Value(id) => {
                if let Some(value) = (self.desk.value)(&id) {
                    self.out.push_str(&value);
                }
            }
            Reference::File(path) => {
                self.out.push_str("<img src=\"");
                escape(&mut self.out, &(self.desk.file)(&path));
                self.out.push_str("\" alt=\"");
                escape(&mut self.out, &image.text);
                self.out.push_str("\" loading=\"lazy\">");
            }
            // Pictures of other hosts would tell them who reads: they are linked instead.
            Reference::Web(url) => {
                foreign_link(&mut self.out, &url, if image.text.is_empty() { &url } else { &image.text })
            }
            _ => escape(&mut self.out, &image.text),
        }
    }
}

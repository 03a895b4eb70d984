//! The data page: every file with its columns, what a cell may hold, and the licence.

use super::Whole;
use super::context::Context;
use super::html::Pen;
use super::shell::{Head, Shell};
use super::template::Html;
use serde::Serialize;

/// The files under `data/` with their columns (the contract of the data files, version 1).
pub const FILES: [(&str, &str); 6] = [
    ("groups", "place group name type platform founded members_end period grade score"),
    ("periods", "place group period field status value"),
    ("indicators", "place group period indicator status value lower upper n unit"),
    ("scores", "place group period dimension status score lower upper coverage grade"),
    ("findings", "place group period finding result strength coverage"),
    ("advice", "place group period advice priority actor effort status"),
];

/// Words of the columns `status` and `result`.
const STATUS: [&str; 7] = ["measured", "few", "imprecise", "withheld", "missing", "not_applicable", "too_early"];

/// Everything `data.html` shows.
#[derive(Debug, Serialize)]
pub struct DataView<'a> {
    page: Shell<'a>,
    files: Html,
    columns: Html,
    statuses: Html,
    history: bool,
    licence: Option<Html>,
    /// The data as search engines of data read it.
    dataset: Html,
}

/// Head of the page.
pub fn head(context: &Context, _: &Whole) -> Head {
    let words = context.tongue.words;
    let title = words.ui("page.files.title").to_owned();
    Head {
        description: words.ui("page.files.stand").to_owned(),
        here: title.clone(),
        title,
        at: "data",
        trail: Vec::new(),
    }
}

/// The view of the page.
pub fn view<'a>(context: &Context, shell: Shell<'a>, _: &Whole) -> DataView<'a> {
    let words = context.tongue.words;
    let licence = context.frame.site.licence.as_deref().map(|id| {
        let name = super::shell::licence(id);
        Html(context.tongue.say("page.files.licence", &[("licence", name.into())]))
    });
    DataView {
        page: shell,
        files: Html(files(context)),
        columns: Html(columns(context)),
        statuses: Html(STATUS.iter().fold(String::new(), |mut out, status| {
            let meaning = words.ui(&format!("status.{status}")).to_owned();
            out.push_str(&format!("<dt><code>{status}</code></dt><dd>{meaning}</dd>"));
            out
        })),
        history: context.frame.site.history,
        licence,
        dataset: super::dataset::dataset(context),
    }
}

fn files(context: &Context) -> String {
    let words = context.tongue.words;
    let mut out = Pen::new();
    for (name, columns) in FILES {
        let file = format!("{name}.csv");
        out.raw("<tr><th scope=\"row\"><a href=\"")
            .raw(&context.here.to_file("data/"))
            .raw(&file)
            .raw("\">")
            .raw(&file);
        out.raw("</a></th><td>").raw(words.ui(&format!("page.files.about.{name}"))).raw("</td><td><code>");
        out.raw(&columns.replace(' ', "</code>, <code>")).raw("</code></td></tr>\n");
    }
    for (file, key) in [("report.json", "report"), ("datapackage.json", "datapackage")] {
        out.raw("<tr><th scope=\"row\"><a href=\"").raw(&context.here.to_file("data/")).raw(file).raw("\">").raw(file);
        out.raw("</a></th><td colspan=\"2\">").raw(words.ui(&format!("page.files.about.{key}"))).raw("</td></tr>\n");
    }
    out.done()
}

/// Every column once, with what it holds.
fn columns(context: &Context) -> String {
    let words = context.tongue.words;
    let mut known: Vec<&str> = Vec::new();
    let mut out = Pen::new();
    for column in FILES.iter().flat_map(|(_, columns)| columns.split(' ')) {
        if known.contains(&column) {
            continue;
        }
        known.push(column);
        out.raw("<dt><code>").raw(column).raw("</code></dt><dd>");
        out.raw(words.ui(&format!("page.files.column.{column}"))).raw("</dd>");
    }
    out.done()
}

//! `commonweal schema`: the format as JSON Schema, for editors that check and complete while one writes.

use super::{DONE, MACHINE, MessageFormat, PROBLEMS, SchemaArguments, USAGE, output};
use clap::ValueEnum;
use commonweal::disk::Folder;
use commonweal::load::schema::Format;
use commonweal::load::shape::FileKind;
use commonweal::load::{FolderTree, Tree};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum File {
    /// site.yaml
    Site,
    /// place.yaml
    Place,
    /// group.yaml
    Group,
    /// moves.yaml
    Moves,
    /// playbook.yaml
    Playbook,
}

/// Runs the command; gives the exit status.
pub fn run(arguments: &SchemaArguments) -> u8 {
    let tree = match arguments.site.as_deref().map(Folder::open).transpose() {
        Ok(folder) => folder.map(FolderTree::new),
        Err(fault) => {
            output::fault(&fault, MessageFormat::Human);
            return if arguments.site.as_ref().is_some_and(|site| site.is_dir()) { MACHINE } else { USAGE };
        }
    };
    let format = match Format::new(tree.as_ref().map(|tree| tree as &dyn Tree)) {
        Ok(format) => format,
        Err(problems) => {
            output::problems(&problems, output::Manner::HUMAN);
            return PROBLEMS;
        }
    };
    let schema = match arguments.file {
        None => format.all(),
        Some(File::Site) => format.schema(FileKind::Site),
        Some(File::Place) => format.schema(FileKind::Place),
        Some(File::Group) => format.schema(FileKind::Group),
        Some(File::Moves) => format.schema(FileKind::Moves),
        Some(File::Playbook) => Format::playbook(),
    };
    output::print(&format!("{schema:#}\n"));
    DONE
}

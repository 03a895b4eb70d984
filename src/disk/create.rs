//! A new folder with files in it.

use super::Fault;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// Makes a folder, or fills an empty one, with files by their path below it.
///
/// # Errors
/// Something stands there already, or the machine refuses. Nothing that stood there is changed.
pub fn create<'a>(root: &Path, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(), Fault> {
    let taken = match fs::read_dir(root) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => root.symlink_metadata().is_ok(),
    };
    if taken {
        let what = if root.is_dir() { "is not empty" } else { "is a file, not a folder" };
        return Err(Fault::new(format!("{} {what}", root.display()), "name a folder that is not there yet"));
    }
    for (path, text) in files {
        let path = root.join(path);
        let parent = path.parent().unwrap_or(root);
        fs::create_dir_all(parent).map_err(|error| Fault::io("make", parent, &error))?;
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| Fault::io("write", &path, &error))?;
    }
    Ok(())
}

//! The exchange of the staged site with the old one, and what a killed build leaves.

use super::Fault;
use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The real path of the output folder, with its parent made.
pub fn settle(out: &Path) -> Result<PathBuf, Fault> {
    let absolute = std::path::absolute(out).map_err(|error| Fault::io("find", out, &error))?;
    if let Ok(real) = fs::canonicalize(&absolute) {
        if !real.is_dir() {
            return Err(Fault::new(
                format!("{} is a file, not a folder", out.display()),
                "choose another --out, or move the file away",
            ));
        }
        return Ok(real);
    }
    let parent = absolute.parent().unwrap_or(Path::new("/"));
    fs::create_dir_all(parent).map_err(|error| Fault::io("make", parent, &error))?;
    let parent = fs::canonicalize(parent).map_err(|error| Fault::io("find", parent, &error))?;
    let name = absolute.file_name().ok_or_else(|| {
        Fault::new(format!("{} cannot be an output folder", out.display()), "name a folder, such as --out public")
    })?;
    let out = parent.join(name);
    recover(&out);
    Ok(out)
}

/// The real path of a folder that may not exist yet; as it stands where nothing can be resolved.
pub fn resolve(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut rest = Vec::new();
    let mut at = absolute.as_path();
    loop {
        if let Ok(real) = fs::canonicalize(at) {
            return rest.iter().rev().fold(real, |path, name| path.join(name));
        }
        match (at.parent(), at.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name.to_owned());
                at = parent;
            }
            _ => return absolute,
        }
    }
}

/// Brings back the old site where a build was killed between the two renames of the fallback.
fn recover(out: &Path) {
    let old = beside(out, "old");
    if old.is_dir() {
        // Either it is the only copy and comes back, or the new site stands and it goes.
        let _ = if out.exists() { fs::remove_dir_all(&old) } else { fs::rename(&old, out) };
    }
}

/// A sibling of the output folder that only the program uses.
pub fn beside(out: &Path, purpose: &str) -> PathBuf {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!(".{name}.commonweal-{purpose}"))
}

/// Makes the stage empty and locks it, so that two builds never write one site at once.
pub fn lock(stage: &Path) -> Result<fs::File, Fault> {
    let refuse = |error: io::Error| Fault::io("write beside", stage, &error);
    fs::create_dir_all(stage).map_err(refuse)?;
    let held = fs::File::open(stage).map_err(refuse)?;
    flock(&held, FlockOperation::NonBlockingLockExclusive).map_err(|_| {
        Fault::new(
            format!("another build is writing beside {}", stage.display()),
            "wait for it to end, or choose another --out",
        )
    })?;
    // The folder itself is kept, because the lock is on it; what a killed build left in it goes.
    for left in fs::read_dir(stage).map_err(refuse)? {
        let left = left.map_err(refuse)?.path();
        let gone = if left.is_dir() && !left.is_symlink() { fs::remove_dir_all(&left) } else { fs::remove_file(&left) };
        gone.map_err(|error| Fault::io("remove", &left, &error))?;
    }
    Ok(held)
}

/// Puts the staged site where the old one stands, in one step where the system has it.
pub fn exchange(stage: &Path, out: &Path, had_site: bool) -> Result<(), Fault> {
    let refuse = |error: io::Error| Fault::io("publish", out, &error);
    if !had_site {
        return fs::rename(stage, out).map_err(refuse);
    }
    if renameat_with(CWD, stage, CWD, out, RenameFlags::EXCHANGE).is_err() {
        let old = beside(out, "old");
        fs::rename(out, &old).map_err(refuse)?;
        if let Err(error) = fs::rename(stage, out) {
            // Back to where we were; if even that fails, the old site is in `old`, and the message says so.
            return match fs::rename(&old, out) {
                Ok(()) => Err(refuse(error)),
                Err(_) => Err(Fault::new(
                    format!("cannot publish {}: {error}; the old site is in {}", out.display(), old.display()),
                    "rename it back by hand",
                )),
            };
        }
        return fs::remove_dir_all(&old).map_err(|error| Fault::io("remove", &old, &error));
    }
    fs::remove_dir_all(stage).map_err(|error| Fault::io("remove the old site in", stage, &error))
}

/// Links a file, or copies it where the file system has no links; a symlink is made again.
pub fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
}

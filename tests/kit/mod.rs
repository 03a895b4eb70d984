//! A vocabulary for tests that build sites with the real program: they read as sentences.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part; a test stops at the first fault")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A scratch folder with a site in it.
pub struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    /// A site of these files.
    pub fn site(files: &[(&str, &str)]) -> Self {
        let scratch = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            scratch.write(path, text);
        }
        scratch
    }

    /// The small site of two groups that most tests start from.
    pub fn small() -> Self {
        let scratch = Self { folder: tempfile::tempdir().unwrap() };
        copy(&repository().join("tests/golden/site"), &scratch.path("site"));
        scratch
    }

    /// A path in the scratch folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path("site").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces text in a file of the site.
    pub fn change(&self, path: &str, from: &str, to: &str) {
        let path = self.path("site").join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{} holds {from:?}", path.display());
        fs::write(path, text.replace(from, to)).unwrap();
    }

    /// Adds text at the end of a file of the site.
    pub fn append(&self, path: &str, more: &str) {
        let path = self.path("site").join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, format!("{}\n{more}", text.trim_end())).unwrap();
    }

    /// Runs the program in the scratch folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_commonweal"))
            .current_dir(self.folder.path())
            .args(arguments)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        Run(output)
    }

    /// Builds the site into `out`, which must succeed, and reads what was written.
    pub fn build(&self, out: &str, more: &[&str]) -> Files {
        let run = self.run(&[&["build", "site", "--out", out, "--quiet"], more].concat());
        assert_eq!(run.status(), 0, "{}", run.err());
        read(&self.path(out))
    }
}

/// What a run of the program left.
pub struct Run(Output);

impl Run {
    /// Exit status.
    pub fn status(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    /// Standard output.
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    /// Standard error.
    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}

/// Files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// All files below a folder.
pub fn read(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// The text of a written file.
pub fn text(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} was written; there are {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// The first difference between two sets of files, in words; `None` where they are the same.
pub fn difference(a: &Files, b: &Files) -> Option<String> {
    let paths: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    paths.into_iter().find_map(|path| match (a.get(path), b.get(path)) {
        (Some(x), Some(y)) if x == y => None,
        (Some(x), Some(y)) => {
            let (x, y) = (String::from_utf8_lossy(x), String::from_utf8_lossy(y));
            let line = x.lines().zip(y.lines()).position(|(x, y)| x != y).unwrap_or(0);
            let at = |text: &str| text.lines().nth(line).unwrap_or_default().chars().take(300).collect::<String>();
            Some(format!("{path} line {}:\n- {}\n+ {}", line + 1, at(&x), at(&y)))
        }
        (Some(_), None) => Some(format!("{path} is only in the first")),
        _ => Some(format!("{path} is only in the second")),
    })
}

/// The folder of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

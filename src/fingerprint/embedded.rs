//! The program's own YAML, turned into JSON while the program is built: every build of a site reads all of it before
//! anything else can begin, and JSON is read ten times as fast.

use serde_yaml::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes a YAML file as JSON into the folder of what is generated; gives the path of the JSON.
pub fn as_json(yaml: &Path, out: &Path) -> PathBuf {
    let name = yaml.with_extension("json");
    let target = out.join(name.file_name().unwrap_or_default());
    let written = json(yaml).and_then(|json| fs::write(&target, json).map_err(|reason| reason.to_string()));
    if let Err(reason) = written {
        panic!("{}: {reason}", yaml.display());
    }
    target
}

/// The JSON of a YAML file. What JSON cannot say (a key that is no text, a number without end) is an error.
fn json(yaml: &Path) -> Result<String, String> {
    let text = fs::read_to_string(yaml).map_err(|reason| reason.to_string())?;
    let value: Value = serde_yaml::from_str(&text).map_err(|reason| reason.to_string())?;
    let json = serde_json::to_string(&value).map_err(|reason| reason.to_string())?;
    let back: Value = serde_json::from_str(&json).map_err(|reason| reason.to_string())?;
    if back == value { Ok(json) } else { Err("cannot be said in JSON".to_owned()) }
}

//! `playbook.yaml`: read by the playbook stage, with the place of what is wrong found here.

use super::fault::{Faults, Spot, Yaml};
use super::source::Source;
use super::yaml;
use crate::model::Lang;
use crate::model::field::FieldTable;
use crate::playbook::Playbook;
use crate::playbook::read::{self, Fault};
use crate::problem::Problem;

/// The playbook in force and the fields it brings; the built-in one where the site's own has faults.
pub fn playbook(source: Option<&Source>, languages: &[Lang], problems: &mut Vec<Problem>) -> (Playbook, FieldTable) {
    if let Some(source) = source {
        let mut fields = FieldTable::default();
        match own(source, languages, &mut fields) {
            Ok((playbook, warnings)) => {
                problems.extend(warnings);
                return (playbook, fields);
            }
            Err(found) => problems.extend(found),
        }
    }
    match read::standing() {
        Ok(standing) => standing,
        Err(error) => {
            let help = "this is a fault of the program: please report it".to_owned();
            problems.push(Problem::error("playbook.yaml", "built-in-playbook", error, help));
            (Playbook::default(), FieldTable::default())
        }
    }
}

fn own(source: &Source, languages: &[Lang], fields: &mut FieldTable) -> Result<(Playbook, Vec<Problem>), Vec<Problem>> {
    let yaml = Yaml::file(source);
    yaml::sound(&yaml).map_err(|problem| vec![problem])?;
    let (playbook, warnings) = read::overlay(&source.text, languages, fields).map_err(|found| {
        if found.iter().any(|fault| fault.code == "bad-yaml") {
            return yaml::broken(&yaml);
        }
        let mut faults = Faults::default();
        for fault in found {
            let spot = spot(&fault);
            faults.error(spot, fault.code, fault.message, fault.help);
        }
        yaml.locate(faults.0)
    })?;
    let mut faults = Faults::default();
    for warning in warnings {
        let spot = spot(&warning);
        faults.warn(spot, warning.code, warning.message, warning.help);
    }
    Ok((playbook, yaml.locate(faults.0)))
}

/// Where a fault stands in the file; of a key that is not known the key itself.
fn spot(fault: &Fault) -> Spot {
    let spot = fault.path.iter().fold(Spot::root(), |spot, step| spot.then(step));
    if fault.code == "unknown-key" { spot.itself() } else { spot }
}

//! Writes who is who in a simulated world, as CSV with the columns `key` and `person`: record ids and identifiers.
//!
//! usage: truth_file FILE SEED [N_PEOPLE]

use simulator::{Config, World};
use std::io::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("usage: truth_file FILE SEED [N_PEOPLE]")?;
    let mut config = Config::new(args.next().ok_or("usage: truth_file FILE SEED [N_PEOPLE]")?.parse()?);
    if let Some(n_people) = args.next() {
        config.n_people = n_people.parse()?;
    }
    let world = World::generate(&config);
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    writeln!(out, "key,person")?;
    for (key, person) in world.truth().iter() {
        writeln!(out, "\"{}\",{person}", key.replace('"', "\"\""))?;
    }
    Ok(())
}

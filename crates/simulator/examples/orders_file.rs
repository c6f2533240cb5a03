//! Writes a large orders file for `bench/import.py`: `orders_file PATH N_ROWS [SEED]`.

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, n_rows, rest @ ..] = args.as_slice() else {
        return Err("usage: orders_file PATH N_ROWS [SEED]".into());
    };
    let seed = rest.first().map_or(Ok(1), |seed| seed.parse())?;
    simulator::bench_orders(Path::new(path), n_rows.parse()?, seed)?;
    Ok(())
}

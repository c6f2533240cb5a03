//! Places where the simulated shoppers live: towns, streets, area codes.
// tidy: list

/// A town with one of its postcodes and its area codes.
pub(crate) struct Town {
    pub(crate) city: &'static str,
    pub(crate) state: &'static str,
    pub(crate) postcode: &'static str,
    pub(crate) area_code: &'static str,
    /// Share of shoppers, relative to the other towns.
    pub(crate) weight: f64,
}

const fn town(
    city: &'static str,
    state: &'static str,
    postcode: &'static str,
    area_code: &'static str,
    weight: f64,
) -> Town {
    Town { city, state, postcode, area_code, weight }
}

/// Towns of the shoppers.
pub(crate) const TOWNS: &[Town] = &[
    town("Atlanta", "GA", "30303", "404", 7.0),
    town("Atlanta", "GA", "30309", "404", 7.0),
    town("Atlanta", "GA", "30312", "470", 6.0),
    town("Atlanta", "GA", "30318", "678", 6.0),
    town("Decatur", "GA", "30030", "404", 5.0),
    town("Marietta", "GA", "30060", "770", 6.0),
    town("Roswell", "GA", "30075", "770", 5.0),
    town("Alpharetta", "GA", "30009", "678", 4.0),
    town("Sandy Springs", "GA", "30328", "470", 4.0),
    town("Smyrna", "GA", "30080", "770", 4.0),
    town("Johns Creek", "GA", "30022", "678", 3.0),
    town("Peachtree City", "GA", "30269", "770", 3.0),
    town("Savannah", "GA", "31401", "912", 6.0),
    town("Athens", "GA", "30601", "706", 5.0),
    town("Augusta", "GA", "30901", "706", 5.0),
    town("Columbus", "GA", "31901", "762", 4.0),
    town("Macon", "GA", "31201", "478", 4.0),
    town("Warner Robins", "GA", "31088", "478", 3.0),
    town("Albany", "GA", "31701", "229", 3.0),
    town("Valdosta", "GA", "31601", "229", 2.0),
    town("Chattanooga", "TN", "37402", "423", 2.0),
    town("Birmingham", "AL", "35203", "205", 2.0),
    town("Greenville", "SC", "29601", "864", 2.0),
    town("Jacksonville", "FL", "32202", "904", 2.0),
];

/// Towns where the retailer has a shop.
pub(crate) const STORE_CITIES: &[&str] =
    &["Atlanta", "Marietta", "Savannah", "Athens", "Augusta", "Macon", "Columbus", "Decatur"];

/// Street names without their kind.
#[rustfmt::skip]
pub(crate) const STREETS: &[&str] = &[
    "Oak", "Maple", "Cedar", "Pine", "Elm", "Magnolia", "Dogwood", "Peachtree", "Azalea", "Ponce de Leon",
    "Washington", "Lake", "Hill", "Walnut", "Spring", "Ridge", "Church", "Willow", "Mill", "Sunset",
    "Railroad", "Jackson", "River", "Highland", "Park", "Main", "2nd", "3rd", "4th", "5th", "Lincoln",
    "Adams", "Jefferson", "Franklin", "Meadow", "Forest", "Chestnut", "Broad", "Cherry", "Piedmont",
    "Boulevard", "Auburn", "Euclid", "Moreland", "Clifton", "Oakdale", "Lullwater", "Springdale", "Juniper",
    "Cascade", "Camellia", "Holly", "Laurel", "Hickory", "Sycamore", "Poplar", "Cotton", "Harvest", "Orchard",
];

/// Kinds of street, in full and abbreviated.
#[rustfmt::skip]
pub(crate) const STREET_KINDS: &[(&str, &str)] = &[
    ("Street", "St"), ("Avenue", "Ave"), ("Road", "Rd"), ("Drive", "Dr"), ("Lane", "Ln"), ("Court", "Ct"),
    ("Place", "Pl"), ("Way", "Way"), ("Circle", "Cir"), ("Terrace", "Ter"),
];

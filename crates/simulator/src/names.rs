//! Names as a retailer in Georgia meets them, from common to rare within each list. No real person
//! stands behind any combination.
// tidy: list

/// Given names of men.
#[rustfmt::skip]
pub(crate) const MEN: &[&str] = &[
    "James", "Michael", "Robert", "John", "David", "William", "Richard", "Joseph", "Thomas", "Christopher",
    "Charles", "Daniel", "Matthew", "Anthony", "Mark", "Steven", "Donald", "Andrew", "Joshua", "Paul",
    "Kenneth", "Kevin", "Brian", "Timothy", "Ronald", "George", "Jason", "Edward", "Jeffrey", "Ryan", "Jacob",
    "Nicholas", "Gary", "Eric", "Jonathan", "Stephen", "Larry", "Justin", "Scott", "Brandon", "Benjamin",
    "Samuel", "Gregory", "Alexander", "Patrick", "Frank", "Raymond", "Jack", "Dennis", "Jerry", "Tyler",
    "Aaron", "José", "Adam", "Nathan", "Henry", "Zachary", "Douglas", "Peter", "Kyle", "Noah", "Ethan",
    "Jeremy", "Christian", "Walter", "Keith", "Austin", "Roger", "Terry", "Sean", "Gerald", "Carl", "Dylan",
    "Harold", "Jordan", "Jesse", "Bryan", "Lawrence", "Arthur", "Gabriel", "Bruce", "Logan", "Billy", "Joe",
    "Alan", "Juan", "Elijah", "Willie", "Albert", "Wayne", "Randy", "Mason", "Vincent", "Liam", "Roy", "Bobby",
    "Caleb", "Bradley", "Russell", "Lucas", "Malik", "Darius", "Terrence", "Andre", "Luis", "Carlos", "Jesús",
    "Marcus", "Reginald", "Curtis", "Travis", "Derrick", "Maurice", "Clarence", "Leon", "Théo", "René", "Andrés",
    "Martín", "Raúl", "Sebastián", "Jürgen", "Björn", "Søren", "François", "Wei", "Minh", "Raj", "Kwame", "Omar",
];

/// Given names of women.
#[rustfmt::skip]
pub(crate) const WOMEN: &[&str] = &[
    "Mary", "Patricia", "Jennifer", "Linda", "Elizabeth", "Barbara", "Susan", "Jessica", "Karen", "Sarah",
    "Lisa", "Nancy", "Sandra", "Betty", "Ashley", "Emily", "Kimberly", "Margaret", "Donna", "Michelle",
    "Carol", "Amanda", "Melissa", "Deborah", "Stephanie", "Rebecca", "Sharon", "Laura", "Cynthia", "Dorothy",
    "Amy", "Kathleen", "Angela", "Shirley", "Emma", "Brenda", "Pamela", "Nicole", "Anna", "Samantha",
    "Katherine", "Christine", "Debra", "Rachel", "Carolyn", "Janet", "Maria", "Olivia", "Heather", "Helen",
    "Catherine", "Diane", "Julie", "Victoria", "Joyce", "Lauren", "Kelly", "Christina", "Ruth", "Joan",
    "Virginia", "Judith", "Evelyn", "Hannah", "Andrea", "Megan", "Cheryl", "Jacqueline", "Madison", "Teresa",
    "Abigail", "Sophia", "Martha", "Sara", "Gloria", "Janice", "Kathryn", "Ann", "Isabella", "Judy",
    "Charlotte", "Julia", "Grace", "Amber", "Alice", "Jean", "Denise", "Frances", "Danielle", "Marilyn",
    "Natalie", "Beverly", "Diana", "Brittany", "Theresa", "Kayla", "Alexis", "Doris", "Lori", "Tiffany",
    "Keisha", "Latoya", "Imani", "Aaliyah", "Tamika", "Ebony", "María", "Sofía", "Lucía", "Inés", "Zoë", "Chloé",
    "Renée", "Noémie", "Anaïs", "Mónica", "Verónica", "Ángela", "Jürgita", "Åsa", "Mei", "Linh", "Priya", "Amara",
    "Fatima", "Yolanda", "Rosa", "Carmen", "Esther", "Naomi",
];

/// Family names.
#[rustfmt::skip]
pub(crate) const FAMILIES: &[&str] = &[
    "Smith", "Johnson", "Williams", "Brown", "Jones", "Davis", "Jackson", "Thomas", "Harris", "Moore",
    "Miller", "Wilson", "Taylor", "Anderson", "White", "Martin", "Thompson", "Robinson", "Walker", "Lewis",
    "Green", "King", "Wright", "Scott", "Allen", "Hill", "Clark", "Hall", "Young", "Turner", "Carter",
    "Mitchell", "Evans", "Edwards", "Collins", "Parker", "Stewart", "Morris", "Rogers", "Reed", "Cook",
    "Morgan", "Bell", "Murphy", "Bailey", "Cooper", "Howard", "Ward", "Brooks", "Washington", "Sanders",
    "Price", "Bennett", "Wood", "Barnes", "Ross", "Henderson", "Coleman", "Jenkins", "Perry", "Powell",
    "Patterson", "Hughes", "Butler", "Simmons", "Foster", "Bryant", "Alexander", "Russell", "Griffin",
    "Hayes", "Myers", "Ford", "Hamilton", "Graham", "Sullivan", "Wallace", "Woods", "Cole", "West", "Owens",
    "Reynolds", "Fisher", "Ellis", "Harrison", "Gibson", "Mcdonald", "Marshall", "Freeman", "Wells", "Webb",
    "Simpson", "Stevens", "Tucker", "Porter", "Hunter", "Hicks", "Crawford", "Boyd", "Mason", "Kennedy",
    "Warren", "Dixon", "Burns", "Gordon", "Shaw", "Holmes", "Rice", "Robertson", "Hunt", "Black", "Daniels",
    "Palmer", "Mills", "Grant", "Knight", "Ferguson", "Stone", "Hawkins", "Dunn", "Perkins", "Hudson",
    "Spencer", "Gardner", "Stephens", "Payne", "Pierce", "Berry", "Matthews", "Arnold", "Wagner", "Willis",
    "Ray", "Watkins", "Olson", "Carroll", "Duncan", "Snyder", "Hart", "Cunningham", "Bradley", "Lane",
    "Andrews", "Ruiz", "Harper", "Fox", "Riley", "Armstrong", "Carpenter", "Weaver", "Greene", "Lawrence",
    "Elliott", "Chavez", "Sims", "Austin", "Peters", "Kelley", "Franklin", "Lawson", "Fields", "Ryan",
    "Schmidt", "Carr", "Vasquez", "Castillo", "Wheeler", "Chapman", "Oliver", "Montgomery", "Richards",
    "Williamson", "Johnston", "Banks", "Meyer", "Bishop", "Mccoy", "Howell", "Morrison", "Hansen", "Garza",
    "Harvey", "Little", "Burton", "Stanley", "Nguyen", "George", "Jacobs", "Reid", "Kim", "Fuller", "Lynch",
    "Dean", "Gilbert", "Garrett", "Welch", "Larson", "Frazier", "Burke", "Hanson", "Day", "Mendoza", "Moreno",
    "Bowman", "Medina", "Fowler", "Brewer", "Hoffman", "Carlson", "Silva", "Pearson", "Holland", "Douglas",
    "Fleming", "Jensen", "Vargas", "Byrd", "Davidson", "Hopkins", "May", "Terry", "Herrera", "Wade", "Soto",
    "Walters", "Curtis", "Neal", "Caldwell", "Lowe", "Jennings", "Barnett", "Graves", "Horton", "Shelton",
    "Barrett", "Obrien", "Castro", "Sutton", "Gregory", "Mckinney", "Lucas", "Miles", "Craig", "Chambers",
    "Holt", "Lambert", "Fletcher", "Watts", "Bates", "Hale", "Rhodes", "Pena", "Beck", "Newman", "Haynes",
    "García", "Rodríguez", "Martínez", "Hernández", "López", "González", "Pérez", "Sánchez", "Ramírez", "Núñez",
    "Muñoz", "Peña", "Ibáñez", "O’Brien", "O’Neal", "D’Angelo", "Müller", "Schröder", "Köhler", "Larsson",
    "Sjöberg", "Ångström", "Lefèvre", "Béranger", "Côté", "Conceição", "Guimarães", "Oyelaran", "Adeyemi",
    "Okafor", "Mensah", "Patel", "Sharma", "Singh", "Tran", "Pham", "Chen", "Wong", "Park", "Nakamura",
    "Abernathy", "Beauregard", "Calloway", "Dupree", "Eberhardt", "Fairchild", "Goodwin", "Hightower",
    "Ingram", "Jernigan", "Kilgore", "Lanier", "Mayfield", "Nesbitt", "Oglesby", "Pettigrew", "Quarles",
    "Ragsdale", "Sizemore", "Thigpen", "Underwood", "Vickery", "Whitaker", "Yarbrough", "Zeigler",
];

/// A given name and what its bearer is called.
#[rustfmt::skip]
pub(crate) const NICKNAMES: &[(&str, &str)] = &[
    ("James", "Jim"), ("Michael", "Mike"), ("Robert", "Bob"), ("John", "Jack"), ("David", "Dave"),
    ("William", "Bill"), ("Richard", "Rick"), ("Joseph", "Joe"), ("Thomas", "Tom"), ("Christopher", "Chris"),
    ("Charles", "Charlie"), ("Daniel", "Dan"), ("Matthew", "Matt"), ("Anthony", "Tony"), ("Steven", "Steve"),
    ("Donald", "Don"), ("Andrew", "Andy"), ("Joshua", "Josh"), ("Kenneth", "Ken"), ("Timothy", "Tim"),
    ("Ronald", "Ron"), ("Edward", "Ed"), ("Jeffrey", "Jeff"), ("Jacob", "Jake"), ("Nicholas", "Nick"),
    ("Jonathan", "Jon"), ("Stephen", "Steve"), ("Benjamin", "Ben"), ("Samuel", "Sam"), ("Gregory", "Greg"),
    ("Alexander", "Alex"), ("Patrick", "Pat"), ("Raymond", "Ray"), ("Nathan", "Nate"), ("Zachary", "Zach"),
    ("Douglas", "Doug"), ("Lawrence", "Larry"), ("Arthur", "Art"), ("Albert", "Al"), ("Vincent", "Vince"),
    ("Bradley", "Brad"), ("Russell", "Russ"), ("Patricia", "Pat"), ("Jennifer", "Jen"),
    ("Elizabeth", "Liz"), ("Barbara", "Barb"), ("Susan", "Sue"), ("Jessica", "Jess"), ("Nancy", "Nan"),
    ("Sandra", "Sandy"), ("Kimberly", "Kim"), ("Margaret", "Peggy"), ("Michelle", "Shelly"),
    ("Amanda", "Mandy"), ("Melissa", "Missy"), ("Deborah", "Debbie"), ("Stephanie", "Steph"),
    ("Rebecca", "Becky"), ("Cynthia", "Cindy"), ("Dorothy", "Dot"), ("Kathleen", "Kathy"),
    ("Angela", "Angie"), ("Pamela", "Pam"), ("Nicole", "Nikki"), ("Samantha", "Sam"), ("Katherine", "Kate"),
    ("Christine", "Chris"), ("Debra", "Deb"), ("Catherine", "Cathy"), ("Victoria", "Vicky"),
    ("Christina", "Tina"), ("Virginia", "Ginny"), ("Judith", "Judy"), ("Jacqueline", "Jackie"),
    ("Teresa", "Terri"), ("Abigail", "Abby"), ("Kathryn", "Kathy"), ("Frances", "Fran"), ("Theresa", "Terri"),
];

/// Mail domains, reserved for examples (RFC 2606) so that no simulated address is anybody's.
#[rustfmt::skip]
pub(crate) const MAIL_DOMAINS: &[&str] =
    &["mail.example", "example.com", "inbox.example", "example.net", "post.example", "example.org", "home.example"];

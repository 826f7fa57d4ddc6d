//! First names that are one: short forms, initials, typing errors.
//!
//! Enters: two folded first names. Leaves: whether they may be one person's.

use crate::normal::fold::is_one_error_apart;

/// First names and the short forms in use for them; common English and German ones, collected from
/// everyday use.
const FAMILIES: &[&[&str]] = &[
    &["robert", "bob", "rob", "bobby", "robbie", "bert"],
    &["william", "bill", "will", "billy", "liam", "willi"],
    &["richard", "dick", "rick", "rich", "richie"],
    &["james", "jim", "jimmy", "jamie", "jem"],
    &["john", "jack", "johnny", "jon"],
    &["jonathan", "jon", "jonny"],
    &["michael", "mike", "mick", "mickey", "micha"],
    &["thomas", "tom", "tommy"],
    &["charles", "charlie", "chuck", "chas"],
    &["edward", "ed", "eddie", "ted", "ned", "teddy"],
    &["henry", "harry", "hank", "hal"],
    &["george", "georgie"],
    &["joseph", "joe", "joey", "sepp"],
    &["david", "dave", "davy"],
    &["daniel", "dan", "danny"],
    &["matthew", "matt", "matthias"],
    &["anthony", "tony", "anton", "toni"],
    &["andrew", "andy", "drew", "andreas"],
    &["peter", "pete"],
    &["stephen", "steven", "steve", "stefan", "stephan"],
    &["christopher", "chris", "kit", "christian", "topher"],
    &["alexander", "alex", "sandy", "xander", "alec"],
    &["alexandra", "alex", "sandra", "sasha", "lexi"],
    &["benjamin", "ben", "benny", "benji"],
    &["samuel", "sam", "sammy"],
    &["samantha", "sam", "sammy"],
    &["nicholas", "nick", "nicky", "klaus", "nico"],
    &["gregory", "greg"],
    &["kenneth", "ken", "kenny"],
    &["ronald", "ron", "ronnie"],
    &["donald", "don", "donnie"],
    &["frederick", "fred", "freddie", "fritz", "friedrich"],
    &["lawrence", "larry", "laurie"],
    &["leonard", "len", "leo", "lenny"],
    &["timothy", "tim", "timmy"],
    &["patrick", "pat", "paddy"],
    &["patricia", "pat", "patty", "trish", "tricia"],
    &["philip", "phil", "pip", "phillip"],
    &["raymond", "ray"],
    &["gerald", "gerry", "jerry"],
    &["walter", "walt", "wally"],
    &["vincent", "vince", "vinny"],
    &["martin", "marty"],
    &["oliver", "ollie"],
    &["joshua", "josh"],
    &["zachary", "zach", "zack"],
    &[
        "elizabeth",
        "liz",
        "beth",
        "betty",
        "lizzie",
        "eliza",
        "libby",
        "lisa",
    ],
    &[
        "margaret", "maggie", "peggy", "meg", "greta", "marge", "rita",
    ],
    &[
        "catherine",
        "katherine",
        "kathryn",
        "kate",
        "katie",
        "cathy",
        "kathy",
        "kit",
        "katharina",
    ],
    &["susan", "sue", "susie", "suzanne"],
    &["jennifer", "jen", "jenny"],
    &["jessica", "jess", "jessie"],
    &["deborah", "deb", "debbie", "debra"],
    &["barbara", "barb", "babs"],
    &["dorothy", "dot", "dottie", "dolly"],
    &["rebecca", "becky", "becca"],
    &["victoria", "vicky", "vicki", "tori"],
    &["christine", "chris", "chrissie", "tina", "christina"],
    &["jacqueline", "jackie", "jacqui"],
    &["judith", "judy", "jude"],
    &["pamela", "pam"],
    &["penelope", "penny"],
    &["josephine", "jo", "josie"],
    &["joanna", "jo", "joanne"],
    &["theresa", "teresa", "terry", "tess", "tessa"],
    &["philippa", "pippa", "pip"],
    &["frances", "fran", "francesca", "frankie"],
    &["francis", "frank", "frankie", "franz"],
    &["gillian", "gill", "jill"],
    &["abigail", "abby", "gail"],
    &["amanda", "mandy"],
    &["eleanor", "ellie", "nell", "nora"],
    &["charlotte", "lottie", "charlie"],
    &["emily", "em", "emmy"],
    &["isabel", "isabella", "bella", "izzy"],
    &["natalie", "nat", "natasha"],
    &["olivia", "liv", "livvy"],
    &["sarah", "sally", "sara"],
    &["johannes", "hans", "johann", "hannes"],
    &["ann", "anne", "anna", "annie", "nancy"],
    &["helen", "nell", "lena", "helena", "ellen"],
    &["valerie", "val"],
    &["geoffrey", "geoff", "jeff", "jeffrey"],
    &["malcolm", "mal"],
    &["douglas", "doug"],
    &["stuart", "stu", "stewart"],
    &["graham", "gray"],
    &["rosemary", "rose", "rosie"],
    &["louise", "lou"],
    &["louis", "lou", "lewis", "ludwig"],
    &["marjorie", "marge", "margie"],
    &["nathaniel", "nat", "nate", "nathan"],
    &["albert", "al", "bert", "bertie"],
    &["alfred", "alf", "fred", "alfie"],
    &["arthur", "art"],
    &["harold", "harry", "hal"],
];

/// Whether two folded first names may be one person's: equal, missing, an initial, a short form or
/// a typing error. Of several first names the first counts.
pub(crate) fn is_same_first_name(one: &str, other: &str) -> bool {
    let (one, other) = (first_word(one), first_word(other));
    if one.is_empty() || other.is_empty() || one == other {
        return true;
    }
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.chars().count() == 1 {
        return long.starts_with(short);
    }
    is_one_error_apart(one, other) && !is_known_pair_apart(one, other)
        || FAMILIES
            .iter()
            .any(|family| family.contains(&one) && family.contains(&other))
}

/// Two names of the table that differ by one letter are two names, not a typing error.
fn is_known_pair_apart(one: &str, other: &str) -> bool {
    let is_known = |name: &str| FAMILIES.iter().any(|family| family.contains(&name));
    is_known(one) && is_known(other)
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::is_same_first_name;

    #[test]
    fn short_forms_are_known_and_other_names_are_not_mixed_up() {
        for (one, other, same) in [
            ("robert", "bob", true),
            ("bob", "rob", true),
            ("r", "robert", true),
            ("", "robert", true),
            ("robert", "robret", true),
            ("jon", "john", true),
            ("jane", "jan", false),
            ("jon", "don", false),
            ("mary", "john", false),
            ("louise", "louis", false),
            ("anna maria", "anna", true),
        ] {
            assert_eq!(is_same_first_name(one, other), same, "{one} {other}");
        }
    }
}

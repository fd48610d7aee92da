//! Given names: everyday forms, other languages, transliterations.

use super::sound::{Same, distance, skeleton, vowels_folded};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names that stand for one another, a line each: a full name with its
/// everyday forms, or one name in several languages.
const FORMS: &str = "\
abraham abe
alexander aleksandr oleksandr alyaksandr alexandr aleksander alex sasha
alexandra aleksandra oleksandra
alfred alf fred
andrei andrey andriy andrii andrej
andrew andy drew
anthony tony antony
benjamin ben
bernard bernie
catherine katherine kathryn kate cathy kathy
charles chuck charlie
christopher chris
daniel dan danny
david dave
deborah debbie
dmitry dmitri dmytro dmitriy
donald don donnie
douglas doug
edward ed ted eddie ned
elizabeth liz beth betsy
eugene gene
evgeny evgeni yevgeny yevhen evgenii
frederick fred
gerald gerry jerry
gregory greg
grigory hryhoriy grigori
ibrahim ebrahim
igor ihor
irina iryna
jacob jake
james jim jimmy
jefferson jeff
jeffrey jeff geoffrey geoff
jennifer jen jenny
jeremiah jeremy
john jack johnny jon
jonathan jon
joseph joe joey
joshua josh
judith judy
kenneth ken
laurence lawrence larry
leonard leo len
margaret maggie peggy
matthew matt
michael mike mick
mikhail mykhailo michail mihail
mitchell mitch
nadezhda nadiya nadia
nathaniel nathan nate
nicholas nick nicolas nikolas
nikolai mykola nikolay
oleg oleh
pamela pam
patrick pat
peter pete
pyotr petro petr
philip phil phillip
randolph randy
raymond ray
richard dick rick rich
robert bob rob bobby robbie
ronald ron ronnie
samuel sam
sergei sergey serhiy sergiy serhii
stephen steven steve
susan sue
svetlana sviatlana svitlana
theodore ted teddy
thomas tom tommy
timothy tim
victoria vicky
vladimir volodymyr uladzimir wladimir
volodymyr wolodymyr volodimir
walter walt
william bill will billy willie
yulia yuliya julia iuliia
zachary zach
";
/// Names of women that sound as those of men do; others end in *a*.
const FEMALE: &[&str] = &[
    "danielle",
    "denise",
    "frances",
    "gabrielle",
    "michelle",
    "pauline",
    "simone",
    "stephanie",
];

/// Whether two given names can be one: also by an initial.
pub(super) fn same_given(a: &str, b: &str) -> Option<Same> {
    if a.len() == 1 || b.len() == 1 {
        return (a.chars().next() == b.chars().next()).then_some(Same::Letters);
    }
    if a == b {
        return Some(Same::Letters);
    }
    if forms(a, b) {
        return Some(Same::Form);
    }
    let (folded_a, folded_b) = (vowels_folded(a), vowels_folded(b));
    let first = |x: &str, y: &str| x.chars().next() == y.chars().next();
    let sound = skeleton(a) == skeleton(b)
        && is_female(a) == is_female(b)
        && (first(a, b) || first(&folded_a, &folded_b))
        && distance(&folded_a, &folded_b) <= 1 + a.len().max(b.len()) / 6;
    sound.then_some(Same::Sound)
}

/// Whether one line of the forms has both.
fn forms(a: &str, b: &str) -> bool {
    lines(a).iter().any(|line| lines(b).contains(line))
}

/// The lines of the forms that have a name.
pub(super) fn lines(name: &str) -> &'static [usize] {
    static LINES: LazyLock<BTreeMap<&str, Vec<usize>>> = LazyLock::new(|| {
        let mut lines: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, line) in FORMS.lines().enumerate() {
            for form in line.split(' ') {
                lines.entry(form).or_default().push(number);
            }
        }
        lines
    });
    LINES.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a name ends as those of women do where men's do not.
fn is_female(name: &str) -> bool {
    let name = name.strip_suffix('h').unwrap_or(name);
    name.ends_with('a') || FEMALE.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_forms_are_one_name() {
        assert_eq!(same_given("bill", "william"), Some(Same::Form));
        assert_eq!(same_given("ted", "edward"), Some(Same::Form));
        assert_eq!(same_given("theodore", "edward"), None);
    }

    #[test]
    fn a_man_and_a_woman_are_two() {
        for (a, b) in [
            ("karim", "karima"),
            ("mario", "maria"),
            ("stephen", "stephanie"),
        ] {
            assert_eq!(same_given(a, b), None, "{a} {b}");
        }
        assert_eq!(same_given("mustafa", "mostafa"), Some(Same::Sound));
    }
}

//! Whether a pronoun fits somebody.

/// As far as English pronouns ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Gender {
    #[default]
    Unknown,
    Female,
    Male,
}

/// Common given names of the people in the news, of many languages. A name that
/// is missing only means that the pronoun does not help.
const FEMALE: &str = "aisha alexandra alice alison amanda amy ana andrea angela anita ann anna anne annegret \
 annie april ayesha barbara beatrice benazir beth betsy betty bonnie brenda carmen carol caroline carolyn \
 catherine cecilia charlotte cheryl christina christine cindy claire claudia condoleezza cristina cynthia \
 dana deborah debbie denise diana diane dianne donna dorothy ekaterina elaine elena elisabeth elise elizabeth \
 ella ellen emily emma erin erna esther eva eve fatima fiona florence frances gabrielle gina giorgia \
 gloria grace gretchen hannah heather heidi helen hillary huma ilhan ilse inga ingrid irene irina isabel \
 ivanka jacinda jackie jane janet janice jean jeanine jen jennifer jessica jill joan joanna joyce judith \
 judy julia julie kaja kamala karen karine kate katherine kathleen kathryn kathy katie kayleigh kellyanne \
 kelly kim kimberly kirsten kirstjen laura lauren laurie leila leslie lily linda lindsey lisa liz lois \
 loretta lori louise lucy lynn madeleine malala margaret margot maria mariana marie marilyn marina marine \
 marjorie martha mary maureen megan melania melissa mette meghan mia michelle mina miriam monica muriel nadia \
 nancy naomi natalia natalie nicola nicole nikki nina olena olga olivia oksana pamela patricia paula penny \
 phyllis priti priyanka rachel rashida rebecca renee rita roberta rosa rose ruth sahle samantha sandra sanna \
 sara sarah sharon sheila sheikha sheryl shirley sofia sonia sophia sophie stacey stephanie sue susan susie \
 suzanne svetlana sviatlana sylvia tammy tanya tara teresa theresa tina tulsi ursula valerie vanessa vera \
 veronica victoria viktoria virginia wendy yulia yvette yvonne zainab zoe";
const MALE: &str = "aaron abdel abdul abdullah abraham adam adrian ahmed al alan albert alberto alejandro \
 aleksandr alex alexander alexei ali alistair allen amir anders andre andrei andrew andriy andrzej angel \
 ángel anthony antonio antony antonio ari arnold arthur ashraf barack barry bashar ben benjamin bernard \
 bernie bill billy bob boris brad brandon brett brian bruce carl carlos chad charles charlie chris christian \
 christopher chuck clarence claude clay clint colin corey craig cyril dan daniel darren dave david dean \
 denis dennis derek devin dick dmitri dmitry dmytro dominic don donald doug douglas dustin dwight ed eddie \
 edward elijah elon emmanuel eric erik ernest evan felipe felix fernando fidel francis francisco francois \
 frank fred frederick gary gavin gene geoff geoffrey george gerald gerard gerhard giuseppe glenn gordon greg \
 gregory guillermo gustavo hamid harold harry harvey hassan hector henry herbert herman hosni howard hugh \
 hugo hussein ian ibrahim igor imran isaac ismail ivan jack jacob jair jake jamal james jared jason javier \
 jay jean-claude jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joe joel john johnny jon jonathan \
 jordan jorge jose joseph josh joshua juan julian justin karl keir keith ken kenneth kevin khalid konstantin \
 kurt kyle larry lars lawrence lee len leo leon leonard lloyd lou louis luis luke manuel marc marco marcus \
 mario mark marko martin marvin mateusz matt matteo matthew maurice max mehmet michael miguel mike mikhail \
 mitch mitt mohamed mohammad mohammed morgan mustafa narendra nathan neil newt nicholas nick nicolas nicolás \
 nigel nikolai noah norman nouri olaf oleg oleksandr oleksiy oliver omar oscar osama pablo patrick paul pedro \
 pervez pete peter phil philip pierre rafael rajiv ralph ramzan rand randy raul ray raymond recep reince \
 reinhold rex ricardo richard rick rob robert roberto rod rodrigo roger roland ron ronald rory ross roy rudy \
 rupert russell ryan saad sadiq saddam salman sam samuel sanjay scott sean sebastian serge sergei sergey \
 sergio seth shane shinzo silvio simon stanley stefan stephen steve steven stewart stuart sundar taro ted \
 terrence terry theodore thomas tim timothy toby todd tom tomas tommy tony travis trevor tyler umar vadim \
 victor viktor vince vincent vitali vitaly vladimir volodymyr walter warren wayne wesley william wolfgang \
 xavier yair yasser yevgeny yitzhak yoweri yuri yusuf zachary matt alan";

impl Gender {
    /// Of a given name.
    pub fn of_name(given: &str) -> Gender {
        let folded = given.to_lowercase();
        let has = |list: &str| list.split_ascii_whitespace().any(|name| name == folded);
        match (has(FEMALE), has(MALE)) {
            (true, false) => Gender::Female,
            (false, true) => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    /// Of a form of address or a noun for an office.
    pub fn of_title(word: &str) -> Gender {
        let lower = word.to_lowercase();
        match lower.trim_end_matches('.') {
            "mr" | "sir" | "lord" | "king" | "prince" | "emperor" | "pope" | "bishop"
            | "archbishop" | "imam" | "ayatollah" | "husband" | "son" | "father" | "brother"
            | "man" | "boy" | "actor" | "monk" | "sheikh" => Gender::Male,
            "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "wife"
            | "daughter" | "mother" | "sister" | "woman" | "girl" | "actress" | "nun" => {
                Gender::Female
            }
            other if other.ends_with("woman") => Gender::Female,
            other if other.len() > 3 && other.ends_with("man") => Gender::Male,
            _ => Gender::Unknown,
        }
    }

    /// Whether the two may be of one person.
    pub fn agrees(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles() {
        assert_eq!(Gender::of_name("Ilse"), Gender::Female);
        assert_eq!(Gender::of_name("Tomas"), Gender::Male);
        assert_eq!(Gender::of_name("Robin"), Gender::Unknown);
        assert_eq!(Gender::of_title("spokeswoman"), Gender::Female);
        assert_eq!(Gender::of_title("Mr."), Gender::Male);
        assert!(Gender::Unknown.agrees(Gender::Male));
    }
}

//! Closed classes of English words that the rules go by.

/// Nouns for somebody by office, work or kin; a title or a description ends in
/// one of them.
const ROLES: &str = "president minister chancellor premier leader secretary spokesman spokeswoman \
 spokesperson chief director chairman chairwoman chairperson chair governor gov mayor senator sen rep \
 representative congressman congresswoman ambassador envoy diplomat general gen colonel col lieutenant lt \
 captain capt admiral adm commander sergeant sgt judge justice attorney lawyer prosecutor counsel adviser \
 advisor aide official officer analyst economist professor prof expert researcher scientist doctor dr \
 author journalist reporter editor columnist correspondent interviewer anchor host king queen prince \
 princess emperor pope bishop archbishop cardinal patriarch imam ayatollah sheikh rabbi pastor reverend \
 rev ceo cfo executive founder co-founder manager coach owner member lawmaker legislator parliamentarian \
 deputy mp candidate nominee speaker whip head boss counterpart wife husband son daughter father mother \
 brother sister friend witness victim resident activist organizer organiser strategist pollster historian \
 investigator detective sheriff superintendent commissioner inspector treasurer comptroller negotiator \
 mediator dictator autocrat ruler strongman billionaire businessman businesswoman tycoon developer actor \
 actress singer student teacher farmer driver worker nurse survivor pilot soldier fighter critic opponent \
 rival ally supporter donor excellency highness majesty republican democrat conservative liberal writer novelist scholar physician \
 surgeon epidemiologist engineer operator consultant lobbyist broker trader investor partner associate \
 informant source insider interpreter translator guard neighbor neighbour man woman person boy girl \
 defendant plaintiff suspect author undersecretary under-secretary vice-president co-chair veteran \
 dissident rebel militant warlord cleric monk nun coroner mogul star campaigner councilman councilwoman \
 councillor alderman selectman trustee regent dean provost principal chaplain treasurer firefighter \
 paramedic policeman policewoman trooper agent marshal warden justice solicitor barrister magistrate \
 ombudsman statesman congressperson technician architect director-general secretary-general \
 editor-in-chief commander-in-chief attorney-general";

/// Plural nouns for persons without a name.
const PEOPLE: &str = "people officials sources leaders lawmakers critics experts analysts economists aides \
 advisers advisors diplomats lawyers prosecutors investigators witnesses residents activists scientists \
 researchers reporters journalists republicans democrats conservatives liberals supporters opponents \
 advocates groups officers soldiers troops rebels militants protesters demonstrators workers doctors \
 families relatives parents students teachers voters members executives investors traders allies friends \
 colleagues neighbors neighbours authorities agencies countries nations governments companies firms \
 organizations organisations senators congressmen representatives ministers presidents generals commanders \
 police fighters victims survivors refugees citizens americans others many some several most few those all \
 attorneys spokespeople spokesmen spokeswomen scholars historians observers watchers commentators pundits \
 users fans customers passengers staff staffers employees strategists pollsters operatives insiders \
 conservationists environmentalists campaigners unions teams children women men mothers fathers veterans \
 clerics judges justices mayors governors mps legislators parliamentarians envoys negotiators delegates \
 participants attendees editors columnists authors writers outlets media newspapers states parties \
 republicans-elect skeptics sceptics detractors rivals informants engineers medics rescuers firefighters \
 farmers fishermen dockers sailors professionals professors deputies commissioners councillors \
 interpreters spokespersons speakers";

/// Nouns for bodies that speak.
const BODIES: &str = "ministry company newspaper agency group department bank court committee party union \
 university organization organisation firm network paper outlet magazine broadcaster website \
 administration campaign government council commission military army navy police institute foundation \
 association alliance bloc panel board bureau office service force command regime junta kremlin parliament \
 congress senate house legislature cabinet team club league federation corporation airline bank fund \
 center centre think-tank nonprofit charity watchdog regulator embassy consulate tribunal syndicate \
 startup developer manufacturer maker retailer giant publisher school hospital church coalition faction \
 militia authority state city county country nation channel station tabloid publication site \
 intelligence treasury secretariat delegation mission body institution society presidency palace leadership";

/// Nouns for texts and utterances that speak for whoever issued them.
const DOCUMENTS: &str = "statement readout report post tweet letter email e-mail memo memorandum message \
 release note article story book memoir document documents filing lawsuit complaint suit indictment ruling \
 opinion order proclamation declaration communique communiqué resolution study survey poll paper dossier \
 transcript video audio recording clip footage speech address remarks comments testimony affidavit summary \
 briefing bulletin account accounts column editorial op-ed essay excerpt excerpts passage blog thread \
 caption notice warrant decree law bill legislation act statistics data figures analysis assessment review \
 findings announcement advisory manifesto pamphlet leaflet draft text petition brief motion subpoena \
 subpoenas reports tweets posts letters emails messages documents papers cable cables interview \
 complaints lawsuits suits filings strategy write-up guidance \
 proposal plan platform constitution treaty agreement accord charter rule regulation measure";

/// Heads of states and governments, as `the Norland leader` means them.
const LEADERS: &str = "president leader premier chancellor king queen emperor dictator autocrat ruler \
 strongman minister";

/// Nouns for media and occasions through which somebody speaks.
const CHANNELS: &str = "call conversation statement interview speech address conference briefing tweet \
 tweets post posts letter email e-mail memo message messages readout report remarks testimony hearing meeting \
 rally debate op-ed book memoir blog video podcast lawsuit filing complaint ruling opinion proclamation \
 release note documentary broadcast appearance hall summit talks session article essay column declaration \
 communique communiqué affidavit telegram phone telephone text texts news facebook twitter instagram \
 telegram weibo livestream lecture sermon toast announcement interviews speeches order decree \
 briefings calls transcript townhall monologue keynote forum panel visit trip subpoena comment comments";

/// Occasions on which two sides speak with each other.
const CONVERSATIONS: &str = "call conversation interview meeting talks phone telephone debate summit calls \
 conversations interviews hearing visit exchange";

/// Pronouns and such that begin no name and no title.
const FUNCTION: &str = "a an the this that these those his her its their our my your and or but nor so yet \
 if when while as since because although though after before until of in on at by for from to with about \
 against between into through during without under over within along amid among around is are was were be \
 been being has have had do does did will would can could may might shall should must not no who whom which \
 what where why how he she it they we i you him them us me there here then than also said says say told \
 tell tells according meanwhile however still both either neither even just only such";

fn in_list(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident: $list:ident;)*) => {
        $(
            $(#[$doc])*
            pub(crate) fn $name(word: &str) -> bool {
                static SET: std::sync::LazyLock<std::collections::BTreeSet<&'static str>> =
                    std::sync::LazyLock::new(|| $list.split_ascii_whitespace().collect());
                SET.contains(word)
            }
        )*
    };
}

classes! {
    /// A singular noun for somebody by office, work or kin.
    is_role: ROLES;
    /// A plural noun (or pronoun) for persons without a name.
    is_people: PEOPLE;
    /// A noun for a body that speaks.
    is_body: BODIES;
    /// A noun for a text that speaks for whoever issued it.
    is_document: DOCUMENTS;
    /// A noun for who leads a state.
    is_leader: LEADERS;
    /// A noun for a medium or an occasion.
    is_channel: CHANNELS;
    /// A noun for an occasion with two sides.
    is_conversation: CONVERSATIONS;
    /// A word that begins no name and no title.
    is_function: FUNCTION;
}

/// Words inside a title before its noun: `former deputy foreign minister`.
pub(crate) fn is_role_modifier(word: &str) -> bool {
    in_list(
        "former acting deputy vice prime foreign defense defence interior finance press chief senior state \
         national security policy attorney general special executive top longtime long-time veteran opposition \
         party house senate minority majority then ex assistant associate managing principal lead lame-duck \
         outgoing incoming incumbent communications campaign police army military navy trade energy health \
         justice education environment economy labor labour transport treasury political science history law \
         fellow new young old late first second one-time onetime independent conservative liberal republican \
         democratic right-wing left-wing far-right far-left communist socialist exiled jailed retired crown \
         commerce agriculture housing homeland intelligence white collar local federal city county regional \
         district high-level spokesman's middle eldest youngest own close longstanding supreme presidential \
         parliamentary staff vice-presidential congressional district u.s. us eu un",
        word,
    )
}

/// `president` for `sen`, `gov` and the like: what an abbreviated title means.
pub(crate) fn long_title(word: &str) -> &str {
    match word.trim_end_matches('.') {
        "sen" => "senator",
        "rep" => "representative",
        "gov" => "governor",
        "gen" => "general",
        "dr" => "doctor",
        "prof" => "professor",
        "lt" => "lieutenant",
        "col" => "colonel",
        "capt" => "captain",
        "sgt" => "sergeant",
        "adm" => "admiral",
        "rev" => "reverend",
        other => other,
    }
}

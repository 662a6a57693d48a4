"""Forty entries in the words of the starter content, and fifty queries with what must come first."""

from academy.search.sources import EntryValues

LESSONS = [
    (
        "Starting safely",
        "How to pause, leave quickly, find support and choose your route.",
        "Press Leave this page to go to a weather site. Your place is kept when you have an account.",
    ),
    (
        "Event, experience, effect",
        "Trauma is not only what happened. It is also how a person lived through it, and what it left.",
        "Two bus drivers see the same assault. One is back at work the next day. One cannot sleep for weeks.",
    ),
    (
        "Realise, recognise, prevent",
        "Three aims and six principles that you can use without knowing anyone’s history.",
        "Safety, trust, choice, collaboration, empowerment and culture: the six principles in plain words.",
    ),
    (
        "What your role asks",
        "Trauma-informed work is for every role. It is not therapy, and it has limits.",
        "A receptionist, a ward clerk and a custody sergeant each have a part. Nobody is asked to diagnose.",
    ),
    (
        "The body’s alarm",
        "A simple picture of why people may react strongly when danger is over.",
        "Fight, flight, freeze and appease are old ways to survive. Hypervigilance is an alarm left on.",
    ),
    (
        "Signs by age and setting",
        "The same response can look different in a child, an adult, a classroom or a custody suite.",
        "A toddler clings; a teenager walks out of a classroom; an adult misses appointments.",
    ),
    (
        "Recognise, don’t diagnose",
        "How to notice that something may be wrong, stay open about why, and describe it fairly.",
        "Rewrite this note: rude, refused to engage, walked out. Describe behaviour, not character.",
    ),
    (
        "The first weeks",
        "What often happens after a frightening event, what you can say, and when to suggest more help.",
        "Bad dreams and jumpiness are common and mostly fade within a month. PTSD is named only later.",
    ),
    (
        "What the studies found",
        "Three large studies of hard childhoods, what they measured, and how to read an odds ratio.",
        "In England the odds of having been violent were 7.71 times higher. Odds are not a percentage.",
    ),
    (
        "What a score cannot tell you",
        "Adversity scores describe groups. They say little about the person in front of you.",
        "A score of four does not predict one life. Screening with a score can do harm.",
    ),
    (
        "What protects",
        "People, places and activities can help children to do well, and you may be part of that.",
        "One trusted adult, a sports club, a teacher who notices: protective factors add up.",
    ),
    (
        "Adultification",
        "When a child is treated as older and less in need of care, and how to put their age back.",
        "Black girls and boys are more often seen as older. Say the age aloud in every handover.",
    ),
    (
        "Contexts, not only families",
        "Harm can happen in places where parents have little power. Those places can be changed.",
        "Contextual safeguarding looks at the park, the stairwell, the bus stop and the group chat.",
    ),
    (
        "The public-health view",
        "Four steps and four levels that help services to prevent violence, and one city’s results.",
        "Measure, understand, test, spread. Better lights and later staff at one station changed a place.",
    ),
    (
        "First two minutes",
        "How to begin so that a person knows who you are, what will happen and what they can choose.",
        "Say your name and your role. Offer the seat by the door. Ask one question at a time.",
    ),
    (
        "Asking and listening",
        "How to ask about harm in private, with a reason, and how to listen to whatever comes back.",
        "Ask alone, never before a partner. Listening is not fixing.",
    ),
    (
        "Disclosure, confidentiality, safeguarding",
        "What to say before someone tells you, when you may have to share, and how to stay honest.",
        "Never promise to keep a secret. Tell the Caldicott Guardian or the safeguarding lead.",
    ),
    (
        "Warm handover",
        "Introducing someone in person to the next helper, so that they do not have to start again alone.",
        "A cold referral is a letter. A warm handover is a walk down the corridor with a navigator.",
    ),
    (
        "Vicarious trauma",
        "How other people’s trauma can change the people who help, and the signs that it may be happening.",
        "I did not even meet the patient. Why am I upset? Supervision and rest help.",
    ),
    (
        "Team habits",
        "Small things that a team can do before, during and after hard work.",
        "A huddle, a debrief, a break that is taken. What only an organisation can fix: rotas and pay.",
    ),
    (
        "One change",
        "Choose one small thing to do differently, and plan how to keep it.",
        "Write down when, where and with whom. Tell a colleague. Look again in a month.",
    ),
]
COURSE = (
    "Trauma awareness for frontline professionals",
    "What trauma is, how it can show, and how to make one meeting safer, kinder and clearer.",
    "For emergency nurses, GPs, teachers, police officers and probation practitioners.",
)
TOPICS = [
    ("Trauma", "What trauma is, how it can show, and how to work in ways that do not add harm."),
    ("Childhood adversity", "What research says about hard childhoods, and what protects people."),
    ("Hospital youth work", "Youth workers who meet young people in hospital after an injury."),
    ("Information sharing", "Using anonymous details of where and when people were hurt."),
    ("Staff wellbeing", "How this work affects people, and what teams and organisations can do about it."),
    (
        "Parents and families",
        "Support for parents, brothers and sisters after serious violence, without blame.",
    ),
    ("Domestic abuse", "Asking safely about abuse at home, and linking people with specialist advocates."),
    ("Bereavement after homicide", "Help for families and witnesses when someone has been killed."),
    ("Custody and probation", "Offering support at the point of arrest, in custody and on probation."),
    ("Co-production", "Designing and deciding together with people affected by violence, as equals."),
]
LINES = [
    ("Samaritans", "Anybody who needs to talk, at any hour."),
    ("Childline", "Children and young people under 19."),
    ("Crimestoppers", "Giving information about crime without giving your name."),
    ("National Domestic Abuse Helpline", "Women who are or may be experiencing domestic abuse."),
]
PAGES = [
    ("Accessibility", "How usable this site is, and what to do if you cannot use a part of it."),
    ("Privacy", "What this site keeps about you, why, and for how long."),
    ("About the academy", "Who runs this site, who paid for it, and what it is for."),
]
PLACES = [("Hackney", "London borough"), ("North East London Integrated Care Board", "Integrated care board")]


def entries() -> list[EntryValues]:
    """Everything above, as entries that anybody may find."""
    rows = [("lesson", 20, *lesson) for lesson in LESSONS] + [("course", 30, *COURSE)]
    rows += [("topic", 25, name, summary, "") for name, summary in TOPICS]
    rows += [("support", 15, name, summary, "") for name, summary in LINES]
    rows += [("page", 15, title, summary, "") for title, summary in PAGES]
    rows += [("place", 10, name, summary, "") for name, summary in PLACES]
    return [
        EntryValues(str(number), kind, title, f"/{kind}/{number}/", summary, body, weight=weight)
        for number, (kind, weight, title, summary, body) in enumerate(rows)
    ]


QUERIES = [
    ("trauma", "Trauma"),
    ("TRAUMA", "Trauma"),
    ("traumas", "Trauma"),
    ("vicarious trauma", "Vicarious trauma"),
    ("trauma vicarious", "Vicarious trauma"),
    ("trauma awareness", "Trauma awareness for frontline professionals"),
    ("trauma-informed", "What your role asks"),
    ("adultification", "Adultification"),
    ("adultification of children", "Adultification"),
    ("child treated as older", "Adultification"),
    ("handover", "Warm handover"),
    ("warm handovers", "Warm handover"),
    ('"warm handover"', "Warm handover"),
    ("cold referral", "Warm handover"),
    ("confidentiality", "Disclosure, confidentiality, safeguarding"),
    ("disclosures", "Disclosure, confidentiality, safeguarding"),
    ("caldicott guardian", "Disclosure, confidentiality, safeguarding"),
    ("contextual safeguarding", "Contexts, not only families"),
    ("odds ratio", "What the studies found"),
    ("7.71", "What the studies found"),
    ("adversity scores", "What a score cannot tell you"),
    ("childhood adversity", "Childhood adversity"),
    ("hard childhoods", "Childhood adversity"),
    ("protective factors", "What protects"),
    ("hypervigilance", "The body’s alarm"),
    ("body's alarm", "The body’s alarm"),
    ("fight flight freeze", "The body’s alarm"),
    ("realise", "Realise, recognise, prevent"),
    ("don't diagnose", "Recognise, don’t diagnose"),
    ("six principles", "Realise, recognise, prevent"),
    ("public health", "The public-health view"),
    ("better lights", "The public-health view"),
    ("listen", "Asking and listening"),
    ("asking", "Asking and listening"),
    ("first two minutes", "First two minutes"),
    ("the first weeks", "The first weeks"),
    ("bad dreams", "The first weeks"),
    ("youth workers", "Hospital youth work"),
    ("hospital", "Hospital youth work"),
    ("sharing information", "Information sharing"),
    ("wellbeing of staff", "Staff wellbeing"),
    ("domestic abuse", "Domestic abuse"),
    ("domestic abuse helpline", "National Domestic Abuse Helpline"),
    ("homicide", "Bereavement after homicide"),
    ("custody suite", "Signs by age and setting"),
    ("probation", "Custody and probation"),
    ("coproduction co-production", "Co-production"),
    ("samaritans", "Samaritans"),
    ("Háckney", "Hackney"),
    ("what this site keeps about you", "Privacy"),
]

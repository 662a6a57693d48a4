"""The words of the jigsaw: single words, and names of more than one, by the piece they supply."""

#: The City and the 32 boroughs, by each name that people use.
_BOROUGHS = """
city of london|barking|dagenham|barnet|bexley|brent|bromley|camden|croydon|ealing|enfield|greenwich|hackney|hammersmith
fulham|haringey|harrow|havering|hillingdon|hounslow|islington|kensington|chelsea|kingston|lambeth|lewisham|merton|newham
redbridge|richmond|southwark|sutton|tower hamlets|waltham forest|wandsworth|westminster
"""
_DISTRICTS = """
brixton|peckham|tottenham|edmonton|stratford|walthamstow|leyton|leytonstone|ilford|romford|woolwich|deptford|catford
camberwell|clapham|streatham|tooting|balham|battersea|vauxhall|stockwell|kennington|elephant and castle|bermondsey
rotherhithe|bethnal green|whitechapel|stepney|poplar|mile end|shoreditch|hoxton|dalston|stoke newington|homerton
finsbury park|wood green|holloway|archway|kilburn|willesden|wembley|harlesden|southall|uxbridge|hayes|feltham
brentford|acton|shepherd's bush|notting hill|paddington|kentish town|king's cross|euston|canning town|plaistow
east ham|forest gate|thamesmead|plumstead|eltham|abbey wood|thornton heath|norwood|mitcham|surbiton|penge|sydenham
new cross|london bridge|walworth|hendon|finchley|golders green|edgware|colindale|cricklewood|neasden|kingsbury
stonebridge|burnt oak|mill hill|morden|wimbledon|colliers wood|putney|roehampton|earlsfield|nine elms|pimlico
maida vale|marylebone|soho|bloomsbury|holborn|clerkenwell|highbury|canonbury|hornsey|crouch end|muswell hill
seven sisters|harringay|bruce grove|ponders end|palmers green|southgate|winchmore hill|chingford|clapton|haggerston
hackney wick|limehouse|wapping|isle of dogs|canary wharf|beckton|silvertown|custom house|west ham|upton park|manor park
barkingside|gants hill|seven kings|goodmayes|chadwell heath|hainault|woodford|wanstead|becontree|hornchurch|upminster
rainham|harold hill|collier row|erith|belvedere|sidcup|welling|bexleyheath|crayford|orpington|beckenham|chislehurst
mottingham|blackheath|kidbrooke|charlton|brockley|forest hill|honor oak|nunhead|dulwich|herne hill|tulse hill
gipsy hill|crystal palace|anerley|selhurst|addiscombe|purley|coulsdon|new addington|waddon|wallington|carshalton
cheam|worcester park|new malden|chessington|twickenham|teddington|whitton|isleworth|chiswick|hanwell|greenford|northolt
perivale|park royal|ruislip|northwood|pinner|stanmore|wealdstone|west drayton|yiewsley|heston|hanworth|white city
ladbroke grove|earl's court|kensal|dollis hill|northumberland park|broadwater farm|stamford hill|manor house
birmingham|manchester|liverpool|leeds|sheffield|bristol|nottingham|leicester|coventry|bradford|glasgow|edinburgh
cardiff|belfast|newcastle|luton
royal london|st mary's|st george's|st thomas'|king's college|north middlesex|whittington
"""
_WHEN = """
monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|tonight|today|last night|this morning
this afternoon|this evening|last week|last weekend|this weekend|the weekend|the other day|the other night
"""
_INJURY = """
stabbed|stab|slashed|shot|gunshot|wounded|injured|bleeding|machete|knifed|beaten|assaulted|attacked|fractured|fracture
unconscious|resus|stitches|sutures|killed|murdered|died|raped|overdose|overdosed|theatre|intensive care|acid
"""
#: What people speak of as a subject, too.
_SUBJECT = """
injury|injuries|head injury|wound|wounds|stabbing|shooting|assault
"""
_GROUP = """
school|academy|college|sixth form|pupils|classmate|classmates|teacher|pru|gang|gangs|crew|youth club
football club|boxing club|church|mosque|year 7|year 8|year 9|year 10|year 11|year 12|year 13
"""
_PERSON = """
boy|girl|lad|teenager|teen|youth|son|daughter|brother|sister|nephew|niece|mother|father|patient|pupil|student|client
"""
_PRONOUN = """
he|she|him|his|her
"""
_NUMBERS = """
ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty
"""


def _phrases(lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(name.split()) for line in lines.strip().splitlines() for name in line.split("|"))


def _by_first_word(**pieces: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Each first word with the pieces it may begin, the longest phrase first."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for piece, lines in pieces.items():
        for phrase in _phrases(lines):
            found.setdefault(phrase[0], []).append((piece, phrase))
    return {
        word: tuple(sorted(options, key=lambda option: -len(option[1]))) for word, options in found.items()
    }


#: First word -> (piece, phrase) of every phrase that begins with it.
VOCABULARY = _by_first_word(
    place=_BOROUGHS + _DISTRICTS.lstrip(),
    when=_WHEN,
    injury=_INJURY,
    subject=_SUBJECT,
    group=_GROUP,
    person=_PERSON,
    pronoun=_PRONOUN,
)
FIRST_WORDS = frozenset(VOCABULARY)
NUMBERS = frozenset(phrase[0] for phrase in _phrases(_NUMBERS))

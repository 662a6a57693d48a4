"""The words of the jigsaw: single words, and names of more than one, by the piece they supply."""

_PLACES = """
hackney|tower hamlets|newham|islington|camden|haringey|enfield|waltham forest|redbridge|havering|greenwich|bexley
bromley|lewisham|southwark|lambeth|wandsworth|merton|croydon|kingston|richmond|hounslow|hillingdon|ealing|harrow
hammersmith|fulham|kensington|chelsea|westminster|dagenham|brixton|peckham|tottenham|edmonton|stratford|walthamstow
leyton|leytonstone|ilford|romford|woolwich|deptford|catford|camberwell|clapham|streatham|tooting|balham|battersea
vauxhall|stockwell|kennington|elephant and castle|bermondsey|rotherhithe|bethnal green|whitechapel|stepney|poplar
mile end|shoreditch|hoxton|dalston|stoke newington|homerton|finsbury park|wood green|holloway|archway|kilburn
willesden|wembley|harlesden|southall|uxbridge|hayes|feltham|brentford|acton|shepherd's bush|notting hill|paddington
kentish town|king's cross|euston|canning town|plaistow|east ham|forest gate|thamesmead|plumstead|eltham|abbey wood
thornton heath|norwood|mitcham|sutton|surbiton|penge|sydenham|new cross|london bridge|birmingham|manchester|liverpool
leeds|sheffield|bristol|nottingham|leicester|coventry|bradford|glasgow|edinburgh|cardiff|belfast|newcastle|luton
royal london|st mary's|st george's|st thomas'|king's college|north middlesex|whittington
"""
_WHEN = """
monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|tonight|today|last night|this morning
this afternoon|this evening|last week|last weekend|this weekend|the weekend
"""
_INJURY = """
stabbed|stabbing|stab|slashed|shot|shooting|gunshot|wound|wounds|wounded|injured|injury|injuries|bleeding|machete
knifed|beaten|assaulted|attacked|fractured|fracture|unconscious|resus|stitches|sutures|killed|murdered|died|raped
overdose|overdosed|theatre|intensive care|head injury|acid
"""
_GROUP = """
school|academy|college|sixth form|pupils|classmate|classmates|teacher|pru|gang|gangs|crew|youth club
football club|boxing club|church|mosque|year 7|year 8|year 9|year 10|year 11|year 12|year 13
"""
_PERSON = """
boy|girl|lad|teenager|teen|youth|son|daughter|brother|sister|nephew|niece|mother|father|patient|pupil|student
he|she|him|his|her|client
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
VOCABULARY = _by_first_word(place=_PLACES, when=_WHEN, injury=_INJURY, group=_GROUP, person=_PERSON)
FIRST_WORDS = frozenset(VOCABULARY)
NUMBERS = frozenset(phrase[0] for phrase in _phrases(_NUMBERS))

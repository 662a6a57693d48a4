"""Pairs of references judged by hand: real publications where the facts are certain, labelled tests otherwise."""

from typing import Any, NamedTuple

from evidence.citations import Record
from tests.evidence.citations.making import record


class Pair(NamedTuple):
    """Two references and the judgement: `same` publication, another `version` of it, or `other`."""

    words: str
    one: Record
    other: Record
    judged: str


def works(**said: Any) -> dict[str, Any]:
    """Facts of one work, to be changed for its double."""
    return said


CARDIFF = works(
    title="Effectiveness of anonymised information sharing and use in health service, police, and local government "
    "partnership for preventing violence related injury: experimental study and time series analysis",
    authors=("Florence, Curtis", "Shepherd, Jonathan"),
    year=2011,
    container_title="BMJ",
    volume="342",
    page="d3313",
)
ACE = works(
    title="Relationship of childhood abuse and household dysfunction to many of the leading causes of death in adults. "
    "The Adverse Childhood Experiences (ACE) Study",
    authors=("Felitti, Vincent J", "Anda, Robert F"),
    year=1998,
    container_title="American Journal of Preventive Medicine",
    volume="14",
    issue="4",
    page="245-258",
)
CBT = works(
    title="The positive effects of cognitive-behavioral programs for offenders: A meta-analysis of factors associated "
    "with effective treatment",
    authors=("Landenberger, Nana A.", "Lipsey, Mark W."),
    year=2005,
    container_title="Journal of Experimental Criminology",
    volume="1",
    issue="4",
    page="451-476",
)
HIGGINS = works(
    title="Measuring inconsistency in meta-analyses",
    authors=("Higgins, Julian P T", "Thompson, Simon G"),
    year=2003,
    container_title="BMJ",
    volume="327",
    page="557-560",
)
QUANTIFYING = works(
    title="Quantifying heterogeneity in a meta-analysis",
    authors=("Higgins, Julian P T", "Thompson, Simon G"),
    year=2002,
    container_title="Statistics in Medicine",
    volume="21",
    page="1539-1558",
)
DERSIMONIAN = works(
    title="Meta-analysis in clinical trials",
    authors=("DerSimonian, Rebecca", "Laird, Nan"),
    year=1986,
    container_title="Controlled Clinical Trials",
    volume="7",
    page="177-188",
)
KRUG = works(
    title="The world report on violence and health",
    authors=("Krug, Etienne G", "Mercy, James A"),
    year=2002,
    container_title="Lancet",
    volume="360",
    page="1083-1088",
)
BRAGA = works(
    title="Focused deterrence strategies and crime control: An updated systematic review and meta-analysis of the "
    "empirical evidence",
    authors=("Braga, Anthony A.", "Weisburd, David"),
    year=2018,
    container_title="Criminology & Public Policy",
    volume="17",
    page="205-250",
)
TRIAL = works(
    title="Test trial of a school programme to prevent bullying",
    authors=("Test, Ann", "Example, Ben"),
    year=2015,
    container_title="Journal of Tests",
    volume="10",
    page="1-12",
)
REPORT = works(
    title="Serious violence strategy: annual report of the test partnership",
    authors=("Home Office",),
    year=2019,
    type="report",
    publisher="Home Office",
)


def pair(words: str, judged: str, work: dict[str, Any], **changed: Any) -> Pair:
    """A work beside itself with some facts changed; a fact changed to None is left out."""
    double = {name: value for name, value in (work | changed).items() if value is not None}
    return Pair(words, record(**work), record(**double), judged)


SAME = [
    pair("identical", "same", CARDIFF),
    pair("one has a DOI", "same", CARDIFF, doi="10.1136/bmj.d3313"),
    pair("upper case", "same", CARDIFF, title=CARDIFF["title"].upper()),
    pair("final stop", "same", CARDIFF, title=CARDIFF["title"] + "."),
    pair("subtitle absent", "same", CARDIFF, title=CARDIFF["title"].split(":")[0]),
    pair("journal with its society", "same", CARDIFF, container_title="BMJ (Clinical research ed.)"),
    pair("initials", "same", CARDIFF, authors=("Florence, C", "Shepherd, J")),
    pair("year missing", "same", CARDIFF, year=None),
    pair("typing error", "same", CARDIFF, title=CARDIFF["title"].replace("anonymised", "anonimised")),
    pair("American spelling", "same", CARDIFF, title=CARDIFF["title"].replace("anonymised", "anonymized")),
    pair("hyphen", "same", CARDIFF, title=CARDIFF["title"].replace("violence related", "violence-related")),
    pair("subtitle in brackets absent", "same", ACE, title=ACE["title"].split(". The")[0]),
    pair("abbreviated journal", "same", ACE, container_title="Am J Prev Med"),
    pair("abbreviated pages", "same", ACE, page="245-58"),
    pair("no pages", "same", ACE, page=None, volume=None),
    pair("subtitle after a colon", "same", ACE, title=ACE["title"].replace(". The", ": the")),
    pair("dashes", "same", CBT, title=CBT["title"].replace("cognitive-", "cognitive–")),
    pair("British spelling", "same", CBT, title=CBT["title"].replace("behavioral", "behavioural")),
    pair("no article", "same", CBT, title=CBT["title"].removeprefix("The ").capitalize()),
    pair("first online the year before", "same", CBT, year=2004, volume=None, issue=None, page=None),
    pair("only the second author differs", "same", CBT, authors=("Landenberger, N", "Lipsy, M")),
    pair(
        "family and given names swapped",
        "same",
        HIGGINS,
        authors=("Julian P T, Higgins", "Thompson, Simon G"),
    ),
    pair("short title, same page", "same", HIGGINS, container_title="BMJ: British Medical Journal"),
    pair("hyphen missing", "same", HIGGINS, title="Measuring inconsistency in meta analyses"),
    pair("journal with a subtitle", "same", QUANTIFYING, container_title="Stat Med"),
    pair(
        "accents lost",
        "same",
        works(**{**TRIAL, "title": "Évaluation d’un programme contre la violence à l’école"}),
        title="Evaluation d'un programme contre la violence a l'ecole",
    ),
    pair(
        "ligature and sharp s",
        "same",
        works(**{**TRIAL, "title": "Gewalt auf der Straße: eine Prüfung im Alltag"}),
        title="Gewalt auf der Strasse: eine Prufung im Alltag",
    ),
    pair(
        "ampersand",
        "same",
        works(**{**TRIAL, "title": "Crime & violence: a test of prevention in towns"}),
        title="Crime and violence: a test of prevention in towns",
    ),
    pair(
        "particle in the family name",
        "same",
        TRIAL | {"authors": ("van der Berg, Jan",)},
        authors=("Berg, Jan",),
    ),
    pair("double name", "same", TRIAL | {"authors": ("Test-Example, Ann",)}, authors=("Test Example, Ann",)),
    pair("type unknown", "same", TRIAL, type="document"),
    pair("authors missing, all else the same", "same", TRIAL, authors=()),
    pair("translated title in brackets", "same", TRIAL, title=f"[{TRIAL['title']}]"),
    pair("kind of article before the title", "same", TRIAL, title=f"Original article: {TRIAL['title']}"),
    pair(
        "Chinese",
        "same",
        works(**{**TRIAL, "title": "校园暴力预防项目的效果评价研究"}),
        title="校园暴力预防项目的效果评价研究.",
    ),
    pair("report twice", "same", REPORT, container_title="Test series"),
    pair("report as a web page", "same", REPORT, type="webpage", url="https://example.org/report"),
    pair(
        "same PubMed number, title cut",
        "same",
        KRUG | {"pmid": "12384003"},
        title="World report on violence & health",
    ),
    pair("same DOI, other year", "same", BRAGA | {"doi": "10.1111/1745-9133.12353"}, year=2015),
]
VERSIONS = [
    pair(
        "preprint two years before",
        "version",
        TRIAL,
        type="article",
        year=2013,
        container_title="OSF Preprints",
        doi="10.31219/osf.io/test",
        volume=None,
        page=None,
    ),
    pair(
        "preprint by its DOI",
        "version",
        TRIAL | {"doi": "10.1000/test"},
        doi="10.1101/2014.01.01.000001",
        year=2014,
        volume=None,
        page=None,
    ),
    pair(
        "conference abstract",
        "version",
        TRIAL,
        type="paper-conference",
        container_title="Test conference",
        year=2014,
        volume=None,
        page="44",
    ),
    pair(
        "meeting abstract in a supplement",
        "version",
        TRIAL,
        issue="Suppl 2",
        page="A113",
        volume="9",
        year=2014,
    ),
    pair(
        "thesis",
        "version",
        TRIAL,
        type="thesis",
        container_title=None,
        volume=None,
        page=None,
        year=2013,
        publisher="Test University",
    ),
    pair(
        "report of the same study",
        "version",
        TRIAL,
        type="report",
        container_title=None,
        volume=None,
        page=None,
    ),
]
OTHERS = [
    Pair("different works of the same authors", record(**HIGGINS), record(**QUANTIFYING), "other"),
    Pair("nothing alike", record(**CARDIFF), record(**ACE), "other"),
    Pair("similar subject", record(**BRAGA), record(**CBT), "other"),
    pair("correction", "other", CARDIFF, title=f"Correction to: {CARDIFF['title']}"),
    pair("erratum", "other", ACE, title=f"Erratum: {ACE['title']}", year=1999),
    pair("corrigendum at the end", "other", CBT, title=f"{CBT['title']} (Corrigendum)"),
    pair("erratum by its publication type", "other", CBT, extra={"publication-type": "Published Erratum"}),
    pair("retraction", "other", TRIAL, title=f"Retraction: {TRIAL['title']}"),
    pair("comment on", "other", TRIAL, title=f"Comment on “{TRIAL['title']}”", authors=("Other, Olga",)),
    pair("reply by the same author", "other", TRIAL, title=f"{TRIAL['title']}: authors' reply"),
    pair("response to", "other", TRIAL, title=f"Response to: {TRIAL['title']}"),
    pair("re:", "other", TRIAL, title=f"Re: {TRIAL['title']}"),
    pair("protocol", "other", TRIAL, title=f"{TRIAL['title']}: study protocol"),
    pair("book review", "other", KRUG, title=f"Book review: {KRUG['title']}"),
    pair("plain language summary", "other", BRAGA, title=f"{BRAGA['title']}: plain language summary"),
    pair(
        "part one and part two",
        "other",
        TRIAL | {"title": "Bullying in test schools: part 1"},
        title="Bullying in test schools: part 2",
    ),
    pair(
        "part I and part II, same DOI by mistake",
        "other",
        TRIAL | {"title": "Bullying in test schools. Part I", "doi": "10.1000/test"},
        title="Bullying in test schools. Part II",
    ),
    pair("part two and the whole", "other", TRIAL, title=f"{TRIAL['title']}: part II"),
    pair(
        "Roman number at the end",
        "other",
        TRIAL | {"title": "Violence in test cities I"},
        title="Violence in test cities II",
    ),
    pair("phases", "other", TRIAL, title=f"{TRIAL['title']}: phase 2"),
    pair(
        "other year in the title",
        "other",
        REPORT | {"title": "Crime in England and Wales 2018/19"},
        title="Crime in England and Wales 2019/20",
    ),
    pair("annual report of the next year", "other", REPORT, year=2020),
    pair("other volume of the same journal", "other", TRIAL, volume="12", page="30-41"),
    pair("same title, other first author", "other", TRIAL, authors=("Other, Olga",)),
    pair(
        "same title in another journal, other DOI",
        "other",
        TRIAL | {"doi": "10.1000/a"},
        doi="10.1000/b",
        container_title="Annals of Examples",
        page="77-80",
    ),
    pair("other PubMed numbers", "other", TRIAL | {"pmid": "1000001"}, pmid="1000002"),
    pair("six years apart", "other", TRIAL, year=2021, volume=None),
    pair("short title, no author", "other", TRIAL | {"title": "Editorial", "authors": ()}, page="99"),
    pair("short title, same author, other page", "other", TRIAL | {"title": "Editorial"}, page="99"),
    pair(
        "opposite sexes",
        "other",
        TRIAL | {"title": "Dating violence among girls: a test"},
        title="Dating violence among boys: a test",
    ),
    pair(
        "other number of years of follow-up",
        "other",
        TRIAL | {"title": "Home visiting and crime: a 15-year follow-up"},
        title="Home visiting and crime: a 19-year follow-up",
    ),
    pair(
        "same DOI, nothing else",
        "other",
        CARDIFF | {"doi": "10.1000/test"},
        title="Wholly unlike words",
        authors=("X, Y",),
    ),
]
PAIRS = SAME + VERSIONS + OTHERS

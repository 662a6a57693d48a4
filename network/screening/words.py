"""What a writer reads beside a finding: what it looks like, why it matters, what to do instead.

Plain sentences for the views to show; `gettext_noop` marks them so that they can be translated.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from network.screening.kinds import Answer, Category, Finding, Severity

#: One short name for each category, as in "2 telephone numbers".
NAMES: Mapping[Category, str] = {
    Category.NHS_NUMBER: _("NHS number"),
    Category.NATIONAL_INSURANCE: _("National Insurance number"),
    Category.EMAIL: _("email address"),
    Category.DATE_OF_BIRTH: _("date of birth"),
    Category.PHONE: _("phone number"),
    Category.REFERENCE: _("reference from a record"),
    Category.POSTCODE: _("full postcode"),
    Category.VEHICLE_REGISTRATION: _("car registration"),
    Category.JIGSAW: _("details that fit together"),
}

#: What was seen, and what to do instead.
SENTENCES: Mapping[Category, str] = {
    Category.NHS_NUMBER: _(
        "This looks like an NHS number. Please take it out: a person can be found by it. "
        "You can ask your question without it."
    ),
    Category.NATIONAL_INSURANCE: _(
        "This looks like a National Insurance number. Please take it out: it belongs to one person only."
    ),
    Category.EMAIL: _(
        "This looks like an email address. If it is a person's own, please take it out. "
        "People here can reach each other through their profiles."
    ),
    Category.DATE_OF_BIRTH: _(
        "This looks like a date of birth. Please take it out. An age group, such as “in their teens”, is enough."
    ),
    Category.PHONE: _(
        "This looks like a person's phone number. Please take it out, unless it is the number of a service."
    ),
    Category.REFERENCE: _(
        "This looks like a number from somebody's record, such as one of the police, a hospital or a school. "
        "Please take it out: it leads to one person's file."
    ),
    Category.POSTCODE: _(
        "This looks like a full postcode. It can lead to a few front doors. "
        "The first half, such as SE1, or the name of the borough is enough."
    ),
    Category.VEHICLE_REGISTRATION: _(
        "This looks like a car's number plate. Please take it out. “A car” is enough."
    ),
    Category.JIGSAW: _(
        "Each of these details is fine alone. Together they could tell somebody who this is about. "
        "Please take one or two out, or make them wider: “a teenager”, “in south London”, “this spring”."
    ),
}

HELD: str = _(
    "This looks like a real NHS number, so the post is kept back. Nobody else can read it. Please take the number "
    "out and post again. If you are sure it is no NHS number, a moderator can look at it with you."
)

#: What each answer says on its button.
ANSWER_NAMES: Mapping[Answer, str] = {
    Answer.EDIT: _("Change my words"),
    Answer.SERVICE_CONTACT: _("This is a service's contact"),
    Answer.FICTIONAL: _("This is made up"),
}


def sentence_for(finding: Finding) -> str:
    """The sentence that stands beside a finding, not yet translated."""
    return HELD if finding.severity is Severity.HOLD else SENTENCES[finding.category]

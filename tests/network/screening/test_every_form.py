"""Every text that a form of the network takes is screened, or a reason stands here why not."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms

import network.forms
from network import support_forms
from network.forms.discussion import WritingForm
from network.forms.fields import ScreenedForm

#: Forms whose texts nobody reads as words: addresses, handles, names of sources.
NO_WORDS = {
    "ReportForm": "nothing that a reporter says may stand in the way of a report; moderators alone read it",
    "InviteForm": "a handle, looked up and not kept",
    "WorkAddressForm": "one's own work address, which no other member sees",
    "FeedForm": "the address of a feed, by those who run the site",
}


def forms_of_the_network() -> list[type[forms.BaseForm]]:
    """Every form class of the wing."""
    modules = [
        importlib.import_module(f"network.forms.{name}")
        for _f, name, _p in pkgutil.iter_modules(network.forms.__path__)
    ]
    found = {
        one
        for module in [*modules, support_forms]
        for _name, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, forms.BaseForm) and one.__module__ == module.__name__
    }
    return sorted(found, key=lambda one: one.__name__)


@pytest.mark.parametrize("form", forms_of_the_network(), ids=lambda form: form.__name__)
def test_a_form_that_takes_words_looks_at_them(form: type[forms.BaseForm]) -> None:
    fields = form.base_fields.items()
    words = [name for name, field in fields if type(field) is forms.CharField and name != "token"]
    looked_at = issubclass(form, ScreenedForm | WritingForm) or form.__name__ in NO_WORDS
    assert not words or looked_at, words

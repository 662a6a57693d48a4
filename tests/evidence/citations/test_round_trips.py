"""What is written reads back the same, in every format, for every field it can carry."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings

from evidence.citations import WRITTEN, Draft, Found, Record, Refused, read, write, write_bytes
from evidence.citations.formats import BY_NAME
from evidence.citations.reading import format_of
from tests.evidence.citations.making import any_record, florence, records

pytestmark = pytest.mark.pure
EMPTY = Record(title="")


def carried(record: Record, format_name: str) -> Record:
    """The record without what the format declares it cannot carry."""
    lost = {name: getattr(EMPTY, name) for name in BY_NAME[format_name].cannot_carry}
    return replace(record, **lost)


@pytest.mark.parametrize("format_name", WRITTEN)
@given(record=any_record())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_a_written_record_reads_back_the_same(format_name: str, record: Record) -> None:
    (outcome,) = read(write_bytes([record], format_name))
    assert isinstance(outcome, Found), outcome
    assert replace(outcome.record, extra={}) == replace(carried(record, format_name), extra={})
    if "extra" not in BY_NAME[format_name].cannot_carry:
        assert outcome.record.extra == record.extra


@pytest.mark.parametrize("format_name", WRITTEN)
def test_a_format_is_recognised_in_what_it_writes(format_name: str) -> None:
    assert format_of(write_bytes([florence()], format_name)) == format_name


@pytest.mark.parametrize("format_name", WRITTEN)
def test_records_keep_their_order_and_number(format_name: str) -> None:
    three = [florence(title=f"Test title {number}", doi="", pmid=str(number)) for number in (1, 2, 3)]
    assert [found.title for found in records(write_bytes(three, format_name))] == [one.title for one in three]


@pytest.mark.parametrize("format_name", WRITTEN)
def test_a_file_of_no_records_is_still_well_formed(format_name: str) -> None:
    assert "".join(write([], format_name)).count("Florence") == 0


@given(record=any_record())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_cleaning_what_is_clean_changes_nothing(record: Record) -> None:
    draft = Draft(
        record.type, {"title": record.title}, list(record.authors), list(record.editors), record.issued
    )
    draft.texts |= {
        each.name: value for each in fields(record) if isinstance(value := getattr(record, each.name), str)
    }
    draft.keywords, draft.extra = list(record.keywords), dict(record.extra)
    again, notes = draft.finish()
    assert again == record
    assert notes == ()


def test_only_pubmed_xml_is_not_written() -> None:
    assert set(BY_NAME) - set(WRITTEN) == {"pubmed-xml"}
    with pytest.raises(ValueError, match="only as ris"):
        write([], "pubmed-xml")


def test_every_format_declares_only_real_fields_as_lost() -> None:
    known = {each.name for each in fields(Record)}
    assert all(form.cannot_carry <= known for form in BY_NAME.values())
    assert not any(isinstance(outcome, Refused) for outcome in read(write_bytes([florence()], "ris")))

"""Every rule, with what it must see and what it must leave alone."""

import pytest

from network.screening import screen

pytestmark = pytest.mark.pure


def seen(text: str) -> list[tuple[str, str]]:
    """Category and words of each finding."""
    return [(found.category.value, found.words) for found in screen(text).findings]


SEEN = {
    "nhs_number": [
        ("NHS number 943 476 5919", "943 476 5919"),
        ("her number is 9434765919 and", "9434765919"),
        ("943-476-5870", "943-476-5870"),
        ("4010232137", "4010232137"),
        ("221 395 1837", "221 395 1837"),
        ("0032698674", "0032698674"),
        ("9 4 3 4 7 6 5 9 1 9", "9 4 3 4 7 6 5 9 1 9"),
        ("94347 65919", "94347 65919"),
        ("943.476.5919", "943.476.5919"),
        ("943\u2009476\u20095919", "943\u2009476\u20095919"),
        ("943\u00a0476\u00a05919", "943\u00a0476\u00a05919"),
        ("943\u2011476\u20135919", "943\u2011476\u20135919"),
        ("９４３　４７６　５９１９", "９４３　４７６　５９１９"),
        ("٩٤٣٤٧٦٥٩١٩", "٩٤٣٤٧٦٥٩١٩"),
        ("९४३ ४७६ ५९१९", "९४३ ४७६ ५९१९"),
        ("9\u200b4\u200d3\ufeff4765919", "9\u200b4\u200d3\ufeff4765919"),
        ("94**34**765919", "94**34**765919"),
        ("943 __476__ `5919`", "943 __476__ `5919"),
        ("943&nbsp;476&#8201;5919", "943&nbsp;476&#8201;5919"),
        ("<b>943</b> <i>476</i> 5919", "943</b> <i>476</i> 5919"),
        ("943\n476\n5919", "943\n476\n5919"),
        ("1234567881_discharge.pdf", "1234567881"),
        ("scan-943-476-5919.jpg", "943-476-5919"),
        ("https://files.example.org/ward/9434765919/letter", "9434765919"),
        ("https://files.example.org/?q=943%20476%205919", "943%20476%205919"),
        ("patient9434765919.docx", "9434765919"),
        ("NHS:9434765919,12/03/2001", "9434765919"),
        ("CHI 0101801238", "0101801238"),
        ("the numbers 943 476 5919 943 476 5870", "943 476 5919"),
        ("9️⃣4️⃣3️⃣4️⃣7️⃣6️⃣5️⃣9️⃣1️⃣9", "9️⃣4️⃣3️⃣4️⃣7️⃣6️⃣5️⃣9️⃣1️⃣9"),
        ("the test patient 999 000 0018", "999 000 0018"),
    ],
    "national_insurance": [
        ("AB123456C", "AB123456C"),
        ("ab 12 34 56 c", "ab 12 34 56 c"),
        ("JG-10-37-59-A.", "JG-10-37-59-A"),
        ("A B 1 2 3 4 5 6 D", "A B 1 2 3 4 5 6 D"),
        ("the usual example QQ123456C", "QQ123456C"),
        ("TN 01 02 80 F", "TN 01 02 80 F"),
        ("National Insurance number: AB 123456", "AB 123456"),
        ("NINO 63T12345", "63T12345"),
    ],
    "postcode": [
        *((f"near {code} there", code) for code in ("M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ")),
        *(
            (f"({code})", code)
            for code in ("EC1A 1BB", "GIR 0AA", "BFPO 801", "BF1 3AA", "ASCN 1ZZ", "W1A0AX")
        ),
        ("se1 7eh", "se1 7eh"),
        ("SE17EH.pdf", "SE17EH"),
        ("SE1\u00a0**7EH**", "SE1\u00a0**7EH"),
        ("ＳＥ１　７ＥＨ", "ＳＥ１　７ＥＨ"),
        ("her address is e1 4th", "e1 4th"),
    ],
    "date_of_birth": [
        ("DOB 12/03/2001", "12/03/2001"),
        ("d.o.b. 12.03.01", "12.03.01"),
        ("D.O.B: 2001-03-12", "2001-03-12"),
        ("born on the 12th of March 2001", "12th of March 2001"),
        ("born March 12, 2001", "March 12, 2001"),
        ("her birthday is 4 May", "4 May"),
        ("date of birth: 12 Mar '01", "12 Mar '01"),
        ("he was born on the twelfth of March", "the twelfth of March"),
        ("dob 12032001", "12032001"),
        ("29/02/2004 (DOB)", "29/02/2004"),
        ("DOB 03/12/2001", "03/12/2001"),
    ],
    "phone": [
        ("020 7946 0958", "020 7946 0958"),
        ("(020) 7946 0958", "(020) 7946 0958"),
        ("on 07700 900123.", "07700 900123"),
        ("07700900123", "07700900123"),
        ("+44 7700 900123", "+44 7700 900123"),
        ("+44 (0)20 7946 0123", "+44 (0)20 7946 0123"),
        ("0044 7700 900 123", "0044 7700 900 123"),
        ("01632 960001", "01632 960001"),
        ("0161-496-0000", "0161-496-0000"),
        ("his mobile is 7700 900123", "7700 900123"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "٠٧٧٠٠ ٩٠٠١٢٣"),
        ("+353 85 012 3456", "+353 85 012 3456"),
        ("tel:%2B447700900123", "%2B447700900123"),
    ],
    "email": [
        ("write to sam.lee+home@mail.example.co.uk.", "sam.lee+home@mail.example.co.uk"),
        ("<sam@example.org>", "sam@example.org"),
        ("jürgen@exämple.de", "jürgen@exämple.de"),
        ("用户@例子.中国", "用户@例子.中国"),
        ("**sam_lee@example.org**", "sam_lee@example.org"),
        ("sam [at] example.org", "sam [at] example.org"),
        ("sam(at)example(dot)org", "sam(at)example(dot)org"),
        ("sam at example dot org", "sam at example dot org"),
        ("sam＠example．org", "sam＠example．org"),
        ("mailto:sam%40example.org", "sam%40example.org"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("sam@xn--exmple-cua.de", "sam@xn--exmple-cua.de"),
    ],
    "reference": [
        ("CAD 1234/12MAR24", "1234/12MAR24"),
        ("CAD7231 was", "7231"),
        ("crime reference number 01/23456/24", "01/23456/24"),
        ("crime ref: 4612345/24", "4612345/24"),
        ("URN: 01MP1234524", "01MP1234524"),
        ("custody record TW/01234/24", "TW/01234/24"),
        ("MRN: 1234567", "1234567"),
        ("hospital no K123456", "K123456"),
        ("patient_id_88213.csv", "88213"),
        ("NHS number 943 476 5918", "943 476 5918"),
        ("her NI number is GB123456A", "GB123456A"),
        ("log 1234 of 12 March", "1234 of 12 Mar"),
        ("occurrence number 50240012345", "50240012345"),
    ],
    "vehicle_registration": [
        ("an AB51 ABC parked", "AB51 ABC"),
        ("AB51ABC", "AB51ABC"),
        ("LN14-HGT", "LN14-HGT"),
        ("aa02 aaa", "aa02 aaa"),
        ("K1 ABC", "K1 ABC"),
        ("ABC 1D", "ABC 1D"),
        ("a van, AB35 ABC", "AB35 ABC"),
        ("A123 BCD", "A123 BCD"),
        ("ABC 123D", "ABC 123D"),
        ("Q123 ABC", "Q123 ABC"),
        ("a car, reg ab51abc", "ab51abc"),
        ("number plate ABC 123", "ABC 123"),
        ("registration BIG 4512", "BIG 4512"),
        ("the moped m1 abc", "m1 abc"),
    ],
}

UNSEEN = {
    "nhs_number": [
        "943 476 5918",
        "999 999 9999",
        "NHS number 000 000 0000",
        "NHS number 1111111111",
        "94347659190",
        "19434765919",
        "4929 4347 6591 9012",
        "ISBN 0306406152",
        "ISBN 943 476 5919",
        "doi.org/10.1136/9434765919",
        "a9434765919f",
        "0.9434765919",
        "+1 943 476 5919",
        "0123456789",
        "between 100 and 200, then 300",
    ],
    "national_insurance": [
        *(
            f"{letters}123456A"
            for letters in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ", "DA", "FA", "IA", "AO", "QA")
        ),
        "AB123456E",
        "FQ 00 00 00 C",
        "nino: nt 99 88 77 a",
        "no valid national insurance number UV 98 76 54 B",
        "AB1234567C",
        "XAB123456C",
        "TN 41 02 80 F",
        "we met at 12 34 56 a day",
        "room AB12",
    ],
    "postcode": [
        "SE1 is south of the river",
        "W1",
        "take the m1 2nd exit",
        "on e1 4th floor",
        "AB1 1CD",
        "QE1 1AA",
        "A1A 1AAA",
        "as is 5 of us",
        "BFPO",
        "#b12 3de",
        "in 20 to 25 places",
    ],
    "date_of_birth": [
        "we met on 12/03/2001",
        "born 31/02/2001",
        "DOB 31/04/2001",
        "DOB 13/13/2001 or 45/01/2001",
        "born in 2001",
        "the birth of an idea",
        "DOB unknown",
        "birthtime: 2019-06-22",
        "on the second of May",
    ],
    "phone": [
        "999",
        "call 111, option 2",
        "Samaritans 116 123",
        "text SHOUT to 85258",
        "08 08 16 89 111",
        "0808 2000 247",
        "0808 801 0327",
        "0800 1111",
        "0800 555 111",
        "0808 168 9291",
        "0300 123 4567",
        "0345 600 9000",
        "p = 0.0412345678",
        "01-02-2003 10:30",
        "0 1 2 3 4 5 6 7 8 9 10",
        "from 10 to 20 000 000",
    ],
    "email": [
        "@sam",
        "sam@",
        "sam@localhost",
        "meet @ 5.30pm",
        "we met at noon. dots",
        "a@b",
        "cost @ £5.50",
    ],
    "reference": [
        "a CAD message",
        "the crime number rose",
        "police number 101",
        "URN",
        "case 12",
        "patient no 2",
    ],
    "vehicle_registration": [
        "in se15 the police",
        "sw19 was calm",
        "AB50 ABC",
        "AB35 ABC",
        "E1 THE",
        "NHS 111A",
        "XXXAB51ABCYYY",
        "O123 BCD",
        "ABC 123Z",
        "we 12 and",
        "AI51 ABC",
        "AB51 AQC",
        "GCS 15",
        "NHS 111",
        "ABC 123",
        "M25 THE",
        "COVID19",
        "AB00 ABC",
    ],
}


@pytest.mark.parametrize(
    ("category", "text", "words"), [(name, *case) for name, cases in SEEN.items() for case in cases]
)
def test_it_is_seen_where_it_stands(category: str, text: str, words: str) -> None:
    found = [finding for finding in screen(text).findings if finding.category == category]
    assert [finding.words for finding in found][:1] == [words], seen(text)
    assert text[found[0].start : found[0].end] == words


@pytest.mark.parametrize(
    ("category", "text"), [(name, text) for name, cases in UNSEEN.items() for text in cases]
)
def test_it_is_left_alone(category: str, text: str) -> None:
    assert [words for name, words in seen(text) if name == category] == []

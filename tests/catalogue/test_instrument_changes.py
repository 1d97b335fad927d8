from spbe.catalogue.instrument_changes import InstrumentChange, load_instrument_changes
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.official import load_official_cases


def test_the_change_to_pemdi_is_known_and_its_new_index_is_the_interview_result():
    assert load_instrument_changes() == [
        InstrumentChange("permenpanrb-59-2020", 259, "permenpanrb-8-2026", 124, "interview")
    ]
    instruments = load_instruments()
    root = instruments["permenpanrb-8-2026"].root.code
    printed = [
        case.printed[root]
        for case in load_official_cases(instruments)
        if case.assessment.instrument_id == "permenpanrb-8-2026"
    ]
    assert printed == [124]

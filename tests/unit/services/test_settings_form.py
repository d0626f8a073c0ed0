"""The settings as texts of a form: what is written is read back, and every fault stands at its field."""

from datetime import date

import pytest
from hypothesis import given

from tests.unit.test_config import ANY_SETTINGS
from vcycle.config import SETTINGS, Settings
from vcycle.model.period import Years
from vcycle.services.settings_form import field_name, problem, read, shown, specs, texts


@given(settings=ANY_SETTINGS)
def test_what_the_form_shows_is_read_back(settings):
    """For all settings, the texts of the form give the same settings again, whatever names and areas are called."""
    again, problems = read(texts(settings), settings)
    assert problems == {}
    assert again == settings
    assert list(again.rings) == list(settings.rings)


def test_every_setting_has_a_field_but_those_of_plugins():
    """The form is made from the table of settings: what is declared there is in it, with its own words."""
    assert [spec.name for spec in specs()] == [
        f"{s.section}.{s.key}" for s in SETTINGS if s.section not in ("plugins", "plugin")
    ]
    assert [spec.label for spec in specs()] == [setting.label for setting in shown()]
    assert all(setting.help.rstrip(".") in spec.help for setting, spec in zip(shown(), specs(), strict=True))


def test_days_may_be_written_as_people_do():
    """A day of every year, a span and a date are read in words, and tables line by line with empty ones between."""
    written = texts(Settings()) | {
        "years.start": "25 mars",
        "years.starts.*": "2027 = 14 mars 2027\n\n2028 = 2028-03-12\n",
        "terms.*": "vår = 1/1 till 30/6\nhöst=07-01–12-31\nallt = Hela året",
        "rings.*": 'Möten = Styrelsen,almanac, "Kurser, cirklar"\nTom =',
    }
    settings, problems = read(written, Settings())
    assert problems == {}
    assert settings.years == Years(
        start="03-25",
        starts={2027: date(2027, 3, 14), 2028: date(2028, 3, 12)},
        terms={"vår": ("01-01", "06-30"), "höst": ("07-01", "12-31"), "allt": ("", "")},
    )
    assert settings.rings == {"Möten": ("Styrelsen", "almanac", "Kurser, cirklar"), "Tom": ()}


def test_all_faults_are_said_at_their_fields_at_once():
    """Each field says all that is wrong in it, and which line, and no other field says it."""
    written = texts(Settings()) | {
        "years.start": "31 februari",
        "years.first": "snart",
        "years.starts.*": "2027 = 2028-03-14\ni år = 2028-01-01\n2029 = i vår",
        "terms.*": "vår 01-01 – 06-30\nhöst = 07-01\nhöst = 07-01 – 12-31\nhöst = 07-01 – 12-31",
        "rings.*": 'Möten = "Styrelsen',
        "screen.theme": "rosa",
    }
    _, problems = read(written, Settings())
    assert problems == {
        "years.start": '”31 februari” är ingen dag på året; skriv månad och dag, till exempel "01-31"',
        "years.first": "ska vara ett årtal mellan 1900 och 9000, inte ”snart”",
        "years.starts.*": "”2029”: ”i vår” är inget datum; skriv till exempel 2026-03-08 eller 8 mars 2026; "
        "i år: ska vara ett årtal mellan 1900 och 9000, inte ”i år”; "
        "2027: dagen ska ligga i det år som den börjar, inte 2028-03-14",
        "terms.*": "”vår 01-01 – 06-30” saknar =; skriv till exempel vår = 01-01 – 06-30; "
        "”höst”: ”07-01” är inte två dagar; skriv till exempel 01-01 – 06-30, eller hela året; "
        "”höst” står två gånger",
        "rings.*": "”Möten”: citattecknet i slutet saknas efter ”Styrelsen”",
        "screen.theme": "”rosa” finns inte; välj dark, light, contrast eller mono",
    }


@pytest.mark.parametrize("setting", shown(), ids=field_name)
def test_a_field_is_judged_alone(setting):
    """What is shown at first can be saved, and what cannot be says so before all is saved."""
    name = field_name(setting)
    assert problem(name, texts(Settings())[name]) == ""
    if setting.shape != "text":
        assert problem(name, "?") != ""

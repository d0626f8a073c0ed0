"""Goals with measures in a plan: read as they are meant, refused with line and key, imported once and for all."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
import tomli_w
from msgspec.structs import replace

from tests.plans.test_plan_file import HEAD, refused, written
from tests.unit.rules.test_measure_faults import GOOD
from vcycle.model.core import CORE_TYPES, Goal, Series
from vcycle.model.measure import After, Count, Level, OfWhich, Share, State, Unset
from vcycle.model.records import Registry
from vcycle.model.wording.measure_toml import format_table
from vcycle.services.plans.file import read_plan
from vcycle.services.plans.importing import import_plan
from vcycle.storage.documents import create_store

SERIES = 'series = [{ key = "mote" }, { key = "medlemmar" }, { key = "balans", title = "Balans", unit = "kronor" }]\n'


def plan_with(measure, more=SERIES):
    """A plan with one goal; `measure` stands on its line 7, after the series."""
    return f'{HEAD}{more}[[goals]]\nkey = "mal"\ntext = "Ett mål"\nmeasure = {measure}\n'


def goal_of(folder, measure, more=SERIES):
    return read_plan(written(folder, plan_with(measure, more))).goals[0].measure


@pytest.mark.parametrize(
    ("written_so", "measure"),
    [
        ('{ kind = "count", series = "mote", min = 3, per = "term" }', Count(series=("mote",), min=3, per="term")),
        ('{ kind = "count", series = ["mote", "medlemmar"], average = "3,5", per = "month" }',
         Count(series=("mote", "medlemmar"), average="3,5", per="month")),
        ('{ kind = "count", series = "mote", min = 2, of_which = { tag = "budget" }, without = "x" }',
         Count(series=("mote",), min=2, of_which=OfWhich(tag="budget"), without=("x",))),
        ('{ kind = "share", series = "mote", who = "women", min = "1/2", each = "occurrence" }',
         Share(series=("mote",), who="women", min="1/2", each="occurrence")),
        ('{ kind = "level", metric = "balans", min = "100 000 kr", money = true, at = 2017-12-31 }',
         Level(metric="balans", min="100 000 kr", money=True, at="2017-12-31")),
        ('{ kind = "state", after = { series = "mote", of = "valrörelse" } }',
         State(after=After(series="mote", of="valrörelse"))),
        ('"utan siffra: mote"', Unset(series=("mote",))),
        ('"+15 % medlemmar från 87"', Level(metric="medlemmar", growth=15, baseline=87)),
    ],
)  # fmt: skip
def test_a_measure_is_read_as_it_is_meant(tmp_path, written_so, measure):
    """A table may hold one name where several may stand, a day without quotes; words say the same as a table."""
    assert goal_of(tmp_path, written_so) == measure


@pytest.mark.parametrize("measure", GOOD, ids=str)
def test_every_measure_can_stand_in_a_plan(tmp_path, measure):
    """Each measure, written as a table by the program or by TOML's own writer, is read back from a plan."""
    names = ("mote", "medlemmar", "aktiva", "bidrag", "kostnad", "finansiering", "styrdokument", "hemsida", "traff",
             "utgava", "inbjuden")  # fmt: skip
    units = dict.fromkeys(("bidrag", "kostnad", "finansiering"), ', unit = "kronor"')
    more = "series = [" + ", ".join(f'{{ key = "{name}"{units.get(name, "")} }}' for name in names) + "]\n"
    more += 'roles = [{ key = "ledamot", name = "Ledamot" }, { key = "studieansvarig", name = "Studier" }]\n'
    table = format_table(measure)
    assert goal_of(tmp_path, table, more) == measure
    document = tomli_w.dumps({"measure": tomllib.loads(f"m = {table}")["m"]})
    plan = f'{HEAD}{more}[[goals]]\nkey = "mal"\ntext = "Ett mål"\n{document.replace("[measure", "[goals.measure")}'
    assert read_plan(written(tmp_path, plan)).goals[0].measure == measure


@pytest.mark.parametrize(
    ("measure", "key", "words"),
    [
        ('{ kind = "count", series = "mot", min = 3 }', "measure", "serien ”mot” finns inte; menade du ”mote”?"),
        ('"minst 3 medlemar per termin"', "measure", "menade du ”medlemmar”?"),
        ('"rollen kassör är tillsatt"', "measure", "rollen ”kassör” finns inte"),
        ('{ kind = "count", series = "mote" }', "measure", "det saknas ett tal"),
        ('{ kind = "count", series = "mote", min = 4, max = 3 }', "measure", "minst 4 är mer än högst 3"),
        ('{ kind = "level", metric = "medlemmar", growth = 15, baseline = 0 }', "measure", "utgångsvärdet är 0"),
        ('{ kind = "count", series = "mote", min = 1, when = "ibland" }', "measure", "perioden ”ibland” är okänd"),
        ('{ kind = "level", metric = "balans", min = 50000, money = true }', "measure", "saknar enhet"),
        ('{ kind = "level", metric = "balans", min = 570 }', "measure", "”balans” räknas i kronor; skriv beloppet"),
        ('{ kind = "count", series = ["mote", "balans"], min = 3 }', "measure", "”balans” räknas i kronor och är inga"),
        ('"minst 500 kr medlemmar"', "measure", "”medlemmar” räknas i antal, inte i kronor"),
        ('"minst 10 % balans av medlemmar"', "measure", "det ena är ingen del av det andra"),
        (
            '{ kind = "share", series = "mote", who = "women", about = "1/2", tolerance = "3/4" }',
            "measure",
            "godtas vad som helst",
        ),
        ('{ kind = "conut", series = "mote" }', "measure.kind", "finns inte; välj count, share, level, state, unset"),
        ('{ series = "mote" }', "measure.kind", "saknas; välj count"),
        ('{ kind = "count", min = 3 }', "measure.series", "nyckeln saknas"),
        ('{ kind = "count", series = "mote", mni = 3 }', "measure.mni", "nyckeln finns inte; menade du ”min”?"),
        ('{ kind = "count", series = "mote", min = "tre" }', "measure.min", "ska vara ett heltal"),
        ('{ kind = "count", series = "mote", min = 3, per = "halvår" }', "measure.per", "välj week, month, term"),
        ('{ kind = "share", series = "mote", who = "women", min = 0.5 }', "measure.min", "är inget exakt tal"),
        ('{ kind = "share", series = "mote", who = "kvinnor", min = "1/2" }', "measure.who", "välj women, men eller o"),
        ('{ kind = "share", series = "mote", who = "", min = "1/2" }', "measure.who", "välj women, men eller others"),
        ('{ kind = "count", series = 3, min = 1 }', "measure.series", "ska vara text inom citattecken eller en lista"),
        (
            '{ kind = "count", series = "mote", min = 1, of_which = { tag = "x", mni = 2 } }',
            "measure.of_which.mni",
            "finns inte",
        ),
        ('{ kind = "count", series = "mote", min = 1, of_which = 3 }', "measure.of_which", "ska vara en tabell"),
        ('{ kind = "state", after = { series = "mote" } }', "measure.after.of", "nyckeln saknas"),
        ('"ofta"', "measure", "går inte att läsa som ett mått"),
        ("3", "measure", "ska vara ord inom citattecken eller en tabell"),
        ('"utan siffra: mote (811218-9876)"', "measure", "personnummer"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_key(tmp_path, measure, key, words):
    """Each fault of a measure is told with the line and the key where it stands, and nothing is read."""
    [fault] = refused(written(tmp_path, plan_with(measure)))
    assert fault.startswith(f"plan.toml:10: goals.mal.{key}: ")
    assert words in fault


def test_all_faults_come_at_once(tmp_path):
    """Several faults in one measure are told together."""
    faults = refused(written(tmp_path, plan_with('{ kind = "count", series = "mot", min = 0, per = "år", x = 1 }')))
    assert [fault.split(": ")[1] for fault in faults] == ["goals.mal.measure.per", "goals.mal.measure.x"]
    faults = refused(written(tmp_path, plan_with('{ kind = "count", series = "mot", min = 4, max = 3 }')))
    assert len(faults) == 2


def test_series_come_from_activities_chains_tables_and_plugins(tmp_path):
    """A measure may read the series of an activity, one of a table, and a plugin's with a dot in its name."""
    activity = '[[activities]]\nkey = "a"\ntitle = "A"\nseries = "traff"\n'
    assert goal_of(tmp_path, '"minst 2 traff per termin"', activity) == Count(series=("traff",), min=2, per="term")
    plugins = "studies.circle.start"
    assert goal_of(tmp_path, f'{{ kind = "unset", series = "{plugins}" }}', "").series == (plugins,)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('[[series]]\nkey = "Å"\n', "ska vara små bokstäver"),
        ('[[series]]\ntitle = "x"\n', "nyckeln saknas"),
        ('[[series]]\nkey = "a"\n[[series]]\nkey = "a"\n', "står redan som nummer 1"),
        ('[[series]]\nkey = "a"\nunit = "öre"\n', "välj number eller kronor"),
    ],
)
def test_a_wrong_series_is_refused(tmp_path, table, words):
    """A series has a key of its own and a unit that there is."""
    [fault] = refused(written(tmp_path, HEAD + table))
    assert words in fault


def test_import_keeps_the_measure_and_a_change_by_hand(tmp_path):
    """A measure comes with its goal; the same plan changes nothing, a new measure does, one set by hand stays."""
    store = create_store(tmp_path, Registry(CORE_TYPES), who="Kim", today=date(2026, 1, 1))
    plan = read_plan(written(tmp_path, plan_with('"minst 3 mote per termin"')))
    import_plan(store, plan)
    [goal] = store.find(Goal)
    assert goal.measure == Count(series=("mote",), min=3, per="term")
    units = {series.key: series.unit for series in store.find(Series)}
    assert units == {"mote": "number", "medlemmar": "number", "balans": "kronor"}
    assert import_plan(store, plan).changes == 0
    changed = read_plan(written(tmp_path, plan_with('"minst 4 mote per termin"')))
    assert [record.measure.min for record in import_plan(store, changed).updated] == [4]
    with store.transaction("Ändrade") as transaction:
        transaction.put(replace(store.find(Goal)[0], measure=Unset(series=("mote",))))
    assert [record.id for record in import_plan(store, plan).kept] == [goal.id]
    assert store.find(Goal)[0].measure == Unset(series=("mote",))


def test_goals_imported_before_there_were_measures_take_theirs(tmp_path):
    """A goal that was imported without a measure was not changed by hand, and gets the one that the plan has now."""
    store = create_store(tmp_path, Registry(CORE_TYPES), who="Kim", today=date(2026, 1, 1))
    import_plan(store, read_plan(written(tmp_path, f'{HEAD}[[goals]]\nkey = "mal"\ntext = "Ett mål"\n')))
    import_plan(store, read_plan(written(tmp_path, plan_with('"minst 3 mote per termin"'))))
    assert store.find(Goal)[0].measure is not None

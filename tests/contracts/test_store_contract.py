"""What every store behind the door must do; a new backend joins `BACKENDS` and passes all of this."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vcycle.errors import Conflict, InputError, NotFound
from vcycle.model.core import CORE_TYPES, Activity, Change, Goal, Ledger, Log, Person
from vcycle.model.records import Record, Registry, UnknownRecordType
from vcycle.storage import pending
from vcycle.storage.documents import create_store, open_store

TODAY = date(2026, 11, 20)
REGISTRY = Registry(CORE_TYPES)


class Documents:
    """TinyDB files."""

    def __init__(self, folder):
        self.folder = folder / "workspace"
        self.store = create_store(self.folder, REGISTRY, who="Anna", today=TODAY)

    def another(self, who="Bo", today=TODAY):
        return open_store(self.folder, REGISTRY, who=who, today=today)


BACKENDS = (Documents,)


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.__name__)
def backend(request, tmp_path):
    return request.param(tmp_path)


@pytest.fixture
def store(backend):
    return backend.store


def put(store, *records, label="Sparade"):
    with store.transaction(label) as changes:
        return [changes.put(record) for record in records]


def test_new_record_gets_its_bookkeeping(store):
    """A new record comes back with id, revision 1, equal times in UTC and who saved it, and reads back the same."""
    [saved] = put(store, Activity(title="Årsmöte"))
    assert (saved.revision, saved.changed_by, saved.title) == (1, "Anna", "Årsmöte")
    assert saved.id
    assert saved.created == saved.changed
    assert saved.created.endswith("Z")
    assert store.get(Activity, saved.id) == saved
    assert store.find(Activity) == [saved]


def test_new_version_keeps_created_and_counts(backend):
    """A new version keeps id and created, raises the revision by one and says who changed it."""
    [first] = put(backend.store, Activity(title="Årsmöte"))
    [second] = put(backend.another(), replace(first, place="Aulan"))
    assert (second.id, second.created) == (first.id, first.created)
    assert (second.revision, second.changed_by, second.place) == (2, "Bo", "Aulan")
    assert backend.store.get(Activity, first.id) == second


def test_changed_never_falls(store, monkeypatch):
    """A machine whose clock goes back still gives times that only rise."""
    monkeypatch.setattr(pending, "utc_now", lambda: "2030-01-01T00:00:00Z")
    [first] = put(store, Goal(text="Ett"))
    monkeypatch.setattr(pending, "utc_now", lambda: "2020-01-01T00:00:00Z")
    [second] = put(store, replace(first, text="Två"))
    assert second.changed == first.changed == "2030-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "record",
    [
        Change(id="abc.2026-03", record="abc", slot="2026-03"),
        Ledger(id="uid", digest="d", timing="t", sequence=0, modified="m"),
    ],
)
def test_record_may_bring_its_id(store, record):
    """A change and a ledger row are known by ids that others made; the second with the same id is a conflict."""
    [saved] = put(store, record)
    assert (saved.id, saved.revision) == (record.id, 1)
    with pytest.raises(Conflict):
        put(store, record)


def test_find_filters_and_sorts_by_id(store):
    """`find` gives the records whose fields equal all values, in the order of their ids."""
    for slot in ("c", "a", "b"):
        put(store, Change(id=f"x.{slot}", record="x" if slot != "b" else "y", slot=slot, held=True))
    assert [change.slot for change in store.find(Change)] == ["a", "b", "c"]
    assert [change.slot for change in store.find(Change, record="x", held=True)] == ["a", "c"]
    assert store.find(Change, record="x", held=False) == []


def test_find_hands_out_lists_of_ones_own(store):
    """Changing the list that `find` gave changes nothing for the next who asks."""
    put(store, Goal(text="Ett"))
    store.find(Goal).clear()
    assert len(store.find(Goal)) == 1


def test_missing_record_is_not_found(store):
    """Getting or removing what is not there says so in a sentence."""
    with pytest.raises(NotFound, match="Hittar inte aktivitet"):
        store.get(Activity, "finns-inte")
    with pytest.raises(NotFound), store.transaction("Tog bort") as changes:
        changes.remove(Activity, "finns-inte")


def test_unknown_class_is_refused(store):
    """A record class that nobody registered is named."""

    class Stranger(Record, frozen=True):
        pass

    with pytest.raises(UnknownRecordType, match="Stranger"):
        store.find(Stranger)


def test_old_revision_conflicts_with_both_versions(backend):
    """A change that is based on an old revision is refused with mine and theirs, and theirs stays."""
    [first] = put(backend.store, Activity(title="Årsmöte"))
    [theirs] = put(backend.another(), replace(first, title="Vårmöte"))
    mine = replace(first, title="Höstmöte")
    with pytest.raises(Conflict) as caught:
        put(backend.store, mine)
    assert (caught.value.mine, caught.value.theirs) == (mine, theirs)
    assert backend.store.get(Activity, first.id) == theirs


def test_change_of_a_removed_record_conflicts(backend):
    """Saving what somebody removed meanwhile is a conflict with no version of theirs."""
    [first] = put(backend.store, Activity(title="Årsmöte"))
    with backend.another().transaction("Tog bort") as changes:
        changes.remove(Activity, first.id)
    with pytest.raises(Conflict) as caught:
        put(backend.store, replace(first, title="Höstmöte"))
    assert caught.value.theirs is None


def test_every_problem_is_listed(store):
    """A refused record names every faulty field by its label, and nothing is saved."""
    with pytest.raises(InputError) as caught:
        put(store, Activity(title="", year=3))
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0].startswith("Rubrik: ")
    assert store.find(Activity) == []


@pytest.mark.parametrize("record", [Activity(title=5), Activity(title="\ud800"), Log(series="x", day="i går")])
def test_wrong_type_is_refused(store, record):
    """A value of the wrong sort, or text that UTF-8 cannot hold, is refused as input."""
    with pytest.raises(InputError):
        put(store, record)
    assert store.history() == []


def test_saving_nothing_new_writes_nothing(store):
    """The same content again keeps the old version, the token and the history."""
    [saved] = put(store, Activity(title="Årsmöte"))
    before = store.token
    assert put(store, replace(saved, changed_by="någon annan")) == [saved]
    with store.transaction("Ingenting"):
        pass
    assert store.token == before
    assert len(store.history()) == 1


def test_made_and_removed_in_one_action_leaves_nothing(store):
    """What comes to nothing within one action is no action."""
    with store.transaction("Ångrade sig") as changes:
        changes.remove(Activity, changes.put(Activity(title="Nej")).id)
    assert (store.find(Activity), store.history(), store.trash()) == ([], [], [])


def test_exception_leaves_everything_as_it_was(store):
    """An exception inside the block undoes all of it, also for readers in the same process."""
    [saved] = put(store, Activity(title="Årsmöte"))
    before = store.token
    with pytest.raises(ZeroDivisionError), store.transaction("Gick fel") as changes:  # noqa: PT012
        changes.put(replace(saved, title="Nytt"))
        changes.remove(Activity, changes.put(Activity(title="Till")).id)
        raise ZeroDivisionError
    assert store.find(Activity) == [saved]
    assert store.token == before


def test_reads_inside_see_what_was_done(store):
    """Inside a transaction, reads show its changes; so does the token."""
    [old] = put(store, Activity(title="Gammalt"))
    before = store.token
    with store.transaction("Flera steg") as changes:
        new = changes.put(Activity(title="Nytt"))
        changes.remove(Activity, old.id)
        assert store.find(Activity) == [new] == [store.get(Activity, new.id)]
        assert store.token != before
        with pytest.raises(NotFound):
            store.get(Activity, old.id)


def test_transactions_do_not_nest(store):
    """One user action is one transaction: a second one inside is a programming error, and the first is dropped."""
    with pytest.raises(RuntimeError), store.transaction("Yttre"), store.transaction("Inre"):
        pass
    put(store, Activity(title="Går bra igen"))


def test_token_changes_for_both_processes(backend):
    """The token changes with every write, one's own and another's, and not without."""
    other = backend.another()
    before = other.token
    assert other.token == before
    put(backend.store, Activity(title="Ett"))
    assert other.token != before
    assert [activity.title for activity in other.find(Activity)] == ["Ett"]


def test_own_save_after_anothers_shows_both(backend):
    """A process that has read, then saves after another did, sees the other's record beside its own."""
    put(backend.store, Activity(title="Ett"))
    assert len(backend.store.find(Activity)) == 1
    put(backend.another(), Activity(title="Två"))
    put(backend.store, Activity(title="Tre"))
    assert [activity.title for activity in backend.store.find(Activity)] == ["Ett", "Två", "Tre"]


def test_many_records_are_one_step(store):
    """An import is one line of history and one undo."""
    with store.transaction("Importerade", kind="import") as changes:
        for number in range(300):
            changes.put(Activity(title=str(number)))
    [line] = store.history()
    assert (line.kind, line.label, len(line.changes)) == ("import", "Importerade", 300)
    store.undo()
    assert store.find(Activity) == []


def test_history_names_the_change(backend):
    """A line says who, when, what it was called and what each record was before and after."""
    [first] = put(backend.store, Activity(title="Årsmöte"), label="Lade till")
    put(backend.another(), replace(first, title="Vårmöte"), label="Bytte namn")
    newest, oldest = backend.store.history()
    assert (oldest.who, oldest.label, oldest.undone) == ("Anna", "Lade till", False)
    assert (newest.who, newest.label) == ("Bo", "Bytte namn")
    [change] = newest.changes
    assert (change.table, change.record) == ("core.activity", first.id)
    assert (change.before["title"], change.after["title"]) == ("Årsmöte", "Vårmöte")
    assert oldest.changes[0].before is None
    assert backend.store.history(limit=1) == [newest]


def test_undo_and_redo_across_restarts(backend):
    """Undo and redo walk the history, newest first, in any process; revision and changed only rise."""
    [first] = put(backend.store, Activity(title="Ett"), label="Första")
    put(backend.store, replace(first, title="Två"), label="Andra")
    assert backend.another().undo().label == "Andra"
    back = backend.store.get(Activity, first.id)
    assert (back.title, back.revision) == ("Ett", 3)
    assert backend.another().undo().label == "Första"
    assert backend.store.find(Activity) == []
    with pytest.raises(NotFound, match="inget att ångra"):
        backend.store.undo()
    assert [backend.another().redo().label for _ in range(2)] == ["Första", "Andra"]
    again = backend.store.get(Activity, first.id)
    assert (again.title, again.created) == ("Två", first.created)
    assert again.revision > back.revision
    with pytest.raises(NotFound, match="inget att göra om"):
        backend.store.redo()


def test_undo_is_a_line_that_names_what_it_undid(store):
    """The history shows undo and redo as actions, and which actions are undone now."""
    put(store, Goal(text="Ett"), label="Lade till")
    store.undo()
    undo, done = store.history()
    assert (undo.kind, undo.of, undo.label, done.undone) == ("undo", done.id, "Lade till", True)
    store.redo()
    assert [(line.kind, line.undone) for line in store.history()] == [("redo", False), ("undo", False), ("do", False)]


def test_new_action_clears_redo(store):
    """After something new is done, the undone cannot be redone, and undo goes on from before it."""
    for text in ("Ett", "Två"):
        put(store, Goal(text=text), label=text)
    store.undo()
    put(store, Goal(text="Tre"), label="Tre")
    with pytest.raises(NotFound):
        store.redo()
    assert [store.undo().label for _ in range(2)] == ["Tre", "Ett"]


def test_ledger_is_left_alone(store):
    """What phones have seen never goes back: no history line of its own, and undo of an action does not touch it."""
    [row] = put(store, Ledger(id="uid", digest="1", timing="1", sequence=0, modified="m"))
    assert store.history() == []
    put(store, replace(row, sequence=1), Activity(title="Möte"), label="Båda")
    [line] = store.history()
    assert [change.table for change in line.changes] == ["core.activity"]
    store.undo()
    assert store.find(Activity) == []
    assert store.get(Ledger, "uid").sequence == 1


def test_trash_and_restore(store):
    """A removed record lies in the trash, comes back from there with a higher revision, and undo trashes it again."""
    [saved] = put(store, Person(name="Kim"))
    with store.transaction("Tog bort") as changes:
        changes.remove(Person, saved.id)
    [entry] = store.trash()
    assert (entry.key, entry.record, entry.who) == ("core.person", saved, "Anna")
    restored = store.restore(Person, saved.id)
    assert (restored.name, restored.revision, store.trash()) == ("Kim", 2, [])
    assert store.get(Person, saved.id) == restored
    store.undo()
    assert (store.find(Person), len(store.trash())) == ([], 1)
    store.undo()
    assert ([person.name for person in store.find(Person)], store.trash()) == (["Kim"], [])


def test_record_that_comes_back_under_its_id_counts_on(store):
    """What is removed and saved anew under the same id goes on from its old revision and leaves the trash."""
    [first] = put(store, Change(id="a.1", record="a", slot="1", cancelled=True, reason="snö"))
    with store.transaction("Tog bort") as changes:
        changes.remove(Change, "a.1")
    [second] = put(store, Change(id="a.1", record="a", slot="1", held=True))
    assert (second.revision, second.created, store.trash()) == (2, first.created, [])
    with store.transaction("Bytte i ett steg") as changes:
        changes.remove(Change, "a.1")
        third = changes.put(Change(id="a.1", record="a", slot="1", note="ny"))
    assert (third.revision, store.trash()) == (3, [])
    store.undo()
    assert store.get(Change, "a.1").held
    store.undo()
    assert (store.find(Change), len(store.trash())) == ([], 1)


def test_undecodable_names_are_stored_readably(backend):
    """A user name or label that no terminal could decode is stored as text, not as an error."""
    store = backend.another(who="A\udcf6")
    [saved] = put(store, Goal(text="mål"), label="\udce5")
    [line] = backend.store.history()
    assert (saved.changed_by, line.who, line.label) == ("A?", "A?", "?")


def test_restore_needs_something_in_the_trash(store):
    """Restoring what is not in the trash says so."""
    with pytest.raises(NotFound, match="papperskorgen"):
        store.restore(Person, "finns-inte")


def test_trash_is_emptied_after_ninety_days(backend):
    """The first write after ninety days lets the record go; the write before keeps it."""
    [saved] = put(backend.store, Person(name="Kim"))
    with backend.store.transaction("Tog bort") as changes:
        changes.remove(Person, saved.id)
    put(backend.another(today=date(2027, 2, 18)), Goal(text="dag 90"))
    assert len(backend.store.trash()) == 1
    put(backend.another(today=date(2027, 2, 19)), Goal(text="dag 91"))
    assert backend.store.trash() == []


HOSTILE = ("\x1b[31mröd\x1b[0m", "[/red][link=x]", "\u202etxt", "a\x00b", "👩‍👩‍👧" * 50, "x" * 10_000, '"},"', "'; --")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(backend, text):
    """Whatever a text holds, it reads back as it was, from store, history and another process."""
    [saved] = put(backend.store, Activity(title=text, description=f"{text}\n{text}"), label=text)
    assert backend.another().get(Activity, saved.id) == saved
    [line] = backend.another().history()
    assert (line.label, line.changes[0].after["title"]) == (text, text)


@pytest.mark.parametrize("factory", BACKENDS, ids=lambda backend: backend.__name__)
@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1).filter(str.strip)))
def test_any_text_round_trips(factory, texts, tmp_path_factory):
    """Records with any text are the same in another process, and gone without trace of a fault after undo."""
    backend = factory(tmp_path_factory.mktemp("door"))
    saved = put(backend.store, *(Goal(text="mål", quote=text, source=text) for text in texts if not text.isdigit()))
    assert backend.another().find(Goal) == sorted(saved, key=lambda goal: goal.id)
    if saved:
        backend.another().undo()
    assert backend.store.find(Goal) == []

"""What a state says."""

from __future__ import annotations

from datetime import date

from vcycle.model.measure import After, State
from vcycle.model.wording.words import amount_words, series_words
from vcycle.rules.measures.basis import Chosen, Scope
from vcycle.rules.measures.words import before, day_words, sentence, shown, whole


def role_words(measure: State, now: int, soon: int, last: date, left: date | None, scope: Scope) -> str:
    """ "1 av 2 har rollen; 1 saknas före 1 maj"."""
    missing, today = measure.holders_min - now, scope.today
    head = f"{now} av {measure.holders_min} har rollen" if measure.holders_min > 1 else _one_holder(now)
    if missing <= 0:
        return sentence(head)
    resigned = f"den senaste slutade {day_words(left, today)}" if left else ""
    coming = f"{soon - now} tillträder senare" if soon > now else ""
    rest = f"{missing} skulle ha utsetts senast" if today > last else f"{missing} saknas"
    when = day_words(last, today) if today > last else before(last, today)
    return sentence(head, f"{rest} {when}", resigned, coming)


def _one_holder(now: int) -> str:
    return "ingen har rollen" if now == 0 else "rollen är tillsatt" if now == 1 else f"{now} har rollen"


def done_words(facts: Chosen, last: date, scope: Scope) -> str:
    """ "Gjort 3 maj, efter 30 april", "inte gjort; sista dag är 30 april"."""
    today = scope.today
    if facts.held:
        day = facts.held[0].day
        late = f", efter {day_words(last, today)}" if day > last else ""
        return sentence(f"gjort {day_words(day, today)}{late}")
    planned = f"planerat {day_words(facts.planned[0].day, today)}" if facts.planned else ""
    if today > last:
        return sentence(f"blev inte gjort, sista dag var {day_words(last, today)}", planned)
    return sentence(f"inte gjort ännu, sista dag är {day_words(last, today)}", planned)


def fresh_words(measure: State, latest: date | None, limit: date, scope: Scope) -> str:
    """ "Senast 2 mars, 12 dagar sedan; ska ske igen senast 1 april"."""
    today, at_most = scope.today, amount_words(measure.max_age)
    if latest is None:
        return sentence(f"ingenting är loggat {whole(scope)}", f"det ska gå högst {at_most} mellan gångerna")
    age = (scope.until_now - latest).days
    ago = f"{age} dag{'ar' * (age != 1)} {'före årets slut' if scope.closed else 'sedan'}" if age else "i dag"
    head = f"senast {day_words(latest, today)}, {ago}"
    if scope.until_now > limit:
        return sentence(head, f"längre än {at_most}")
    return sentence(head, "" if scope.closed else f"ska ske igen senast {day_words(limit, today)}")


def after_words(after: After, facts: Chosen, held: date | None, planned: date | None, scope: Scope) -> str:
    """ "Planerad 3 september, före eller samma dag som valrörelse 11 september"."""
    of = shown(scope.basis.titles.get(after.of) or series_words(after.of))
    day = held or planned
    if day is None:
        return sentence(f"kan inte avgöras: det är inte känt när ”{of}” är")
    today = scope.today
    limit = f"{of} {day_words(day, today)}" if after.of[:1].isalpha() else day_words(day, today)
    wrong = [fact for fact in facts.all if fact.day <= (planned if fact.planned and planned else day)]
    if wrong:
        how = "planerad" if wrong[0].planned else "hölls"
        return sentence(f"{how} {day_words(wrong[0].day, today)}, men ska ligga efter {limit}")
    if not facts.all:
        late = "hölls inte" if scope.closed else "inte planerad ännu"
        return sentence(f"{late}, ska ligga efter {limit}")
    first = facts.all[0]
    unmarked = "" if held or not facts.held else f"{of} är inte markerat som genomfört"
    return sentence(
        f"{'planerad' if first.planned else 'hölls'} {day_words(first.day, today)}, efter {limit}", unmarked
    )

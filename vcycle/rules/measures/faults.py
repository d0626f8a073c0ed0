"""What is impossible or contradictory in a measure: every fault at once, in Swedish sentences, before it is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, get_args

from vcycle.model.measure import Count, Level, Measure, Per, Quantity, Share, State, Unset
from vcycle.model.period import DEFAULT_WINDOWS, Years
from vcycle.model.text import quoted
from vcycle.model.values import did_you_mean
from vcycle.rules.measures.count_faults import count_faults
from vcycle.rules.measures.fault_words import amount_faults, band_faults, day_faults, quantity_faults
from vcycle.rules.measures.numbers import bound
from vcycle.rules.measures.tags import key, keys
from vcycle.rules.measures.unit_faults import Units, unit_faults

ELECTION_WINDOWS = ("valår", "valrörelse", "mandatperiod")
"""Windows that every association knows by name; when they are is in its own data."""


def faults(
    measure: Measure,
    *,
    known_series: Collection[str] | None = None,
    known_roles: Collection[str] | None = None,
    years: Years | None = None,
    units: Units | None = None,
) -> list[str]:
    """Every fault of the measure; none means that it can be read.

    Series and roles are checked when `known_series` and `known_roles` are given, terms and the names of windows when
    `years` is, and kronor against numbers for the series that `units` has.
    """
    found = [*_CHECKS[type(measure)](measure), *_filter_faults(measure)]
    found += _when_faults(measure, years)
    if known_series is not None:
        found += _unknown(series_of(measure, years), known_series, "serien")
    if units:
        found += unit_faults(measure, units)
    if known_roles is not None:
        found += _unknown(roles_of(measure), known_roles, "rollen")
    return list(dict.fromkeys(found))


def series_of(measure: Measure, years: Years | None = None) -> list[str]:
    """The series that the measure reads."""
    if isinstance(measure, Level):
        return [name for name in (measure.metric, measure.share_of, measure.equals) if name]
    if isinstance(measure, State):
        after = [measure.after.series, *_series_after(measure.after.of, years)] if measure.after else []
        return [name for name in (measure.done, measure.fresh, *after) if name]
    names = [*measure.series, *(measure.of if isinstance(measure, Share) else ())]
    each = measure.each if isinstance(measure, Count) else ""
    return [*names, each.removeprefix("series:")] if each.startswith("series:") else names


def _series_after(of: str, years: Years | None) -> list[str]:
    """The series that something must come after, unless it is a day or a window."""
    window = of in ELECTION_WINDOWS or (years or Years()).window(of) is not None
    return [] if window or not day_faults(of) else [of]


def roles_of(measure: Measure) -> list[str]:
    """The keys of the roles that the measure reads."""
    if isinstance(measure, State):
        return [measure.role] if measure.role else []
    each = measure.each if isinstance(measure, Count) else ""
    return [each.removeprefix("role:")] if each.startswith("role:") else []


def _unknown(names: list[str], known: Collection[str], noun: str) -> list[str]:
    return [f"{noun} {quoted(name)} finns inte{did_you_mean(name, known)}" for name in names if name not in known]


def _filter_faults(measure: Measure) -> Iterator[str]:
    for tag in (tag for tag in measure.only if key(tag) in keys(measure.without)):
        yield f"etiketten {quoted(tag)} är både krävd och utesluten"
    if isinstance(measure, Count | Share | Unset) and not (measure.series and all(measure.series)):
        yield "det saknas en serie att räkna"
    if not isinstance(measure, State | Unset):
        yield from _per_faults(measure.per)


def _per_faults(per: str) -> Iterator[str]:
    if per not in get_args(Per):
        yield f"perioden {quoted(per)} finns inte; välj {', '.join(get_args(Per))}"


def _when_faults(measure: Measure, years: Years | None) -> Iterator[str]:
    if years is None:
        return
    if not (isinstance(measure, State | Unset)) and measure.per == "term" and not years.terms:
        yield "per term går inte, föreningen har inga terminer"
    if measure.when and measure.when not in ELECTION_WINDOWS and years.window(measure.when) is None:
        known = (*ELECTION_WINDOWS, *years.windows, *DEFAULT_WINDOWS)
        yield f"perioden {quoted(measure.when)} är okänd{did_you_mean(measure.when, known)}"


def _share(measure: Share) -> Iterator[str]:
    if measure.who and measure.tag:
        yield "välj who eller tag, inte båda"
    if not (measure.who or measure.tag or measure.of):
        yield "det saknas vad som är delen; skriv who, tag eller of"
    if (measure.min is None) == (measure.about is None):
        yield "en andel behöver antingen min eller about" if measure.min is None else "välj min eller about, inte båda"
    for name in ("min", "about", "tolerance"):
        yield from _share_faults(name, getattr(measure, name))
    if measure.about is not None:
        yield from band_faults(measure.about, measure.tolerance)
    if measure.who not in ("", "women", "men", "others"):
        yield f"who är women, men eller others, inte {quoted(measure.who)}"
    if measure.each not in ("", "occurrence"):
        yield f"each är occurrence i en andel, inte {quoted(measure.each)}"
    if measure.each and measure.per != "activity_year":
        yield "välj per eller each, inte båda"


def _share_faults(name: str, quantity: Quantity | None) -> Iterator[str]:
    yield from quantity_faults(name, quantity, most=1)


def _level(measure: Level) -> Iterator[str]:
    if not measure.metric:
        yield "det saknas ett mått att läsa av (metric)"
    yield from _level_bounds(measure)
    yield from _one_way(measure)
    if measure.growth is not None and measure.growth < 1:
        yield f"growth ska vara minst 1 procent, inte {measure.growth}"
    if measure.baseline == 0:
        yield "utgångsvärdet är 0, och från 0 går det inte att räkna procent"
    elif measure.baseline is not None and measure.baseline < 0:
        yield f"utgångsvärdet kan inte vara negativt, {measure.baseline}"
    if measure.baseline is not None and measure.growth is None:
        yield "ett utgångsvärde (baseline) hör till growth"
    yield from _share_of(measure)
    if measure.direction not in ("", "up", "down"):
        yield f"direction är up eller down, inte {quoted(measure.direction)}"
    if measure.reached not in ("end", "any"):
        yield f"reached är end eller any, inte {quoted(measure.reached)}"
    if measure.at:
        yield from day_faults(measure.at)
    if measure.direction and measure.per == "mandate":
        yield "direction jämförs med året före, och går inte per mandate"
    yield from _sum_faults(measure)


def _level_bounds(measure: Level) -> Iterator[str]:
    limits = {}
    for name in ("min", "max"):
        quantity = getattr(measure, name)
        wrong = list(amount_faults(name, quantity, is_money=measure.money))
        yield from wrong
        if quantity is not None and not wrong:
            limits[name] = bound(quantity, is_money=measure.money)
    if len(limits) == 2 and limits["min"] > limits["max"]:
        yield f"minst {measure.min} är mer än högst {measure.max}"


def _ways(measure: Level) -> list[str]:
    """The ways in which a level is judged, by the keys that say so."""
    bounds = measure.min is not None or measure.max is not None
    given = {
        "min/max": bounds, "growth": measure.growth is not None, "direction": bool(measure.direction),
        "share_of": bool(measure.share_of), "equals": bool(measure.equals),
    }  # fmt: skip
    return [name for name, is_given in given.items() if is_given]


def _one_way(measure: Level) -> Iterator[str]:
    ways = _ways(measure)
    if not ways:
        yield "det saknas ett mål; skriv min, max, growth, direction, share_of eller equals"
    elif len(ways) > 1:
        yield f"välj ett av {', '.join(ways)}; de säger emot varandra"


def _share_of(measure: Level) -> Iterator[str]:
    if bool(measure.share_of) != (measure.share is not None):
        yield "share_of och share hör ihop; skriv båda" if measure.share_of else "share behöver share_of, av vad"
    yield from _share_faults("share", measure.share)
    if measure.share_of and measure.share_of == measure.metric:
        yield f"måttet {quoted(measure.metric)} är alltid hela sig självt"


def _sum_faults(measure: Level) -> Iterator[str]:
    if measure.equals == measure.metric and measure.equals:
        yield f"{quoted(measure.metric)} är alltid lika med sig själv"
    if measure.sum and (measure.growth is not None or measure.share_of):
        yield "sum går ihop med min, max, direction och equals, inte med growth eller share_of"
    if measure.sum and (measure.at or measure.reached != "end"):
        yield "en summa räknas över hela perioden; at och reached hör till avläsningar"
    if measure.per not in ("activity_year", "calendar_year", "mandate"):
        yield "en nivå eller summa gäller per activity_year, calendar_year eller mandate"


def _state(measure: State) -> Iterator[str]:
    ways = [name for name in ("role", "done", "fresh", "after") if getattr(measure, name)]
    if len(ways) != 1:
        yield "välj ett av role, done, fresh och after" + (f", inte {' och '.join(ways)}" if ways else "")
    if measure.holders_min < 1:
        yield f"holders_min ska vara minst 1, inte {measure.holders_min}"
    if bool(measure.fresh) != bool(measure.max_age):
        yield "fresh och max_age hör ihop; skriv båda"
    if measure.max_age:
        yield from amount_faults("max_age", measure.max_age, is_age=True)
    if measure.by:
        yield from day_faults(measure.by)
        if not (measure.role or measure.done):
            yield "by hör till role och done"
    yield from _after_faults(measure)


def _after_faults(measure: State) -> Iterator[str]:
    if measure.after is None:
        return
    if not (measure.after.series and measure.after.of):
        yield "after behöver både series och of"
    elif measure.after.series == measure.after.of:
        yield f"{quoted(measure.after.of)} kan inte ligga efter sig själv"


def _nothing(_measure: Unset) -> Iterator[str]:
    return iter(())


_CHECKS: dict[type, Callable[[Any], Iterator[str]]] = {
    Count: count_faults, Share: _share, Level: _level, State: _state, Unset: _nothing,
}  # fmt: skip

"""The years, weeks and terms of office that elections give: windows that not every activity year has."""

from __future__ import annotations

from datetime import date

from vcycle.model.period import Period, Years
from vcycle.rules.measures.basis import MANDATE
from vcycle.rules.measures.periods import middle, window_in
from vcycle.rules.swedish import election_day

CAMPAIGN = "valrörelse"
ELECTION_YEAR = "valår"
_CAMPAIGN_STARTS = (8, 1)
_FIRST_ELECTION, _BETWEEN = 2014, 4


def election_windows(years: Years, year: int) -> dict[str, Period | None]:
    """The election year, the campaign and the term of office of the activity year `year`; None for what it lacks.

    The campaign is the association's own window of that name, else from 1 August to election day. A term of office in
    municipalities and regions lasts from 15 October of an election year (kommunallagen 2017:725, 5 kap.).
    """
    period = years.year(year)
    days = [day for y in (period.start.year, period.end.year) if (day := election_day(y)) is not None and day in period]
    campaign = _campaign(days[0], period, years) if days else None
    return {ELECTION_YEAR: period if days else None, CAMPAIGN: campaign, MANDATE: mandate(middle(period))}


def _campaign(day: date, period: Period, years: Years) -> Period | None:
    if bounds := years.windows.get(CAMPAIGN):
        return window_in(bounds, period, years)
    return Period(max(period.start, date(day.year, *_CAMPAIGN_STARTS)), day)


def mandate(day: date) -> Period:
    """The term of office that `day` lies in."""
    begun = day.year if day >= _first_day(day.year) else day.year - 1
    begun -= (begun - _FIRST_ELECTION) % _BETWEEN
    return Period(_first_day(begun), date(begun + _BETWEEN, 10, 14))


def _first_day(year: int) -> date:
    return date(year, 10, 15)

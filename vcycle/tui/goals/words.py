"""What the goals' screens say of themselves and of a goal that waits for the board."""

from __future__ import annotations

from vcycle.services.goals import Standing
from vcycle.services.goals_asking import Lack, lack_of
from vcycle.tui.goals.meter import FORECAST, FULL, REST, TARGET

_WHAT = "Varje mål i planen, hur det går och vad som saknas till när."
_FROM = "Det räknas ur det som är genomfört i årshjulet och det som är noterat ({note})."
PURPOSE = f"""{_WHAT} {_FROM}

✓ uppfyllt   ✗ ej uppnått   … pågår   ? kan inte avgöras   – räknas inte
{FULL * 3}{REST * 2}{FORECAST}{REST}{TARGET}  det som är gjort; {FORECAST} dit det når i samma takt; {TARGET} målet
Ett mål utan siffra eller mått väntar på styrelsen: {{goals.set}} sätter det."""

_HELP: dict[Lack, str] = {
    "": "",
    "number": "Styrelsen har inte satt något tal: {set} sätter ett.",
    "baseline": "Utgångsvärdet saknas: {set} skriver in det.",
    "measure": "{set} sätter ett mått, till exempel ”minst 3 medlemsmöten per termin”.",
}


def help_of(standing: Standing, action: str) -> str:
    """What to do about a goal that waits for the board, by the key of `action`; nothing for the others."""
    return _HELP[lack_of(standing)].replace("{set}", f"{{{action}}}")

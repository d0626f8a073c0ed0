"""Other words that people look for things by, in the list of all that can be done."""

from __future__ import annotations

KEYWORDS = {
    "move": "byta ändra dag datum tid skjuta upp senarelägga",
    "done": "genomfört klart hölls bocka närvaro antal hur många kom",
    "cancel": "ställa in avlysa avboka stryka",
    "open": "visa läsa mer detaljer varför",
    "search": "hitta leta finna",
    "undo": "backa tillbaka fel återställ",
    "redo": "gör om igen",
    "toggle_light": "tema färg utseende mörkt svart vitt",
    "zoom": "större mindre termin månad vecka",
    "today": "nu idag",
    "columns": "fält visa dölj ordning tabell",
    "tick": "välj kryssa bocka flera poster",
    "tick_all": "välj kryssa bocka allihop",
    "fill": "ändra sätt flera samtidigt alla på en gång massändra",
    "export": "excel kalkylblad exportera kopiera lista tabell",
    "todo": "saknas fattas försenat brister påminnelse kom ihåg",
    "app.note": "logga skriva upp hänt gjort anteckna",
    "app.quit": "stäng lämna sluta exit",
    "app.help": "hjälp tangenter snabbknappar manual",
}
"""By the action of a key, other words that it may be looked for by."""
ABOUT = {
    "core.holder": "vem som har vilken roll",
    "core.role": "ordförande, kassör …",
    "core.log": "det som har noterats",
    "core.area": "planens delar",
    "core.unit": "föreningar, kommuner, grupper",
}
"""What a type holds, where its name alone does not say so."""
OTHER_WORDS = {
    "core.holder": "förtroendevald post ansvarig styrelse",
    "core.role": "post förtroendevald ansvarig uppgift",
    "core.person": "medlem ledamot namn kontakt telefon",
    "core.activity": "händelse möte kalender tillfälle",
    "core.log": "anteckning logg dagbok",
}
"""What else a type may be looked for by."""

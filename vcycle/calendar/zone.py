"""Europe/Stockholm as a VTIMEZONE.

Written here because the library's own is an hour late and ends in 2038. Several phones and servers use this component
and never the name; the rules are those of the European Union since 1996, stated from 1970 so that no event comes before
them (Outlook wants yearly rules, RFC 5545 3.6.5).
"""

from __future__ import annotations

TZID = "Europe/Stockholm"

VTIMEZONE = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        f"TZID:{TZID}",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
).encode()

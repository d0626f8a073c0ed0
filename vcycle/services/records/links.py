"""What links to some records: asked before they are taken away."""

from __future__ import annotations

from collections.abc import Collection

from vcycle.model.fields import Kind
from vcycle.model.records import Record, RecordType
from vcycle.services.records.directory import Directory


def links_to(kind: RecordType, ids: Collection[str], directory: Directory) -> list[tuple[RecordType, Record, str]]:
    """Every field of another that links to one of the records: the type and record it is in, and the field's label."""
    wanted = frozenset(ids)
    found = []
    for other in directory.registry:
        for spec in other.fields:
            if spec.link != kind.key:
                continue
            for record in directory.records(other).values():
                value = getattr(record, spec.name)
                linked = value if spec.kind is Kind.LINKS else (value,)
                if not wanted.isdisjoint(linked) and not (other is kind and record.id in wanted):
                    found.append((other, record, spec.label))
    return found

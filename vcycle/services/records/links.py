"""What links to a record: asked before it is taken away."""

from __future__ import annotations

from vcycle.model.fields import Kind
from vcycle.model.records import Record, RecordType
from vcycle.services.records.directory import Directory


def links_to(kind: RecordType, record_id: str, directory: Directory) -> list[tuple[RecordType, Record, str]]:
    """Every field that holds a link to the record: the type and record it is in, and the field's label."""
    found = []
    for other in directory.registry:
        for spec in other.fields:
            if spec.link != kind.key:
                continue
            for record in directory.records(other).values():
                value = getattr(record, spec.name)
                if record_id in (value if spec.kind is Kind.LINKS else (value,)):
                    found.append((other, record, spec.label))
    return found

"""From a measure and facts to a reading: pure, in integers and fractions only.

`read(measure, basis)` gives the reading, `faults(measure)` what makes a measure impossible.
"""

from vcycle.rules.measures.basis import Basis, Entity
from vcycle.rules.measures.faults import faults, roles_of, series_of
from vcycle.rules.measures.index import FactIndex
from vcycle.rules.measures.numbers import number_text
from vcycle.rules.measures.reading import read

__all__ = ["Basis", "Entity", "FactIndex", "faults", "number_text", "read", "roles_of", "series_of"]

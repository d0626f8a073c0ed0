"""vcycle: the whole year of an association, as a wheel in the terminal."""

__version__ = "0.1.0"

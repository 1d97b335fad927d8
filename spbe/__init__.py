"""SPBE assessment analytics: exact scores, any spreadsheet in, a proven way to the target."""

__version__ = "0.1.0"

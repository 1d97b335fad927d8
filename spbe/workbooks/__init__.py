"""Spreadsheets in and out: any sheet becomes assessments and problems, with cell addresses."""

from spbe.workbooks.reader import read

__all__ = ["read"]

"""Spreadsheets in and out: any sheet becomes assessments and problems, with cell addresses."""

"""How the tables came to be, step by step; `versions/` is read by Alembic."""

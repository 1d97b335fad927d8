"""What assessments tell: gaps, changes, ranks; pure, makes the tables that others show."""

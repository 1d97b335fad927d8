"""Documents for paper: letters."""

"""What the app and the command line both do."""

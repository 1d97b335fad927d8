"""Build the one ZIP for closed networks: the app, its wheels, and what installs and starts it."""

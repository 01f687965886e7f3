"""Tidings in Slack: settings, listeners, blocks, delivery, the local workspace and the command line."""

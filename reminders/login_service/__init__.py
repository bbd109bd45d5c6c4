"""Reminding from login on: `remind` as a service of systemd, launchd or the Task Scheduler, for the user alone."""

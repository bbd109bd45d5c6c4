"""The ways in which a reminder reaches the person, behind one small protocol (`reminders.notifiers.protocol`).

Each is asked whether it is alive; none is taken for granted because of the name of a system.
"""

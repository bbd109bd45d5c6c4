"""Brings it to mind: a planner over wall-clock dates, a ledger of what became of each occurrence, an alarm clock."""

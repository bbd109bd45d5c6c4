"""How Mesoday looks: colours, type, named controls, marks and vessels. Knows Flet, and nothing of the diary."""

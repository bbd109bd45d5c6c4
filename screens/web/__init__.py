"""The page's door: who may come in, and how it is served."""

"""Keeps the diary: TinyDB tables made durable by a write-ahead log, and what is read from and written to files."""

from storage.errors import Damage, Stale, StorageError

__all__ = ["Damage", "Stale", "StorageError"]

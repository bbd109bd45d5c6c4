"""What Mesoday knows and decides. Pure: no screens, no files, no clock."""

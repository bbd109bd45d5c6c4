"""Files of other apps, so that people can come over. What has no place in Mesoday is named, never dropped unsaid."""

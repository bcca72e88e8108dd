"""Getting data in: services and files, checked, into a new version of the store."""

"""What do all pages have in common? Frame, tables, files, controls, notices."""

"""Questions, by command, message, button or form, and their answers."""

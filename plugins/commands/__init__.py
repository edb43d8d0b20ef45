"""What `tasks.py` calls: each module is the work of a command or two."""

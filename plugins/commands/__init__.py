"""What `tasks.py` calls: each module is the work of a command or two.

Those that bring the importer or a spreadsheet are imported by the command that needs them, so that no other waits.
"""


class CommandError(Exception):
    """A failure that was foreseen; the message is for a person, and names the next move."""

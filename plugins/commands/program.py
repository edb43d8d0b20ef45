"""Invoke, whose complaints about a command line name the next move; `tasks.py` begins it in the environment."""

from invoke import __version__
from invoke.exceptions import Exit, ParseError
from invoke.program import Program


class Commands(Program):
    """`inv`; it takes nothing that looks like an option for a path, a name or an address."""

    def parse_tasks(self) -> None:
        """Raises Exit for a command or an option that is not known, one that is missing, a value of another kind."""
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(f"{str(error).rstrip('!')}; {self._next_move()}", code=1) from error
        except ValueError as error:
            raise Exit(f"An option's value is no number ({error}); {self._next_move()}", code=1) from error
        for command in self.tasks:
            for argument in command.positional_args:
                if str(argument.value).startswith("-"):
                    raise Exit(f"{command.name} has no option {argument.value!r}; {self._next_move()}", code=1)

    def _next_move(self) -> str:
        name = next(iter(self.core.unparsed), "")
        known = name in self.collection.task_names
        return f"python3 tasks.py {f'{name} --help shows what it takes' if known else '--list names every command'}"


if __name__ == "__main__":
    Commands(name="Invoke", binary="inv[oke]", binary_names=["invoke", "inv"], version=__version__).run()

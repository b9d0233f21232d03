"""`footnote chat`: greet, then run the command of each line until the user leaves."""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from typer.core import TyperGroup

from bot.cli.ask import ask
from bot.cli.compare import compare
from bot.cli.context import CliContext, get_context, open_application
from bot.cli.export import export
from bot.cli.failures import to_failure
from bot.cli.memory import ChatMemory
from bot.cli.papers import list_papers, show_paper
from bot.cli.search import related, search
from bot.cli.summarize import summarize
from bot.cli.terminal import format_count, print_labeled, print_text, safe_text, stdout_console
from bot.export.escape import one_line
from retrieval.paper import Paper
from retrieval.search.query import Filters
from retrieval.text import patterns as re

if TYPE_CHECKING:
    from retrieval.library.catalog.catalog import Catalog


COMMANDS: Mapping[str, Callable[..., None]] = {
    "ask": ask,
    "search": search,
    "paper": show_paper,
    "summarize": summarize,
    "compare": compare,
    "related": related,
    "library": list_papers,
    "export": export,
}
_DEFAULTS = {
    "search": ("--limit", "5"),
    "related": ("--limit", "5"),
    "library": ("--sort", "added", "--limit", "5"),
}
"""Options that a line may override."""

_HELP, _QUIT = "help", "quit"
_PROMPT = "› "
_PHRASE = re.compile(r"""(--[a-z-]+[\s=]+)?("[^"]*")""")


def chat(ctx: typer.Context) -> None:
    """Start an interactive session: ask with follow-ups, search, summarize, compare and export."""
    with open_application(ctx, writes=True) as application, asyncio.Runner() as runner:
        console, group = stdout_console(), build_group()
        context = replace(
            get_context(ctx),
            open_application=lambda *_, **__: nullcontext(application),
            run_async=runner.run,
            chat=ChatMemory(),
        )
        print_greeting(application.catalog, console)
        for line in read_lines(group):
            if line.strip() == f"/{_QUIT}":
                break
            if line.strip():
                run_line(group, context, line, console)
                console.print()


def read_lines(group: TyperGroup) -> Iterator[str]:
    """Yield the lines that a person types, or those of a pipe, echoed as in a conversation."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        for raw in sys.stdin.buffer:
            # Bytes that are not UTF-8 become surrogates, which `check_question` refuses.
            line = raw.decode(errors="surrogateescape").rstrip("\r\n")
            sys.stdout.write(f"{_PROMPT}{one_line(line)}\n")
            yield line
        return
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter

    helps = {f"/{name}": each.get_short_help_str() for name, each in group.commands.items()}
    session: PromptSession[str] = PromptSession(
        completer=WordCompleter(list(helps), meta_dict=helps, sentence=True)
    )
    while True:
        try:
            line = session.prompt(_PROMPT)
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        yield line


def build_group() -> TyperGroup:
    """Return the commands of the chat, which are those of the terminal."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    for name, command in COMMANDS.items():
        app.command(name)(command)
    app.command(_HELP)(lambda: None)
    app.command(_QUIT)(lambda: None)
    group = typer.main.get_group(app)
    group.commands[_HELP].help = "Show this list."
    group.commands[_QUIT].help = "Leave; Ctrl-D does the same."
    return group


def run_line(group: TyperGroup, context: CliContext, line: str, console: Console) -> None:
    """Run a line, and print what goes wrong; Ctrl-C stops the command."""
    arguments = parse_line(line)
    if arguments[0] == _HELP:
        _print_help(group, console)
        return
    try:
        with group.make_context("/", arguments, obj=context) as ctx:
            group.invoke(ctx)
    except typer.Exit:
        pass  # after --help
    except KeyboardInterrupt:
        console.print()
        print_text(console, "Stopped.", "yellow")
    except BrokenPipeError:
        raise
    except Exception as error:
        print_text(console, to_failure(error, context).message, "yellow")


def parse_line(line: str) -> list[str]:
    """Return the command of a line and its arguments; a line without a command is a question.

    Text in quotation marks is one argument; where words are searched for, it stays a phrase.
    """
    line = line.strip()
    if not line.startswith("/"):
        return ["ask", "--", f"{line} "]  # with a space, `-` is not standard input
    name, _, text = line[1:].partition(" ")
    name = name.lower()
    if name in ("ask", "search"):
        text = _PHRASE.sub(lambda found: found[0] if found[1] else f"'{found[2]}'", text)
    try:
        words = shlex.split(text)
    except ValueError:  # an apostrophe rather than a quotation mark
        words = text.split()
    words = [word for word in words if word != "-"]  # which would read standard input
    if name in ("paper", "summarize", "related"):  # a title needs no quotation marks
        end = next((n for n, word in enumerate(words) if word.startswith("--")), len(words))
        words = [*filter(None, [" ".join(words[:end])]), *words[end:]]
    return [name, *_DEFAULTS.get(name, ()), *words]


def _print_help(group: TyperGroup, console: Console) -> None:
    width = max(map(len, group.commands)) + 1
    for name, command in group.commands.items():
        print_labeled(console, f"/{name}".ljust(width), [safe_text(command.get_short_help_str(99))])
    console.print()
    print_text(
        console,
        "A line without a command is a question, and may refer to the previous one. A paper is an "
        "id, a link, a title, or a number on screen: /summarize 2. Add --help for the options of a "
        "command. Ctrl-C stops an answer.",
    )


_EXAMPLES = 3


def print_greeting(catalog: Catalog, console: Console) -> None:
    """Print a greeting with example questions that this library can answer."""
    count = catalog.count()
    if not count:
        print_text(console, "The library is empty. Enter /quit, then run: footnote ingest starter")
        console.print()
        return
    newest = catalog.page(Filters(), limit=_EXAMPLES * 20)
    papers = format_count(count, "paper")
    print_text(console, f"Footnote, with {papers}. Ask a question, or type /help. For example:")
    for question in example_questions(newest):
        print_text(console, question, "cyan", indent=2)
    console.print()


def example_questions(papers: Sequence[Paper]) -> list[str]:
    """Return questions about papers, named by what precedes the title's colon or by the title."""
    forms = ("What is {}?", "How does {} work?", "How well does {} do?")
    titles = [paper.for_reading().title for paper in papers]
    names = [title.partition(": ")[0] for title in titles if ": " in title]
    names = [name for name in dict.fromkeys(names) if " " not in name and len(name) <= 24]
    # From different parts of the list, since papers of one day may share a topic.
    chosen = names[:: max(len(names) // _EXAMPLES, 1)][:_EXAMPLES]
    asked = [form.format(name) for form, name in zip(forms, chosen, strict=False)]
    others = [title for title in titles if not title.startswith(tuple(chosen))]
    return [*asked, *(f"What is “{title}” about?" for title in others)][:_EXAMPLES]

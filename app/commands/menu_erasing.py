"""The menu's part about erasing what the law says must go."""

import argparse
from collections.abc import Callable
from datetime import date

Declare = Callable[..., argparse.ArgumentParser]
Menu = argparse._SubParsersAction


def declare_erasing(
    tasks: "Menu[argparse.ArgumentParser]", declare: Declare, add_password: Callable[..., None], day: Callable[[str], date]
) -> None:
    """Declare `kitchen-table council erase` and the rules for it."""
    erasing = declare(
        tasks,
        "erase",
        "erase.erase",
        "Erase what the law says must go, everywhere; only a records officer may. Striking out and leaving out are another "
        "thing: they keep the words.",
        'kitchen-table council erase EV-10412 --everything --rule "right to erasure" --why "She asked for it in writing." '
        '--decided-by "Rosa Diaz, records manager" --by rosa --data DIR',
    )
    erasing.add_argument("person", metavar="PERSON", help="name, council number or record of the person")
    erasing.add_argument("--everything", action="store_true", help="all about them, whatever arrives later included")
    erasing.add_argument(
        "--containing", nargs="?", const="", metavar="WORDS", help="every version that holds these words; without them, it asks"
    )
    erasing.add_argument("--whole-records", action="store_true", help="with --containing: the whole records, not single versions")
    erasing.add_argument("--record", action="append", default=[], metavar="ID", help="a whole record (may be said again)")
    erasing.add_argument("--revision", action="append", default=[], metavar="ID", help="a single version (may be said again)")
    erasing.add_argument("--rule", required=True, metavar="RULE", help="under which rule: see council erasure-rules")
    erasing.add_argument("--why", required=True, help="why, in words that repeat nothing of what goes: they are kept")
    erasing.add_argument("--decided-by", required=True, metavar="NAME", help="the name and office of who decided")
    erasing.add_argument("--decided-on", type=day, metavar="YYYY-MM-DD", help="when it was decided (default: today)")
    erasing.add_argument("--by", required=True, metavar="SIGN-IN", help="the records officer's sign-in name")
    erasing.add_argument("--yes", action="store_true", help="do not ask again")
    add_password(erasing)
    rules = declare(
        tasks, "erasure-rules", "erase.list_rules", "List the rules for erasing.", "kitchen-table council erasure-rules"
    )
    rules.set_defaults(data=None)

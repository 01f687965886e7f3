"""`python -m bot.cli`, the same as `tidings`."""

from bot.cli import main

main()

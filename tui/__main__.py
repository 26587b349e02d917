"""``python -m tui`` is ``claimdesk``."""

from tui.cli.main import main

if __name__ == "__main__":
    main()

"""``python -m joinedup.cli`` is ``joinedup``."""

from joinedup.cli.start import main

if __name__ == "__main__":
    main()

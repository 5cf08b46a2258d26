"""What the web server prints, and where."""

import logging
import logging.config

from granian import log

from joinedup.web.config.server import ON_STDERR


def test_the_server_speaks_on_standard_error_alone(capsys) -> None:
    """Its own words would stand after the result that a command has printed."""
    config = {**log.LOGGING_CONFIG, "handlers": dict.fromkeys(log.LOGGING_CONFIG["handlers"], ON_STDERR)}
    try:
        log.configure_logging(log.LogLevels.info, config)
        logging.getLogger("_granian").info("Starting granian")
        logging.getLogger("granian.access").info("asked")
    finally:
        logging.config.dictConfig(log.LOGGING_CONFIG)
    said = capsys.readouterr()
    assert not said.out
    assert "Starting granian" in said.err

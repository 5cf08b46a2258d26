"""Whether the site can be had at a port, asked before any work is done for it."""

import socket

from joinedup.basics.errors import JoinedUpError


class PortError(JoinedUpError):
    """Another program listens there, or this account may not."""

    code = "port"


def make_sure_of(host: str, port: int) -> None:
    """Raises PortError, with a port that is free, when ``port`` cannot be had at ``host``."""
    try:
        _listen(host, port)
    except PermissionError as error:
        raise PortError(
            f"This account may not serve at port {port}.", "Choose one from 1024 on with --port."
        ) from error
    except OSError as error:
        free = _free_after(host, port)
        raise PortError(
            f"Port {port} of {host} cannot be used: another program may listen there already.",
            f"End that program, or choose another port: --port {free}." if free else "Check --host and --port.",
        ) from error


def _free_after(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + 20, 65536)):
        try:
            _listen(host, candidate)
        except OSError:
            continue
        return candidate
    return None


def _listen(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1)

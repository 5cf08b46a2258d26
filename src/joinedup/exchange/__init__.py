"""What leaves and what comes back, in others' formats: files by MESH, batch traces by the national service."""

from joinedup.exchange.account import Account, read_account
from joinedup.exchange.mailbox import Exchange, MeshError, Received
from joinedup.exchange.mesh import MeshMailbox
from joinedup.exchange.trace_request import TraceRequest, write_request
from joinedup.exchange.trace_response import TraceResponse, TraceResponseError, take_response

__all__ = [
    "Account",
    "Exchange",
    "MeshError",
    "MeshMailbox",
    "Received",
    "TraceRequest",
    "TraceResponse",
    "TraceResponseError",
    "read_account",
    "take_response",
    "write_request",
]

"""Starts Apertium's web service, as Debian has it, on this machine's own address.

Run by the system's Python, which the service is installed for: ``python3 apy.py PORT``. By itself it
listens on all addresses.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Serve until killed."""
    import tornado.tcpserver

    port = int(sys.argv[1])
    bind = tornado.tcpserver.TCPServer.bind
    tornado.tcpserver.TCPServer.bind = lambda self, _, *__, **___: bind(self, port, "127.0.0.1")
    sys.argv = ["apertium-apy", "-j1", "/usr/share/apertium"]
    from apertium_apy.apy import main as serve

    serve()


if __name__ == "__main__":
    main()

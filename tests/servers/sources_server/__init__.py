"""A loopback stand-in for the services that papers come from: honest by default, faulty on demand.

    with SourcesServer(ArxivWorld(papers=300)) as server:   # in a thread
        server.address                                      # a mirror: "http://127.0.0.1:49152"
        server.give("https://huggingface.co/api/x", b"{}")  # what this address answers
        server.fail(Fault.TRUNCATED)                        # so the next request is answered
        server.requests                                     # what it was asked, oldest first

It has an arXiv of its own, made from a seed, whose API and feeds tell of the same papers.
`faults=Faults(seed, rate)` spoils answers by chance.
"""

from tests.servers.sources_server.faults import Fault, Faults
from tests.servers.sources_server.server import Recorded, SourcesServer
from tests.servers.sources_server.world import ArxivWorld

__all__ = ["ArxivWorld", "Fault", "Faults", "Recorded", "SourcesServer"]

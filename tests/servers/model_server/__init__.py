"""A loopback server of OpenAI's API for tests: honest by default, faulty on demand.

    async with ModelServer() as server:      # or a plain `with`: it then runs in a thread
        server.base_url                      # "http://127.0.0.1:49152/v1"
        server.reply("Forty-two [1].")       # the next chat request gets this text
        server.fail(429, retry_after=0.01)   # and the one after it this status
        server.requests                      # what it was asked, oldest first

Where nothing is scripted it answers from the prompt's own excerpts: the first sentence of each,
with its `[n]`.
"""

from tests.servers.model_server.replies import Reply
from tests.servers.model_server.server import ModelServer, Recorded

__all__ = ["ModelServer", "Recorded", "Reply"]

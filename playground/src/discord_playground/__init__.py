"""A local Discord on loopback: the HTTP API, the gateway, people to act in it, and a page.

    async with Playground() as playground:
        playground.api                       # "http://127.0.0.1:49152"; REST is under /api/v10
        mara = await playground.person("mara")
        done = await mara.run(mara.channel("papers"), "ask", question="What is attention?")
        answer = await done.message_when(lambda message: "footnote" in text_of(message))

`world/` is the state and what may be done to it, without any network; `gateway/` and `api/` put
it on the wire; `person.py` is a client of the two, as Discord's own.
"""

"""Send a scripted reply: as server-sent events in OpenAI's form."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from tests.servers.model_server import wire
from tests.servers.model_server.answers import answer
from tests.servers.model_server.replies import Reply


async def stream(
    request: web.Request, reply: Reply, body: dict[str, Any], number: int
) -> web.StreamResponse:
    """Stream `reply` to the chat request `body`."""
    text = (reply.write or answer)(body) if reply.text is None else reply.text
    parts, finish = wire.tokens(text), reply.finish
    most = body.get("max_completion_tokens") or body.get("max_tokens")
    if most is not None and len(parts) > most:
        parts, finish = parts[:most], "length"
    if reply.after is not None:
        parts = parts[: reply.after]
    used = wire.usage(body, len(parts))
    model = str(body.get("model"))
    with_usage = reply.usage and bool((body.get("stream_options") or {}).get("include_usage"))

    async def push(delta: dict[str, Any] | None, **rest: Any) -> None:
        made = wire.chunk(number, model, delta, with_usage=with_usage, **rest)
        await response.write(f"data: {json.dumps(made)}\n\n".encode())

    response = web.StreamResponse(headers={"content-type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    for line in reply.lines:
        await response.write(f"{line}\n\n".encode())
    await push({"role": "assistant", "content": "", "refusal": None})
    deltas = [{"reasoning_content": part} for part in wire.tokens(reply.reasoning)]
    deltas += [{"refusal": part} for part in wire.tokens(reply.refusal)]
    deltas += [{"content": part} for part in parts]
    for delta in deltas:
        if reply.pace:
            await asyncio.sleep(reply.pace)
        await push(delta)
    match reply.then:
        case "hang":
            await asyncio.Event().wait()
        case "drop":
            assert request.transport is not None
            request.transport.abort()
        case "garbage":
            await response.write(b"data: <<<this is no JSON>>>\n\n")
        case "error":
            error = {"message": "The engine crashed.", "type": "server_error", "code": None}
            await response.write(f"data: {json.dumps({'error': error})}\n\n".encode())
        case "finish":
            await push({}, finish=finish)
            if with_usage:
                await push(None, used=used)
            await response.write(b"data: [DONE]\n\n")
    return response

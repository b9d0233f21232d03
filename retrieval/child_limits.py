"""Limit a child process from within; apart from asyncio, which a child need not import."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def limit_resources(request: Mapping[str, Any]) -> None:
    """Limit this process, a child, as far as the platform can; the CPU limit ends orphans."""
    with suppress(OSError):  # Linux: under memory pressure, kill this process first
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {
        resource.RLIMIT_AS: request["memory_bytes"],
        resource.RLIMIT_CPU: request["cpu_seconds"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        if limit is not None:
            with suppress(ValueError, OSError):  # macOS cannot limit the address space
                resource.setrlimit(kind, (limit, limit))

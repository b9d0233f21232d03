"""docker-compose.yml and the Dockerfile against the settings; there is no Docker engine here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.discord_bot.inflight import notify_timeout
from bot.settings import load_settings, variables
from retrieval.search.vector.vector_server import CLOSING_SECONDS

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
FOLDERS = "folders"  # gives volumes away, and ends
SERVICES: dict[str, dict[str, Any]] = {k: s for k, s in COMPOSE["services"].items() if k != FOLDERS}
_PINNED = re.compile(r"(?:[\w./-]+):v?\d+\.\d+(?:\.\d+)?[\w.-]*(?:\$\{[A-Z]+_DIGEST:-\})?")
_MEMORY = re.compile(r"(?:\$\{[A-Z]+_MEMORY:-)?\d+[mg]\}?")


def test_the_bots_environment_is_allowed() -> None:
    """Each variable is a setting, with a value that it takes."""
    environment = SERVICES["bot"]["environment"]

    settings = load_settings(environment, None)

    assert set(environment) <= set(variables())
    assert settings.chroma == "http://chroma:8000"
    assert settings.health_host_and_port == ("0.0.0.0", 9464)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_is_held_in(name: str) -> None:
    """Pinned, not root, without rights, nothing written but in volumes, nothing published."""
    service = SERVICES[name]
    user, _, _ = service["user"].partition(":")

    assert _PINNED.fullmatch(service["image"])
    assert int(user) > 0
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["read_only"] is True
    assert service["restart"] == "unless-stopped"
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    assert "healthcheck" in service or "HEALTHCHECK" in DOCKERFILE


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_each_service_has_limits(name: str) -> None:
    """None may take all memory, all processors, or all process ids of the machine."""
    service = COMPOSE["services"][name]

    assert _MEMORY.fullmatch(service["mem_limit"])
    assert float(service["cpus"]) > 0
    assert 0 < service["pids_limit"] <= 512


def test_services_reach_only_what_they_need() -> None:
    """Stores and metrics have no way out, and nothing but the bot reaches more than one of them."""
    networks = {n for n, network in COMPOSE["networks"].items() if (network or {}).get("internal")}
    reached = {name: set(service["networks"]) for name, service in SERVICES.items()}

    assert networks == {"store", "model", "metrics"}
    assert reached.pop("bot") == {"outside", *networks}
    assert all(len(found & networks) == 1 for found in reached.values())
    assert {name for name, found in reached.items() if found - networks} == {"model", "grafana"}
    assert "outside" not in reached["grafana"]
    assert COMPOSE["services"][FOLDERS]["network_mode"] == "none"


def test_grafana_has_no_default_password(tmp_path: Path) -> None:
    """Without one it says what to set and does not start; with one it starts."""
    service = SERVICES["grafana"]
    shell, option, script = service["entrypoint"]
    started = tmp_path / "run.sh"
    started.write_text("#!/bin/sh\necho started\n")
    started.chmod(0o755)
    script = script.replace("$$", "$").replace("/run.sh", str(started))

    def start(password: str) -> subprocess.CompletedProcess[str]:
        environment = {"GF_SECURITY_ADMIN_PASSWORD": password}
        return subprocess.run(
            [shell, option, script], env=environment, capture_output=True, text=True
        )

    assert service["environment"]["GF_SECURITY_ADMIN_PASSWORD"] == "${GRAFANA_PASSWORD:-}"
    assert "Set GRAFANA_PASSWORD in .env" in start("").stdout
    assert start("").returncode == 1
    assert start("s3cret").stdout == "started\n"


def test_the_guide_divides_all_shards() -> None:
    """The bots of docs/scaling.md have settings that are allowed, and each shard one of them."""
    text = (ROOT / "docs/scaling.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    bots: dict[str, Any] = yaml.safe_load(block)["services"]
    base = SERVICES["bot"]["environment"]
    told = [load_settings({**base, **bot["environment"]}, None) for bot in bots.values()]

    assert {one.shards for one in told} == {len([n for one in told for n in one.shard_ids])}
    assert sorted(n for one in told for n in one.shard_ids) == list(range(told[0].shards or 0))
    assert all(
        bot.get("extends", {}).get("service") == "bot" for n, bot in bots.items() if n != "bot"
    )


def test_all_that_is_copied_is_there_and_let_through() -> None:
    """What the Dockerfile copies exists, and .dockerignore, which holds back all, lets it pass."""
    ignored, *let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    copied = [name for line in lines for name in line.split()]

    assert ignored == "*"
    assert copied
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in let_through


def test_the_dashboard_shows_what_is_counted() -> None:
    """Each figure that a panel asks for is one that the bot tells."""
    dashboard = json.loads((ROOT / "deploy/grafana/dashboards/footnote.json").read_text())
    asked = {
        name
        for panel in dashboard["panels"]
        for target in panel["targets"]
        for name in re.findall(r"footnote_\w+", target["expr"])
    }
    modules = sorted((ROOT / "bot").rglob("*.py"))
    source = "".join(module.read_text(encoding="utf-8") for module in modules)
    told = {f"footnote_{name}" for name in re.findall(r'watch\(\s*"(\w+)"', source)}
    told |= set(re.findall(r'"(footnote_\w+)"', source))

    shown = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in asked}
    assert shown <= told
    assert told - shown == {"footnote_servers", "footnote_tasks"}  # for finding faults


def test_what_is_at_hand_has_its_time_to_end() -> None:
    """Before Docker, plain or by the compose file, and systemd stop the bot by force."""
    unit = (ROOT / "deploy/footnote.service").read_text(encoding="utf-8")
    of_the_unit = dict(re.findall(r"\b(FOOTNOTE_\w+)=(\S+)", unit))
    of_compose = SERVICES["bot"]
    by_force = {
        "docker stop": (10.0, {}),
        "compose": (float(of_compose["stop_grace_period"][:-1]), of_compose["environment"]),
        "systemd": (float(re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.M)[0]), of_the_unit),
    }

    for how, (within, environment) in by_force.items():
        grace = load_settings(environment, None).shutdown_grace_seconds
        readers = 0 if how == "docker stop" else CLOSING_SECONDS  # nobody reads beside it there
        assert grace + notify_timeout(grace) + readers + 2 <= within

"""docker-compose.yml and the Dockerfile against the settings; there is no Docker engine here."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from bot.cli.errors import ExitCode
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


def test_chroma_is_the_version_that_is_installed() -> None:
    """The server speaks what the client of the lock speaks."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (client,) = re.findall(r"^chromadb==(\S+)", lock, re.MULTILINE)

    assert SERVICES["chroma"]["image"] == f"chromadb/chroma:{client}${{CHROMA_DIGEST:-}}"


def test_an_operator_can_pin_every_image_by_digest() -> None:
    """By a variable of its own, which the top of the file names; ours is built here."""
    others = [s["image"] for s in SERVICES.values() if "build" not in s]
    about = (ROOT / "docker-compose.yml").read_text(encoding="utf-8").partition("name:")[0]
    digests = [
        found[1] for image in others if (found := re.search(r"\$\{(\w+_DIGEST):-\}$", image))
    ]

    assert len(set(digests)) == len(others) == 5
    assert all(digest in about for digest in digests)


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


def test_who_gives_volumes_away_can_do_nothing_else() -> None:
    """It is root for that alone, has no network, and gives each to the user who writes there."""
    folders = COMPOSE["services"][FOLDERS]
    program, *_, user, first, second = folders["entrypoint"]

    assert program == "chown"
    assert folders["image"] == SERVICES["bot"]["image"]
    assert folders["cap_drop"] == ["ALL"]
    assert set(folders["cap_add"]) == {"CHOWN", "DAC_OVERRIDE"}
    assert folders["security_opt"] == ["no-new-privileges:true"]
    assert folders["read_only"] is True
    assert folders["network_mode"] == "none"
    given = dict(volume.split(":") for volume in folders["volumes"])
    assert set(given.values()) == {first, second}
    users = [s for s in SERVICES.values() if FOLDERS in s.get("depends_on", ())]
    assert {s["user"] for s in users} == {user}
    assert {s["volumes"][0].partition(":")[0] for s in users} == set(given)
    assert all(
        s["depends_on"][FOLDERS] == {"condition": "service_completed_successfully"} for s in users
    )


def test_volumes_are_named_and_used() -> None:
    """Each is declared, and none is declared for nothing."""
    mounts = [v.partition(":")[0] for s in SERVICES.values() for v in s.get("volumes", ())]

    assert {m for m in mounts if not m.startswith("./")} == set(COMPOSE["volumes"])
    assert all((ROOT / m).exists() for m in mounts if m.startswith("./"))


def test_the_bot_waits_for_what_it_needs() -> None:
    """For services that say that they are healthy; for those of a profile, where they run."""
    needed = SERVICES["bot"]["depends_on"]

    assert {n["condition"] for n in needed.values()} == {"service_healthy"}
    assert all("healthcheck" in SERVICES[name] for name in needed)
    assert all(
        bool(SERVICES[name].get("profiles")) is not need.get("required", True)
        for name, need in needed.items()
    )


def test_postgresql_is_wired_by_the_settings() -> None:
    """The address that the file's head tells is the service's, and the bot has both from .env."""
    service = SERVICES["postgresql"]
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    (told,) = re.findall(r"^# (FOOTNOTE_DATABASE_URL=\S+), then:$", text, re.MULTILINE)
    name, _, address = told.partition("=")
    environ = {**SERVICES["bot"]["environment"], name: address.replace("<that>", "s3cret")}
    parts = urlsplit(load_settings(environ, None).database)
    made = service["environment"]

    assert (parts.hostname, parts.port) == ("postgresql", 5432)
    assert (parts.username, parts.path) == (made["POSTGRES_USER"], f"/{made['POSTGRES_DB']}")
    assert made["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:-}"
    assert {"path": ".env", "required": False} in SERVICES["bot"]["env_file"]
    assert service["user"].split(":")[0] not in ("", "0", "root")
    assert service["profiles"] == ["postgresql"]
    assert not service.get("ports")
    assert service["volumes"] == ["database:/var/lib/postgresql/data"]


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


def test_the_image_is_not_roots() -> None:
    """The Dockerfile and the compose file name the same user."""
    (user,) = re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)

    assert SERVICES["bot"]["user"] == user == "10001:10001"
    assert "--require-hashes" in DOCKERFILE


def test_the_image_has_all_that_is_packaged() -> None:
    """Each package that the bot runs is copied into it; the playground is not."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (included,) = re.findall(r"^include = \[(.*)\]$", project, re.MULTILINE)
    packages = set(re.findall(r'"(\w+)\*"', included))

    assert set(re.findall(r"^COPY (\w+) /src/\1$", DOCKERFILE, re.M)) == packages
    assert "!playground" not in (ROOT / ".dockerignore").read_text(encoding="utf-8")


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


def test_what_the_image_runs_is_a_command() -> None:
    """And its version is the project's."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (version,) = re.findall(r'^version = "(.+)"$', project, re.MULTILINE)

    assert 'ENTRYPOINT ["footnote"]' in DOCKERFILE
    assert '\nfootnote = "bot.__main__:main"' in project
    assert SERVICES["bot"]["image"] == f"footnote:{version}"


def test_prometheus_asks_where_the_bot_tells() -> None:
    """By the service's name and the port of its settings."""
    asked = yaml.safe_load((ROOT / "deploy/prometheus.yml").read_text(encoding="utf-8"))
    listening = load_settings(SERVICES["bot"]["environment"], None).health_host_and_port

    assert listening is not None
    (job,) = asked["scrape_configs"]
    assert job["static_configs"] == [{"targets": [f"bot:{listening[1]}"]}]


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
    told = {f"footnote_{name}" for name in re.findall(r'watch\("(\w+)"', source)}
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


def test_the_unit_of_systemd() -> None:
    """It runs the command, and does not try again where that cannot help."""
    unit = (ROOT / "deploy/footnote.service").read_text(encoding="utf-8")

    assert "/bin/footnote run" in unit
    assert f"RestartPreventExitStatus={ExitCode.USAGE:d}\n" in unit
    assert "SystemCallFilter=@system-service\n" in unit
    assert re.search(r"^MemoryMax=\d+G$", unit, re.M)


@pytest.mark.parametrize("file", ["deploy/footnote.service", "Dockerfile"])
def test_malloc_keeps_little(file: str) -> None:
    """By the environment, from the start; the compose file runs the image of the Dockerfile."""
    text = (ROOT / file).read_text(encoding="utf-8")

    assert "MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072" in text


def test_the_workflow_runs_what_must_pass() -> None:
    """As root, and by the Python of its matrix: what sudo itself would find is another one."""
    text = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()
    run = job["steps"][-1]["run"]

    assert run.startswith("sudo env ")
    assert 'PYTHON="$(command -v python)"' in run
    assert run.endswith(" bash .ci/run")
    assert (ROOT / ".ci/run").exists()
    assert "3.11" in job["strategy"]["matrix"]["python"]


def test_the_rest_runs_at_night() -> None:
    """A workflow of its own runs what `make test` leaves out, on a schedule."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/nightly.yml").read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()

    assert workflow[True]["schedule"]  # YAML 1.1 reads `on` as a truth value
    assert job["steps"][-1]["run"].endswith(" bash .ci/run nightly")
    assert '-m "not nightly"' in (ROOT / "Makefile").read_text(encoding="utf-8")

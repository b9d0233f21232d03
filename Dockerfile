# Footnote in a container. The bot can only write to its library in the volume /data. Everything is
# installed by hash from the lock files.
FROM python:3.13.9-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/footnote
COPY requirements-production.lock /src/
RUN /opt/footnote/bin/pip install --quiet --require-hashes --no-deps -r /src/requirements-production.lock
COPY pyproject.toml README.md LICENSE /src/
COPY bot /src/bot
COPY prompts /src/prompts
COPY retrieval /src/retrieval
RUN /opt/footnote/bin/pip install --quiet --no-deps --no-build-isolation /src

FROM python:3.13.9-slim-trixie
RUN useradd --uid 10001 --create-home --home-dir /home/footnote footnote \
	&& install --directory --owner footnote --group footnote --mode 0700 /data
COPY --from=build /opt/footnote /opt/footnote
# Without these, glibc keeps several hundred megabytes more: an arena per thread, and freed memory
ENV PATH=/opt/footnote/bin:$PATH PYTHONUNBUFFERED=1 HOME=/tmp \
	MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 \
	FOOTNOTE_DATA_DIR=/data FOOTNOTE_HEALTH_ADDRESS=127.0.0.1:9464
USER 10001:10001
VOLUME /data
# ready within the bot itself: nothing is published
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
	CMD ["python", "-c", "from urllib.request import urlopen as u; u('http://127.0.0.1:9464/readyz', timeout=8)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["footnote"]
CMD ["run"]

"""Say which version of Footnote is installed."""


def installed_version() -> str:
    """Return the version; empty in a checkout that is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("footnote")
    except PackageNotFoundError:
        return ""

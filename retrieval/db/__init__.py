"""SQLite or PostgreSQL: connections, migrations, locks, and errors that people can act on."""

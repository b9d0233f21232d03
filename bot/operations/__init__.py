"""What operators need: backups, the log, health checks and metrics."""

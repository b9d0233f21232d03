"""Fetch from the services that papers come from: politely, within limits, from no other host."""

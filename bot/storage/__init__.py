"""Store the data of servers and people in SQL."""

"""The processes of `benchmarks.discord_load`: a local Discord, a model's server, the bot."""

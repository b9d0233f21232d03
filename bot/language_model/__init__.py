"""Adapters of the `LanguageModel` port; only `bot.wiring` names them."""

"""Adapters of the `LanguageModel` port; only `bot.bootstrap` names them."""

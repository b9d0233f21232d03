"""Send each channel, at its hour, the few new papers that matter to it, and each once."""

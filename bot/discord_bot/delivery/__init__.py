"""Send and edit messages, and deliver them elsewhere if that fails."""

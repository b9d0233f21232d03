"""Talk with the library: the slash commands that Discord has, in a terminal."""

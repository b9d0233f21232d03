"""The vector index, in Chroma: embedded in a folder, or a server."""

"""Keep: the shelves of people and servers, and forgetting."""

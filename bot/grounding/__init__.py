"""Does the cited abstract say this? Each sentence is checked before anybody sees it."""

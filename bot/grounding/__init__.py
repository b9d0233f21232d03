"""Check that the cited abstracts say what each sentence of an answer says."""

"""Questions and their answers: `/ask`, messages, follow-ups, the buttons under an answer."""

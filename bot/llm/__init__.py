"""Language models: servers with OpenAI's API, and quotes without any model."""

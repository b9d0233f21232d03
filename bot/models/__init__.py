"""Language models behind servers with the API of OpenAI."""

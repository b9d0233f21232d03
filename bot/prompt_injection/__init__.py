"""What texts of others try to have done: found, and kept from models, answers and readers."""

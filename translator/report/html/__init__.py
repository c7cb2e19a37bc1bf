"""`translate report` as one HTML page: values in, a text out; nothing in it asks any network."""

"""Messages out to colleagues without a PO editor, and their translations back: values in, values out."""

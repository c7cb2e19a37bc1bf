"""One verb a file: takes values, returns a `Result`, prints nothing."""

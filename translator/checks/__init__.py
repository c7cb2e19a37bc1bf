"""What `translate check` looks at: one small file a check, all listed in `registry`."""

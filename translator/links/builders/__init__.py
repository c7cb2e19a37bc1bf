"""Where each builder puts its pages: one small file a builder."""

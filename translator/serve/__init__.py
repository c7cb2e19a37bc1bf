"""``translate serve``: the site's translations in a browser, on this machine alone."""

"""Links between the pages of a site: found, resolved, made to fit a localized page. Pure."""

"""Translation services, and the one client they share. Nothing else imports httpx."""

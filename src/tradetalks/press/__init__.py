"""What is reported: articles in, a dossier out. No JAX here."""

"""What is in dispute: parties, agenda, dated measures with references. No JAX here: reading is instant."""

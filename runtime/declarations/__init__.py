"""What generated code declares: frozen values without behaviour. Plain Python; SQLAlchemy appears in types only."""

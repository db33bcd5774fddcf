"""A typed client for OKX cancel endpoints."""

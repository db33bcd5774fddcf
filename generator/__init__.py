"""The maintainer's tool: it keeps `spec/openapi.yaml` honest and makes the client from it."""

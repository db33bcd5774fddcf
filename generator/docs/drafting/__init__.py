"""From the page of an endpoint that the spec lacks to an operation for it."""

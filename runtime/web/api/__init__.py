"""The interface for other systems: a portal's records as JSON, below api/v1/, where the portal says `api: true`."""

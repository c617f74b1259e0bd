"""Floor 3: what people see. Flask and Flask-AppBuilder appear here and in `runtime.site` only."""

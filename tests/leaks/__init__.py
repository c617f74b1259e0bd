"""The leak oracle itself."""
